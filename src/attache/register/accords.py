"""What a claim says of an agreement, and which claims tell of one agreement.

In: claims of the types in TYPES. Out: an `Accord` for a claim whose quote names an agreement and how far it has come, else None; a
`Sameness` of two accords with its evidence; groups of accords that are one agreement; the `Agreement` they make together.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, takewhile
from typing import Literal, get_args

from attache.model import Claim, EventType, Party
from attache.register.folding import folded
from attache.register.linking import LEAST_SAME, RULED_OUT, Sameness, weighed
from attache.register.persons import body_name
from attache.register.tellings import STEM, interval, words_of
from attache.resources import cell_list, table

Stage = Literal["announced", "agreed", "signed", "ratified", "in force", "suspended", "ended"]
STAGES: tuple[Stage, ...] = get_args(Stage)
TYPES: frozenset[EventType] = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONCEDE", "RETREAT", "REJECT"})

_ANY_KIND = "agreement"  # of which no topic is known
_BEFORE, _AFTER = 4, 9  # words about an agreement's word in which its topic is looked for
_GUARD = 4  # words before a stage's words in which a negation or a future is looked for
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PROPER = re.compile(
    r"\b(?:[A-Z][\w'’-]+ ){1,4}(?:Agreements?|Accords?|Pact|Treaty|Protocol|Convention|Memorandum|Charter|Compact|Declaration)\b"
)
_SIGNINGS_APART = 14  # days; of more than these two dated signings are of two papers
_FADING = ((7, 0.6), (60, 0.3), (730, 0.0), (3650, -0.7), (10**9, -2.0))  # days between two reports, log odds
_LASTING = ((7, 0.6), (60, 0.3), (3650, 0.0), (10**9, -0.5))  # of which the later tells what became of it
_INTRODUCING = frozenset({"on", "for", "about", "covering", "governing", "regulating"})  # what an agreement is on
_BINDING = frozenset({"and", "of", "the"})  # between words of a topic
_DEMONYM_ENDS = 4  # letters by which "Kenya" and "Kenyan" are compared


@dataclass(frozen=True, slots=True)
class Accord:
    """One claim's word on an agreement. `day` counts from 1 January of year 1; `dated` tells whether the claim itself names
    it, `to_the_day` whether it names the day; `subject` is what the agreement is about in a form to compare, `topic` in words of the quote.
    """

    claim_no: int
    claim_id: str
    published: str | None
    kind: str
    stage: Stage
    parties: frozenset[str]
    subject: frozenset[str]
    topic: str
    name: str | None
    duration: str | None
    date: str | None
    day: int | None
    dated: bool
    to_the_day: bool

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands among others: the earliest published first."""
        return self.published or "9999", self.claim_id


