"""Texts cut into pieces: nothing lost, nothing overlapping."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from attache.model import Party, Place, Span
from attache.web.marking import cut_apart, labelled, pieces
from tests.samples import sample_claim


def test_found_words() -> None:
    assert pieces("Italy met Kenya.", (Span(0, 5), Span(10, 15))) == [("Italy", "found"), (" met ", ""), ("Kenya", "found"), (".", "")]


def test_the_parts_of_a_quote() -> None:
    claim = sample_claim(
        quote="In Nairobi, Kenya accused Mali, Kenyan aides said.", actors=(Party("Kenya", "KEN", "GOV"),),
        recipients=(Party("Mali", "MLI", "GOV"),), trigger="accused", place=Place("Nairobi", "KEN"), attributed_to="Kenyan aides",
    )
    assert [part for part in labelled(claim) if part[1]] == [
        ("Nairobi", "place"), ("Kenya", "actor"), ("accused", "act"), ("Mali", "recipient"), ("Kenyan aides", "speaker"),
    ]


def test_no_name_is_found_inside_a_word() -> None:
    claim = sample_claim(quote="Romania met somebody.", actors=(Party("Oman", "OMN", "GOV"),), recipients=(), trigger="met", place=None)
    assert [part for part in labelled(claim) if part[1]] == [("met", "act")]


def test_letters_that_grow_in_small_shift_nothing() -> None:
    claim = sample_claim(quote="İzmir: Italy met Kenya.", trigger="met", place=None)
    assert ("Italy", "actor") in labelled(claim)


@given(some.text(max_size=60), some.lists(some.tuples(some.integers(0, 60), some.integers(1, 20)), max_size=8))
def test_nothing_is_lost(text: str, found: list[tuple[int, int]]) -> None:
    spans = [(start, min(start + length, len(text)), "x") for start, length in found if start < len(text)]
    assert "".join(words for words, _ in cut_apart(text, spans)) == text
