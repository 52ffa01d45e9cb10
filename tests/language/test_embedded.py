"""The embedded reader model on sentences written for the purpose."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attache.language import load_engine
from attache.language.sentences import split
from attache.model import Sentence, Token

ENGINE = load_engine()


def parse(text: str) -> list[Sentence]:
    return ENGINE.analyse(text, split(text, 0, len(text)))


def token(sentence: Sentence, text: str) -> Token:
    return next(token for token in sentence.tokens if token.text == text)


def head_of(sentence: Sentence, text: str) -> str:
    found = token(sentence, text)
    return "" if found.head < 0 else sentence.tokens[found.head].text


def test_who_did_what_to_whom() -> None:
    (sentence,) = parse("Foreign Minister Aldo Brenn signed a border treaty with Chad on Monday.")
    assert token(sentence, "signed").deprel == "root"
    assert token(sentence, "signed").lemma == "sign"
    assert (token(sentence, "treaty").deprel, head_of(sentence, "treaty")) == ("obj", "signed")
    assert any(name.kind == "PER" and sentence.tokens[name.first].text == "Aldo" for name in sentence.names)


def test_passive_with_agent() -> None:
    (sentence,) = parse("Two Ghanaian diplomats were expelled by Kenya last week.")
    assert (token(sentence, "diplomats").deprel, head_of(sentence, "diplomats")) == ("nsubj:pass", "expelled")
    assert head_of(sentence, "Kenya") == "expelled"


@pytest.mark.parametrize(
    "text",
    [
        "KENYA EXPELS TWO DIPLOMATS AFTER BORDER RAID",
        "Kenya Expels Two Diplomats After Border Raid",
        "“We will not yield,” Lt. Gen. Ossian Tarn told the U.S. envoy.",
        "‘Nobody’s talks’, he said—in Addis Ababa…",
    ],
)
def test_headlines_capitals_and_curly_marks_survive(text: str) -> None:
    for sentence in parse(text):
        roots = [t for t in sentence.tokens if t.head == -1]
        assert len(roots) == 1
        assert roots[0].deprel == "root"
        assert all(text[t.start : t.end] == t.text for t in sentence.tokens)


def test_title_case_keeps_the_verb() -> None:
    (sentence,) = parse("Kenya Expels Two Diplomats After Border Raid")
    assert token(sentence, "Expels").upos == "VERB"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_offsets_index_the_text_whatever_it_is(text: str) -> None:
    for sentence in parse(text):
        assert sentence.tokens
        assert sum(t.head == -1 for t in sentence.tokens) == 1
        for t in sentence.tokens:
            assert text[t.start : t.end] == t.text
            assert -1 <= t.head < len(sentence.tokens)


def test_batches_do_not_change_the_answer() -> None:
    sentences = [f"Minister {n} met the envoy of Chad in Accra{' and Lagos' * (n % 5)}." for n in range(70)]
    text = "\n\n".join(sentences)
    together = parse(text)
    assert [s.start for s in together] == sorted(s.start for s in together)
    assert len(together) == len(sentences)


def test_a_very_long_sentence_is_cut_not_lost() -> None:
    text = "troops and " * 400
    assert sum(len(sentence.tokens) for sentence in parse(text)) == 800
