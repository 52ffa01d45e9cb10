"""Times: every rule's own examples, the case table, and what must hold of any text whatever."""
from __future__ import annotations

import csv
import datetime
import pickle
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attache.model import TimeKind, TimeMention
from attache.reading.time_forms import FORMS
from attache.reading.time_rules import TimeRule, rules
from attache.reading.time_scene import Direction
from attache.reading.timex import Anchor, TimeExpression, find_times, resolve, resolve_in_order
from attache.resources import cell_list, table

FRIDAY = Anchor(datetime.date(2020, 10, 2))
RULES = table("times_rules")
EXAMPLES = [(row["rule"], *example.split(" => ")) for row in RULES for example in cell_list(row["examples"])]
COUNTERS = [(row["rule"], *counter.split(" => ")) for row in RULES for counter in cell_list(row["counters"])]
TENSES: dict[str, Direction] = {"past": "past", "future": "future"}


def case_table(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases beside this file."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


CASES = case_table("times_cases.tsv")
NEWS = case_table("times_news_cases.tsv")
VOCABULARY = sorted({name for table_name in ("calendar", "times_words") for row in table(table_name) for name in cell_list(row["names"])})
LITERALS = [
    "the", "of", "ago", "every", "from", "to", "and", "in", "earlier", "later",
    "2019", "31", "29", "2/3/2020", "2020-02-30", "24:59", "-", "–", ",",
]  # fmt: skip


def found_in(sentence: str) -> list[TimeExpression]:
    return find_times(sentence, 0, len(sentence))


def only(sentence: str) -> TimeExpression:
    (expression,) = found_in(sentence)
    return expression


def shown(mention: TimeMention, wanted: str) -> str:
    """A mention in the words of the case table, with its days where the table has them."""
    days = f" {mention.first}..{mention.last}" if ".." in wanted else ""
    return f"{mention.text} = {mention.type} {mention.value}{days}"


@pytest.mark.parametrize(("rule", "sentence", "wanted"), EXAMPLES)
def test_a_rule_finds_its_examples(rule: str, sentence: str, wanted: str) -> None:
    found = {(each.rule, each.text, resolve(each, FRIDAY).value) for each in found_in(sentence)}
    text, value = wanted.split(" = ")
    assert (rule, text, value) in found


@pytest.mark.parametrize(("rule", "sentence", "words"), COUNTERS)
def test_a_rule_leaves_its_counter_examples(rule: str, sentence: str, words: str) -> None:
    assert words in sentence
    assert [each.text for each in found_in(sentence) if words in each.text or each.text in words] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_is_complete(rule: TimeRule) -> None:
    row = next(row for row in RULES if row["rule"] == rule.name)
    if rule.form == "nothing":
        assert row["counters"]
        return
    assert row["examples"]
    assert rule.form in FORMS
    assert rule.type in get_args(TimeKind)


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in rules()}) == len(rules())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_pattern_repeats_nothing_without_bound(rule: TimeRule) -> None:
    assert re.search(r"(?<!\\)[*+]|\{\d+,\}", rule.pattern.pattern) is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_cases(case: dict[str, str]) -> None:
    anchor = Anchor(datetime.date.fromisoformat(case["published"]) if case["published"] else None)
    wanted = [cell for cell in (case["times"] or "").split(" | ") if cell]
    found = [resolve(each, anchor, TENSES.get(case["tense"]), case["reference"] or None) for each in found_in(case["sentence"])]
    assert len(found) == len(wanted), [each.text for each in found]
    assert [shown(mention, cell) for mention, cell in zip(found, wanted, strict=True)] == wanted


def news_case(case: dict[str, str]) -> object:
    """A row of the table of news, expected to fail where it stands open."""
    marks = [pytest.mark.xfail(reason="open", strict=True)] if case["open"] else []
    return pytest.param(case, id=case["sentence"], marks=marks)


@pytest.mark.parametrize("case", [news_case(case) for case in NEWS])
def test_news_cases(case: dict[str, str]) -> None:
    wanted = [cell for cell in (case["times"] or "").split(" | ") if cell]
    found = found_in(case["sentence"])
    assert [each.text for each in found] == [cell.split(" = ")[0] for cell in wanted]
    tenses = case["tense"].split()
    directions = [TENSES.get(tense) for tense in (tenses if len(tenses) > 1 else (tenses or [""]) * len(found))]
    mentions = resolve_in_order(found, Anchor(datetime.date.fromisoformat(case["published"])), directions)
    assert [shown(mention, cell) for mention, cell in zip(mentions, wanted, strict=True)] == wanted


def read_in_order(sentence: str, told: str | None = None, published: str = "2020-10-02") -> list[str]:
    """The values of a sentence's times, read in order without knowledge of tense."""
    found = found_in(sentence)
    mentions = resolve_in_order(found, Anchor(datetime.date.fromisoformat(published)), [None] * len(found), told)
    return [mention.value for mention in mentions]


