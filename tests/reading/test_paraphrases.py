"""What is said in other words is coded alike, and other countries and days change the coding by just these."""
from __future__ import annotations

import datetime
import re
from itertools import chain
from typing import get_args

import pytest
from msgspec.structs import replace

from attache.model import Claim, EventType, Party
from attache.reading.gazetteer import Gazetteer
from tests.reading.coded import PUBLISHED
from tests.reading.paraphrasing import (
    COMING_DAYS,
    DAYS,
    NEIGHBOURS,
    Change,
    Filling,
    Outcome,
    Pair,
    Row,
    agreement,
    coding,
    disagreeing,
    fill,
    forms,
    outcomes,
    pairs,
    rows,
    told,
)

LEAST_AGREEMENT = 0.97
STATES = tuple(chain.from_iterable(NEIGHBOURS))
FILLING = Filling("KEN", "ETH", ("Monday", "2021-06-14"), ("Friday", "2021-06-18"))
MOVED = Filling("PER", "ECU", ("June 3", "2021-06-03"), ("July 2", "2021-07-02"))


def claim(kind: EventType, actors: str, recipients: str, date: str | None, trigger: str = "") -> Claim:
    return Claim(
        type=kind, mode=None, status="happened", actors=parties(actors), recipients=parties(recipients), date=date, date_end=None,
        place=None, attributed_to=None, context=(), dead=None, injured=None, quote="", quote_start=0, quote_end=0, trigger=trigger,
        cameo=None, score=0.0, confidence=1.0, why="",
    )


def parties(countries: str) -> tuple[Party, ...]:
    return tuple(Party(country, country, "GOV") for country in countries.split())


def outcome(change: Change, first: list[Claim], second: list[Claim]) -> Outcome:
    """A pair whose second page is filled with MOVED unless only the wording changes."""
    row = Row("kind: what", "ACCUSE", "{X} {Y} {day}", "")
    other = {"wording": FILLING, "countries": replace(MOVED, day=FILLING.day), "day": replace(FILLING, day=MOVED.day)}[change]
    return Outcome(Pair(row, change, fill(row.first, FILLING), fill(row.first, other)), coding(first, FILLING), coding(second, other))


@pytest.mark.xfail(reason="docs/quality.md has today's share", strict=True)
def test_wordings_of_one_report_are_coded_alike() -> None:
    found = outcomes(pairs())
    share = agreement(found)
    lines = disagreeing(found)
    assert share >= LEAST_AGREEMENT, f"{share:.1%} of {len(found)} pairs agree; {len(lines)} rows do not:\n" + "\n".join(lines)


def test_there_are_enough_pairs_of_every_type() -> None:
    every = pairs()
    assert len(rows()) >= 90
    assert len(every) >= 400
    assert {row.type for row in rows() if row.second} == set(get_args(EventType))
    assert {row.type for row in rows() if not row.second} == set(get_args(EventType))
    assert len({side.text for pair in every for side in (pair.first, pair.second)}) <= 800


def test_every_row_is_filled_several_times_without_repetition() -> None:
    every = pairs()
    assert len({(pair.first.text, pair.second.text) for pair in every}) == len(every)
    for row in rows():
        of_row = [pair for pair in every if pair.row == row]
        assert len(of_row) >= 3, row.name
        assert all(pair.first.text != pair.second.text for pair in of_row), row.name


def test_names_are_unique_and_begin_with_a_kind() -> None:
    names = [row.name for row in rows()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z ]+: .+", name) for name in names)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_wordings_of_a_row_name_the_same_things(row: Row) -> None:
    for wording in filter(None, (row.first, row.second)):
        found = set(re.findall(r"\{([XY]|day|coming)", wording))
        assert {"X", "Y"} < found
        assert found == set(re.findall(r"\{([XY]|day|coming)", row.first))


def test_all_placeholders_are_filled() -> None:
    for pair in pairs():
        for side in (pair.first, pair.second):
            assert not re.search(r"[{}\t]|  ", side.text), side.text
            assert side.text[0].isupper() or side.text[0] == "“", side.text
            assert 15 <= len(side.text.split()) <= 35, side.text


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("{X.king} slept.", FILLING)


def test_every_form_is_filled_from_the_tables() -> None:
    template = "{X.An} and {Y.an} envoy, {X's} and {Y.adj}, {X} and {Y.capital}, on {day}, on {coming}"
    wanted = "A Kenyan and an Ethiopian envoy, Kenya's and Ethiopian, Kenya and Addis Ababa, on Monday, on Friday"
    assert fill(template, FILLING).text == wanted


def test_the_seed_decides() -> None:
    assert pairs(1) == pairs(1)
    assert pairs(1) != pairs(2)


