"""Candidates to claims: status, speaker, time, place, casualties, quote, confidence.

In: the page after its first pass. Out: `Claim` records in text order, repetitions not yet folded.
"""
from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from attache.model import Claim, Party, Place, Span, Status, TimeMention
from attache.reading.arguments import Arguments
from attache.reading.attribution import is_reporting, speaker_index
from attache.reading.casualties import casualties
from attache.reading.coding import Candidate, SentenceCoder
from attache.reading.discourse import Discourse, Sides, called_off
from attache.reading.factuality import status_of
from attache.reading.frames import load_lexicon
from attache.reading.page import PageState, SentenceState
from attache.reading.scenes import Scenes
from attache.reading.tree import Tree
from attache.resources import table

_LONGEST_QUOTE = 300
_SOURCES = frozenset({  # nouns that speak without being parties
    "report", "statement", "communique", "source", "document", "paper", "record", "media", "newspaper", "agency", "witness", "account",
    "data", "figure", "survey", "indictment", "tweet", "post", "letter", "website", "broadcaster", "station", "relative", "family",
    "lawyer", "analyst", "expert", "researcher", "monitor", "observer", "victim", "survivor", "neighbour", "man", "woman",
})
_ARMED = frozenset({"ASSAULT", "MOBILIZE"})
_SUPPORT_STATUS: dict[str, Status] = {"plan": "planned", "cancel": "called_off", "refuse": "denied", "fail": "denied"}


class ClaimMaker:
    """Makes the claims of one page."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.lexicon = load_lexicon()
        home = state.cast.home
        self.discourse = Discourse(state.document.published, Party(self._state_name(home), home, "GOV") if home else None)

    def claims(self) -> list[Claim]:
        """All claims of the page in text order."""
        return [claim for sentence in self.state.sentences for claim in self.sentence_claims(sentence)[0]]

    def sentence_claims(self, sentence: SentenceState) -> tuple[list[Claim], list[str]]:
        """(claims of the sentence, notes on what was rejected). Sentences must come in text order."""
        coder = SentenceCoder(sentence.tree, sentence.parties, self.lexicon, _voice(sentence))
        candidates = coder.candidates()
        cancelled = called_off(sentence.tree, candidates)
        triggers = frozenset(candidate.trigger for candidate in candidates)
        made = []
        for candidate in candidates:
            status, words = self._status(sentence.tree, candidate, cancelled)
            if status == "hypothetical":
                trigger = sentence.tree.tokens[candidate.trigger].text
                coder.notes.append(f"{trigger!r} ({candidate.frame.source}) is only spoken of: {words}")
                continue
            dated = cancelled.get(candidate.trigger, candidate.trigger)
            when = sentence.chronology.time_of(dated, status, triggers, self.discourse.reference)
            claim = self._claim(sentence, candidate, status, words, when)
            if claim.status == "happened":
                self.discourse.reference = claim.date or self.discourse.reference
            made.append(claim)
        self.discourse.sentence_done(made)
        return made, coder.notes

    def _claim(
        self, sentence: SentenceState, candidate: Candidate, status: Status, words: str, when: TimeMention | None
    ) -> Claim:
        tree, frame = sentence.tree, candidate.frame
        told = self._sides(candidate)
        mode = self._mode(candidate)
        scenes = Scenes(tree, sentence.mentions, self.state.cast.home)
        stated = scenes.stated(candidate.trigger)
        actors, recipients = self.discourse.completed(tree, candidate, told, stated)
        self.discourse.remember(tree, candidate, actors + recipients)
        speaker = self._speaker(sentence, candidate)
        first, last = self._dates(tree, candidate, status, when)
        dead, injured = casualties(tree, candidate.trigger) if frame.type in {"ASSAULT", "PROTEST"} else (None, None)
        span = _quote_span(tree, candidate)
        score, cameo = _score_row(frame.type, mode)
        return Claim(
            type=frame.type, mode=mode, status=status, actors=actors, recipients=recipients, date=first, date_end=last,
            place=stated or self._place(scenes.implied(frame.type, mode, actors, recipients)), attributed_to=speaker,
            context=frame.context, dead=dead, injured=injured, quote=self.state.document.text[span.start : span.end],
            quote_start=span.start, quote_end=span.end, trigger=tree.tokens[candidate.trigger].text, cameo=frame.cameo or cameo,
            score=score, confidence=_confidence(candidate, status, speaker, completed=(actors, recipients) != told),
            why=frame.source + (f"; status: {words}" if words else ""),
        )

    def _status(self, tree: Tree, candidate: Candidate, cancelled: dict[int, int]) -> tuple[Status, str]:
        if candidate.trigger in cancelled:
            return "called_off", tree.tokens[cancelled[candidate.trigger]].text
        if candidate.support is not None:
            effect = _SUPPORT_STATUS.get(candidate.support.effect)
            if effect:
                return effect, tree.tokens[candidate.support_verb].text
            found = status_of(tree, candidate.support_verb)
            if found[0] != "happened":
                return found
        return status_of(tree, candidate.trigger)

    def _dates(self, tree: Tree, candidate: Candidate, status: Status, when: TimeMention | None) -> tuple[str | None, str | None]:
        if when is not None:
            return when.first, when.last if when.last != when.first else None
        return (self.discourse.undated(tree, candidate.trigger) if status == "happened" else None), None

    def _speaker(self, sentence: SentenceState, candidate: Candidate) -> str | None:
        tree = sentence.tree
        if is_reporting(tree, candidate.trigger):
            return None
        index = speaker_index(tree, candidate.trigger)
        if index < 0:
            return None
        party = sentence.parties.at(index)
        if party is not None:
            return None if party in candidate.actors else party.name
        return sentence.parties.phrase(index) if tree.lemma(index) in _SOURCES else None

    def _sides(self, candidate: Candidate) -> Sides:
        """Actors and recipients; a state that uses force does so by its forces."""
        actors = candidate.actors
        if candidate.frame.type in _ARMED:
            actors = tuple(replace(p, sector="MIL") if p.sector == "GOV" and self._is_state(p) else p for p in actors)
        return actors, candidate.recipients

    def _mode(self, candidate: Candidate) -> str | None:
        """The frame's mode; talks that somebody hosts for others are third-party."""
        if candidate.support is not None and candidate.support.effect == "host" and candidate.frame.type == "CONSULT":
            return candidate.mode or "third-party"
        return candidate.mode

    def _is_state(self, party: Party) -> bool:
        return self.state.gazetteer.country(party.name) is not None

    def _place(self, country: str | None) -> Place | None:
        """A country as a place: the dateline's town where the page is written from it, else its name."""
        if country is None:
            return None
        if country == self.state.cast.home and self.state.document.dateline:
            town = self.state.document.dateline
            return Place(town.title() if town.isupper() else town, country)
        return Place(self._state_name(country), country)

    def _state_name(self, country: str) -> str:
        return self.state.gazetteer.state_name(country) or country


