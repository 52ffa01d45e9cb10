"""Persons, bodies and agreements lived through again: a change of any column, of what holds now or held once, is found."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from msgspec.structs import replace

from attache.model import Party
from attache.register.decisions import Said
from attache.register.migrations import STILL, build
from attache.register.store import Register, open_register
from attache.register.verify import verify
from tests.samples import TALKS, VISIT, PlainReader, fill, page, reading, sample_claim

TABLES = (
    "bearers", "bearer_keys", "appearances", "holdings", "parts", "bearings", "figures", "accords", "accord_keys", "agreements",
    "agreement_parties",
)
MEANINGLESS = {("figures", "figure_no"), ("agreements", "agreement_no")}  # numbers that nothing, or only what is named here, refers to
KENYA, GHANA = Party("Kenya", "KEN", "GOV"), Party("Ghana", "GHA", "GOV")
SPELLED = ("A\nKhalifa Haftar is commander of Chad.\n", "B\nKhalifa Hifter is field marshal of Chad.\nItaly met Khalifa Hifter.\n")


def columns() -> list[tuple[str, str, str]]:
    """Every column of the tables that means something, in a row that holds and, where rows have a past, in one that does no longer."""
    with closing(sqlite3.connect(":memory:")) as plain:
        build(plain)
        found = {table: [row[1] for row in plain.execute(f"PRAGMA table_info({table})")] for table in TABLES}
    return [
        (table, name, held) for table, names in found.items() for name in names if (table, name) not in MEANINGLESS
        for held in (("until = ", "until < ") if "until" in names else ("",))
    ]


def tell(register: Register, quote: str, trigger: str, published: str, version: str = "1/plain") -> None:
    """Keeps a page of one claim about an agreement between Kenya and Ghana."""
    source = page(quote, trigger)
    claim = sample_claim(
        type="SUPPORT", quote=quote, quote_start=0, quote_end=len(quote), trigger=trigger, actors=(KENYA, GHANA), recipients=(),
        date=published,
    )
    register.take(source)
    register.keep(source.page_id, quote, replace(reading(source, quote, version), published=published, events=(claim,)))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a past: names joined, parted and joined again, pages read again, an agreement signed and ratified."""
    path, said = tmp_path_factory.mktemp("lived") / "attache.db", Said("Ana", "known")
    fill(path, TALKS, VISIT, *SPELLED)
    with open_register(path) as register:
        number = register.unlink("Khalifa Haftar", "Khalifa Hifter", said)
        assert number
        register.undo(number, said)
        register.link("Mirna Okoth", "Aldo Brenn", said)
        again = page(SPELLED[1], "page3")
        register.keep(again.page_id, *PlainReader("2/plain")(again))
        tell(register, "Kenya and Ghana signed a ten-year trade deal in Accra.", "signed", "2021-03-04")
        tell(register, "The Kenyan parliament ratified the trade deal with Ghana.", "ratified", "2021-06-01")
        tell(register, "Ghana suspended the trade deal with Kenya.", "suspended", "2021-08-01")
        tell(register, "Ghana suspended the trade deal with Kenya.", "suspended", "2021-08-01", "2/plain")
    return path


def test_sound_register_lives_the_same_life_again(lived: Path) -> None:
    assert list(verify(lived)) == []


@pytest.mark.parametrize(("table", "column", "held"), columns())
def test_every_column_is_compared(table: str, column: str, held: str, lived: Path, tmp_path: Path) -> None:
    where = f" WHERE {held}{STILL}" if held else ""
    if table in {"bearers", "figures", "agreements"}:
        where = f" WHERE rowid = (SELECT min(rowid) FROM {table}{where})"  # noqa: S608 - our names
    path = copyfile(lived, tmp_path / "changed.db")
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.create_function("other", 1, other)
        assert plain.execute(f"UPDATE {table} SET {column} = other({column}){where}").rowcount  # noqa: S608 - our names
    assert list(verify(path))


def other(cell: str | int | None) -> str | int:
    """Another value of the same type; of the values that a table allows where it allows few."""
    few = {"person": "body", "body": "person"}
    if isinstance(cell, str):
        return few.get(cell, f"{cell}x")
    return "x" if cell is None else cell + 100_000
