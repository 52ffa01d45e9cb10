"""Which reports tell of one event: `python -m benchmarks.same_event [--misses KIND]`.

In: data/same_events, reports whose acts carry the number of the event they tell of. Their acts are given as claims and kept in a fresh
register, in order of publication and in a shuffled order, which must give the same events. Out, for either half of the set (`linking.py`
is tuned on the first): B-cubed precision, recall and F1 over all acts and over those of events told more than once, pairwise figures, wrong
pairs by kind, and the share of twins by force (benchmarks/twins.py) that would be joined.
"""
from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from attache.register.linking import sameness
from attache.register.migrations import STILL
from attache.register.store import open_register
from attache.register.tellings import Telling, telling
from benchmarks.annotated import Given, given
from benchmarks.twins import twins
from training.reports import read_reports

DATA = Path(__file__).parent / "data" / "same_events"
TWINS = 20  # days within which two events of one type between the same countries are twins
HALVES = ("tuned on", "not tuned on")
Measure = Callable[[Sequence[int], Sequence[str], Sequence[bool]], "Scores"]


class Told(NamedTuple):
    """An act of the set: the event it tells of, the half it is in, and its claim in the form in which claims are compared."""

    number: int
    half: str
    claim: Telling
    quote: str


class Scores(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def pages() -> list[Given]:
    """The reports of the set as pages with readings."""
    return [given(report) for report in read_reports(DATA)]


def kept(given_pages: Sequence[Given]) -> tuple[list[Told], list[str]]:
    """The acts of the set and, for each, the event that a register in which the pages are kept in this order takes it for."""
    with TemporaryDirectory() as folder, open_register(Path(folder) / "attache.db") as register:
        register.connection.execute("PRAGMA synchronous = OFF")
        for each in given_pages:
            register.take(each.page)
            register.keep(each.page.page_id, each.text, each.reading)
        rows = register.connection.execute(
            """SELECT r.page_id, c.position, c.claim_no, c.claim_id, s.source, m.event FROM claims c JOIN readings r USING (reading_no)
                JOIN stories s USING (page_id) JOIN members m USING (claim_no) WHERE m.until = ?""", (STILL,)
        ).fetchall()
    by_page = {each.page.page_id: each for each in given_pages}
    found = {(page_id, position): (_told(by_page[page_id], position, *row), event) for page_id, position, *row, event in rows}
    ordered = [found[key] for key in sorted(found)]
    return [told for told, _ in ordered], [event for _, event in ordered]


def _told(page: Given, position: int, claim_no: int, claim_id: str, source: str) -> Told:
    claim, number = page.reading.events[position], page.numbers[position]
    half = HALVES[int(page.page.name[1:].partition("-")[0]) // 100 % 2]
    made = telling(claim, claim_no, claim_id, page.page.page_id, source, page.reading.published)
    return Told(number, half, made, claim.quote)


def b_cubed(known: Sequence[int], found: Sequence[str], counted: Sequence[bool]) -> Scores:
    """B-cubed precision and recall over the acts that count; groups are taken whole."""
    both, by_known, by_found = Counter(zip(known, found, strict=True)), Counter(known), Counter(found)
    acts = [pair for pair, counts in zip(zip(known, found, strict=True), counted, strict=True) if counts]
    precision = sum(both[pair] / by_found[pair[1]] for pair in acts) / max(len(acts), 1)
    recall = sum(both[pair] / by_known[pair[0]] for pair in acts) / max(len(acts), 1)
    return Scores(precision, recall)


def pairwise(known: Sequence[int], found: Sequence[str], counted: Sequence[bool]) -> Scores:
    """Precision and recall of pairs of acts in one event; pairs count with their first act."""
    right = said = wanted = 0
    for one, other in combinations(range(len(known)), 2):
        if counted[one]:
            same, joined = known[one] == known[other], found[one] == found[other]
            right, said, wanted = right + (same and joined), said + joined, wanted + same
    return Scores(right / max(said, 1), right / max(wanted, 1))


def twins_joined(acts: Sequence[Told], half: str) -> float:
    """The share of twins by force, made of the half's acts, that look like one event."""
    made = list(twins([(act.number, act.claim) for act in acts if act.half == half]))
    return sum(sameness(one, other).holds for one, other in made) / len(made)


def wrong_pairs(acts: Sequence[Told], found: Sequence[str]) -> Iterator[tuple[str, Told, Told]]:
    """(kind, one, other) of each pair wrongly joined or wrongly left apart."""
    for (one, first), (other, second) in combinations(zip(acts, found, strict=True), 2):
        if (one.number == other.number) != (first == second):
            yield ("joined: " if first == second else "apart: ") + _kind(one.claim, other.claim), one, other


def _kind(one: Telling, other: Telling) -> str:
    """The hardest thing about a pair."""
    if one.page_id == other.page_id:
        return "in one report"
    if one.type != other.type:
        return "of two types"
    if one.status != other.status:
        return f"{' and '.join(sorted({one.status, other.status}))}"
    if (not one.actors or not other.actors) or (not one.recipients or not other.recipients):
        return "a party not named"
    if one.first is None or other.first is None or one.vague or other.vague:
        return "vague date"
    return "twins" if abs(one.first - other.first) <= TWINS else "plain"


def figures() -> dict[str, float]:
    """What is held by floors: B-cubed F1 of either half, and the share of twins by force kept apart."""
    acts, found = kept(by_publication(pages()))
    return {f"{half.replace(' ', '_')}.b_cubed_f1": _of_half(acts, found, half, b_cubed).f1 for half in HALVES} | {
        "twins_apart": 1 - twins_joined(acts, HALVES[1])
    }


def by_publication(given_pages: Sequence[Given]) -> list[Given]:
    """The pages as they came out."""
    return sorted(given_pages, key=lambda each: (each.reading.published or "", each.page.page_id))


def _of_half(acts: Sequence[Told], found: Sequence[str], half: str, measure: Measure, *, told_twice: bool = False) -> Scores:
    times = Counter(act.number for act in acts)
    counted = [act.half == half and (times[act.number] > 1 or not told_twice) for act in acts]
    return measure([act.number for act in acts], found, counted)


def _show(acts: Sequence[Told], found: Sequence[str]) -> None:
    for half in HALVES:
        for what, measure, told_twice in (
            ("B-cubed, all acts", b_cubed, False), ("B-cubed, acts told twice or more", b_cubed, True), ("pairs", pairwise, False),
        ):
            scores = _of_half(acts, found, half, measure, told_twice=told_twice)
            print(f"{half:13} {what:33} precision {scores.precision:.3f}  recall {scores.recall:.3f}  F1 {scores.f1:.3f}")
    wrong: Mapping[str, Counter[str]] = defaultdict(Counter)
    for kind, one, _ in wrong_pairs(acts, found):
        wrong[kind][one.half] += 1
    for kind, counts in sorted(wrong.items()):
        print(f"{kind:42}" + "  ".join(f"{half} {counts[half]:3}" for half in HALVES))


def _show_pairs(acts: Sequence[Told], found: Sequence[str], asked: str) -> None:
    for kind, one, other in wrong_pairs(acts, found):
        if asked in kind and one.half == HALVES[0]:  # the other half is not looked into
            print(f"{kind}\n  {one.number} {_line(one)}\n  {other.number} {_line(other)}")


def _line(told: Told) -> str:
    claim = told.claim
    sides = f"{'+'.join(sorted(claim.actors))}>{'+'.join(sorted(claim.recipients))}"
    return f"{claim.published} {claim.type} {claim.mode} {claim.status} {sides} {claim.first}-{claim.last} {claim.place} «{told.quote}»"


def main() -> None:
    """Prints the figures, or the wrong pairs of a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", metavar="KIND", help="print the wrong pairs whose kind contains this, of the half tuned on")
    options = parser.parse_args()
    given_pages = pages()
    acts, found = kept(by_publication(given_pages))
    if options.misses is not None:
        _show_pairs(acts, found, options.misses)
        return
    _show(acts, found)
    random.Random(7).shuffle(given_pages)  # noqa: S311 - the same order every time
    shuffled, again = kept(given_pages)
    known = [act.number for act in shuffled]
    for half in HALVES:
        print(f"{half:13} twins by force joined {twins_joined(acts, half):.3f}")
        print(f"{half:13} in a shuffled order, B-cubed F1 {b_cubed(known, again, [act.half == half for act in shuffled]).f1:.3f}")


if __name__ == "__main__":
    main()
