from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.language.sentences import split
from attache.language.tokens import tokenize
from attache.settings import LONGEST_SENTENCE_TOKENS

PIECES = [
    "The army", " ", "\n", "\n\n", ".", "...", "?", "”", "“", '"', "U.S.", "Gen. ", " he", "• ", "- ", "1. ", "[2]", ":", ",", "ب؟",
]
NOISE = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, 0, len(text))]


@given(NOISE, st.integers(0, 20), st.integers(0, 60))
def test_every_character_but_space_is_in_exactly_one_sentence(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    spans = split(text, start, end)
    covered = [at for span in spans for at in range(span.start, span.end) if not text[at].isspace()]
    assert covered == [at for at in range(start, end) if not text[at].isspace()]
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)


# ¦ marks where a sentence ends.
@pytest.mark.parametrize(
    "marked",
    [
        "Troops of the U.S. Army left.¦ The base in the U.S.¦ The second one stayed.",
        "Lt. Gen. J. R. Toure met Brig.-Gen. Ola Dahl.¦ Both left.",
        "It began on Sept. 4 and Oct. 2 last year.¦ It ended in Nov.¦ The truce held.",
        "They came at 3 p.m. Friday.¦ They left at 5 p.m.¦ The town was empty.",
        "Under No. 5 it is banned.¦ He said no.¦ They left.",
        "Gen. (ret.) David Orlin spoke.¦ He left.",
        "Shells hit Verkhny (pop. 25,000) on Monday.¦ Nobody died.",
        "The toll rose by 3.5 per cent to 1,200.¦ 15 are missing.",
        "They had small arms, e.g. rifles.¦ Mr. Dahl of Delmar Inc. denied it.",
        "“The whole crew is dead.”¦ She said it twice.",
        "He added: “We go on.”¦ “Nobody stops us,” he said.",
        '"It is over."¦ "Is it?" she asked.¦ "Yes!"¦ They left.',
        "“Why now?” he asked.¦ “Why?” President Ola Dahl asked.¦ “Why?”¦ The crowd grew.",
        "He left (for good.)¦ The army (it said) stayed.",
        "The plan failed.[3]¦ A second followed.",
        "They waited...¦ Nobody came.¦ The plan … Dahl said … failed.",
        "The army ended the attack.¦The rebels fled.¦A truce holds.",
        "See delmar.com or press@delmar.com or Node.js now.¦ It works.",
        "KABUL (Reuters) — The army left on Monday.¦ It was late.",
        "THE ARMY LEFT THE U.S.¦ THE REBELS DID NOT.¦ GEN. DAHL SPOKE.",
        "Experts of U.S. IT firms left.¦ eKasi Radio reported it.",
        "هل هذا صحيح؟¦ نعم",
        "یہ سچ ہے۔¦ وہ گئے",
        "1. Leave the town.¦ It is empty",
        "Born in 2015.¦ He is five",
        "No stop at the end",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    expected = [part.strip() for part in marked.split("¦")]
    assert sentences(marked.replace("¦", "")) == expected


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert sentences("The army said it would\n \t\nleave at once") == ["The army said it would", "leave at once"]


def test_a_wrapped_line_goes_on() -> None:
    text = "The army said on Monday that it had left the town of\n    Verkhny after three days of fighting with rebels of\n    Ola Dahl."
    assert sentences(text) == [text]


def test_a_line_ended_on_purpose_ends_a_sentence() -> None:
    text = "Army leaves Verkhny\nThe army said on Monday that it had left the town after three days of fighting."
    assert [line.split()[0] for line in sentences(text)] == ["Army", "The"]


def test_short_lines_of_a_ragged_text_go_on() -> None:
    text = "President\nOla Dahl\nsaid on Monday that the army had left the town of Verkhny after three days of heavy fighting."
    assert sentences(text) == [text]


def test_list_items_stand_alone() -> None:
    text = "The sides agreed on:\n- a truce in the town\n- an exchange of prisoners\n• Elections in May • Aid"
    assert sentences(text) == ["The sides agreed on:", "- a truce in the town", "- an exchange of prisoners", "• Elections in May", "• Aid"]


def test_a_dash_in_a_wrapped_sentence_is_no_item() -> None:
    text = "The army left the town of Verkhny\n- its last stronghold - on Monday."
    assert sentences(text) == [text]


def test_only_the_stretch_is_split() -> None:
    text = "One left. Two came. Three died."
    assert [text[span.start : span.end] for span in split(text, 10, 25)] == ["Two came.", "Three"]


@pytest.mark.parametrize(("mark", "filler"), [("end; ", "a town, "), ("end, ", "a town "), ("end\nof ", "a town, ")])
def test_sentences_too_long_for_a_parser_are_cut_at_the_best_mark(mark: str, filler: str) -> None:
    text = (filler * 40 + mark) * 8 + "end"
    spans = split(text, 0, len(text))
    assert len(spans) > 1
    assert {text[span.start : span.end].split()[-1].rstrip(",;") for span in spans} == {"end"}
    assert all(len(tokenize(text, span.start, span.end)) <= LONGEST_SENTENCE_TOKENS for span in spans)


def test_a_long_stretch_without_marks_is_cut_at_the_bound() -> None:
    text = "town " * LONGEST_SENTENCE_TOKENS * 3
    assert all(len(tokenize(text, span.start, span.end)) <= LONGEST_SENTENCE_TOKENS for span in split(text, 0, len(text)))


def test_a_sentence_that_fits_is_not_cut() -> None:
    text = "a town; " * (LONGEST_SENTENCE_TOKENS // 3)
    assert len(split(text, 0, len(text))) == 1
