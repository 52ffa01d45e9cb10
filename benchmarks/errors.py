"""What goes wrong, by class: `python -m benchmarks.errors`.

In: the annotated articles and the reports held out, with what attache reads in them. Every act missed or made up and every matched act
with a wrong field is put in one class: chrome (words outside the report), predicate (nothing said of these words), type (something else
said of them), invented (an act nobody annotated), party (a country wrong or missing), coreference (a party the sentence only means by a
pronoun or description), status, date. Skips with a line where the scorer is absent.
"""
from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from attache.language import load_engine
from benchmarks import articles, reports
from training.reports import held_out, read_reports

CLASSES = ("chrome", "predicate", "type", "invented", "party", "coreference", "status", "date")
_SHORT = frozenset({"he", "she", "they", "it", "him", "her", "them", "his", "its", "their", "who", "we", "the", "this", "that", "those"})

Record = dict[str, Any]


def classes(scorer: ModuleType, text: str, gold: Record, read: Record) -> Counter[str]:
    """Errors of one page by class."""
    events = gold["events"]
    pairs = scorer.match(text, events, read["events"])
    known, said = {i for i, _ in pairs}, {j for _, j in pairs}
    found: Counter[str] = Counter()
    for number, event in enumerate(events):
        if number not in known and not event.get("optional"):
            found[_missed(scorer, text, event, read)] += 1
    found["invented"] += sum(
        1 for j, claim in enumerate(read["events"]) if j not in said and not any(scorer.overlap(text, e, claim) > 0.2 for e in events)
    )
    for i, j in pairs:
        found.update(_fields(scorer, events[i], read["events"][j]))
    return found


def _missed(scorer: ModuleType, text: str, event: Record, read: Record) -> str:
    if any(scorer.overlap(text, event, claim) > 0.2 for claim in read["events"]):
        return "type"
    at, first = text.find(event["quote"]), text.find(read.get("body_start") or "")
    last = text.rfind(read.get("body_end") or "")
    return "predicate" if first <= at <= last + 40 else "chrome"


def _fields(scorer: ModuleType, event: Record, claim: Record) -> list[str]:
    wrong = []
    if not scorer.same_parties(event, claim):
        short = any(party["name"].lower().split()[0] in _SHORT for party in event["actors"] + event["recipients"] if party["name"])
        wrong.append("coreference" if short else "party")
    if scorer.STATUS.get(event["status"], event["status"]) != scorer.STATUS.get(claim["status"], claim["status"]):
        wrong.append("status")
    if not scorer.date_ok(event, claim):
        wrong.append("date")
    return wrong


def main() -> None:
    if not articles.SCORER.is_file():
        print(f"errors: skipped, no scorer at {articles.SCORER}")
        return
    scorer, engine = articles.load_scorer(articles.SCORER), load_engine()
    held = [report for report in read_reports() if held_out(report)]
    with TemporaryDirectory() as name:
        reports.write_pages(held, Path(name))
        read = reports.readings(held, Path(name), engine)
        texts = {report.name: (Path(name) / f"{report.name}.txt").read_text(encoding="utf-8") for report in held}
    told = {report.name: reports.gold(report) for report in held}
    _print("reports held out", sum((classes(scorer, texts[n], told[n], read[n]) for n in told), Counter()), told)
    gold, read, texts = articles.annotated()
    if gold:
        _print("annotated articles", sum((classes(scorer, texts[n], gold[n], read[n]) for n in gold), Counter()), gold)


def _print(what: str, found: Counter[str], gold: dict[str, Record]) -> None:
    acts = sum(not event.get("optional") for record in gold.values() for event in record["events"])
    print(f"{what}: {acts} acts; " + ", ".join(f"{name} {found[name]}" for name in CLASSES))


if __name__ == "__main__":
    main()
