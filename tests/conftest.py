"""What any test may ask for."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from attache.register.database import Location
from attache.register.postgres.address import ServerAddress


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--postgres`: registers that tests are given are on a PostgreSQL server, which is started for them."""
    parser.addoption("--postgres", action="store_true", help="Give tests a register on a PostgreSQL server, not in a file.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the file itself say nothing of a server."""
    if config.getoption("--postgres"):
        for item in items:
            if item.get_closest_marker("of_files"):
                item.add_marker(pytest.mark.skip(reason="of files"))


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket's folder of a server of the tests' own."""
    pytest.importorskip("psycopg")
    from tests.servers import running

    with running() as folder:
        yield folder


@pytest.fixture
def server_place(server: Path) -> ServerAddress:
    """Where on the server a register may be made."""
    from tests.servers import new_schema

    return new_schema(server)


@pytest.fixture
def register_path(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a register may be made."""
    if request.config.getoption("--postgres"):
        place: ServerAddress = request.getfixturevalue("server_place")
        return place
    return tmp_path / "attache.db"


@pytest.fixture(scope="session")
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Location]:
    """Gives other places where registers may be made, also for several tests."""
    if not request.config.getoption("--postgres"):
        return lambda: tmp_path_factory.mktemp("register") / "attache.db"
    from tests.servers import new_schema

    return partial(new_schema, request.getfixturevalue("server"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are no part of a test's name: archives have another time of making, and another number, in each process that runs tests."""
    return "bytes" if isinstance(val, bytes) else None
