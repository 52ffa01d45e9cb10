"""Damage is found, named, and nothing sound is called damaged."""
from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import product
from pathlib import Path

import msgspec
import pytest

from attache.errors import InputError, RegisterError
from attache.model import Party
from attache.register.decisions import Said
from attache.register.postgres.address import ServerAddress
from attache.register.rows import digest
from attache.register.store import Register, open_register
from attache.register.verify import verify
from tests.behind import behind
from tests.samples import TALKS, VISIT, fill, page, reading, sample_claim


@pytest.fixture
def filled(register_path: Path) -> Path:
    fill(register_path, TALKS, VISIT, TALKS.replace("Talks", "Again"))
    with open_register(register_path) as register:
        decide(register)
        keep_deal(register)
        broken = page("a\0b", "broken")
        register.take(broken)
        register.refuse(InputError("E-BINARY", "broken.txt", "not text"), broken)
        register.take(page("waiting", "waiting"))
    return register_path


def keep_deal(register: Register) -> None:
    """A page that tells of an agreement."""
    text = "A deal\nKenya and Ghana signed a trade deal.\n"
    source, quote = page(text, "deal"), text.splitlines()[1]
    parties = Party("Kenya", "KEN", "GOV"), Party("Ghana", "GHA", "GOV")
    signed = sample_claim(
        type="AGREE", mode="sign", actors=parties, recipients=(), quote=quote, quote_start=text.index(quote),
        quote_end=text.index(quote) + len(quote), trigger="signed",
    )
    register.take(source)
    register.keep(source.page_id, text, msgspec.structs.replace(reading(source, text), events=(signed,)))


def decide(register: Register) -> None:
    """A rejection and an undone merge."""
    said, events = Said("Ana", "seen"), [row[0] for row in register.connection.execute("SELECT DISTINCT event FROM events ORDER BY event")]
    register.reject(events[0], said)
    number = register.merge(events[1], events[2], said)
    assert number is not None
    register.undo(number, said)


def change(path: Path, statement: str) -> None:
    with behind(path) as plain:
        assert plain.execute(statement).rowcount >= 1


def force(path: Path, statement: str) -> None:
    """A change of decisions that gets around the triggers, as with an editor of bytes."""
    if isinstance(path, ServerAddress):
        change(path, statement)
        return
    with closing(sqlite3.connect(path)) as plain, plain:
        triggers = plain.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decisions'").fetchall()
        for name in ("decisions_stay", "decisions_last"):
            plain.execute(f"DROP TRIGGER {name}")
        assert plain.execute(statement).rowcount >= 1
        for (made,) in triggers:
            plain.execute(made)


@pytest.mark.parametrize("statement", [
    "UPDATE decisions SET decided_by = 'Eve' WHERE decision_id = 1", "UPDATE decisions SET reason = 'none' WHERE decision_id = 3",
    "UPDATE decisions SET at = '1999' WHERE decision_id = 2", "UPDATE decisions SET kind = 'accept' WHERE decision_id = 1",
    "UPDATE decisions SET seal = '' WHERE decision_id = 3", "DELETE FROM decisions WHERE decision_id = 3",
    "DELETE FROM decisions WHERE decision_id = 1", "UPDATE decisions SET revision = 2 WHERE decision_id = 1",
    "UPDATE decisions SET undoes = NULL WHERE decision_id = 3",
])
def test_every_change_of_a_decision_is_found(filled: Path, statement: str) -> None:
    force(filled, statement)
    assert "decisions" in {damage.table for damage in verify(filled)}


def test_sound_register_has_no_damage(filled: Path) -> None:
    assert list(verify(filled)) == []


