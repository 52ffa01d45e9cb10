"""Time expressions of English news (TIMEX3): where they stand, and what they mean once the publication date is known.

`find_times` takes a page's text and gives `TimeExpression`s, still unresolved; `resolve` takes one with what is known of the page and
of the verb it hangs on and gives a `TimeMention`. Without a publication date relative expressions keep an X in their value and no days.
Knowledge lies in times_rules.tsv, times_words.tsv and calendar.tsv. Pure: nothing is opened but these tables, no clock is read.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from msgspec import Struct, structs

from attache.model import TimeKind, TimeMention
from attache.reading.time_forms import Direction, Meaning, Scene, meaning
from attache.reading.time_rules import WORD, Relative, TimeRule, rules_at

BETWEEN_ENDS = re.compile(r"\s?(?:[-–—]|to|through|until|till|and)\s?", re.IGNORECASE)
OPENS_RANGE = re.compile(r"(?:from|between)\s(?:the\s)?\Z", re.IGNORECASE)
LONGEST_OPENING = len("between the ")
BETWEEN_CLOCK_AND_DAY = re.compile(r"(?P<close>,?\s)|,?\son\s|,?\sat\s")
NUMBER_BEFORE = re.compile(r"[\w$€£¥#.,:/-]")


class Anchor(Struct, frozen=True):
    """What a page's times hang on: its day of publication, and whether its numeric dates put the day first (None: not known)."""

    published: datetime.date | None
    day_first: bool | None = None


class TimeExpression(Struct, frozen=True, kw_only=True):
    """A time as the page words it: page offsets, TIMEX3 type, the rule that fits and the parts it found.

    `relative` says where it lies from the event it is counted from, whose date `resolve` then wants. `opens` or `closes` is the other
    end of a range, `day` the date to which a time of the clock belongs.
    """

    start: int
    end: int
    text: str
    type: TimeKind
    rule: str
    form: str
    parts: tuple[tuple[str, str], ...]
    relative: Relative | None = None
    opens: TimeExpression | None = None
    closes: TimeExpression | None = None
    day: TimeExpression | None = None


def find_times(text: str, start: int, end: int) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order and apart from each other; offsets count from the beginning of the text."""
    return _joined(list(_single(text, start, end)), text)


def resolve(
    expression: TimeExpression, anchor: Anchor, direction: Direction | None = None, reference: str | None = None
) -> TimeMention:
    """What an expression means.

    `direction` is the tense of the verb it belongs to; `reference` the ISO date (of reduced precision) of the event that `relative` counts
    from. What these and the anchor do not settle stays open: an X in the value, None for the days.
    """
    scene = Scene(published=anchor.published, direction=direction, reference=reference, day_first=anchor.day_first)
    found = _meaning(expression, scene)
    start, end, text = expression.start, expression.end, expression.text
    return TimeMention(start=start, end=end, text=text, type=expression.type, value=found.value, first=found.first, last=found.last)


def _single(text: str, start: int, end: int) -> Iterator[TimeExpression]:
    """Every expression by itself: at each word that may open one, the first rule of the table that fits."""
    done = start
    for word in WORD.finditer(text, start, end):
        fitting = rules_at(text, word) if word.start() >= done else ()
        if not fitting or not _stands_free(text, word.start()):
            continue
        for rule in fitting:
            if match := rule.pattern.match(text, word.start(), end):
                done = match.end("extent")
                if rule.form != "nothing":
                    yield _expression(rule, match)
                break


def _stands_free(text: str, at: int) -> bool:
    """Whether what begins here is no part of a longer number, amount or name."""
    if at == 0:
        return True
    before = text[at - 1]
    if text[at].isdecimal():
        return NUMBER_BEFORE.match(before) is None or (before in "-–" and not text[max(at - 2, 0)].isalnum())
    return not (before.isalnum() or before in "_@#")


def _expression(rule: TimeRule, match: re.Match[str]) -> TimeExpression:
    return TimeExpression(
        start=match.start("extent"),
        end=match.end("extent"),
        text=match["extent"],
        type=rule.type,
        rule=rule.name,
        form=rule.form,
        parts=tuple(sorted(rule.parts(match).items())),
        relative=rule.relative,
    )


def _joined(found: list[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions with the ends of ranges and the days of clock times told of each other."""
    joined: list[TimeExpression] = []
    for expression in found:
        before = joined[-1] if joined else None
        gap = text[before.end : expression.start] if before else ""
        if before is None or len(gap) > len(" through "):
            joined.append(expression)
        elif _is_range(before, expression, gap, text):
            joined[-1:] = _range_ends(before, expression)
        else:
            joined[-1:] = _clock_on_day(before, expression, gap)
    return joined


def _is_range(before: TimeExpression, after: TimeExpression, gap: str, text: str) -> bool:
    """Whether two dates of one form are the ends of a range."""
    if before.form not in ("calendar", "weekday", "season", "numeric") or after.form != before.form or before.opens is not None:
        return False
    if BETWEEN_ENDS.fullmatch(gap) is None:
        return False
    opened = OPENS_RANGE.search(text, max(before.start - LONGEST_OPENING, 0), before.start) is not None
    return opened or gap.strip().lower() in ("-", "–", "through", "until", "till", "to")


def _range_ends(before: TimeExpression, after: TimeExpression) -> list[TimeExpression]:
    """Both ends, each knowing the other; the first takes from the second the year it does not say."""
    if before.form == "calendar":
        said, lent = dict(before.parts), {name: value for name, value in after.parts if name in ("year", "year_shift")}
        before = structs.replace(before, parts=tuple(sorted({**lent, **said}.items())))
    return [structs.replace(before, closes=after), structs.replace(after, opens=before)]


def _clock_on_day(before: TimeExpression, after: TimeExpression, gap: str) -> list[TimeExpression]:
    """An hour beside a date: one expression if nothing but space stands between, else two, of which the hour knows its day."""
    match = BETWEEN_CLOCK_AND_DAY.fullmatch(gap)
    hour, day = (before, after) if _is_hour(before) else (after, before)
    if match is None or not _is_hour(hour) or day.form not in ("calendar", "weekday", "day", "numeric"):
        return [before, after]
    hour = structs.replace(hour, day=day, relative=None)
    if match["close"] is not None:
        return [structs.replace(hour, start=before.start, end=after.end, text=before.text + gap + after.text)]
    return [hour, day] if day is after else [day, hour]


def _is_hour(expression: TimeExpression) -> bool:
    """Whether it is a time of some day: "6 p.m.", "at dawn"."""
    return expression.form == "clock" or (expression.type == "TIME" and expression.relative == "same")


def _meaning(expression: TimeExpression, scene: Scene) -> Meaning:
    if expression.day is not None:
        day = _meaning(expression.day, scene).first
        scene = structs.replace(scene, reference=day)
    own = meaning(expression.form, dict(expression.parts), scene)
    if expression.closes is not None:
        return _ending(own, meaning(expression.closes.form, dict(expression.closes.parts), scene))
    if expression.opens is not None:
        opening = meaning(expression.opens.form, dict(expression.opens.parts), scene)
        return Meaning(own.value, opening.first, own.last) if _in_order(opening, own) else own
    return own


def _ending(own: Meaning, closing: Meaning) -> Meaning:
    return Meaning(own.value, own.first, closing.last) if _in_order(own, closing) else own


def _in_order(opening: Meaning, closing: Meaning) -> bool:
    return opening.first is not None and closing.last is not None and opening.first <= closing.last
