"""What the page has told so far, for sentences that leave things to it: "the deal", "his visit", "it was cancelled", a day not repeated.

In: claims and candidates in text order. Out: parties, dates and called-off acts that a clause leaves to its surroundings.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from attache.model import Party, Place, Status, TimeMention
from attache.reading.arguments import Arguments
from attache.reading.chronology import is_quoted
from attache.reading.coding import Candidate
from attache.reading.factuality import governors
from attache.reading.guessed import OFFICIAL
from attache.reading.scores import HARMS, SPEECH_ACTS
from attache.reading.tree import Tree

_DAYS_OF_A_THREAD = 7
_LAST_OF_HEAD, _LEAST_OF_NEWS = 3, 7  # sentences, counted from 0
_SHARE_OF_NEWS = 0.6  # of a report's sentences; what comes after is background
_OF_ANOTHER = frozenset({"SUPPORT", "ACCUSE", "AGREE", "SANCTION"})  # states do these to others, if to anybody
_AGAINST = frozenset({"ACCUSE", "SANCTION"})
_DONE_TO_SOMEBODY = frozenset({  # acts that there is always somebody on the other side of
    ("ACCUSE", "disapprove"), ("SANCTION", "discontinue"), ("SANCTION", "withdraw"), ("AID", None), ("REQUEST", "yield"),
    ("REQUEST", "meet"), ("THREATEN", None), ("THREATEN", "violence"), ("THREATEN", "relations"),
})
_FRESH = 2  # sentences in which an act is still what the page speaks of
_STATE_OR_BODY = frozenset({"GOV", "IGO"})
_MAIN_LINE = frozenset({"conj", "ccomp", "parataxis", "xcomp"})
_TOLD = frozenset({"happened", "called_off"})  # a meeting called off without a day takes that of the announcement
_PERSONS = frozenset({"he", "she"})
_HABITUAL = frozenset({
    "long", "routinely", "often", "repeatedly", "previously", "already", "always", "regularly", "frequently", "usually", "once", "earlier",
})

_NOUNS = {  # what an act told by a verb is called afterwards
    "ACCUSE": frozenset({"accusation", "allegation", "charge", "claim", "criticism"}),
    "REQUEST": frozenset({"request", "demand", "call", "appeal"}),
    "AGREE": frozenset({"offer", "proposal", "pledge", "promise"}),
    "THREATEN": frozenset({"threat", "warning", "ultimatum"}),
    "ASSAULT": frozenset({"attack", "assault", "violence", "killing"}),
}

Sides = tuple[tuple[Party, ...], tuple[Party, ...]]


@dataclass
class Discourse:
    """The running memory of one page; `home` is the party of the country it is written from."""

    published: str | None
    home: Party | None
    reference: str | None = None
    sentences: int = 0
    thread: str | None = None
    next_thread: str | None = None
    news: str | None = None
    scene: str | None = None
    victims: frozenset[str | None] = frozenset()
    told: dict[str, list[tuple[Party, ...]]] = field(default_factory=dict)
    doers: list[tuple[int, bool, tuple[Party, ...]]] = field(default_factory=list)

    def sentence_begins(self, candidates: Sequence[Candidate]) -> None:
        """Takes note of whose people the acts of a sentence hurt."""
        hurt = (candidate.recipients for candidate in candidates if candidate.frame.type in HARMS)
        self.victims = frozenset(party.country for recipients in hurt for party in recipients)

    def completed(self, tree: Tree, candidate: Candidate, sides: Sides, place: Place | None, states: Sequence[Party] = ()) -> Sides:
        """Parties the clause leaves out: the other side of a deal "in Tunisia", the host of "his visit", the makers of "the deal", the only
        other one of the `states` that the sentence names.
        """
        actors, recipients = sides
        if not actors or recipients:
            return sides
        frame = candidate.frame
        if frame.joint:
            return self._with_partner(actors, place) if frame.type in {"SUPPORT", "AGREE"} else sides
        if candidate.mode == "visit":
            return actors, self._host(actors, place)
        makers = self._makers(tree, candidate, actors) if frame.type in SPEECH_ACTS else ()
        others = makers or (self._only_other(frame.type, actors, states) if frame.type in _OF_ANOTHER else ())
        return actors, others or (self._last_doers(tree.number, actors) if (frame.type, candidate.mode) in _DONE_TO_SOMEBODY else ())

    def _last_doers(self, sentence: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who is meant where nobody is named ("condemned the raid"): whoever acted last, here or a sentence or two before; of the own state
        only its bodies, and by others than they.
        """
        own = {party.country for party in actors}
        official = any(party.sector in OFFICIAL for party in actors)
        fresh = [(by_word, doers) for number, by_word, doers in reversed(self.doers) if sentence - number <= _FRESH]
        for _, doers in sorted(fresh, key=lambda told: told[0]):  # deeds before words
            others = tuple(p for p in doers if p.country and (p.country not in own or (p.sector in OFFICIAL and not official)))
            if others:
                return others
        return ()

    def _only_other(self, kind: str, actors: tuple[Party, ...], states: Sequence[Party]) -> tuple[Party, ...]:
        """"Cairo voiced concern over prisoners in Sudan": the one other state of the sentence, where a single state or a body acts; who
        condemns an attack does not condemn those it hit.
        """
        own = {party.country for party in actors}
        others = {party.country: party for party in states if party.country not in own}
        one_acts = len(own) == 1 and all(party.sector in _STATE_OR_BODY for party in actors)
        if not one_acts or len(others) != 1 or (kind in _AGAINST and self.victims & set(others)):
            return ()
        return tuple(others.values())

    def remember(self, tree: Tree, candidate: Candidate, parties: tuple[Party, ...], place: Place | None) -> None:
        """Keeps who took part in an act under the nouns that name it, and where it was."""
        self.scene = place.country if place else self.scene
        nouns = {tree.lemma(node) for node in (candidate.trigger, *candidate.covered) if tree.tokens[node].upos == "NOUN"}
        makers = parties if candidate.frame.joint else candidate.actors
        self.doers.append((tree.number, candidate.frame.type in SPEECH_ACTS, candidate.actors))
        for noun in nouns | _NOUNS.get(candidate.frame.type, frozenset()):
            self.told.setdefault(noun, []).append(makers)

    def undated(self, tree: Tree, trigger: int, status: Status) -> str | None:
        """The date of an act told without one: at the head of a report everything belongs to the day of its news, further down what a
        clause tells in the plain past and what somebody is quoted with; what had happened already, of its month; the end of a report is
        background.
        """
        if self.published is None:
            return None
        if self.thread and _goes_on(tree, trigger):
            return self.thread
        if self._is_background(tree) or not (status in _TOLD or is_quoted(tree, trigger)):
            return None
        clause = tree.clause(trigger)
        if tree.label(clause) == "root" and _is_past_perfect(tree, clause) and not _is_habitual(tree, clause):
            return self._month()
        in_head = tree.number <= _LAST_OF_HEAD and not _is_habitual(tree, clause)
        return self.day() if in_head or _is_news(tree, trigger) else None

    def day(self) -> str | None:
        """The day of the news."""
        return self.news or self.published

    def _month(self) -> str | None:
        """The month of the news: about when things were that the page tells as past already."""
        day = self.day()
        return day[: len("2020-10")] if day else None

    def dated(self, time: TimeMention | None, status: Status) -> None:
        """Takes note of a time the page gives an act: the first of the week before publication is the day of the news."""
        if time is None or time.first is None or status != "happened" or not self._is_recent(time.first):
            return
        self.news = self.news or time.first
        self.next_thread = time.first

    def sentence_done(self) -> None:
        """Hands the last day told in a sentence on to the next."""
        self.thread, self.next_thread = self.next_thread, None

    def is_history(self, time: TimeMention) -> bool:
        """Whether a time lies before the news: it ended more than a week before publication."""
        if self.published is None or len(self.published) != 10 or time.last is None or len(time.last) > 10:
            return False
        return time.last < (date.fromisoformat(self.published) - timedelta(days=_DAYS_OF_A_THREAD)).isoformat()[: len(time.last)]

    def _is_background(self, tree: Tree) -> bool:
        return tree.number > max(_LEAST_OF_NEWS, _SHARE_OF_NEWS * self.sentences)

    def _is_recent(self, day: str) -> bool:
        if self.published is None or len(self.published) != 10 or len(day) != 10:
            return False
        return 0 <= (date.fromisoformat(self.published) - date.fromisoformat(day)).days <= _DAYS_OF_A_THREAD

    def _with_partner(self, actors: tuple[Party, ...], place: Place | None) -> Sides:
        if len(actors) > 1 or place is None or place.country in {None, actors[0].country}:
            return actors, ()
        return (*actors, Party(place.name, place.country, "GOV")), ()

    def _host(self, actors: tuple[Party, ...], place: Place | None) -> tuple[Party, ...]:
        if place is not None and place.country:
            return (Party(place.name, place.country, "GOV"),)
        if self.home is None or any(party.country == self.home.country for party in actors):
            return ()
        return (self.home,)

    def _makers(self, tree: Tree, candidate: Candidate, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """The other parties to the act that the clause's object means: the latest one the actor's side took part in, if any."""
        own = {party.country for party in actors}
        for node in Arguments(tree).objects(candidate.trigger) if candidate.frame.pos == "V" else []:
            told = self.told.get(tree.lemma(node), [])
            shared = [parties for parties in told if own & {party.country for party in parties}] or told
            makers = tuple(p for p in shared[-1] if p not in actors and (p.country not in own or p.sector == "REB")) if shared else ()
            if makers:
                return makers
        return ()


def called_off(tree: Tree, candidates: list[Candidate]) -> dict[int, int]:
    """Triggers of acts that a pronoun in the same sentence calls off ("although this was cancelled"), with the verb that does."""
    found = {}
    for verb in range(len(tree)):
        governor = governors().get(tree.lemma(verb))
        if governor is None or governor.effect != "called_off" or tree.tokens[verb].upos != "VERB":
            continue
        if any(tree.lemma(node) in {"this", "it", "that"} for node in Arguments(tree).objects(verb)):
            nouns = [c.trigger for c in candidates if c.frame.pos == "N" and c.trigger < verb]
            found.update(dict.fromkeys(nouns[-1:], verb))
    return found


def _is_news(tree: Tree, trigger: int) -> bool:
    """A finite clause of the sentence's main line or reported in it, not in a perfect tense and without words of habit."""
    clause = node = tree.clause(trigger)
    while tree.label(node) in _MAIN_LINE or (tree.label(node) == "advcl" and tree.tokens[node].xpos == "VBG"):
        node = tree.head(node)
    if tree.label(node) != "root":
        return False
    perfect = any(tree.lemma(child) == "have" and tree.tokens[child].xpos != "VB" for child in tree.children(clause, "aux"))
    told_later = tree.label(clause) == "ccomp" and _is_past_perfect(tree, clause)  # "said it had shot down the drone"
    return (told_later or not perfect) and not _is_habitual(tree, clause)


def _is_habitual(tree: Tree, clause: int) -> bool:
    return bool({tree.lemma(child) for child in tree.children(clause, "advmod")} & _HABITUAL)


def _is_past_perfect(tree: Tree, clause: int) -> bool:
    return any(tree.lemma(child) == "have" and tree.tokens[child].xpos == "VBD" for child in tree.children(clause, "aux"))


def _goes_on(tree: Tree, trigger: int) -> bool:
    """A clause whose subject is he or she: it goes on from the sentence before."""
    clause = tree.first_conjunct(tree.clause(trigger))
    subjects = tree.children(clause, "nsubj")
    return tree.label(clause) == "root" and tree.tokens[clause].xpos == "VBD" and any(tree.lemma(s) in _PERSONS for s in subjects)