def test_a_relative_time_counts_from_the_date_told_before_it() -> None:
    assert read_in_order("He fled on May 3 and was caught two days later.") == ["2020-05-03", "2020-05-05"]
    assert read_in_order("Two days later he was caught.", told="2020-05-03") == ["2020-05-05"]
    assert read_in_order("Two days later he was caught.") == ["P2D"]
    assert read_in_order("He fled in 2015 and was caught two days later.") == ["2015", "P2D"]


def test_a_day_named_by_its_event_does_not_count_from_a_date_told() -> None:
    assert read_in_order("On May 3, the day after the vote, he fled.") == ["2020-05-03", "XXXX-XX-XX"]


def test_a_comparison_without_a_date_told_counts_from_publication() -> None:
    assert read_in_order("Exports rose 4% from a year earlier.") == ["2019"]


def test_the_words_before_a_time_tell_its_side_where_the_tense_does_not() -> None:
    assert read_in_order("The ban holds until Monday.") == ["2020-10-05"]
    assert read_in_order("A vote is scheduled for Monday.") == ["2020-10-05"]
    assert read_in_order("Shut since Monday, the port is idle.") == ["2020-09-28"]


def test_of_two_years_the_nearer_is_meant_where_nothing_tells() -> None:
    assert read_in_order("The drill of Dec. 20") == ["2020-12-20"]
    assert read_in_order("The drill of Aug. 20") == ["2020-08-20"]


def test_an_hour_of_an_unnamed_day_has_no_days() -> None:
    (found,) = found_in("Shells fell in the morning.")
    (mention,) = resolve_in_order([found], FRIDAY, ["past"])
    assert (mention.value, mention.first, mention.last) == ("2020-10-02TMO", None, None)


def test_offsets_count_from_the_beginning_of_the_page() -> None:
    page = "Tunis, Monday. He left on Friday and came back on Sunday."
    first, second = find_times(page, 15, len(page))
    assert (page[first.start : first.end], page[second.start : second.end]) == ("Friday", "Sunday")
    assert find_times(page, 15, 28) == []


def test_a_time_may_go_over_the_end_of_a_line() -> None:
    assert only("He was freed on 2\n    October\u00a02020 in Lagos.").text == "2\n    October\u00a02020"


def test_numeric_dates_follow_the_habit_of_the_page() -> None:
    date = only("Signed 02/10/2020.")
    assert resolve(date, Anchor(None, day_first=True)).value == "2020-10-02"
    assert resolve(date, Anchor(None, day_first=False)).value == "2020-02-10"
    assert resolve(date, Anchor(None)).first == "2020"


@pytest.mark.parametrize(
    ("sentence", "relative"),
    [
        ("Two days after the vote he fled.", "after"),
        ("It fell three weeks before the summit.", "before"),
        ("A year earlier he had won.", "before"),
        ("Hours later he was dead.", "after"),
        ("The same day he fled.", "same"),
        ("The previous week he had won.", "before"),
        ("The following month he fled.", "after"),
        ("He fled two days ago.", None),
        ("He fled on Friday.", None),
    ],
)
def test_relative_times_say_where_they_lie(sentence: str, relative: str | None) -> None:
    assert only(sentence).relative == relative


def test_the_ends_of_a_range_know_each_other() -> None:
    opening, closing = found_in("He served from May 2014 to June 2016.")
    assert opening.closes is not None
    assert closing.opens is not None
    assert (opening.closes.text, closing.opens.text) == ("June 2016", "May 2014")


def test_a_chain_of_ranges_does_not_grow_deep() -> None:
    chain = found_in(" to ".join(["April"] * 3000))
    assert len(chain) == 3000
    assert pickle.loads(pickle.dumps(chain)) == chain  # noqa: S301 our own bytes


def test_two_dates_are_no_range_without_its_words() -> None:
    first, second = (resolve(each, FRIDAY) for each in found_in("He went in May 2014 and June 2016."))
    assert (first.last, second.first) == ("2014-05", "2016-06")


@pytest.mark.parametrize(("rule", "sentence", "wanted"), EXAMPLES)
def test_without_a_publication_date_no_day_is_made_up(rule: str, sentence: str, wanted: str) -> None:
    for mention in (resolve(each, Anchor(None)) for each in found_in(sentence)):
        if mention.first is not None:
            assert mention.first[2:4] in sentence or re.search(r"0s|ties|century|9/11", mention.text), mention


@given(st.lists(st.sampled_from(VOCABULARY + LITERALS), max_size=12), st.sampled_from(["past", "future", None]), st.booleans())
def test_any_words_give_times_in_order_that_resolve(words: list[str], tense: Direction | None, dated: bool) -> None:
    text = " ".join(words)
    anchor = FRIDAY if dated else Anchor(None)
    at = 0
    for expression in found_in(text):
        assert at <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        at = expression.end
        assert pickle.loads(pickle.dumps(expression)) == expression  # noqa: S301 our own bytes
        mention = resolve(expression, anchor, tense, "2020-02-29")
        assert mention.value
        if mention.first is not None and mention.last is not None:
            assert mention.first[: len(mention.last)] <= mention.last, mention


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for expression in found_in(text):
        resolve(expression, FRIDAY)
