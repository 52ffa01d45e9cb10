"""First pass over a page: every sentence with its tree, names, roles and times, and the cast they make up."""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from attache.model import Document, Party, PlaceMention, Sentence
from attache.reading.cast import Cast
from attache.reading.chronology import Chronology
from attache.reading.gazetteer import Gazetteer
from attache.reading.mentions import STATES, Mentions
from attache.reading.parties import Parties
from attache.reading.roles import FoundRole, RoleFinder
from attache.reading.timex import Anchor, find_times
from attache.reading.toponyms import find_places
from attache.reading.tree import SUBJECTS, Tree

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
    cast = Cast(home=gazetteer.country(document.dateline) if document.dateline else None)
    anchor = Anchor(datetime.date.fromisoformat(document.published) if document.published and len(document.published) == 10 else None)
    states = [_sentence(document, sentence, number, cast, gazetteer, anchor) for number, sentence in enumerate(sentences)]
    return PageState(document, cast, states, gazetteer)


def _sentence(
    document: Document, sentence: Sentence, number: int, cast: Cast, gazetteer: Gazetteer, anchor: Anchor
) -> SentenceState:
    tree = Tree(sentence, number)
    mentions = Mentions(tree, gazetteer, document.published)
    parties = Parties(tree, mentions, cast, gazetteer)
    chronology = Chronology(tree, find_times(document.text, sentence.start, sentence.end), anchor)
    _note_bodies(tree, mentions, cast)
    _note_scene(tree, mentions, cast)
    roles = RoleFinder(tree, mentions, parties, cast, gazetteer).roles()
    _note_persons(tree, mentions, cast)
    places = find_places(document.text, tree.tokens, sentence.names, context_countries=cast.countries)
    return SentenceState(tree, mentions, parties, chronology, roles, places)


def _note_bodies(tree: Tree, mentions: Mentions, cast: Cast) -> None:
    for entity in mentions.entities:
        if entity.entry.kind in STATES or entity.entry.sector:
            party = Party(mentions.text(entity.first, entity.last), entity.entry.country, entity.entry.sector or "GOV")
            cast.note((tree.number, entity.first), party, subject=_is_subject(tree, entity.first, entity.last))


def _note_scene(tree: Tree, mentions: Mentions, cast: Cast) -> None:
    for entity in mentions.entities:
        if entity.entry.country and entity.entry.kind != "demonym" and tree.case(entity.last - 1) in _SCENE_CASES:
            cast.set_scene(tree.number, entity.entry.country)


def _note_persons(tree: Tree, mentions: Mentions, cast: Cast) -> None:
    for name in tree.sentence.names:
        person = cast.known_person(mentions.text(name.first, name.last))
        if person is not None and mentions.entity_at(name.first) is None:
            cast.note((tree.number, name.first), person, subject=_is_subject(tree, name.first, name.last))


def _is_subject(tree: Tree, first: int, last: int) -> bool:
    return any(tree.label(index) in SUBJECTS for index in range(first, last))
