"""People and agreements as tables, records and lines, with nothing of a page that acts on a terminal."""
from __future__ import annotations

import io
import json
from pathlib import Path

from attache.outputs.agreements import PACTS, show_pact, show_pacts
from attache.outputs.formats import write
from attache.outputs.people import BODIES, FIGURES, PROFILES, TENURES, period, show_bodies, show_figures, show_profiles, tenures
from attache.queries.agreements import Pact, Proof
from attache.queries.events import PageFacts
from attache.queries.people import Alias, Figure, Profile, Quoted, Tenure
from attache.queries.people import profiles as asked
from attache.register.connection import reading
from tests.samples import TALKS, VISIT, fill

HOSTILE = "evil\x1b[2J\u202e[bold]name[/bold]"
FACTS = PageFacts(page_id="ab" * 32, name=HOSTILE, origin=HOSTILE, title=HOSTILE, publisher=HOSTILE, credit=None, published=None)
FIGURE = Figure(id="ab" * 32, kind="person", name=HOSTILE, country="KEN", sector="GOV", office=HOSTILE, of=HOSTILE,
                pages=2, last="2021", since=1)
TENURE = Tenure(
    role=HOSTILE, of=None, country="KEN", known_from="2019", from_said=True, known_to="2021-03-05", to_said=False, ended_by=None, pages=1,
    quotes=(Quoted(HOSTILE, 0, 4, FACTS),),
)
PROFILE = Profile(
    figure=FIGURE, aliases=(Alias(name=f"=2+3{HOSTILE}", country=None, sector=None, pages=1, evidence={}),), offices=(TENURE,),
    events=(),
)
PACT = Pact(
    id="ab" * 32, kind="trade deal", name=HOSTILE, subject=HOSTILE, parties=("KEN", HOSTILE), duration="10 years", stage="signed",
    date=None, claims=1, since=1, stages=(Proof(stage="signed", date=None, quote=HOSTILE, quote_start=0, quote_end=4, page=FACTS),),
)


def test_hostile_words_reach_no_terminal() -> None:
    out = io.StringIO()
    assert show_figures([FIGURE], out) == show_bodies([FIGURE], out) == show_profiles([PROFILE], out) == 1
    assert show_pacts([PACT], out) == show_pact([PACT], out) == 1
    assert "\x1b[2J" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
    assert "[bold]name[/bold]" in out.getvalue()


def test_nothing_is_shown_of_nobody() -> None:
    out = io.StringIO()
    assert show_figures([], out) == show_profiles([], out) == show_pacts([], out) == 0
    assert out.getvalue() == ""


def test_person_in_full(register_path: Path) -> None:
    fill(register_path, TALKS, VISIT)
    out = io.StringIO()
    with reading(register_path) as register:
        show_profiles(asked(register, "brenn"), out)
    for words in ("Aldo Brenn", "ITA", "2 pages", "foreign minister of Italy", "“Aldo Brenn is foreign minister of", "ACCUSE allege"):
        assert words in out.getvalue()


def test_period_says_what_is_said_and_what_is_only_known() -> None:
    assert period(TENURE) == "2019 – ≥ 2021-03-05"


def test_records_hold_everything_and_rows_are_safe() -> None:
    out = io.StringIO()
    write([PROFILE], PROFILES, "jsonl", out)
    assert set(Figure.__struct_fields__) | {"aliases", "offices", "events"} == set(json.loads(out.getvalue()))
    for form in ("csv", "md"):
        out = io.StringIO()
        write([FIGURE], FIGURES, form, out)
        write([FIGURE], BODIES, form, out)
        write(tenures([PROFILE]), TENURES, form, out)
        write([PACT], PACTS, form, out)
        assert form == "csv" or "\x1b" not in out.getvalue()
        assert "'=2+3" in out.getvalue() or form == "md"
