"""The invented dossier that comes with attache, read into a register."""
from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from attache.cli.readers import engine_workers
from attache.ingest import add
from attache.register.store import open_register
from attache.settings import DEFAULT_ENGINE
from attache.sources.files import locate


def read_dossier(register_path: Path) -> None:
    """Reads it into the register at a path. Raises what opening that does."""
    with (
        engine_workers(DEFAULT_ENGINE) as reader, as_file(files("attache") / "dossier") as dossier,
        open_register(register_path) as register,
    ):
        for _ in add(locate([dossier]), register, reader):
            pass  # what is invented is never refused
