"""Shards read on Ray: on this machine, or on a cluster that sees the same files under the same names.

In: the address of a cluster (None: Ray is started here, for as long as the work takes), how many workers, how to make a reader. Out:
workers for `bulk`, each an actor with one reader in a child process of its own. Ray makes a worker that dies anew and gives it its shard
again. Raises SettingsError E-EXTRA where Ray is not installed, E-CLUSTER where no cluster answers.
"""
from __future__ import annotations

import logging
import os
import secrets
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attache.errors import InputError, SettingsError
from attache.ingest.bulk import Came, Job, Stopped, read_shard
from attache.ingest.workers import MakeReader, WorkerReader
from attache.settings import MOST_SHARD_TRIES
from attache.sources.containers import Manner

_LOOK_SECONDS = 1.0
_KNOCK_SECONDS = 10.0


class RayWorkers:
    """Reads shards on Ray. Get one from `on_ray`."""

    def __init__(self, ray: Any, make: MakeReader, count: int) -> None:
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=MOST_SHARD_TRIES - 1)(_Reader)
        self._ray, self._readers = ray, [actor.remote(make, str(Path.cwd())) for _ in range(count)]
        self.version = str(ray.get(self._readers[0].version.remote()))

    def map(self, jobs: Sequence[Job], manner: Manner, stopped: Stopped) -> Iterator[Came]:
        """Reads the shards, each by the next worker that is free."""
        waiting, free, busy = deque(jobs), deque(self._readers), dict[Any, tuple[Any, Job]]()
        while (waiting or busy) and not stopped():
            while waiting and free:
                reader, job = free.popleft(), waiting.popleft()
                busy[reader.read.remote(job, manner)] = (reader, job)
            done, _ = self._ray.wait(list(busy), timeout=_LOOK_SECONDS)
            for answer in done:
                reader, job = busy.pop(answer)
                free.append(reader)
                yield self._came(answer, job)

    def _came(self, answer: Any, job: Job) -> Came:
        try:
            came: Came = self._ray.get(answer)
        except self._ray.exceptions.RayError as error:
            message = f"its worker died again and again ({type(error).__name__}); give the same command once more"
            return Came(job.shard.name, None, InputError("E-WORKER", job.shard.name, message))
        return came


class _Reader:
    """What an actor does."""

    def __init__(self, make: MakeReader, folder: str) -> None:
        os.chdir(folder)  # names of files are as they were given
        self._read = WorkerReader(make, 1).__enter__()

    def version(self) -> str:
        return self._read.version

    def read(self, job: Job, manner: Manner) -> Came | None:
        return read_shard(job, manner, self._read)


@contextmanager
def on_ray(make: MakeReader, count: int | None, address: str | None) -> Iterator[RayWorkers]:
    """Workers on Ray for the length of a `with` block; `count` is else one for each of its processors."""
    ray = _imported(local=address is None)
    _start(ray, count, address)
    try:
        yield RayWorkers(ray, make, count or max(1, int(ray.cluster_resources().get("CPU", 1))))
    except ray.exceptions.RayError as error:
        raise SettingsError("E-CLUSTER", address or "here", f"its workers cannot begin: {type(error).__name__}") from error
    finally:
        ray.shutdown()


def _imported(*, local: bool) -> Any:
    """Ray, told what it wants to be told before it is loaded."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers about every run
    if local and "RAY_AUTH_MODE" not in os.environ:  # it listens to the whole network, and runs what it is sent
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    try:
        import ray
    except ImportError as error:
        raise SettingsError("E-EXTRA", "ray", "not installed; pip install 'attache[ray]'") from error
    return ray


def _start(ray: Any, count: int | None, address: str | None) -> None:
    try:
        if address:
            _knock(address)
            ray.init(address, logging_level=logging.ERROR, log_to_driver=False)
        else:
            ray.init("local", num_cpus=count, include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError("E-CLUSTER", address or "here", f"Ray does not answer: {error}") from error


def _knock(address: str) -> None:
    """Raises OSError where nobody listens: Ray itself would go on trying for many minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), _KNOCK_SECONDS).close()
