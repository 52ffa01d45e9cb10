"""What the page has told so far, for sentences that leave things to it: "the deal", "his visit", "it was cancelled", a day not repeated.

In: claims and candidates in text order. Out: parties, dates and called-off acts that a clause leaves to its surroundings.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from attache.model import Claim, Party, Place
from attache.reading.arguments import Arguments
from attache.reading.coding import Candidate
from attache.reading.factuality import governors
from attache.reading.tree import Tree

_DAYS_OF_A_THREAD = 7
_SPEECH_ACTS = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
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
    thread: str | None = None
    told: dict[str, list[tuple[Party, ...]]] = field(default_factory=dict)

    def completed(self, tree: Tree, candidate: Candidate, sides: Sides, place: Place | None) -> Sides:
        """Parties the clause leaves out: the other side of a deal "in Tunisia", the host of "his visit", the makers of "the deal"."""
        actors, recipients = sides
        if not actors or recipients:
            return sides
        frame = candidate.frame
        if frame.joint:
            return self._with_partner(actors, place) if frame.type in {"SUPPORT", "AGREE"} else sides
        if candidate.mode == "visit":
            return actors, self._host(actors, place)
        return actors, self._makers(tree, candidate, actors) if frame.type in _SPEECH_ACTS else ()

    def remember(self, tree: Tree, candidate: Candidate, parties: tuple[Party, ...]) -> None:
        """Keeps who took part in an act under the nouns that name it."""
        nouns = {tree.lemma(node) for node in (candidate.trigger, *candidate.covered) if tree.tokens[node].upos == "NOUN"}
        makers = parties if candidate.frame.joint else candidate.actors
        for noun in nouns | _NOUNS.get(candidate.frame.type, frozenset()):
            self.told.setdefault(noun, []).append(makers)

    def undated(self, tree: Tree, trigger: int) -> str | None:
        """The date of an act told without one: what a main clause tells in the plain past is the day's news, or goes on from the
        sentence before; what is told in passing, or as a habit, stays open.
        """
        if self.published is None or not _is_news(tree, tree.clause(trigger)):
            return None
        return self.thread or self.published

    def sentence_done(self, claims: list[Claim]) -> None:
        """Hands the last full date of a sentence, if of the week before publication, on to the next."""
        days = [c.date for c in claims if c.date and len(c.date) == 10 and c.status == "happened"]
        self.thread = days[-1] if days and self._is_recent(days[-1]) else None

    def _is_recent(self, day: str) -> bool:
        if self.published is None or len(self.published) != 10:
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


def _is_news(tree: Tree, clause: int) -> bool:
    """A finite clause of the sentence's main line, not in the past perfect and without words of habit."""
    node = clause
    while tree.label(node) in {"conj", "ccomp", "parataxis", "xcomp"} or (tree.label(node) == "advcl" and tree.tokens[node].xpos == "VBG"):
        node = tree.head(node)
    if tree.label(node) != "root":
        return False
    words = {tree.lemma(child) for child in tree.children(clause, "advmod")}
    past_perfect = any(tree.tokens[child].text.lower() in {"had", "’d", "'d"} for child in tree.children(clause, "aux"))
    return not past_perfect and not words & _HABITUAL