@dataclass(frozen=True, slots=True)
class Step:
    """A stage an agreement came to, the ISO date of it, and the identity of the claim that says so."""

    stage: Stage
    date: str | None
    claim_id: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the accords of one agreement say together; `stage` is how far it has come."""

    identity: str
    kind: str
    name: str | None
    subject: str
    parties: tuple[str, ...]
    duration: str | None
    stage: Stage
    date: str | None
    steps: tuple[Step, ...]


def accord(claim: Claim, claim_no: int, claim_id: str, published: str | None) -> Accord | None:
    """What the claim says of an agreement; None where it names none or says nothing of how far it is."""
    if claim.type not in TYPES:
        return None
    words = [match[0] for match in _WORD.finditer(folded(claim.quote))]
    at = _paper_at(words, claim.trigger)
    stage = _stage(words, claim) if at is not None else None
    if at is None or stage is None:
        return None
    parties = frozenset(filter(None, map(party_key, claim.actors + claim.recipients)))
    proper = _PROPER.search(claim.quote)
    date = claim.date or published
    return Accord(
        claim_no, claim_id, published, kind_of(words, at), stage, parties, *_subject(words, at, claim),
        folded(proper[0]).removeprefix("the ") if proper else None, duration_of(claim.quote), date, interval(date)[0] if date else None,
        claim.date is not None, len(claim.date or "") == 10,
    )


def party_key(party: Party) -> str:
    """Who a party is: its country, else its name."""
    return party.country or body_name(party.name)


def kind_of(words: Sequence[str], at: int) -> str:
    """The kind of the agreement whose word stands at `at`: by that word, a topic before it, or one after it."""
    around = (" ".join(words[max(0, at - _BEFORE) : at]), " ".join(words[place] for place in _after(words, at)))
    own = (kind for kind, called, _ in _kinds() if called.match(" ".join(words[at:])))
    by_topic = (kind for some in around for kind, _, about in _kinds() if about.search(some))
    return next(chain(own, by_topic), _ANY_KIND)


def duration_of(quote: str) -> str | None:
    """How long the agreement is to last, like "10 years"; None where the quote does not say."""
    text = folded(quote)
    for pattern in _durations():
        found = pattern.search(text)
        if found:
            number = int(found["number"]) if found["number"].isdecimal() else _numbers()[found["number"]]
            return f"{number} {found['unit']}{'s' * (number != 1)}"
    return None


def same_agreement(one: Accord, other: Accord) -> Sameness:
    """How strongly two accords look like one agreement; stops at the first thing that rules it out."""
    return weighed(_WEIGHED, one, other)


def accord_groups(accords: Iterable[Accord]) -> list[list[Accord]]:
    """The accords in groups of one agreement each, every group and the list in order of publication."""
    made: list[list[Accord]] = []
    for each in sorted(accords, key=lambda accord: accord.order):
        best = max(((_fit(each, group), -place) for place, group in enumerate(made)), default=(RULED_OUT, 0))
        if best[0] >= LEAST_SAME:
            made[-best[1]].append(each)
        else:
            made.append([each])
    return made


def accord_keys(accord: Accord) -> list[str]:
    """Keys under which an accord is found: pairs of its parties, each of them, the one it has alone, and its proper name."""
    alone = [f"only {party}" for party in accord.parties] if len(accord.parties) == 1 else []
    return sorted({*_pairs(accord), *accord.parties, *alone, *_named(accord)})


def searched_accord_keys(accord: Accord) -> list[str]:
    """Keys under which accords of the same agreement may be found: of the same pair, or of one party where another is not named."""
    single = accord.parties if len(accord.parties) == 1 else ()
    return sorted({*_pairs(accord), *single, *(f"only {party}" for party in accord.parties), *_named(accord)})


def _pairs(accord: Accord) -> list[str]:
    return [f"{one} & {other}" for one, other in combinations(sorted(accord.parties), 2)]


def _named(accord: Accord) -> list[str]:
    return [f"name {accord.name}"] if accord.name else []


def agreed(accords: Sequence[Accord]) -> Agreement:
    """The agreement that the accords, in order of publication, tell of."""
    kinds = Counter(each.kind for each in accords if each.kind != _ANY_KIND)
    steps = _steps(accords)
    current = _current(steps)
    widest = max(accords, key=lambda each: (len(each.parties), each.order)).parties
    return Agreement(
        accords[0].claim_id, kinds.most_common(1)[0][0] if kinds else _ANY_KIND, next((each.name for each in accords if each.name), None),
        _clearest(accords), tuple(sorted(widest)),
        next((each.duration for each in reversed(accords) if each.duration), None), current.stage, current.date, steps,
    )


def _clearest(accords: Sequence[Accord]) -> str:
    """The topic that holds most of what the accords say the agreement is about, of the earliest that does."""
    said = Counter(word for each in accords for word in each.subject)
    return max(accords, key=lambda each: (sum(said[word] for word in words_of(each.topic)), bool(each.topic))).topic


def _steps(accords: Sequence[Accord]) -> tuple[Step, ...]:
    """Each stage once, by the first accord that dates it, else the first that tells of it."""
    made = []
    for stage in STAGES:
        telling = [each for each in accords if each.stage == stage]
        if telling:
            first = min(telling, key=lambda each: (not each.dated, each.date or "9999", each.order))
            made.append(Step(stage, first.date, first.claim_id))
    return tuple(made)


def _current(steps: Sequence[Step]) -> Step:
    """The furthest stage; a suspended agreement that came into force later is in force."""
    last = steps[-1]
    in_force = next((step for step in steps if step.stage == "in force"), None)
    if last.stage == "suspended" and in_force and (in_force.date or "") > (last.date or ""):
        return in_force
    return last


def _paper_at(words: Sequence[str], trigger: str) -> int | None:
    """Where the word of an agreement stands: the one nearest after the trigger, else nearest before it."""
    text = " ".join(words)
    places = [text.count(" ", 0, match.start()) for match in _papers().finditer(text)]
    verb = folded(trigger).split()[0] if trigger.split() else ""
    at = next((place for place, word in enumerate(words) if word == verb), 0)
    return min(places, key=lambda place: (place < at, abs(place - at)), default=None)


def _stage(words: Sequence[str], claim: Claim) -> Stage | None:
    text, trigger = " ".join(words), folded(claim.trigger).split()[:1]
    found = [(stage, match) for stage, pattern in _stages() for match in pattern.finditer(text)]
    by_trigger = [each for each in found if set(trigger) & set(each[1][1].split())]
    for stage, match in (by_trigger or found)[:1]:
        guard = text[: match.start()].split()[-_GUARD:]
        if _words("negation").intersection(guard):
            return None
        later = claim.status in {"planned", "hypothetical"} or bool(_words("future").intersection(guard[-3:]))
        return "announced" if later and stage not in {"ended", "suspended"} else stage
    return None


def _subject(words: Sequence[str], at: int, claim: Claim) -> tuple[frozenset[str], str]:
    """What the agreement is about: stems of words before its word and after "on", without the names of parties and places; and the words of
    the quote that say so best.
    """
    names = folded(" ".join([*(party.name for party in claim.actors + claim.recipients), claim.place.name if claim.place else ""]))
    known = {word[:_DEMONYM_ENDS] for word in names.split()} | _country_beginnings()
    telling = [word[:_DEMONYM_ENDS] not in known and not _papers().match(word) and not _of_stage(word) for word in words]
    around = [*range(max(0, at - _BEFORE), at), *_after(words, at)]
    stems = words_of(" ".join(words[place] for place in around if telling[place])) - _words("empty")
    return stems, _topic(claim.quote, words, at, telling)


def _topic(quote: str, words: Sequence[str], at: int, telling: Sequence[bool]) -> str:
    """The words that stand just before an agreement's word, else those after "on", as the quote has them."""
    full = [tells and _is_full(word) for word, tells in zip(words, telling, strict=True)]
    before = _run(words, full, range(at - 1, max(-1, at - 1 - _BEFORE), -1))
    introduced = next((place for place in range(at + 1, min(len(words), at + _AFTER)) if words[place] in _INTRODUCING), len(words))
    begun = next((place for place in range(introduced + 1, min(len(words), introduced + _BEFORE)) if full[place]), len(words))
    chosen = before or _run(words, full, range(begun, min(len(words), begun + _AFTER)))
    return _as_quoted(quote, words, min(chosen), max(chosen) + 1) if chosen else ""