def _voice(sentence: SentenceState) -> Party | None:
    """Whom "we" means: the party that speaks in the sentence."""
    for index, token in enumerate(sentence.tree.tokens):
        if token.upos == "VERB" and is_reporting(sentence.tree, index):
            subjects = Arguments(sentence.tree).subject(index)
            return sentence.parties.at(subjects[0]) if subjects else None
    return None


def _quote_span(tree: Tree, candidate: Candidate) -> Span:
    """The trigger's clause without its outer punctuation; of a very long clause, the stretch around the trigger."""
    nodes = tree.subtree(tree.clause(candidate.trigger))
    while nodes and tree.tokens[nodes[-1]].upos == "PUNCT":
        nodes.pop()
    while nodes and tree.tokens[nodes[0]].upos in {"PUNCT", "CCONJ"}:
        nodes.pop(0)
    if not nodes:
        return Span(tree.sentence.start, tree.sentence.end)
    start, end = tree.tokens[nodes[0]].start, tree.tokens[nodes[-1]].end
    if end - start <= _LONGEST_QUOTE:
        return Span(start, end)
    own = [n for n in tree.subtree(candidate.trigger) if tree.tokens[n].end - start <= _LONGEST_QUOTE] or [candidate.trigger]
    return Span(tree.tokens[min(own[0], candidate.trigger)].start, tree.tokens[max(own[-1], candidate.trigger)].end)


def _confidence(candidate: Candidate, status: Status, speaker: str | None, *, completed: bool) -> float:
    """The frame's weight, lowered for what is missing, in doubt, or taken from outside the clause."""
    value = candidate.frame.weight * (0.85 if completed else 1.0)
    if not candidate.actors:
        value *= 0.85
    if not any(party.country or party.sector == "IGO" for party in candidate.actors + candidate.recipients):
        value *= 0.7
    if status in {"denied", "planned"}:
        value *= 0.95
    return round(value * (0.97 if speaker else 1.0), 3)


@cache
def _scores() -> dict[tuple[str, str], tuple[float, str]]:
    return {(row["type"], row["mode"]): (float(row["score"]), row["cameo"]) for row in table("scores")}


def _score_row(kind: str, mode: str | None) -> tuple[float, str]:
    return _scores().get((kind, mode or ""), _scores()[(kind, "")])
