"""The event heads' guesses about one sentence as frames and parties, in the lexicon's own terms.

In: a tree, its fillers, the engine's guesses. Out: for a word, the guess about it, a frame made of it, and who the guess says takes part.
"""
from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from attache.model import EventType, Guess, Part, PartName, Party
from attache.reading.anaphora import BODY_PRONOUNS, GROUP_PRONOUNS, PERSON_PRONOUNS
from attache.reading.fillers import Fillers
from attache.reading.frames import Frame, Slots
from attache.reading.tree import Tree

HEAD = "event head"
_VERB_SLOTS: tuple[Slots, Slots] = ((("subj",),), (("obj",), ("with",), ("against",), ("on",), ("to",)))
_NOUN_SLOTS: tuple[Slots, Slots] = ((("poss",), ("by",), ("lv",)), (("against",), ("on",), ("with",), ("of",)))
_ONE_ACT = frozenset({"obj", "xcomp", "ccomp"})  # how a word hangs on a verb with which it tells one act
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})  # bodies of a state, and who holds an office in them
PRIVATE = frozenset({"EDU", "BUS", "MED", "REL", "CVL", "UNK", "CRM"})  # private people, unless a state is told
_JOURNEYS = frozenset({"travel", "arrive", "fly", "visit", "go", "come", "tour", "trip", "journey", "head", "land"})
_HOMEWARD = frozenset({"home", "back"})
LEAST_PART = 0.4  # probability from which a word takes part


