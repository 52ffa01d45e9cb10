"""The reading on invented reports that no head was trained on: `python -m benchmarks.reports [--french] [--all] [--show NAME…]`.

In: training/reports, of which one in seven is held out. Each report becomes a page of text and a gold record in the annotators' form; the
project's scorer compares. Skips with a line where the scorer is absent. `--all` reads every report, trained on or not; `--french` those in
French.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from attache.language import Engine, load_engine
from attache.reading.reader import read_page
from attache.sources.files import load
from benchmarks.articles import SCORER, load_scorer
from training.reports import FOLDER, FRENCH, Act, Mention, Report, held_out, read_reports

KEPT = ("events.detected.f1", "events.coded.f1", "date", "status", "attribution", "place_country", "sector", "mode")


def page_text(report: Report) -> str:
    """The report as a page of stripped text."""
    facts = report.facts
    head = [facts[name] for name in ("title", "publisher", "published") if facts.get(name, "?") != "?"]
    body = ""
    for number, sentence in enumerate(report.sentences):
        gap = "" if number == 0 else "\n\n" if sentence.opens else " "
        body += gap + sentence.text
    opening = f"{facts['dateline']} - " if "dateline" in facts else ""
    return "\n\n".join([*head, opening + body]) + "\n"


def gold(report: Report) -> dict[str, Any]:
    """The report's acts as an annotators' record; later tellings of an act only add what the first lacks."""
    events: list[dict[str, Any]] = []
    numbered: dict[int, dict[str, Any]] = {}
    for sentence in report.sentences:
        for act in sentence.acts:
            if act.same and act.number in numbered:
                _complete(numbered[act.number], _event(act, sentence.text))
                continue
            events.append(_event(act, sentence.text))
            if act.number is not None:
                numbered[act.number] = events[-1]
    return {"id": report.name, "events": events, "roles": [], "relations": []}


def _complete(event: dict[str, Any], later: dict[str, Any]) -> None:
    for key in ("actors", "recipients", "date", "place", "mode"):
        event[key] = event[key] or later[key]


def _event(act: Act, quote: str) -> dict[str, Any]:
    place = {"name": act.place.words, "country": act.place.country} if act.place else None
    return {
        "type": act.type, "mode": act.mode, "status": act.status, "alt": list(act.alt), "actors": _side(act.actors),
        "recipients": _side(act.recipients), "date": act.date, "date_end": act.date_end, "place": place,
        "attributed_to": act.says.words if act.says else None, "quote": quote, "trigger": act.trigger.words,
        "optional": act.status == "hypothetical",
    }


def _side(parties: tuple[Mention, ...]) -> list[dict[str, Any]]:
    return [{"name": party.words, "country": party.country, "sector": party.sector} for party in parties]


def write_pages(reports: list[Report], folder: Path) -> None:
    """Every report as a text file of the folder."""
    for report in reports:
        (folder / f"{report.name}.txt").write_text(page_text(report), encoding="utf-8")


def readings(reports: list[Report], folder: Path, engine: Engine) -> dict[str, dict[str, Any]]:
    """What attache reads in the pages of the reports, as plain data by name."""
    return {
        report.name: json.loads(msgspec.json.encode(read_page(load(folder / f"{report.name}.txt"), engine))) for report in reports
    }


def figures(*, folder: Path = FOLDER, every: bool = False, show: list[str] | str | None = None) -> dict[str, float]:
    """Scores on the held-out reports of a folder; empty where the scorer is absent."""
    if not SCORER.is_file():
        print(f"reports: skipped, no scorer at {SCORER}")
        return {}
    reports = [report for report in read_reports(folder) if every or held_out(report)]
    with TemporaryDirectory() as name:
        pages = Path(name)
        write_pages(reports, pages)
        read = readings(reports, pages, load_engine())
        print(f"reports{' in French' if folder == FRENCH else ''}: {len(reports)}{'' if every else ' held out from training'}")
        scores = load_scorer(SCORER).score({report.name: gold(report) for report in reports}, read, pages, show)
    return {name: scores[name] for name in KEPT if name in scores}


def french() -> dict[str, float]:
    """Scores on the held-out reports in French."""
    return figures(folder=FRENCH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--french", action="store_true")
    parser.add_argument("--show", nargs="*")
    options = parser.parse_args()
    folder = FRENCH if options.french else FOLDER
    figures(folder=folder, every=options.all, show="all" if options.show and "all" in options.show else options.show)


if __name__ == "__main__":
    main()
