"""Where the machine stands and what its clock says changes nothing in what a page is read as; no page is dated by the day it is read."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest

ZONES = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin"]
READ = """
from hashlib import sha256
from attache.model import Page
from attache.pages import read_document
from attache.sources.records import Mapping, page_of_record
def told(text, published=None):
    content = text.encode()
    document = read_document(Page(sha256(content).hexdigest(), "page", "page.txt", content, None, None, published))
    return document.published
undated = "Talks begin\\n\\nOn Friday ministers met in Accra to talk about the harbour and its boats.\\n"
print(told(undated), told(undated, "2020-10-02"), told("Talks begin\\n1 January 1970\\n\\nMinisters met in Accra.\\n"),
      told("Talks begin\\n31 December 2099\\n\\nMinisters met in Accra.\\n"))
for written in ("2020-03-29T02:30:00+01:00", "Sun, 29 Mar 2020 02:30:00 GMT", "2020-10-25", "0000-00-00", "2020-02-30"):
    print(page_of_record({"text": "Words.", "date": written}, "dump.jsonl#1", Mapping()).published)
"""


@pytest.fixture(scope="module")
def expected() -> str:
    return read_in("UTC")


def read_in(zone: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", READ], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    ).stdout


def test_days_are_those_written_or_none(expected: str) -> None:
    first, *days = expected.splitlines()
    assert first.split()[:2] == ["None", "2020-10-02"]
    assert days == ["2020-03-29", "2020-03-29", "2020-10-25", "None", "None"]


@pytest.mark.parametrize("zone", ZONES[1:])
def test_zone_of_the_machine_changes_nothing(zone: str, expected: str) -> None:
    assert read_in(zone) == expected
