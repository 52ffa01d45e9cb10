"""Invented reports with their events: `python -m training.reports FILE…` checks files and counts what is in them.

In: files in the form of training/reports/README.md. Out: `Report` records. Offsets are characters of the sentence, start inclusive, end
exclusive. Raises ReportError naming file and line where a file does not keep the form.
"""
from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from attache.model import EventType, Sector, Status
from attache.resources import table

FOLDER = Path(__file__).parent / "reports"
FRENCH = FOLDER / "fr"
TYPES, STATUSES, SECTORS = get_args(EventType), get_args(Status), get_args(Sector)
_PARTY = re.compile(r"(?P<away>~?)(?P<words>.+?) \((?P<country>[A-Z]{3}|---) (?P<sector>[A-Z]{3})\)")
_PLACE = re.compile(r"(?P<name>.+?) \((?P<country>[A-Z]{3}|---)\)")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
_OPTIONS = frozenset({"date", "place", "says", "dead", "injured", "alt", "id", "same"})


class ReportError(ValueError):
    """A file that does not keep the form."""


@dataclass(frozen=True)
class Mention:
    """Words of a sentence; `start` is -1 for a party that the sentence does not name."""

    words: str
    start: int
    end: int
    country: str | None = None
    sector: str = "UNK"


@dataclass(frozen=True)
class Act:
    """One act told by a sentence. `same` is true where an earlier sentence told it; `number` joins the two."""

    type: str
    mode: str | None
    status: str
    trigger: Mention
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    date: str | None = None
    date_end: str | None = None
    place: Mention | None = None
    says: Mention | None = None
    dead: int | None = None
    injured: int | None = None
    alt: tuple[str, ...] = ()
    number: int | None = None
    same: bool = False


@dataclass
class ReportSentence:
    """A sentence as printed, with its acts. `opens` says that it begins a paragraph."""

    text: str
    opens: bool
    acts: list[Act] = field(default_factory=list)


