"""Inputs read in bulk: shards to files of readings in a folder, by workers of whatever kind, for a register to take in later.

In: shards, a folder, workers. Out: one file a shard, and beside it, written last, a marker that says what came of it. A shard whose marker
holds is not read again, so the same command goes on where another was interrupted; a shard whose inputs, reader or manner changed is.

    FOLDER/NAME.parquet          the readings of a shard
    FOLDER/_done/NAME.json       its marker (`Marker`)
    FOLDER/_plan.json            which shards there are, in the order of the inputs (`Plan`)
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from attache.errors import InputError, SettingsError
from attache.ingest import Outcome, PageReader, Tally, add
from attache.ingest.columns import SCHEMA_VERSION, Read, Refused
from attache.ingest.parquet import Write, rows_written, whole
from attache.ingest.shards import Shard, identity
from attache.model import Page, Reading
from attache.register.store import Standing
from attache.sources.containers import Manner
from attache.sources.files import printable
from attache.sources.sandbox import Trouble

Stopped = Callable[[], bool]
Record = TypeVar("Record")
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,200}")
_BESIDE = "_done"
_PLAN = "_plan.json"


class Marker(msgspec.Struct, frozen=True):
    """What came of a shard. `identity` is that of `shards.identity`, `sha256` that of its file."""

    identity: str
    sha256: str
    reader: str
    form: str
    inputs: tuple[str, ...]
    read: int
    known: int
    foreign: int
    refused: tuple[Trouble, ...]

    def tally(self, tally: Tally) -> None:
        """Counts it among others."""
        tally.kinds += Counter(read=self.read, known=self.known, refused=len(self.refused))
        tally.codes += Counter(trouble.code for trouble in self.refused)
        tally.foreign += self.foreign


class Group(msgspec.Struct, frozen=True):
    """Some inputs, and the names of the shards they make: several where they are parts of one file."""

    inputs: tuple[str, ...]
    shards: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """Which shards a folder should have."""

    groups: tuple[Group, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """A shard to be read, and where to."""

    shard: Shard
    identity: str
    out: str


class Came(msgspec.Struct, frozen=True):
    """What came of a shard: its marker, or why there is none; `before` says that it had been read already."""

    name: str
    marker: Marker | None
    error: InputError | None = None
    before: bool = False


class Workers(Protocol):
    """Whoever reads shards."""

    version: str

    def map(self, jobs: Sequence[Job], manner: Manner, stopped: Stopped) -> Iterator[Came]:
        """Reads the shards, in any order; stops between two pages or shards when told to."""


def bulk(planned: Sequence[tuple[Shard, ...]], out: Path, manner: Manner, workers: Workers, stopped: Stopped) -> Iterator[Came]:
    """Reads what is not read yet of the shards. Raises SettingsError E-OUTPUT where the folder cannot be used."""
    shards = [shard for group in planned for shard in group]
    try:
        (out / _BESIDE).mkdir(parents=True, exist_ok=True)
        _write_plan(planned, out)
    except OSError as error:
        raise SettingsError("E-OUTPUT", printable(out), (error.strerror or "cannot be written").lower()) from error
    jobs = []
    for shard in shards:
        job = Job(shard, identity(shard, manner, workers.version, SCHEMA_VERSION), str(out))
        marker = marker_of(out / f"{shard.name}.parquet")
        if marker and marker.identity == job.identity and (out / f"{shard.name}.parquet").exists():
            yield Came(shard.name, marker, before=True)
        else:
            jobs.append(job)
    yield from workers.map(jobs, manner, stopped)


class InProcesses:
    """One shard after the other, its pages by a reader that may be at several at once."""

    def __init__(self, read: PageReader) -> None:
        self._read, self.version = read, read.version

    def map(self, jobs: Sequence[Job], manner: Manner, stopped: Stopped) -> Iterator[Came]:
        """Reads the shards in order."""
        for job in jobs:
            came = read_shard(job, manner, self._read, stopped)
            if came is None:
                return
            yield came


def read_shard(job: Job, manner: Manner, read: PageReader, stopped: Stopped = lambda: False) -> Came | None:
    """Reads a shard to its file; None when stopped before it was done."""
    file = Path(job.out) / f"{job.shard.name}.parquet"
    tally, refused = Tally(), list[Trouble]()
    try:
        with rows_written(file) as write:
            for outcome in _read(job.shard, manner, _Pen(write, read.version), read, stopped):
                tally.count(outcome)
                refused += [Trouble(error.code, error.subject, error.message)] if (error := outcome.error) else []
        return Came(job.shard.name, _marked(job, file, read.version, tally, refused))
    except _StoppedError:
        return None
    except InputError as error:
        return Came(job.shard.name, None, error)


def marker_of(file: Path) -> Marker | None:
    """The marker beside a file of readings, None where there is none that can be read."""
    return _decoded(_marker_path(file), Marker)


def plan_of(out: Path) -> list[tuple[Path, ...]]:
    """The files of readings that a folder should have, in order; all it has where it does not say."""
    plan = _decoded(out / _PLAN, Plan)
    if plan is None:
        return [(file,) for file in sorted(out.glob("*.parquet")) if not file.name.startswith(("_", "."))]
    return [tuple(out / f"{name}.parquet" for name in group.shards if _SAFE_NAME.fullmatch(name)) for group in plan.groups]


def digest_of(file: Path) -> str:
    """The hash of a file."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