def _run(words: Sequence[str], full: Sequence[bool], places: Iterable[int]) -> list[int]:
    """The places, from the first on, of words that say something or bind such."""
    return [place for place in takewhile(lambda place: full[place] or words[place] in _BINDING, places) if full[place]]


def _is_full(word: str) -> bool:
    """Whether a word says by itself what something is about: no number, no time, none that is said of any agreement."""
    stems = words_of(word) - _words("empty") - {number[:STEM] for number in _numbers()}
    return any(stem.isalpha() for stem in stems) or any(about.match(word) for _, _, about in _kinds())


def _as_quoted(quote: str, words: Sequence[str], first: int, last: int) -> str:
    """A stretch of words in the quote's own letters."""
    places = [match.span() for match in _WORD.finditer(quote)]
    return quote[places[first][0] : places[last - 1][1]] if len(places) == len(words) else " ".join(words[first:last])


def _after(words: Sequence[str], at: int) -> range:
    """Where the words stand after an agreement's word that say what it is about."""
    last = min(len(words), at + 1 + _AFTER)
    return range(at + 2, last) if at + 1 < last and words[at + 1] in _words("about") else range(0)


def _fit(each: Accord, group: Sequence[Accord]) -> float:
    best = RULED_OUT
    for other in group:
        score = same_agreement(each, other).score
        if score <= RULED_OUT / 2:
            return RULED_OUT
        best = max(best, score)
    return best


def _kind(one: Accord, other: Accord) -> float:
    if one.kind == other.kind:
        return 0.3 if one.kind == _ANY_KIND else 1.0
    if _ANY_KIND in (one.kind, other.kind):
        return 0.2
    return -0.5 if other.kind in _near()[one.kind] or one.kind in _near()[other.kind] else RULED_OUT


def _parties(one: Accord, other: Accord) -> float:
    if not one.parties or not other.parties:
        return -0.3
    if one.parties == other.parties:
        return 1.5
    if one.parties <= other.parties or other.parties <= one.parties:
        return 0.5 if min(len(one.parties), len(other.parties)) > 1 else 0.0
    return -1.0 if len(one.parties & other.parties) > 1 else RULED_OUT


