"""Each field by itself, given the acts an annotator marked: `python -m benchmarks.given [--held-out] [--misses FIELD]`.

In: training/reports. The marked acts stand in for the event heads' guesses and the lexicon is left empty, so every claim has a known act:
is its date, its place's country, its speaker right, are its parties' countries and sectors? This tells the errors of the rules that fill a
claim from those of finding the act. Parses are kept in build/parses.pickle while the reports and the model stay the same.
"""
from __future__ import annotations

import argparse
import hashlib
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from attache.language import load_engine
from attache.language.embedded import MODEL_FOLDER
from attache.model import Claim, Document, Guess, Part, Party, Sentence
from attache.pages import read_document
from attache.reading.claims import ClaimMaker
from attache.reading.page import first_pass
from attache.reading.reader import sentences_of
from attache.sources.files import load
from benchmarks.reports import write_pages
from training.acts import head_of
from training.reports import FOLDER, Act, Mention, Report, ReportSentence, held_out, read_reports

CACHE = Path("build/parses.pickle")
SIDES = ("actor country", "recipient country", "sector")
SEVERAL = "*"
_OF_STATES = frozenset({"GOV", "MIL", "LEG", "COP"})  # officials and forces marked without a country are of several: "both armies"
FIELDS = ("date", "place", "speaker", "actor country", "recipient country", "sector")

Parsed = list[tuple[Report, Document, list[Sentence]]]
Answer = tuple[str, Any, Any]  # field, known, said


def parsed_reports() -> Parsed:
    """Every report as a decoded page with its parses."""
    digest = hashlib.sha256((MODEL_FOLDER / "reader.onnx").read_bytes())
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.read_bytes())
    if CACHE.is_file():
        kept: tuple[str, Parsed] = pickle.loads(CACHE.read_bytes())  # noqa: S301  # written below
        if kept[0] == digest.hexdigest():
            return kept[1]
    made = list(_parse())
    CACHE.parent.mkdir(exist_ok=True)
    CACHE.write_bytes(pickle.dumps((digest.hexdigest(), made)))
    return made


def _parse() -> Iterator[tuple[Report, Document, list[Sentence]]]:
    engine, reports = load_engine(), read_reports()
    with TemporaryDirectory() as name:
        write_pages(reports, Path(name))
        for report in reports:
            document = read_document(load(Path(name) / f"{report.name}.txt"))
            yield report, document, sentences_of(document, engine)


def told(report: Report, document: Document, sentences: list[Sentence]) -> Iterator[tuple[Act, Claim, str]]:
    """Every marked act with the claim made of it and its sentence."""
    marked: dict[tuple[int, int], tuple[Act, str]] = {}
    given = list(sentences)
    for sentence in report.sentences:
        at = document.text.find(sentence.text)
        for number, parsed in enumerate(sentences):
            if at >= 0 and at <= parsed.start < at + len(sentence.text):
                given[number] = _with_guesses(parsed, number, sentence, at, marked)
    state = first_pass(document, given)
    maker = ClaimMaker(state)
    maker.lexicon.frames.clear()
    for number, found in enumerate(state.sentences):
        claims, _ = maker.sentence_claims(found)
        for claim in claims:
            words = [i for i, t in enumerate(found.tree.tokens) if t.text == claim.trigger and (number, i) in marked]
            if len(words) == 1:
                yield *marked[number, words[0]][:1], claim, marked[number, words[0]][1]


def _with_guesses(
    parsed: Sentence, number: int, sentence: ReportSentence, at: int, marked: dict[tuple[int, int], tuple[Act, str]]
) -> Sentence:
    guesses = []
    for act in sentence.acts:
        word = _head(act.trigger, parsed, at)
        if word < 0 or (number, word) in marked:
            continue
        marked[number, word] = (act, sentence.text)
        parts = [("actor", m) for m in act.actors] + [("recipient", m) for m in act.recipients]
        found = [(part, _head(mention, parsed, at)) for part, mention in parts if mention.start >= 0]
        guesses.append(Guess(
            word, act.type, 0.99, 0.99, act.status, 0.99, act.mode,  # type: ignore[arg-type]
            tuple(Part(index, part, 0.99) for part, index in found if index >= 0),  # type: ignore[arg-type]
        ))
    return replace(parsed, guesses=tuple(guesses))


def _head(mention: Mention, parsed: Sentence, at: int) -> int:
    return head_of(Mention(mention.words, mention.start + at, mention.end + at), parsed)


def answers(act: Act, claim: Claim) -> Iterator[Answer]:
    """What is known and what is said of an act, field by field."""
    yield "date", _interval(act.date, act.date_end), _interval(claim.date, claim.date_end)
    if act.place:
        yield "place", act.place.country, claim.place.country if claim.place else None
    yield "speaker", bool(act.says), bool(claim.attributed_to)
    yield "actor country", _marked(act.actors), _countries(claim.actors)
    yield "recipient country", _marked(act.recipients), _countries(claim.recipients)
    if act.actors:
        yield "sector", {party.sector for party in act.actors}, {party.sector for party in claim.actors}


def is_unnamed(field: str, act: Act) -> bool:
    """True where a side of the act has a party that the sentence does not name: only its surroundings tell it."""
    side = act.recipients if field.startswith("recipient") else act.actors
    return field in SIDES and any(mention.start < 0 for mention in side)


def _marked(parties: tuple[Mention, ...]) -> set[str]:
    return _countries(parties) | {SEVERAL for party in parties if party.country is None and party.sector in _OF_STATES}


def _countries(parties: tuple[Mention, ...] | tuple[Party, ...]) -> set[str]:
    return {party.country or ("IGO" if party.sector == "IGO" else "") for party in parties} - {""}


def _interval(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last else first


def is_right(field: str, known: Any, said: Any) -> bool:
    """The scorer's rule for dates (right at the known one's precision or inside its interval), equality elsewhere. Where a marked phrase is
    of several states, for which its form has no room, any two or more states besides those marked are right.
    """
    if field.endswith("country") and SEVERAL in known:
        told = known - {SEVERAL}
        return bool(told <= said and len(said - told) != 1)
    if field != "date" or not known or not said:
        return bool(known == said)
    first, _, last = known.partition("/")
    day = said.partition("/")[0]
    return bool(first[:10] <= day[:10] <= last) if last else bool(day[: len(first)] == first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--misses", choices=FIELDS)
    options = parser.parse_args()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    for report, document, sentences in parsed_reports():
        if options.held_out and not held_out(report):
            continue
        for act, claim, text in told(report, document, sentences):
            for field, known, said in answers(act, claim):
                asked[field] += 1
                right[field] += is_right(field, known, said)
                unnamed[field] += is_unnamed(field, act) and not is_right(field, known, said)
                if field == options.misses and not is_right(field, known, said):
                    print(f"{report.name} [{document.published}]: {text}\n   {act.type} {act.trigger.words!r}: known {known}, said {said}")
    for field in FIELDS:
        away = f"; {unnamed[field]} misses have a party the sentence does not name" if field in SIDES else ""
        print(f"{field:18s} {right[field] / max(1, asked[field]):.3f}  ({right[field]} of {asked[field]}{away})")


if __name__ == "__main__":
    main()
