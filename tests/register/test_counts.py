"""Dyads and tallies stay in step with the events they count."""
from __future__ import annotations

from pathlib import Path

from attache.model import Party
from attache.register.database import Connection
from attache.register.entries import dyad_rows
from attache.register.held import EVENT_COLUMNS
from attache.register.migrations import STILL
from attache.register.store import open_register
from tests.samples import TALKS, VISIT, fill, page, reading, sample_claim

ITALY, KENYA, GHANA = Party("Italy", "ITA", "GOV"), Party("Kenya", "KEN", "GOV"), Party("Ghana", "GHA", "GOV")

# what the tables should hold, counted from the events themselves
TALLIES = f"""SELECT '', coalesce(date, '~'), coalesce(date_end, ''), type, count(*) FROM events
    WHERE until = {STILL} AND verdict IS NOT 'rejected' GROUP BY 1, 2, 3, 4
    UNION SELECT country, coalesce(date, '~'), coalesce(date_end, ''), type, count(DISTINCT event_no)
    FROM events JOIN event_parties USING (event_no)
    WHERE country IS NOT NULL AND until = {STILL} AND verdict IS NOT 'rejected' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""  # noqa: S608
HELD = "SELECT event_no, since, until FROM events ORDER BY event_no"


def in_step(register: Connection) -> bool:
    tallies = register.execute("SELECT * FROM tallies WHERE events > 0 ORDER BY 1, 2, 3, 4").fetchall()
    held = register.execute("SELECT DISTINCT event_no, since, until FROM dyads ORDER BY event_no").fetchall()
    return tallies == register.execute(TALLIES).fetchall() and held == register.execute(HELD).fetchall()


def pairs(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> list[tuple[object, ...]]:
    return [(row[0], row[1], row[-1]) for row in dyad_rows(sample_claim(actors=actors, recipients=recipients), 1, 1)]


def test_every_country_alone_and_every_pair_once() -> None:
    assert pairs((ITALY,), (KENYA, GHANA)) == [
        ("GHA", "", 0), ("ITA", "", 0), ("KEN", "", 0), ("ITA", "GHA", 0), ("ITA", "KEN", 0),
    ]
    assert pairs((ITALY, KENYA), ()) == [("ITA", "", 0), ("KEN", "", 0), ("ITA", "KEN", 1), ("KEN", "ITA", 1)]
    assert pairs((KENYA,), (KENYA,)) == [("KEN", "", 0), ("KEN", "KEN", 0)]
    assert pairs((Party("rebels", None, "REB"),), ()) == []


def test_counts_follow_new_joined_and_lost_events(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    with open_register(register_path) as register:
        assert in_step(register.connection)
    fill(register_path, "More\nItaly will meet Kenya on 2021-03-05.\nItaly accused Ghana.\n", TALKS + "again\n")
    with open_register(register_path) as register:
        assert in_step(register.connection)
        source = page(TALKS, "page0")
        other = TALKS.replace("accused Ghana", "accused Chad on 2021-03-01")
        register.keep(source.page_id, other, reading(source, other, "2/plain"))
        assert in_step(register.connection)
        ended = register.connection.execute("SELECT count(*) FROM dyads WHERE until < ?", (STILL,)).fetchone()[0]
        assert ended


def test_rejected_events_are_not_counted(register_path: Path) -> None:
    fill(register_path, TALKS)
    with open_register(register_path) as register:
        register.connection.execute("UPDATE events SET until = 9")
        assert register.connection.execute("SELECT sum(events) FROM tallies WHERE one = ''").fetchone() == (0,)
        columns = ", ".join(name for name in EVENT_COLUMNS if name != "verdict")
        copy = f"""INSERT INTO events (event_no, {columns}, verdict, since, changed)
            SELECT event_no + 99, {columns}, 'rejected', 9, 9 FROM events"""  # noqa: S608
        register.connection.execute(copy)
        assert register.connection.execute("SELECT sum(events) FROM tallies WHERE one = ''").fetchone() == (0,)
        register.connection.execute("DELETE FROM event_parties")
        register.connection.execute("DELETE FROM dyads")
        register.connection.execute("DELETE FROM events")
        assert register.connection.execute("SELECT sum(events) FROM tallies WHERE one = ''").fetchone() == (0,)
