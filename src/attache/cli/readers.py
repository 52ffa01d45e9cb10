"""The reader that verbs use: attache's own, in worker processes."""
from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial

from attache.ingest import EngineReader
from attache.ingest.workers import MakeReader, WorkerReader, workers
from attache.language import load_engine
from attache.sources.sandbox import Allow


def engine_workers(engine: str, jobs: int = 1, *, every: bool = False) -> AbstractContextManager[WorkerReader]:
    """A reader on the engine of this name, in `jobs` processes, for the length of a `with` block; `every`: of every sentence. Raises
    SettingsError E-ENGINE.
    """
    return workers(make_reader(engine, every=every), jobs)


def make_reader(engine: str, *, every: bool = False) -> MakeReader:
    """How a worker, also one on another machine, makes a reader on the engine of this name; `every`: of every sentence."""
    return partial(_reader, engine, every)


def _reader(engine: str, every: bool, allow: Allow) -> EngineReader:
    return EngineReader(load_engine(engine), allow, every=every)
