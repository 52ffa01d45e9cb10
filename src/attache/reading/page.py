"""First pass over a page: every sentence with its tree, names, roles and times, and the cast they make up."""
from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from attache.model import Document, Party, PlaceMention, Sentence
from attache.reading.cast import Cast, Person
from attache.reading.chronology import Chronology
from attache.reading.gazetteer import Gazetteer
from attache.reading.mentions import STATES, Mentions
from attache.reading.name_bounds import bounded
from attache.reading.parties import Parties
from attache.reading.roles import FoundRole, RoleFinder
from attache.reading.timex import Anchor, find_times
from attache.reading.toponyms import find_places
from attache.reading.tree import SUBJECTS, Tree

_IN_TITLE, _IN_DATELINE, _IN_FIRST_SENTENCE = 4, 4, 3  # weights of a country's name against one anywhere else
_SCENE_CASES = frozenset({"in", "at", "near", "outside", "inside"})


@dataclass
class SentenceState:
    """One sentence and what the first pass found in it."""

    tree: Tree
    mentions: Mentions
    parties: Parties
    chronology: Chronology
    roles: list[FoundRole] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)


@dataclass
class PageState:
    """A page after the first pass."""

    document: Document
    cast: Cast
    sentences: list[SentenceState]
    gazetteer: Gazetteer


def first_pass(document: Document, sentences: list[Sentence]) -> PageState:
    """Trees, mentions, roles and times of every sentence, in order, entered in one cast."""
    gazetteer = Gazetteer.load()
    cast = Cast(_home(document, gazetteer), document.published)
    parsed = [_named(document, sentence, number, gazetteer) for number, sentence in enumerate(sentences)]
    _weigh_countries(document, parsed, cast, gazetteer)
    anchor = Anchor(datetime.date.fromisoformat(document.published) if document.published and len(document.published) == 10 else None)
    states = [_sentence(document, tree, mentions, cast, gazetteer, anchor) for tree, mentions in parsed]
    return PageState(document, cast, states, gazetteer)


def _home(document: Document, gazetteer: Gazetteer) -> str | None:
    """The state a page is written from: that of the dateline's town, where the dateline names one too the town of that state."""
    if document.dateline is None:
        return None
    named = gazetteer.country(document.dateline)
    if named is not None:
        return named
    match = gazetteer.match(document.dateline.title().split(), 0)
    whole = match is not None and match.length == len(document.dateline.split())
    towns = [entry.country for entry in (match.entry, *match.others) if entry.country] if match is not None and whole else []
    beside = _state_beside(document, gazetteer)
    return beside if beside in towns or not towns else towns[0]


def _state_beside(document: Document, gazetteer: Gazetteer) -> str | None:
    """The state that the dateline names behind its town."""
    block = next((block for block in document.blocks if block.kind == "dateline"), None)
    if block is None:
        return None
    parts = re.split(r"[,(]| [-–—]", document.text[block.start : block.end])[1:]
    return next((country for part in parts if (country := gazetteer.country(part.strip(" -–—.:)")))), None)


def _named(document: Document, sentence: Sentence, number: int, gazetteer: Gazetteer) -> tuple[Tree, Mentions]:
    tree = Tree(bounded(sentence, gazetteer), number)
    return tree, Mentions(tree, gazetteer, document.published)


def _weigh_countries(document: Document, parsed: list[tuple[Tree, Mentions]], cast: Cast, gazetteer: Gazetteer) -> None:
    """What the page is about: the country it names most, title, dateline and first sentence before all."""
    for tree, mentions in parsed:
        for entity in mentions.entities:
            set_there = tree.case(entity.last - 1) in _SCENE_CASES  # "French engineers in Chad" is about Chad
            cast.weigh(entity.entry.country, (_IN_FIRST_SENTENCE if tree.number == 0 else 1) + set_there)
    for entry in gazetteer.entries((document.title or "").replace("’s", " ’s").replace("'s", " 's").replace(",", " ,").split()):
        cast.weigh(entry.country, _IN_TITLE)
    cast.weigh(cast.home, _IN_DATELINE)


def _sentence(
    document: Document, tree: Tree, mentions: Mentions, cast: Cast, gazetteer: Gazetteer, anchor: Anchor
) -> SentenceState:
    sentence = tree.sentence
    parties = Parties(tree, mentions, cast, gazetteer)
    times = find_times(document.text, sentence.start, sentence.end) if sentence.tokens else []  # else it was skipped
    chronology = Chronology(tree, times, anchor)
    _note_bodies(tree, mentions, parties, cast)
    _note_scene(tree, mentions, cast)
    roles = RoleFinder(tree, mentions, parties, cast, gazetteer).roles()
    _note_persons(tree, mentions, cast)
    _note_others(tree, mentions, parties, cast)
    places = find_places(document.text, tree.tokens, sentence.names, context_countries=cast.countries)
    return SentenceState(tree, mentions, parties, chronology, roles, places)


def _note_bodies(tree: Tree, mentions: Mentions, parties: Parties, cast: Cast) -> None:
    for entity in mentions.entities:
        if entity.entry.kind in STATES or entity.entry.sector:
            party = Party(mentions.text(entity.first, entity.last), entity.entry.country, parties.body_sector(entity))
            weak = entity.entry.kind == "demonym" and tree.tokens[entity.last - 1].upos == "ADJ"
            subject = _is_subject(tree, entity.first, entity.last)
            cast.note((tree.number, entity.first), party, subject=subject, weak=weak, name=entity.entry.name)


def _note_scene(tree: Tree, mentions: Mentions, cast: Cast) -> None:
    for entity in mentions.entities:
        if entity.entry.country and entity.entry.kind != "demonym" and tree.case(entity.last - 1) in _SCENE_CASES:
            cast.set_scene(tree.number, entity.entry.country)


def _note_persons(tree: Tree, mentions: Mentions, cast: Cast) -> None:
    for name in tree.sentence.names:
        person = cast.known_person(mentions.text(name.first, name.last))
        if person is not None and mentions.entity_at(name.first) is None:
            cast.note((tree.number, name.first), person, subject=_is_subject(tree, name.first, name.last))


def _note_others(tree: Tree, mentions: Mentions, parties: Parties, cast: Cast) -> None:
    """Those without a name of their own or with one no table has: "the rebels", "the premier", "Open Harbour"."""
    for index, token in enumerate(tree.tokens):
        named = mentions.entity_at(index) is not None or mentions.person_at(index) is not None
        if named or token.upos not in {"NOUN", "PROPN"} or tree.label(index) in {"compound", "flat", "amod"}:
            continue
        person = parties.anaphora.described(index) if token.upos == "NOUN" else parties.person(index)
        who = person if isinstance(person, Person) else parties.at(index)
        if who is not None:
            plural = token.xpos in {"NNS", "NNPS"} and token.upos == "NOUN"
            human = not plural and token.upos == "NOUN" and parties.is_office(index)
            name = who.name if token.upos == "PROPN" and isinstance(who, Party) else ""
            cast.note((tree.number, index), who, subject=tree.label(index) in SUBJECTS, human=human, plural=plural, name=name, counts=False)


def _is_subject(tree: Tree, first: int, last: int) -> bool:
    return any(tree.label(index) in SUBJECTS for index in range(first, last))
