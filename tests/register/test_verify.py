"""Damage is found, named, and nothing sound is called damaged."""
from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from attache.errors import InputError, RegisterError
from attache.register.store import open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, fill, page, reading, sample_claim


@pytest.fixture
def filled(register_path: Path) -> Path:
    fill(register_path, TALKS, VISIT)
    with open_register(register_path) as register:
        broken = page("a\0b", "broken")
        register.take(broken)
        register.refuse(InputError("E-BINARY", "broken.txt", "not text"), broken)
        register.take(page("waiting", "waiting"))
    return register_path


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as plain:
        assert plain.execute(statement).rowcount >= 1
    plain.close()


def test_sound_register_has_no_damage(filled: Path) -> None:
    assert list(verify(filled)) == []


@pytest.mark.parametrize(("statement", "table"), [
    ("UPDATE pages SET content = (SELECT content FROM pages WHERE name = 'page1') WHERE name = 'page0'", "pages"),
    ("UPDATE pages SET content = x'00' WHERE name = 'page0'", "pages"),
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


def test_changed_tables_are_damage(filled: Path) -> None:
    with sqlite3.connect(filled) as plain:
        plain.execute("DROP TRIGGER decisions_stay")
    plain.close()
    assert [damage.table for damage in verify(filled)] == ["register"]


def test_damage_names_the_row(filled: Path) -> None:
    change(filled, "UPDATE texts SET text = text || ' more' WHERE page_id = (SELECT page_id FROM pages WHERE name = 'page1')")
    assert [(damage.table, damage.key) for damage in verify(filled)] == [("texts", page(VISIT).page_id)]


def test_text_that_is_no_utf8_is_damage_not_a_crash(filled: Path) -> None:
    change(filled, "UPDATE claims SET quote = CAST(x'ff41' AS TEXT), why = CAST(x'fe' AS TEXT)")
    assert {damage.table for damage in verify(filled)} >= {"claims"}


def test_file_cut_short_is_damage(filled: Path) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) // 8192 * 4096])
    try:
        assert list(verify(filled))
    except RegisterError as error:
        assert error.code == "E-DB-CORRUPT"  # noqa: PT017 - cut so short that it does not open