@pytest.mark.parametrize("iso3", STATES)
def test_the_gazetteer_knows_each_form_for_the_state(iso3: str) -> None:
    gazetteer, called = Gazetteer.load(), forms(iso3)
    assert called[""] == gazetteer.state_name(iso3)
    for form in ("", ".adj", ".capital"):
        match = gazetteer.match(called[form].split(), 0)
        assert match is not None
        assert {entry.country for entry in (match.entry, *match.others)} == {iso3}, called[form]


def test_days_are_what_they_are_called() -> None:
    published = datetime.date.fromisoformat(PUBLISHED)
    for words, iso in (*DAYS, *COMING_DAYS):
        day = datetime.date.fromisoformat(iso)
        assert words in {day.strftime("%A"), f"{day:%B} {day.day}", f"{day.day} {day:%B}"}
        assert abs((day - published).days) < 7 or not words.endswith("day")
    assert all(iso < PUBLISHED for _, iso in DAYS)
    assert all(iso > PUBLISHED for _, iso in COMING_DAYS)


def test_only_what_a_pair_names_is_changed() -> None:
    for pair in pairs():
        first, second = pair.first.filling, pair.second.filling
        assert (first.x, first.y) == (second.x, second.y) or pair.change == "countries"
        assert (first.day, first.coming) == (second.day, second.coming) or pair.change == "day"
        if pair.change == "countries":
            assert not {first.x, first.y} & {second.x, second.y}
        if pair.change == "day":
            assert first.day != second.day
            assert first.coming != second.coming


def test_a_coding_calls_countries_and_days_by_their_placeholders() -> None:
    assert told(coding([claim("ACCUSE", "KEN", "ETH", "2021-06-14")], FILLING)) == "ACCUSE X > Y happened day"
    assert told(coding([claim("ACCUSE", "ETH", "KEN FRA", "2021-06-18")], FILLING)) == "ACCUSE Y > FRA+X happened coming"
    assert told(coding([claim("ACCUSE", "", "KEN", None)], FILLING)) == "ACCUSE - > X happened -"
    assert told(coding([], FILLING)) == "nothing"


def test_sides_count_only_where_they_differ() -> None:
    def coded(kind: EventType, actors: str, recipients: str, trigger: str = "") -> str:
        return told(coding([claim(kind, actors, recipients, None, trigger)], FILLING))

    assert coded("CONSULT", "KEN", "ETH") == coded("CONSULT", "ETH", "KEN") == coded("CONSULT", "ETH KEN", "")
    assert coded("ASSAULT", "KEN", "ETH", "clashed") == coded("ASSAULT", "KEN ETH", "", "fighting")
    assert coded("ASSAULT", "KEN", "ETH", "bombed") != coded("ASSAULT", "ETH", "KEN", "bombed")
    assert coded("AID", "KEN", "ETH") != coded("AID", "ETH", "KEN")


def test_pairs_agree_only_in_equal_and_full_codings() -> None:
    here = claim("ACCUSE", "KEN", "ETH", "2021-06-14")
    assert outcome("wording", [here], [here]).agrees
    assert not outcome("wording", [], []).agrees
    assert not outcome("wording", [here], [here, claim("REJECT", "KEN", "ETH", None)]).agrees
    assert not outcome("wording", [here], [replace(here, status="planned")]).agrees


def test_other_countries_and_days_must_show() -> None:
    here = claim("ACCUSE", "KEN", "ETH", "2021-06-14")
    there, later = replace(here, actors=parties("PER"), recipients=parties("ECU")), replace(here, date="2021-06-03")
    assert outcome("countries", [here], [there]).agrees
    assert not outcome("countries", [here], [replace(there, actors=here.actors)]).agrees
    assert outcome("day", [here], [later]).agrees
    assert not outcome("day", [here], [here]).agrees


def test_what_neither_page_tells_has_not_changed() -> None:
    undated, nobody = [claim("ACCUSE", "KEN", "ETH", None)], [claim("ACCUSE", "", "", "2021-06-14")]
    assert outcome("wording", undated, undated).agrees
    assert not outcome("day", undated, undated).agrees
    assert not outcome("countries", nobody, nobody).agrees


def test_disagreeing_rows_are_listed_with_both_codings() -> None:
    here = claim("ACCUSE", "KEN", "ETH", "2021-06-14")
    right, wrong = outcome("wording", [here], [here]), outcome("wording", [here], [])
    assert disagreeing([right]) == []
    assert agreement([right, wrong]) == 0.5
    (line,) = disagreeing([right, wrong])
    assert line.startswith("kind: what: 1 of 2 disagree")
    assert "ACCUSE X > Y happened day" in line
    assert "nothing" in line
