"""The tables load, refuse broken rows, and say nothing that the rest of the package cannot understand."""
from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from attache import resources
from attache.model import EventType, Sector
from attache.reading.gazetteer import Gazetteer
from attache.resources import cell_list, table
from tests.reading.coded import one, page_state

TABLES = sorted(Path(str(entry)).stem for entry in files(resources).iterdir() if entry.name.endswith(".tsv"))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which tables are read instead of the package's own."""
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    table.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def _own_tables_afterwards() -> None:
    table.cache_clear()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads_with_named_columns(name: str) -> None:
    rows = table(name)
    assert rows
    assert all(set(row) == set(rows[0]) and "" not in row for row in rows)
    assert any(any(row.values()) for row in rows)


def test_rows_are_cells_by_column(written: Path) -> None:
    lines = ("# what it is for", "noun\tcountries", "", "kingdom\t MAR | JOR ", "# between rows", "state", "")
    (written / "small.tsv").write_text("\n".join(lines), encoding="utf-8")
    assert table("small") == ({"noun": "kingdom", "countries": "MAR | JOR"}, {"noun": "state", "countries": ""})


def test_a_row_with_too_many_cells_is_named(written: Path) -> None:
    (written / "broken.tsv").write_text("# a\nnoun\tcountries\nkingdom\tMAR\tJOR\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv line 3: 3 cells for 2 columns"):
        table("broken")


def test_a_table_is_read_once(written: Path) -> None:
    path = written / "small.tsv"
    path.write_text("noun\nkingdom\n", encoding="utf-8")
    first = table("small")
    path.write_text("noun\nrepublic\n", encoding="utf-8")
    assert table("small") is first


def test_a_missing_table_is_an_error(written: Path) -> None:
    with pytest.raises(FileNotFoundError):
        table("none")


@pytest.mark.parametrize(
    ("cell", "values"), [("a | b|c", ("a", "b", "c")), ("", ()), (" | ", ()), ("say in", ("say in",)), ("a | | b", ("a", "b"))],
)
def test_a_cell_holds_a_list(cell: str, values: tuple[str, ...]) -> None:
    assert cell_list(cell) == values


# -- scores -------------------------------------------------------------------------------------------------------------------------


def test_every_type_has_a_score() -> None:
    assert {row["type"] for row in table("scores") if not row["mode"]} == set(get_args(EventType))


def test_scores_are_in_range_and_of_one_sign_a_type() -> None:
    for row in table("scores"):
        assert -10 <= float(row["score"]) <= 10
        assert row["cameo"].isdigit()
    for kind in set(get_args(EventType)) - {"REQUEST"}:
        signs = {float(row["score"]) > 0 for row in table("scores") if row["type"] == kind}
        assert len(signs) == 1, kind


def test_no_mode_is_scored_twice_and_the_lexicon_knows_the_same_modes() -> None:
    keys = [(row["type"], row["mode"]) for row in table("scores")]
    assert len(keys) == len(set(keys))
    used = {(row["type"], row["mode"]) for kind in get_args(EventType) for row in table(f"frames_{kind}") if row["mode"]}
    assert used == {key for key in keys if key[1]}


# -- words in names -------------------------------------------------------------------------------------------------------------------


NAMES = table("name_sectors")


def test_sectors_are_known_and_no_word_stands_twice() -> None:
    assert {row["sector"] for row in NAMES} <= set(get_args(Sector))
    assert len({row["word"] for row in NAMES}) == len(NAMES)


@pytest.mark.parametrize("row", NAMES, ids=[row["word"] for row in NAMES])
def test_the_example_of_a_word_is_decided_by_it(row: dict[str, str]) -> None:
    words = row["example"].lower().split()
    assert next(other["sector"] for other in NAMES if other["word"] in words) == row["sector"]
    assert row["word"] in words


def test_a_name_the_gazetteer_does_not_know_gets_its_words_sector() -> None:
    claim = one("The Teloria Liberation Front kidnapped two French engineers in Chad.", "ASSAULT")
    assert claim.actors[0].sector == "REB"


# -- descriptions ----------------------------------------------------------------------------------------------------------------------


DESCRIBED = [(row["noun"], code) for row in table("descriptions") for code in cell_list(row["countries"])]


def test_described_states_exist() -> None:
    assert {code for _, code in DESCRIBED} <= {row["iso3"] for row in table("countries")}


@pytest.mark.parametrize(("noun", "code"), DESCRIBED)
def test_the_noun_means_each_of_its_states(noun: str, code: str) -> None:
    name = Gazetteer.load().state_name(code)
    text = f"The envoy praised {name} on Monday. The {noun} expelled the consul."
    parties = page_state(text).sentences[-1].parties
    party = parties.at(1)
    assert party is not None
    assert party.country == code


@pytest.mark.parametrize("noun", [row["noun"] for row in table("descriptions") if not row["countries"] + row["sectors"]])
def test_a_noun_for_any_state_means_the_last_one_named(noun: str) -> None:
    parties = page_state(f"Kenya praised Ghana. The {noun} expelled the consul.").sentences[-1].parties
    party = parties.at(1)
    assert party is not None
    assert party.country == "KEN"


BODIES = {
    "IGO": "the African Union", "PTY": "the Green Dawn Party", "REB": "the Hills Liberation Front", "NGO": "the Forest Watch",
    "MED": "the Coast Herald", "BUS": "the Harbour Holdings", "CRM": "the Harbour Cartel",
}


@pytest.mark.parametrize(("noun", "sectors"), [(row["noun"], cell_list(row["sectors"])) for row in table("descriptions") if row["sectors"]])
def test_a_noun_for_bodies_means_one_of_its_sectors(noun: str, sectors: tuple[str, ...]) -> None:
    assert set(sectors) <= set(get_args(Sector))
    sector = next(sector for sector in sectors if sector in BODIES)
    parties = page_state(f"Kenya praised {BODIES[sector]} on Monday. The {noun} thanked Kenya.").sentences[-1].parties
    party = parties.at(1)
    assert party is not None
    assert party.name in BODIES[sector]


def test_nouns_of_the_event_heads_stand_once_and_have_known_sectors() -> None:
    rows = table("noun_sectors")
    assert {row["sector"] for row in rows} <= set(get_args(Sector))
    assert len({row["noun"] for row in rows}) == len(rows)
