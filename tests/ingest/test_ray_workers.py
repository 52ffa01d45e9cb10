"""Shards read on Ray, on this machine: the same register, also when workers are killed."""
from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
if find_spec("ray") is None:  # not imported here: what protects a Ray of our own is set before that
    pytest.skip("Ray is not installed", allow_module_level=True)

from attache.errors import SettingsError
from attache.ingest.ray_workers import RayWorkers, on_ray
from attache.model import Page, Reading
from tests.ingest.archiving import added, are_same, gathered, make_archive, read
from tests.samples import PlainReader

ROOT = Path(__file__).parents[2]


class KillingReader(PlainReader):
    """Kills its worker, not only the child it is in, at the fourth page; twice in all."""

    def __init__(self, kills: Path) -> None:
        super().__init__()
        self._kills, self._pages = kills, 0

    def __call__(self, page: Page) -> tuple[str, Reading]:
        self._pages += 1
        if self._pages > 3 and any(map(self._is_first, ("one", "two"))):
            os.kill(os.getppid(), signal.SIGKILL)
        return super().__call__(page)

    def _is_first(self, name: str) -> bool:
        try:
            (self._kills / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    return make_archive(tmp_path)


@pytest.fixture
def ray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RayWorkers]:
    """Two workers, of whose readers the first ones die."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(ROOT), *sys.path))))
    kills = tmp_path / "kills"
    kills.mkdir()
    with on_ray(lambda _: KillingReader(kills), 2, None) as workers:
        yield workers


def test_killed_workers_lose_and_double_nothing(inputs: list[str], tmp_path: Path, ray: RayWorkers) -> None:
    out = tmp_path / "readings"
    came = read(inputs, out, ray)
    assert len(list((tmp_path / "kills").iterdir())) == 2
    assert [each.error for each in came if each.error] == []
    added(inputs, tmp_path / "pages.db")
    gathered(out, tmp_path / "readings.db")
    assert are_same(tmp_path / "pages.db", tmp_path / "readings.db")
    assert list(out.glob(".*.part")) == []
    assert all(each.before for each in read(inputs, out, ray))


def test_cluster_that_does_not_answer_is_told() -> None:
    with pytest.raises(SettingsError, match=r"E-CLUSTER 127\.0\.0\.1:1"), on_ray(lambda _: PlainReader(), 1, "127.0.0.1:1"):
        pass
