"""Time expressions of English news (TIMEX3): where they stand, and what they mean once the publication date is known.

`find_times` takes a page's text and gives `TimeExpression`s, still unresolved; `resolve` takes one with what is known of the page and
of the verb it hangs on and gives a `TimeMention`; `resolve_in_order` takes all of a text, each read after those before it.
Without a publication date relative expressions keep an X in their value and no days.
Knowledge lies in times_rules.tsv, times_words.tsv and calendar.tsv. Pure: nothing is opened but these tables, no clock is read.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from attache.model import TimeKind, TimeMention
from attache.reading import calendar
from attache.reading.time_forms import meaning
from attache.reading.time_rules import WORD, Relative, TimeRule, rules_at, words
from attache.reading.time_scene import Direction, Meaning, Scene

BETWEEN_ENDS = re.compile(r"\s?(?:[-–—]|to|through|until|till|and)\s?", re.IGNORECASE)
OPENS_RANGE = re.compile(r"(?:from|between)\s(?:the\s)?\Z", re.IGNORECASE)
LONGEST_OPENING = len("between the ")
BETWEEN_CLOCK_AND_DAY = re.compile(r"(?P<close>,?\s)|,?\son\s|,?\sat\s")
YEAR_SHARED_OVER = frozenset({" and ", " or ", " and the ", " or the "})
YEAR_SHARED_BY = {"calendar": "month", "season": "season"}
LONGEST_CUE = 48
BEFORE_TIMES = frozenset({"on", "at", "in", "for", "by", "the", "early", "late"})
COMING_WEEKS = datetime.timedelta(days=60)
SIDED = frozenset({"calendar", "clock", "range", "weekday", "season", "part_of_year", "weekend", "holiday"})
PLANNED = "due|expects?|expected|scheduled|set|slated|plans?|planned|hopes?|agreed|vowed|promised|likely|supposed"
COUNTED_FROM_TOLD = frozenset({"shift", "neighbour", "clock", "weekday", "calendar_same_year", "reported_quarter"})
COUNTED_FROM_PUBLICATION = frozenset({"M", "Q", "Y"})  # "from a year earlier" with no date told: what a report compares itself with
OF_THE_DAY_READ = re.compile(r"^(?!(?:night|that|the same)\b)(?!.*\bthat day).", re.IGNORECASE)  # "in the morning", not "at night"
TOLD = re.compile(r"\d{4}(?!\d)")
NUMBER_BEFORE = re.compile(r"[\w$€£¥#.,:/-]")


class Anchor(Struct, frozen=True):
    """What a page's times hang on: its day of publication, and whether its numeric dates put the day first (None: not known)."""

    published: datetime.date | None
    day_first: bool | None = None


class TimeExpression(Struct, frozen=True, kw_only=True):
    """A time as the page words it: page offsets, TIMEX3 type, the rule that fits and the parts it found.

    `relative` says where it lies from the event it is counted from, whose date `resolve` then wants. `opens` or `closes` is the other
    end of a range, `day` the date to which a time of the clock belongs. `cue` is the side of the publication date that the words before it
    tell, `sure` whether they do so whatever the tense ("was scheduled for Friday").
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
    cue: Direction | None = None
    sure: bool = False


def find_times(text: str, start: int, end: int) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order and apart from each other; offsets count from the beginning of the text."""
    return [_cued(expression, text) for expression in _joined(list(_single(text, start, end)), text)]


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


def resolve_in_order(
    expressions: Sequence[TimeExpression], anchor: Anchor, directions: Sequence[Direction | None], told: str | None = None
) -> list[TimeMention]:
    """What the expressions of a text mean, read one after the other.

    "A day earlier" counts from the last date told before it; `told` is that date where the text goes on from another. Where no tense is
    known (None among `directions`), the words before an expression tell the side it lies on, or else the nearer of its dates is meant.
    """
    mentions: list[TimeMention] = []
    for expression, direction in zip(expressions, directions, strict=True):
        side = _side(expression, anchor, direction)
        mention = _resolve_after(expression, anchor, side, told)
        mentions.append(mention)
        told = _told(mention) or told
    return mentions


