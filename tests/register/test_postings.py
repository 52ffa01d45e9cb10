"""What lies near a claim is what the table says, whether it was read, remembered or not yet written."""
from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest

from attache.model import Party
from attache.register.linking import Search, searched
from attache.register.postings import MOST_SEARCHED, Postings
from attache.register.tellings import Telling, telling
from tests.samples import sample_claim

COUNTRIES = [Party(name, code, "GOV") for name, code in (("Chad", "TCD"), ("Ghana", "GHA"), ("Togo", "TGO"))]
DATES = ("2021-03-05", "2021-03-06", "2021-03-29", "2021-04-20", "2021-03", "2021", None)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty table of postings."""
    made = sqlite3.connect(":memory:")
    made.execute("""CREATE TABLE link_keys (sides TEXT, day INTEGER, claim_no INTEGER, type TEXT, moving INTEGER,
        PRIMARY KEY (sides, day, claim_no)) WITHOUT ROWID""")
    yield made
    made.close()


def told(number: int, draw: random.Random) -> Telling:
    actor, recipient = draw.sample(COUNTRIES, 2)
    claim = sample_claim(
        type=draw.choice(("CONSULT", "ASSAULT", "ACCUSE", "THREATEN")), status=draw.choice(("happened", "planned")),
        date=draw.choice(DATES), actors=(actor,), recipients=(recipient,) if draw.random() < 0.7 else (),
    )
    return telling(claim, number, f"{number:x}", f"page {number}", "courier", draw.choice((None, "2021-03-07", "2021-05-01")))


def as_the_table_says(connection: sqlite3.Connection, search: Search) -> set[int]:
    sides, types = (", ".join(f"'{word}'" for word in words) for words in (search.sides, search.types))
    under = f"SELECT claim_no FROM link_keys WHERE sides IN ({sides}) AND type IN ({types}) AND day BETWEEN ? AND ?"  # noqa: S608
    days = connection.execute(
        f"{under} AND (moving = 1 OR day BETWEEN ? AND ?) ORDER BY abs(day - ?), claim_no LIMIT {MOST_SEARCHED}",
        (search.first - search.reach, search.last + search.reach, search.first, search.last, search.first),
    )
    vague = connection.execute(f"{under} ORDER BY claim_no DESC LIMIT {MOST_SEARCHED}", search.steps)
    return {row[0] for row in (*days.fetchall(), *vague.fetchall())}


def test_near_is_what_the_table_says_however_it_is_known(connection: sqlite3.Connection) -> None:
    draw, postings = random.Random(4), Postings(connection)  # noqa: S311 - the same claims every time
    tellings = [told(number, draw) for number in range(1, 1200)]
    for each in tellings:
        postings.near(searched(each))
        postings.post(each)
        if each.claim_no % 100 == 0:
            postings.settle()
    postings.settle()
    for each in tellings[::50]:
        expected = as_the_table_says(connection, searched(each))
        assert postings.near(searched(each)) == Postings(connection).near(searched(each)) == expected


@pytest.mark.parametrize("dates", [("2021-03-05", "2021-03-06", "2021-03-07"), ("2021-03", "2021-02")])
def test_of_too_many_the_nearest_are_looked_at(connection: sqlite3.Connection, dates: tuple[str, ...]) -> None:
    postings = Postings(connection)
    tellings = [
        telling(sample_claim(date=dates[number % len(dates)]), number, f"{number:x}", f"page {number}", "courier", "2021-03-09")
        for number in range(1, 2 * MOST_SEARCHED)
    ]
    for each in tellings:
        postings.post(each)
    postings.settle()
    for each in tellings[-3:]:
        expected = as_the_table_says(connection, searched(each))
        assert MOST_SEARCHED / 2 <= len(expected) <= MOST_SEARCHED  # a vague claim may stand there twice
        assert postings.near(searched(each)) == expected


def test_what_was_posted_is_found_before_it_is_written(connection: sqlite3.Connection) -> None:
    draw, postings = random.Random(5), Postings(connection)  # noqa: S311 - the same claims every time
    one, same = told(1, draw), told(1, random.Random(5))  # noqa: S311
    assert postings.near(searched(one)) == set()  # which is remembered
    postings.post(one)
    assert postings.near(searched(same)) == {1}
    assert connection.execute("SELECT count(*) FROM link_keys").fetchone() == (0,)


@pytest.mark.parametrize("written", [True, False])
def test_what_is_taken_out_is_no_longer_found_or_kept(connection: sqlite3.Connection, *, written: bool) -> None:
    postings, one = Postings(connection), told(1, random.Random(6))  # noqa: S311 - the same claim every time
    postings.post(one)
    if written:
        postings.settle()
    assert postings.near(searched(one)) == {1}
    postings.take_out([one])
    assert postings.near(searched(one)) == set()
    postings.settle()
    assert connection.execute("SELECT * FROM link_keys").fetchall() == []


def test_forgetting_drops_what_was_not_written(connection: sqlite3.Connection) -> None:
    postings, one = Postings(connection), told(1, random.Random(6))  # noqa: S311 - the same claim every time
    postings.post(one)
    postings.forget()
    postings.settle()
    assert postings.near(searched(one)) == set()


def test_taking_out_reads_no_more_of_the_table_than_it_takes(connection: sqlite3.Connection) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    postings, one = Postings(connection), told(1, random.Random(6))  # noqa: S311 - the same claim every time
    postings.post(one)
    postings.take_out([one])
    connection.set_trace_callback(None)
    deletions = [statement for statement in statements if statement.startswith("DELETE")]
    assert deletions
    for statement in deletions:
        (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert plan[3].startswith("SEARCH")
        assert "claim_no=?" in plan[3]
