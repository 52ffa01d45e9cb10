"""Word shapes and plain spelling."""
from __future__ import annotations

import pytest

from attache.language.features import SHAPES, plain, shape


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("troops", "lower"), ("Rabat", "title"), ("NATO", "upper"), ("McAllen", "mixed"), ("2020", "digits"), ("1,500", "number"),
        ("3rd", "number"),
        ("U.S.", "abbreviation"), ("J.", "initial"), ("(", "bracket"), ("“", "quote"), (".", "stop"), ("–", "punctuation"), ("€", "symbol"),
        ("F16", "alphanumeric"), ("war-torn", "hyphenated-lower"), ("al-Masri", "hyphenated-title"), ("", "symbol"),
    ],
)
def test_shape_of(word: str, name: str) -> None:
    assert SHAPES[shape(plain(word))] == name


def test_typographic_marks_become_plain() -> None:
    assert plain("“Mali’s”") == "\"Mali's\""
