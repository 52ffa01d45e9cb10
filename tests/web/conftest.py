"""The example register, made once, and the desk over a copy of it."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attache.api import Access
from attache.web import application
from tests.web.example_register import make

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example register; nobody writes to it."""
    path = tmp_path_factory.mktemp("example") / "attache.db"
    make(path)
    return path


@pytest.fixture
def own_example(example: Path, tmp_path: Path) -> Path:
    """A copy of the example register to decide in."""
    for file in example.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / example.name


@pytest.fixture
def desk(own_example: Path) -> Iterator[TestClient]:
    """A browser without scripts, before the desk."""
    with TestClient(application(own_example, Access()), base_url="http://127.0.0.1", headers=HTML) as client:
        yield client