def _names(one: Accord, other: Accord) -> float:
    if not one.name or not other.name:
        return 0.0
    return 2.5 if one.name == other.name else -2.0


def _topics(one: Accord, other: Accord) -> float:
    if not one.subject or not other.subject:
        return 0.0
    share = len(one.subject & other.subject) / min(len(one.subject), len(other.subject))
    return round(2.4 * share - 0.8, 2)


def _lasting(one: Accord, other: Accord) -> float:
    if not one.duration or not other.duration:
        return 0.0
    if one.duration == other.duration:
        return 1.0
    return 0.0 if "in force" in (one.stage, other.stage) else -0.6  # what is extended lasts as long as that again


def _time(one: Accord, other: Accord) -> float:
    if one.day is None or other.day is None:
        return 0.0
    earlier, later = sorted((one, other), key=lambda each: each.day or 0)
    apart = (later.day or 0) - (earlier.day or 0)
    if one.stage == other.stage == "signed" and one.to_the_day and other.to_the_day and apart > _SIGNINGS_APART:
        return RULED_OUT
    onward = STAGES.index(later.stage) > STAGES.index(earlier.stage) and later.stage in {"in force", "suspended", "ended"}
    return next(weight for most, weight in (_LASTING if onward else _FADING) if apart <= most)


_WEIGHED = (("kind", _kind), ("parties", _parties), ("name", _names), ("subject", _topics), ("duration", _lasting), ("time", _time))


def _of_stage(word: str) -> bool:
    return any(pattern.match(word) for _, pattern in _stages())


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds every place where one of the phrases stands among words set apart by blanks; group 1 is the phrase there, `-` at its end stands
    for any ending.
    """
    written = [rf"{re.escape(phrase.rstrip('-'))}\S*" if phrase.endswith("-") else re.escape(phrase) for phrase in phrases]
    return re.compile(rf"(?<!\S)(?=({'|'.join(written)})(?!\S))" if written else r"(?!)")


@cache
def _papers() -> re.Pattern[str]:
    """Words for an agreement of any kind."""
    return _pattern(phrase for row in table("agreement_kinds") for phrase in cell_list(row["words"]))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """(kind, words that name it, words that name it or its topic), all but the first row, of which no topic is known."""
    rows = ((row["kind"], cell_list(row["words"]), cell_list(row["topics"])) for row in table("agreement_kinds")[1:])
    return tuple((kind, _pattern(words), _pattern(words + topics)) for kind, words, topics in rows)


@cache
def _stages() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    words = {row["stage"]: cell_list(row["words"]) for row in table("agreement_stages")}
    return tuple((stage, _pattern(words[stage])) for stage in sorted(STAGES, key=list(words).index))


@cache
def _near() -> dict[str, frozenset[str]]:
    return {_ANY_KIND: frozenset()} | {row["kind"]: frozenset(cell_list(row["near"])) for row in table("agreement_kinds")}


@cache
def _country_beginnings() -> frozenset[str]:
    """The first letters of every state's name and peoples."""
    names = (folded(name.lstrip("=~")) for row in table("countries") for name in (row["name"], *cell_list(row["demonyms"])))
    return frozenset(name[:_DEMONYM_ENDS] for name in names if len(name) >= _DEMONYM_ENDS)


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(word for row in table("agreement_words") if row["use"] == use for word in cell_list(row["words"]))


@cache
def _numbers() -> dict[str, int]:
    return {word: int(value) for word, _, value in (cell.partition("=") for cell in _words("number"))}


@cache
def _durations() -> tuple[re.Pattern[str], ...]:
    """"ten-year", then "for ten years"; neither "a 12-year-old" nor "after ten years of talks"."""
    number = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_numbers(), key=len, reverse=True))})"
    unit = r"(?P<unit>hour|day|week|month|year|decade)"
    start = r"\b(?:for|by|lasting|runs?|of|last) (?:another |a further |at least |an initial )?"
    return (
        re.compile(rf"\b{number}[- ]{unit}(?:-long)?\b(?!s|-old|-|(?: \w+)? (?:ago|later|earlier|war|conflict))"),
        re.compile(rf"{start}{number}(?: more)?[- ]{unit}s?\b(?! of (?:talks|war|negotiat|wrangling|fighting|delay))"),
    )