@dataclass
class Report:
    """One invented report."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)
    sentences: list[ReportSentence] = field(default_factory=list)


def read_reports(folder: Path = FOLDER) -> list[Report]:
    """All reports of a folder, by file name."""
    return [report for path in sorted(folder.glob("*.txt")) for report in read_file(path)]


def held_out(report: Report) -> bool:
    """Whether a report is kept from training, to measure by: one in seven, by its name."""
    return int(hashlib.sha256(report.name.encode()).hexdigest(), 16) % 7 == 0


def read_file(path: Path) -> list[Report]:
    """The reports of one file."""
    reports: list[Report] = []
    opens = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            opens = _take(line.rstrip(), reports, opens)
        except ReportError as error:
            raise ReportError(f"{path.name}:{number}: {error}") from error
    return reports


def _take(line: str, reports: list[Report], opens: bool) -> bool:
    """Enters one line; returns whether the next sentence opens a paragraph."""
    if not line:
        return True
    if line.startswith("# "):
        reports.append(Report(line[2:].strip()))
        return True
    if not reports:
        raise ReportError("text before the first report")
    report = reports[-1]
    if line.startswith("> "):
        report.sentences.append(ReportSentence(line[2:], opens))
        return False
    if not report.sentences:
        key, _, value = line.partition(": ")
        if key not in {"title", "publisher", "dateline", "published"}:
            raise ReportError(f"unknown header {key!r}")
        report.facts[key] = value.strip()
        return True
    report.sentences[-1].acts.append(act_of(line, report.sentences[-1].text))
    return opens


def act_of(line: str, sentence: str) -> Act:
    """The act of one line about a sentence."""
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) < 4:
        raise ReportError("an act has at least four parts: type and status, trigger, actors, recipients")
    kind, mode, status = _head(parts[0])
    options = dict(_option(part) for part in parts[4:])
    date, _, date_end = options.get("date", "").partition("/")
    place, says = options.get("place"), options.get("says")
    return Act(
        kind, mode, status, find(parts[1], sentence), _parties(parts[2], sentence), _parties(parts[3], sentence),
        date or None, date_end or None, _place(place, sentence) if place else None,
        find(says.removeprefix("~"), sentence, must=not says.startswith("~")) if says else None,
        _count(options.get("dead")), _count(options.get("injured")), tuple(options.get("alt", "").split()),
        _count(options.get("id") or options.get("same")), "same" in options,
    )


def _head(text: str) -> tuple[str, str | None, str]:
    kind, _, status = text.partition(" ")
    kind, _, mode = kind.partition(".")
    if kind not in TYPES:
        raise ReportError(f"unknown type {kind!r}")
    if mode and (kind, mode) not in {(row["type"], row["mode"]) for row in table("scores")}:
        raise ReportError(f"{kind} has no mode {mode!r}")
    if status not in STATUSES:
        raise ReportError(f"unknown status {status!r}")
    return kind, mode or None, status


def _option(part: str) -> tuple[str, str]:
    key, sign, value = part.partition("=")
    if not sign or key not in _OPTIONS or not value:
        raise ReportError(f"unknown part {part!r}")
    if key == "date" and not _DATE.fullmatch(value):
        raise ReportError(f"not an ISO date: {value!r}")
    if key == "alt" and not set(value.split()) <= set(TYPES):
        raise ReportError(f"unknown type in {part!r}")
    return key, value


def find(words: str, sentence: str, *, must: bool = True) -> Mention:
    """Where the words stand in the sentence: whole words, the first occurrence unless `#2` says otherwise."""
    wanted, _, count = words.partition("#")
    pattern = rf"(?<!\w){re.escape(wanted)}(?!\w)"
    found = [match.start() for match in re.finditer(pattern, sentence)]
    index = int(count or 1) - 1
    if index < len(found):
        return Mention(wanted, found[index], found[index] + len(wanted))
    if must:
        raise ReportError(f"{words!r} does not stand in the sentence")
    return Mention(wanted, -1, -1)


def _parties(cell: str, sentence: str) -> tuple[Mention, ...]:
    return () if cell == "-" else tuple(_party(part.strip(), sentence) for part in cell.split(" ; "))


def _party(text: str, sentence: str) -> Mention:
    match = _PARTY.fullmatch(text)
    if match is None:
        raise ReportError(f"a party is `words (COUNTRY SECTOR)`: {text!r}")
    if match["sector"] not in SECTORS:
        raise ReportError(f"unknown sector {match['sector']!r}")
    place = find(match["words"], sentence, must=not match["away"])
    away = bool(match["away"])
    country = None if match["country"] == "---" else match["country"]
    return Mention(place.words, -1 if away else place.start, -1 if away else place.end, country, match["sector"])


def _place(text: str, sentence: str) -> Mention:
    match = _PLACE.fullmatch(text.removeprefix("~"))
    if match is None:
        raise ReportError(f"a place is `Name (COUNTRY)`: {text!r}")
    place = find(match["name"], sentence, must=False)
    return Mention(place.words, place.start, place.end, None if match["country"] == "---" else match["country"])


def _count(text: str | None) -> int | None:
    if text is not None and not text.isdigit():
        raise ReportError(f"not a number: {text!r}")
    return int(text) if text else None


def summary(reports: list[Report]) -> Iterator[str]:
    """What the reports hold, a line a count."""
    sentences = [sentence for report in reports for sentence in report.sentences]
    acts = [act for sentence in sentences for act in sentence.acts]
    words = sum(len(sentence.text.split()) for sentence in sentences)
    yield f"{len(reports)} reports, {len(sentences)} sentences, {words} words, {len(acts)} acts"
    yield f"sentences without an act: {sum(not sentence.acts for sentence in sentences)}"
    for what, values in (("types", [a.type for a in acts]), ("statuses", [a.status for a in acts])):
        yield f"{what}: " + ", ".join(f"{value} {count}" for value, count in Counter(values).most_common())
    triggers = Counter(act.trigger.words.lower() for act in acts)
    yield f"different triggers: {len(triggers)}; most used: " + ", ".join(f"{word} {count}" for word, count in triggers.most_common(12))


def main() -> int:
    """Checks the files named, or all; exit 1 when one does not keep the form."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    reports, bad = [], 0
    for path in paths:
        try:
            reports += read_file(path)
        except ReportError as error:
            print(error)
            bad += 1
    print("\n".join(summary(reports)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