class _StoppedError(Exception):
    pass


class _Pen:
    """What `add` takes for a register: writes down what a register would keep."""

    def __init__(self, write: Write, version: str) -> None:
        self._write, self._version = write, version
        self._taken, self._read = dict[str, Page](), set[str]()
        self.position = 0

    def standing(self, page_id: str) -> Standing | None:
        """Whether the page was read in this shard."""
        return Standing("read", self._version) if page_id in self._read else None

    def is_copy(self, _: str) -> bool:
        """Copies show when a register takes them in."""
        return False

    def take(self, page: Page) -> None:
        """Holds the page until it is read or refused."""
        self._taken[page.page_id] = page

    def keep(self, page_id: str, text: str, reading: Reading) -> None:
        """Writes down what was read."""
        self._read.add(page_id)
        self._write(Read(self.position, self._taken.pop(page_id), text, reading))

    def refuse(self, error: InputError, page: Page | None = None) -> None:
        """Writes down what was refused."""
        if page:
            self._taken.pop(page.page_id, None)
        self._write(Refused(self.position, page, error))


def _read(shard: Shard, manner: Manner, pen: _Pen, read: PageReader, stopped: Stopped) -> Iterator[Outcome]:
    """What came of each item. Raises _StoppedError, so that what is written by then does not take the file's name."""
    pen.position = shard.part
    for outcome in add(shard.items(manner), pen, read):  # writes at most one row an outcome, just before it
        yield outcome
        pen.position += shard.of
        if stopped():
            raise _StoppedError


def _marked(job: Job, file: Path, reader: str, tally: Tally, refused: list[Trouble]) -> Marker:
    marker = Marker(
        job.identity, digest_of(file), reader, SCHEMA_VERSION, job.shard.inputs,
        tally.kinds["read"], tally.kinds["known"], tally.foreign, tuple(refused),
    )
    _write_json(_marker_path(file), marker)
    return marker


def _write_plan(planned: Sequence[tuple[Shard, ...]], out: Path) -> None:
    """Says which shards there are: those of runs before that still stand, then these."""
    new = tuple(Group(group[0].inputs, tuple(shard.name for shard in group)) for group in planned)
    before = (_decoded(out / _PLAN, Plan) or Plan()).groups
    inputs = {name for group in new for name in group.inputs}
    gone = [group for group in before if group not in new and _is_replaced(group, inputs)]
    for name in (name for group in gone for name in group.shards if _SAFE_NAME.fullmatch(name)):
        _marker_path(out / f"{name}.parquet").unlink(missing_ok=True)
        (out / f"{name}.parquet").unlink(missing_ok=True)
    _write_json(out / _PLAN, Plan((*(group for group in before if group not in gone and group not in new), *new)))


def _is_replaced(group: Group, inputs: set[str]) -> bool:
    """Whether the same inputs, but for those that are no longer there, are now cut into other shards."""
    others = [name for name in group.inputs if name not in inputs]
    return len(others) < len(group.inputs) and not any(Path(name).exists() for name in others)


def _marker_path(file: Path) -> Path:
    return file.parent / _BESIDE / f"{file.stem}.json"


def _write_json(path: Path, content: Marker | Plan) -> None:
    with whole(path) as part:
        part.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1))


def _decoded(path: Path, kind: type[Record]) -> Record | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