class Guessed:
    """The guesses of one sentence by word."""

    def __init__(self, tree: Tree, fillers: Fillers) -> None:
        self.tree, self.fillers = tree, fillers
        self.asked = tree.sentence.guesses is not None
        self.guesses = self._once({guess.index: guess for guess in tree.sentence.guesses or ()})

    def at(self, index: int) -> Guess | None:
        """The guess about a word, if it may tell an act."""
        return self.guesses.get(index)

    def told(self, kind: EventType, trigger: int, covered: Collection[int]) -> Guess | None:
        """The guess about an act of that type by its trigger or, where the heads are surer of them, by the words it speaks of: "said it was
        an affront".
        """
        own = self.at(trigger)
        every = [guess for word in sorted({trigger, *covered}) if (guess := self.at(word)) is not None]
        same = [guess for guess in every if guess.type == kind]
        surest = max(same or every, key=lambda guess: guess.act, default=None)
        if surest is None or (own is not None and own.act >= surest.act):
            return own
        return _pooled(same) if same else surest

    def _once(self, guesses: dict[int, Guess]) -> dict[int, Guess]:
        """A verb and what hangs on it, taken for acts of one type, are one act: "voiced disappointment"."""
        for index in [index for index in sorted(guesses) if self.tree.tokens[index].upos in {"NOUN", "ADJ"}]:
            verb = guesses.get(self.tree.head(index))
            if verb is None or self.tree.label(index) not in _ONE_ACT or verb.type != guesses[index].type:
                continue
            both = _pooled([verb, guesses.pop(index)])
            del guesses[verb.index]
            guesses[both.index] = both
        return guesses

    def frame(self, guess: Guess) -> Frame:
        """A frame for a word the lexicon has no frame for."""
        token = self.tree.tokens[guess.index]
        pos = {"VERB": "V", "AUX": "V", "ADJ": "A"}.get(token.upos, "N")
        actor, recipient = _NOUN_SLOTS if pos == "N" else _VERB_SLOTS
        return Frame(
            (token.lemma.lower(),), pos, guess.type, guess.mode, actor, recipient, False, (), (), None, guess.probability,
            f"{guess.type}: {token.lemma.lower()} ({HEAD})",
        )

    def side(self, guess: Guess, part: PartName) -> tuple[Party, ...]:
        """Who takes that part; people without a sector of their own are civilians of the country the page tells of."""
        found: list[Party] = []
        for word in self.words(guess, part):
            told = next((party.country for party in found if party.country and part == "recipient"), None)
            found += [party for party in self._parties(word, told) if party not in found]
        return tuple(found)

    def is_misread(self, guess: Guess, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
        """Journeys of private people are no visits, a parade of soldiers and ministers is no protest."""
        if guess.type == "CONSULT" and self.tree.lemma(guess.index) in _JOURNEYS:
            return are_private(actors) or any(self.tree.lemma(c) in _HOMEWARD for c in self.tree.children(guess.index, "advmod"))
        told = actors or recipients
        return guess.type == "PROTEST" and bool(told) and all(party.sector in {"GOV", "MIL"} for party in told) and "MIL" in {
            party.sector for party in actors + recipients
        }

    def words(self, guess: Guess, part: PartName) -> list[int]:
        """The words that take a part, in text order."""
        return sorted(p.index for p in guess.parts if p.part == part and p.probability >= LEAST_PART)

    def _parties(self, word: int, told: str | None) -> list[Party]:
        """The parties of a word and what it is coordinated with; people of no stated country are of the one `told` before them."""
        conjuncts = {n for n in self.tree.conjuncts(word) if self.tree.tokens[n].upos in {"NOUN", "PROPN", "PRON", "ADJ"}}
        found = [(node, party) for node in sorted({word, *conjuncts}) for party in self._at(node)]
        return [replace(party, country=told) if told and self.is_of_no_state(node, party) else party for node, party in found]

    def is_of_no_state(self, node: int, party: Party) -> bool:
        """Whether a party's country is only where the page is set: "four people", "a school"."""
        parties = self.fillers.parties
        if self.tree.tokens[node].upos != "NOUN" or parties.country_of(node) is not None or parties.inside(node) >= 0:
            return False
        return party.country is not None and party.country == parties.local_country(node)

    def _at(self, node: int) -> list[Party]:
        """The parties of one nominal: by name, as a town or region that stands for those in it, else as people or things."""
        parties = self.fillers.parties
        named = list(parties.each_at(node, speaker=self.fillers.speaker))
        if named:
            return named
        entity = parties.mentions.entity_at(node)
        place = parties.place_party(node) or parties.demonym(node)
        if place is not None:
            return [place]
        if entity is not None and self.tree.tokens[node].upos == "PROPN":  # "Europe"
            return [Party(parties.mentions.text(entity.first, entity.last), None, "GOV")]
        return self._described(node) if self._is_told(node) else self.fillers.inner(node) or self._unnamed(node)

    def _is_told(self, node: int) -> bool:
        """A noun whose words tell its sector or its country: "Kenyan sappers", "a warship"."""
        parties = self.fillers.parties
        if self.tree.tokens[node].upos not in {"NOUN", "PROPN"} or parties.inside(node) >= 0:
            return False
        return self.fillers.listed(node) is not None or (self.tree.tokens[node].xpos == "NNS" and parties.country_of(node) is not None)

    def _unnamed(self, node: int) -> list[Party]:
        """People and things that no rule takes for a party by themselves."""
        parties, token = self.fillers.parties, self.tree.tokens[node]
        inside = parties.inside(node)
        if inside >= 0:
            return [Party(parties.phrase(node), party.country, party.sector) for party in self._at(inside)]
        if token.lemma.lower() in PERSON_PRONOUNS:
            return [Party(token.text, parties.cast.focus(), "GOV")]
        if token.lemma.lower() in BODY_PRONOUNS | GROUP_PRONOUNS:
            return [Party(token.text, parties.cast.focus(), "GOV" if token.lemma.lower() in BODY_PRONOUNS else "CVL")]
        if token.upos not in {"NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"}:
            return []
        return self._described(node)

    def _described(self, node: int) -> list[Party]:
        """By its own words; people of whom nothing is told are civilians, and what a state has or does stands for the state."""
        parties = self.fillers.parties
        sector = self.fillers.sector(node)
        from_abroad = parties.is_from_abroad(node)
        named = None if from_abroad else parties.country_of(node)  # "foreign tourists in Mali" are of no known state
        if self.tree.lemma(node) == "side" and (named or parties.countries_of(node)):
            sector = "GOV"
        several: Sequence[str | None] = parties.countries_of(node) or [named or (None if from_abroad else parties.local_country(node))]
        return [Party(parties.phrase(node), country, sector) for country in several]


def _pooled(guesses: Sequence[Guess]) -> Guess:
    """One guess for several words of one act: the surest word, as likely as any of them together, with the parts of all."""
    words = {guess.index for guess in guesses}
    parts: dict[tuple[int, PartName], Part] = {}
    for part in sorted((part for guess in guesses for part in guess.parts), key=lambda part: part.probability):
        if part.index not in words:
            parts[part.index, part.part] = part
    surest = max(guesses, key=lambda guess: guess.act)
    return replace(
        surest, mode=surest.mode or next((guess.mode for guess in guesses if guess.mode), None), parts=tuple(parts.values()),
        act=1 - math.prod(1 - guess.act for guess in guesses),
        probability=1 - math.prod(1 - guess.probability for guess in guesses),
    )


def are_private(parties: tuple[Party, ...]) -> bool:
    """Whether only private people are told, who travel as they like; churches send envoys."""
    return bool(parties) and all(party.sector in PRIVATE - {"REL"} for party in parties)