def _resolve_after(expression: TimeExpression, anchor: Anchor, direction: Direction | None, told: str | None) -> TimeMention:
    """What an expression means after a date told."""
    counted = _counts_from_told(expression)
    mention = resolve(expression, anchor, direction, told if counted else None)
    if anchor.published is None or not counted or mention.first is not None:
        return mention
    parts, today = dict(expression.parts), anchor.published.isoformat()
    if expression.relative == "before" and parts.get("unit") in COUNTED_FROM_PUBLICATION and "X" not in mention.value:
        return resolve(expression, anchor, direction, today)
    if expression.relative == "same" and OF_THE_DAY_READ.search(expression.text) and "event" not in parts:
        return structs.replace(resolve(expression, anchor, direction, today), first=None, last=None)
    return mention


def _counts_from_told(expression: TimeExpression) -> bool:
    """Whether an expression counts from a date told before it, not from an event that its own sentence names ("the day after the vote")."""
    if expression.form not in COUNTED_FROM_TOLD or ("event", "named") in expression.parts:
        return False
    return expression.form != "weekday" or expression.relative is not None


def _told(mention: TimeMention) -> str | None:
    """The date by which what follows may be counted."""
    dated = mention.type in ("DATE", "TIME") and TOLD.match(mention.value)
    return mention.first if dated else None


def _side(expression: TimeExpression, anchor: Anchor, direction: Direction | None) -> Direction | None:
    """The side of the publication date an expression lies on, by its tense, the words before it or the nearness of its dates.

    A day of the coming weeks is meant even beside a verb of the past: of a day so long gone writers name the year.
    """
    if expression.sure:
        return expression.cue
    if direction == "past" and expression.cue is None and dict(expression.parts).get("day") and _nearer(expression, anchor, COMING_WEEKS):
        return "future"
    return direction or expression.cue or _nearer(expression, anchor)


def _nearer(expression: TimeExpression, anchor: Anchor, within: datetime.timedelta = datetime.timedelta.max) -> Direction | None:
    """"future" for a date of the calendar that does not say its year, if the coming one is the nearer, and `within` so long."""
    if expression.form not in ("calendar", "range") or anchor.published is None:
        return None
    today = anchor.published
    days = [calendar.day_from(resolve(expression, anchor, side).first, "Y") for side in ("past", "future")]
    past, future = days
    return "future" if past and future and future - today < min(today - past, within) else None


@cache
def _cues(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What the words just before an expression tell of the side it lies on."""
    known = words(kind)
    spelled = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    planned = rf"|(?:{PLANNED})\sto\s\w{{1,20}}(?:\s\w{{1,20}}){{0,2}}" if kind == "strong_cue" else ""
    return re.compile(rf"\b({spelled}{planned})(?:,?\s(?:on|at|in|for|by))?(?:\s(?:the|early|late))?\s\Z", re.IGNORECASE), known


@cache
def _cue_ends() -> frozenset[str]:
    """The words that a cue may end in, save a verb with "to": what comes after others need not be searched."""
    return BEFORE_TIMES | {cue.rpartition(" ")[2] for kind in ("cue", "strong_cue") for cue in words(kind)}


def _cued(expression: TimeExpression, text: str) -> TimeExpression:
    """The expression with what the words before it tell, where its side is not told by itself."""
    if expression.form not in SIDED:
        return expression
    before = text[max(expression.start - LONGEST_CUE, 0) : expression.start]
    if " to " not in before and before.rstrip().rpartition(" ")[2].lower() not in _cue_ends():
        return expression
    for kind in ("strong_cue", "cue"):
        pattern, known = _cues(kind)
        if match := pattern.search(before):
            side: Direction = "past" if known.get(match[1].lower()) == "past" else "future"
            return structs.replace(expression, cue=side, sure=kind == "strong_cue")
    return expression


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
        elif _shares_year(before, expression, gap):
            joined[-1:] = [_with_year(before, expression), expression]
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


def _shares_year(before: TimeExpression, after: TimeExpression, gap: str) -> bool:
    """Whether one year is said for both: "the summer and fall of 1991", "in May or June 2003"."""
    if gap not in YEAR_SHARED_OVER or before.form != after.form or after.form not in YEAR_SHARED_BY:
        return False
    said, needed = dict(after.parts), YEAR_SHARED_BY[after.form]
    return "year" in said and needed in said and needed in dict(before.parts)


def _with_year(before: TimeExpression, after: TimeExpression) -> TimeExpression:
    """The expression with the year that the next one says, unless it says one itself."""
    lent = {name: value for name, value in after.parts if name == "year"}
    return structs.replace(before, parts=tuple(sorted({**lent, **dict(before.parts)}.items())))


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
    part_of_day = expression.type == "TIME" and expression.relative == "same" and ("event", "named") not in expression.parts
    return expression.form == "clock" or part_of_day


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