@pytest.mark.parametrize(("statement", "table"), [
    ("UPDATE pages SET content = (SELECT content FROM pages WHERE name = 'page1') WHERE name = 'page0'", "pages"),
    pytest.param("UPDATE pages SET content = x'00' WHERE name = 'page0'", "pages", marks=pytest.mark.of_files),
    ("UPDATE pages SET origin = 'elsewhere' WHERE name = 'page0'", "pages"),
    ("UPDATE pages SET taken_at = '1999-01-01' WHERE name = 'page0'", "pages"),
    ("UPDATE texts SET text = replace(text, 'Kenya', 'Ghana')", "texts"),
    ("UPDATE claims SET quote = replace(quote, 'Kenya', 'Ghana')", "claims"),
    ("UPDATE claims SET quote_start = quote_start + 1", "claims"),
    ("UPDATE claims SET date = '1999'", "claims"),
    ("UPDATE claims SET quote_sha256 = ''", "claims"),
    ("UPDATE parties SET country = 'PRK'", "parties"),
    ("DELETE FROM parties WHERE side = 'recipient'", "parties"),
    ("DELETE FROM claims WHERE type = 'ACCUSE'", "claims"),
    ("UPDATE roles SET former = 1", "roles"),
    ("UPDATE relations SET object = 'Peru'", "relations"),
    ("UPDATE readings SET json = replace(json, 'Kenya', 'Ghana')", "readings"),
    ("UPDATE readings SET published = '1999'", "readings"),
    ("DELETE FROM readings", "pages"),
    ("DELETE FROM texts", "pages"),
    ("DELETE FROM pages WHERE name = 'waiting'", "pages"),
    ("UPDATE refusals SET message = 'lost'", "refusals"),
    ("UPDATE meta SET value = 9 WHERE key = 'pages'", "pages"),
    ("UPDATE events SET status = 'denied' WHERE type = 'ACCUSE'", "events"),
    ("UPDATE events SET since = since + 1", "events"),
    ("UPDATE events SET until = 3 WHERE event_no = 1", "events"),
    ("UPDATE events SET confidence = 0.876", "events"),
    ("UPDATE events SET verdict = 'accepted' WHERE verdict = 'rejected'", "events"),
    ("DELETE FROM events WHERE event_no = 1", "event_parties"),
    ("UPDATE event_parties SET name = 'Malta' WHERE country = 'ITA'", "events"),
    ("DELETE FROM event_parties WHERE side = 'recipient'", "events"),
    ("UPDATE dyads SET one = 'MLT' WHERE one = 'ITA'", "events"),
    ("UPDATE dyads SET score = score + 1", "events"),
    ("UPDATE dyads SET since = since + 1 WHERE until > 1000", "events"),
    ("INSERT INTO dyads SELECT 'MLT', other, until, date, event_no, since, date_end, type, score, joint FROM dyads LIMIT 1", "dyads"),
    ("UPDATE tallies SET events = events + 1 WHERE one = ''", "tallies"),
    ("DELETE FROM tallies WHERE one != ''", "tallies"),
    ("UPDATE ties SET score = score + 1 WHERE other = ''", "ties"),
    ("UPDATE ties SET events = events - 1", "ties"),
    ("DELETE FROM ties", "ties"),
    ("UPDATE months SET type = 'AID' WHERE type = 'CONSULT'", "months"),
    ("UPDATE outlets SET copies = copies + 1", "outlets"),
    ("INSERT INTO outlets VALUES ('=Nobody', 1, 0)", "outlets"),
    ("DELETE FROM dyads", "events"),
    ("UPDATE dyads SET joint = 1", "events"),
    ("UPDATE events SET changed = changed - 1 WHERE event_no = (SELECT max(event_no) FROM events)", "events"),
    ("UPDATE bearers SET pages = pages + 1 WHERE name = 'mirna okoth'", "bearers"),
    ("UPDATE figures SET office = 'king' WHERE name = 'Mirna Okoth'", "figures"),
    ("UPDATE bearings SET figure = 'nobody' WHERE bearer_no = 1", "bearings"),
    ("DELETE FROM bearings WHERE bearer_no = 1", "bearings"),
    ("DELETE FROM parts", "parts"),
    ("UPDATE appearances SET names = '[]'", "appearances"),
    ("UPDATE agreements SET stage = 'ratified'", "agreements"),
    ("UPDATE agreement_parties SET party = 'MLT' WHERE position = 0", "agreement_parties"),
    ("UPDATE accords SET stage = 'ratified', agreement = 'another'", "accords"),
    ("UPDATE members SET until = until - 1 WHERE claim_no = 1", "members"),
    ("UPDATE members SET since = since - 1", "members"),
    ("UPDATE members SET event = (SELECT event FROM members WHERE claim_no = 2) WHERE claim_no = 1", "members"),
    ("UPDATE members SET evidence = replace(evidence, 'alike', 'like')", "members"),
    ("DELETE FROM members WHERE claim_no = 1", "members"),
    ("DELETE FROM link_keys WHERE claim_no = 1", "link_keys"),
    ("UPDATE claims SET until = until - 1", "claims"),
    ("UPDATE readings SET until = 4 WHERE reading_no = 1", "pages"),
    ("UPDATE stories SET source = 'somebody'", "stories"),
    ("UPDATE stories SET shared = 0.9", "stories"),
    ("UPDATE stories SET body_end = body_end - 1", "stories"),
    ("DELETE FROM stories WHERE page_id = (SELECT min(page_id) FROM stories)", "stories"),
    ("UPDATE revisions SET what = 'page' WHERE what LIKE 'decision%'", "decisions"),
    ("DELETE FROM revisions WHERE revision = 2", "revisions"),
])
def test_every_change_behind_its_back_is_found(filled: Path, statement: str, table: str) -> None:
    change(filled, statement)
    assert table in {damage.table for damage in verify(filled)}


