"""Dyads, and all that is counted as rows come and go, stay in step with what they count."""
from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from attache.model import Party
from attache.register.database import Connection
from attache.register.decisions import Said
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
TIES = f"""SELECT one, other, joint, count(*), 1000 * sum(score) FROM dyads WHERE until = {STILL} GROUP BY 1, 2, 3"""  # noqa: S608
MONTHS = f"""SELECT substr(coalesce(date, '~'), 1, 7), type, count(*) FROM events
    WHERE until = {STILL} AND verdict IS NOT 'rejected' GROUP BY 1, 2 ORDER BY 1, 2"""  # noqa: S608
OUTLETS = f"""SELECT coalesce('=' || publisher, ''), count(*), count(CASE WHEN story != page_id THEN 1 END)
    FROM readings r JOIN stories s USING (page_id) WHERE r.until = {STILL} AND s.until = {STILL} GROUP BY 1 ORDER BY 1"""  # noqa: S608
COUNTED = {"tallies": (4, TALLIES), "ties": (3, TIES), "months": (2, MONTHS), "outlets": (1, OUTLETS)}  # columns of the key, rows
HELD = "SELECT event_no, since, until FROM events ORDER BY event_no"


def in_step(register: Connection) -> bool:
    held = register.execute("SELECT DISTINCT event_no, since, until FROM dyads ORDER BY event_no").fetchall()
    return rightly_counted(register) and held == register.execute(HELD).fetchall()


def rightly_counted(register: Connection) -> bool:
    for table, (key, counted) in COUNTED.items():
        kept = sorted(register.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - our names
        if [row for row in kept if any(row[key:])] != register.execute(counted).fetchall():
            return False
    return True


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


def test_publishers_are_counted_as_their_pages_are_read_again_and_a_rejection_counts_less(register_path: Path) -> None:
    copied = TALKS + "again\n"
    fill(register_path, TALKS, VISIT, copied)
    with open_register(register_path) as register:
        for publisher in ("The Quay Post", None, "", "The Quay Post"):
            source = page(copied, "page2")
            register.keep(source.page_id, copied, replace(reading(source, copied), publisher=publisher))
            assert in_step(register.connection)
        outlets = register.connection.execute("SELECT * FROM outlets WHERE pages > 0 ORDER BY 1").fetchall()
        assert outlets == [("=The Harbour Courier", 2, 0), ("=The Quay Post", 1, 1)]
        (claim_id,) = register.connection.execute("SELECT claim_id FROM claims ORDER BY claim_no LIMIT 1").fetchone()
        register.reject(claim_id, Said("Ana", "seen"))
        assert rightly_counted(register.connection)
        register.undo(1, Said("Ana", "seen again"))
        assert rightly_counted(register.connection)
