"""Annotated reports (the form of training/reports/README.md) as pages with readings: their acts are the claims, no reader is asked.

In: `Report` records. Out: the page, its text, its reading, and the number of the event that each claim tells of. A claim's quote is the
clause around the trigger and the parties named with it, as the reader takes it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple, cast

from attache.model import Claim, EventType, Page, Party, Place, Reading, Sector, Status
from training.reports import Act, Mention, Report

_BOUNDARY = re.compile(r"[,;:.]\s|\.?$")


class Given(NamedTuple):
    """A report ready to be kept; `numbers` are the events of the reading's claims, in their order."""

    page: Page
    text: str
    reading: Reading
    numbers: tuple[int, ...]


def given(report: Report) -> Given:
    """The report as a page, and its acts as what was read there. Hypothetical acts are left out, as the reader leaves them out."""
    text, starts = _laid_out(report)
    acts = [
        (act, sentence.text, start) for sentence, start in zip(report.sentences, starts, strict=True)
        for act in sentence.acts if act.status != "hypothetical"
    ]
    page = Page(sha256(text.encode()).hexdigest(), report.name, f"{report.name}.txt", text.encode())
    claims = tuple(_claim(act, sentence, start) for act, sentence, start in acts)
    return Given(page, text, _reading(report, page, claims), tuple(act.number or -place for place, (act, *_) in enumerate(acts, 1)))


def _laid_out(report: Report) -> tuple[str, list[int]]:
    """The text of the page and where each sentence begins in it."""
    text, starts = report.facts.get("title", ""), list[int]()
    for sentence in report.sentences:
        text += "\n\n" if sentence.opens or not starts else " "
        starts.append(len(text))
        text += sentence.text
    return text + "\n", starts


def _reading(report: Report, page: Page, claims: tuple[Claim, ...]) -> Reading:
    facts = report.facts
    return Reading(
        id=report.name, page_id=page.page_id, reader="given", published=facts.get("published"), published_why="given", language="en",
        title=facts.get("title"), publisher=facts.get("publisher"), credit=None, dateline=facts.get("dateline"), body_start=None,
        body_end=None, events=claims, roles=(), relations=(), times=(), places=(),
    )


def _claim(act: Act, sentence: str, start: int) -> Claim:
    first, last = _clause(act, sentence)
    return Claim(
        type=cast("EventType", act.type), mode=act.mode, status=cast("Status", act.status), actors=_parties(act.actors),
        recipients=_parties(act.recipients), date=act.date, date_end=act.date_end,
        place=Place(act.place.words, act.place.country) if act.place else None, attributed_to=act.says.words if act.says else None,
        context=(), dead=act.dead, injured=act.injured, quote=sentence[first:last], quote_start=start + first, quote_end=start + last,
        trigger=act.trigger.words, cameo=None, score=0.0, confidence=0.9, why="given",
    )


def _parties(mentions: Sequence[Mention]) -> tuple[Party, ...]:
    return tuple(Party(mention.words, mention.country, cast("Sector", mention.sector)) for mention in mentions)


def _clause(act: Act, sentence: str) -> tuple[int, int]:
    """From the boundary before the first of the act's words to the one after the last."""
    named = [mention for mention in (act.trigger, *act.actors, *act.recipients) if mention.start >= 0]
    first, last = min(mention.start for mention in named), max(mention.end for mention in named)
    before = [found.end() for found in _boundaries(sentence) if found.end() <= first]
    after = [found.start() for found in _boundaries(sentence) if found.start() >= last]
    return max(before, default=0), min(after, default=len(sentence))


def _boundaries(sentence: str) -> Iterator[re.Match[str]]:
    return _BOUNDARY.finditer(sentence)