def test_quote_that_was_never_in_the_text_is_damage(register_path: Path) -> None:
    source = page(TALKS)
    misplaced = msgspec.structs.replace(reading(source, TALKS), events=(sample_claim(quote_start=3),))
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, TALKS, misplaced)
    assert [damage.problem for damage in verify(register_path)] == ["the quote is not in the text at its place"]


def test_change_that_unpacking_does_not_show_is_damage(filled: Path) -> None:
    with behind(filled) as plain:
        page_id, packed = plain.execute("SELECT page_id, content FROM pages WHERE name = 'broken'").fetchone()
        alike = next(changed for changed in one_bit_flipped(packed) if unpacks_alike(packed, changed))
        plain.execute("UPDATE pages SET content = ? WHERE page_id = ?", (alike, page_id))
    assert [(damage.table, damage.key) for damage in verify(filled)] == [("pages", page_id)]


def one_bit_flipped(content: bytes) -> Iterator[bytes]:
    for place, bit in product(range(len(content)), range(8)):
        yield content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def unpacks_alike(packed: bytes, changed: bytes) -> bool:
    with suppress(zlib.error):
        return zlib.decompress(packed) == zlib.decompress(changed)
    return False


def test_changed_tables_are_damage(filled: Path) -> None:
    with behind(filled) as plain:
        plain.execute("DROP TRIGGER decisions_stay ON decisions" if isinstance(filled, ServerAddress) else "DROP TRIGGER decisions_stay")
    assert [damage.table for damage in verify(filled)] == ["register"]


def test_damage_names_the_row(filled: Path) -> None:
    change(filled, "UPDATE texts SET text = text || ' more' WHERE text LIKE 'A visit%'")
    assert [(damage.table, damage.key) for damage in verify(filled)] == [("texts", digest(VISIT))]


@pytest.mark.of_files
def test_text_that_is_no_utf8_is_damage_not_a_crash(filled: Path) -> None:
    change(filled, "UPDATE claims SET quote = CAST(x'ff41' AS TEXT), why = CAST(x'fe' AS TEXT)")
    assert {damage.table for damage in verify(filled)} >= {"claims"}


@pytest.mark.of_files
def test_file_cut_short_is_damage(filled: Path) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) // 8192 * 4096])
    try:
        assert list(verify(filled))
    except RegisterError as error:
        assert error.code == "E-DB-CORRUPT"  # noqa: PT017 - cut so short that it does not open
