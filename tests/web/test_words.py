"""The words of the desk: all of them in both languages, and nothing promised that no page says."""
from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

import pytest

from attache.model import EventType, Status
from attache.register.accords import STAGES
from attache.register.decisions import Kind
from attache.register.linking import WEIGHTS
from attache.register.rulings import EDITABLE
from attache.resources import table
from attache.web.about import quality
from attache.web.words import speaking, words

_SAID = re.compile(r"""say\(\s*(?:"([^"]*)"|'([^']*)')\s*[,)]""")
_FIELD = re.compile(r"\{\w+\}")


def said() -> set[str]:
    """Every text that templates and code ask for by name."""
    folder = files("attache.web")
    sources = [*folder.joinpath("templates").iterdir(), *(each for each in folder.iterdir() if each.name.endswith(".py"))]
    return {one or other for source in sources for one, other in _SAID.findall(source.read_text(encoding="utf-8"))}


def test_every_text_is_in_the_table() -> None:
    made = {f"field {name}" for name in EDITABLE} | {f"stage {stage}" for stage in STAGES} | {f"meaning of {s}" for s in get_args(Status)}
    made |= {*(row["mode"] for row in table("scores")), *WEIGHTS, *get_args(Kind)} - {"", "to begin with"}
    measured = {row[column] for row in quality() for column in ("what", "on")}
    assert not (said() | made | measured | {*get_args(EventType), *get_args(Status)}) - words("en").keys()


def test_no_text_of_code_stands_in_english_as_it_is() -> None:
    assert not [text for text, shown in words("en").items() if re.search(r"[a-z]_[a-z]|^[A-Z]{3,}$|^(field|stage|meaning|number) ", shown)]


def test_translations_have_the_same_fields() -> None:
    french = words("fr")
    for text, english in words("en").items():
        assert set(_FIELD.findall(english)) == set(_FIELD.findall(french[text])), text
        assert english.count("|") == french[text].count("|"), text


@pytest.mark.parametrize(
    ("number", "english", "french"), [(0, "0 reports", "0 article"), (1, "1 report", "1 article"), (2, "2 reports", "2 articles")]
)
def test_singular_and_plural(number: int, english: str, french: str) -> None:
    assert speaking("en")("{n} report|{n} reports", n=number) == english
    assert speaking("fr")("{n} report|{n} reports", n=number) == french


def test_values_are_not_templates() -> None:
    assert speaking("en")("Network of {name}", name="{n} {name}") == "Network of {n} {name}"
