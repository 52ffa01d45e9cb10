"""The reader that verbs use: attache's own, in worker processes."""
from __future__ import annotations

from contextlib import AbstractContextManager

from attache.ingest import EngineReader
from attache.ingest.workers import WorkerReader, workers
from attache.language import load_engine


def engine_workers(engine: str, jobs: int = 1, *, every: bool = False) -> AbstractContextManager[WorkerReader]:
    """A reader on the engine of this name, in `jobs` processes, for the length of a `with` block; `every`: of every sentence. Raises
    SettingsError E-ENGINE.
    """
    return workers(lambda allow: EngineReader(load_engine(engine), allow, every=every), jobs)
