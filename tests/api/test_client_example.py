"""The client of the reference, run against a desk."""
from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest

from attache.api.server import listening, server
from tests.api.desks import desk_over, event_of

REFERENCE = Path(__file__).parents[2] / "docs" / "reference.md"


def test_the_client_lists_events_and_accepts_one(register_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"^```py\n(.*?)^```", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    desk = desk_over(register_path)
    with listening("127.0.0.1", 0) as at:
        running = server(desk.app)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [at]})
        thread.start()
        while not running.started:
            time.sleep(0.005)
        own = program.replace("8321", str(at.getsockname()[1])).replace("limit=500", "limit=1")
        exec(compile(own, "reference.md", "exec"), {})  # noqa: S102 - our own page
        running.should_exit = True
        thread.join()
    *events, decision = capsys.readouterr().out.splitlines()
    assert len(events) == 4
    assert decision == "decision 1"
    assert event_of(desk, verdict="accepted")
