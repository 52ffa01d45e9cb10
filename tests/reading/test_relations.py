"""Standing relations: every row of the table by its examples through the real parser, and what the patterns share."""
from __future__ import annotations

import pytest

from attache.model import Sentence
from attache.reading.page import first_pass
from attache.reading.relation_rules import Rule, read_rule, rules
from attache.reading.relations import FoundRelation, find_relations
from attache.resources import table
from tests.reading.coded import document, parsed

ROWS = table("relations")
NAMES = [f"{row['kind']} {row['trigger']} {row['predicate']}" for row in ROWS]


def relations(text: str, sentences: list[Sentence]) -> list[FoundRelation]:
    state = first_pass(document(text), sentences)
    return [found for s in state.sentences for found in find_relations(s.tree, s.mentions, s.parties, state.cast)]


def found_in(text: str) -> list[str]:
    return [written(relation) for relation in relations(text, parsed([text])[0])]


def written(relation: FoundRelation) -> str:
    return f"{relation.subject} / {relation.predicate} / {relation.object}"


def cell(row: dict[str, str], column: str) -> list[str]:
    return [part.strip() for part in row[column].split("||") if part.strip()]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_examples_of_a_row_state_its_relations(row: dict[str, str]) -> None:
    cases = [example.partition(" => ")[::2] for example in cell(row, "examples")]
    texts = [text for text, _ in cases]
    got = [sorted(map(written, relations(text, sentences))) for text, sentences in zip(texts, parsed(texts), strict=True)]
    assert cases
    assert got == [sorted(expected.split(" ; ")) for _, expected in cases]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_counter_examples_of_a_row_state_none(row: dict[str, str]) -> None:
    texts = cell(row, "counter")
    got = {text: list(map(written, relations(text, sentences))) for text, sentences in zip(texts, parsed(texts), strict=True)}
    assert texts
    assert not any(got.values()), got


def test_a_row_is_indexed_by_each_of_its_triggers() -> None:
    for row in ROWS:
        rule = read_rule(row)
        assert all(rule in rules(rule.kind)[trigger] for trigger in rule.triggers)


@pytest.mark.parametrize(
    ("column", "cell_text"),
    [
        ("kind", "hearsay"),
        ("trigger", ""),
        ("predicate", "likes"),
        ("subject", "nobody: state"),
        ("object", "owner: saint"),
        ("tense", "past"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused(column: str, cell_text: str) -> None:
    row = {"kind": "noun", "trigger": "ally", "predicate": "ally_of", "subject": "holder: state", "object": "owner: state", "tense": "",
           "needs": "", "never": "", "examples": "", "counter": ""}
    assert isinstance(read_rule(row), Rule)
    with pytest.raises(ValueError, match=r"relations\.tsv"):
        read_rule({**row, column: cell_text})


def test_the_quote_is_the_words_between_the_parties() -> None:
    text = "Officials met on Monday. Turkey, an ally of Qatar, sent two ships to the port."
    [relation] = relations(text, parsed([text])[0])
    assert text[relation.span.start : relation.span.end] == "Turkey, an ally of Qatar"


def test_a_relation_is_stated_once_a_sentence() -> None:
    text = "Turkish-backed Hamas, which is backed by Turkey, sent two men."
    assert found_in(text) == ["Turkey / backs / Hamas"]


def test_nobody_is_their_own_ally() -> None:
    assert found_in("Paris sees France as an ally.") == []


def test_a_description_goes_by_the_name_it_stands_for() -> None:
    assert found_in("Jordan closed the crossing on Monday. Paris counts the kingdom as an ally.") == ["France / ally_of / Jordan"]


def test_a_half_of_a_divided_country_is_the_one_the_page_is_about() -> None:
    text = "South Sudan reopened the pipeline on Monday. Uganda, an ally of the South, welcomed the step."
    assert found_in(text) == ["Uganda / ally_of / South Sudan"]


def test_a_person_goes_by_the_full_name_of_the_page() -> None:
    assert found_in("Karim Haddad spoke for an hour. Haddad, who leads Hezbollah, was calm.") == ["Hezbollah / led_by / Karim Haddad"]


def test_a_bare_common_noun_is_no_party() -> None:
    assert found_in("The coalition, which is backed by Iran, fired rockets.") == []
    assert found_in("Iran-backed forces fired rockets.") == ["Iran / backs / Iran-backed forces"]


def test_a_temporary_group_has_no_leader() -> None:
    assert found_in("A Kenyan delegation led by Karim Haddad arrived.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Iran backed Hezbollah in 1990.",
        "Iran will back Hezbollah.",
        "Iran might back Hezbollah.",
        "Iran does not back Hezbollah.",
        "Iran never backs Hezbollah.",
        "Iran, which never backs Hezbollah, recalled its envoy.",
        "If Iran backs Hezbollah, the talks will fail.",
    ],
)
def test_acts_plans_and_denials_are_no_standing_relations(text: str) -> None:
    assert found_in("Iran backs Hezbollah.") == ["Iran / backs / Hezbollah"]
    assert found_in(text) == []
