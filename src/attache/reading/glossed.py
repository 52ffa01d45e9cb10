"""A page in French read by way of its English gloss, and what was read given back in the page's own words and offsets.

In: a `Document` in a language of GLOSSED_LANGUAGES. Out: a document that the reader reads like any other, and from its reading one of the
page: quotes, times and places as the page has them. Names that the gazetteer knows keep their English form.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec.structs import replace

from attache.language.french.gloss import Gloss, gloss
from attache.model import Block, Claim, Document, Party, Place, PlaceMention, Relation, Role, Span, TimeMention
from attache.reading.gazetteer import Gazetteer

_KINDS = frozenset({"body", "dateline"})  # the blocks that the reader looks at


@dataclass(frozen=True)
class Glossed:
    """A page's gloss: `document` is the English one."""

    original: Document
    document: Document
    gloss: Gloss

    @classmethod
    def of(cls, document: Document) -> Glossed:
        """The gloss of a page in French."""
        blocks = [block for block in document.blocks if block.kind in _KINDS]
        told = gloss(document.text, [(Span(block.start, block.end), block.kind == "body") for block in blocks])
        moved = tuple(Block(place.start, place.end, block.kind) for block, place in zip(blocks, told.stretches, strict=True))
        return cls(document, replace(document, text=told.text, blocks=moved, language="en"), told)

    def claim(self, claim: Claim) -> Claim:
        """A claim in the page's words."""
        english = Span(claim.quote_start, claim.quote_end)
        quote = self.gloss.source(english)
        return replace(
            claim, quote=self._text(quote), quote_start=quote.start, quote_end=quote.end, trigger=self._words(claim.trigger, english),
            actors=self._parties(claim.actors, english), recipients=self._parties(claim.recipients, english),
            place=claim.place and Place(self._name(claim.place.name, english), claim.place.country),
            attributed_to=claim.attributed_to and self._name(claim.attributed_to, english),
        )

    def role(self, role: Role) -> Role:
        """A role in the page's words."""
        english = Span(role.quote_start, role.quote_end)
        quote = self.gloss.source(english)
        told = "; ".join(self._words(part, english) for part in role.role.split("; "))
        return replace(
            role, person=self._name(role.person, english), role=told, quote=self._text(quote), quote_start=quote.start, quote_end=quote.end,
        )

    def relation(self, relation: Relation) -> Relation:
        """A relation in the page's words."""
        english = Span(relation.quote_start, relation.quote_end)
        quote = self.gloss.source(english)
        subject, target = self._name(relation.subject, english), self._name(relation.object, english)
        return replace(relation, subject=subject, object=target, quote=self._text(quote), quote_start=quote.start, quote_end=quote.end)

    def time(self, time: TimeMention) -> TimeMention:
        """A time expression where the page has it."""
        place = self.gloss.source(Span(time.start, time.end))
        return replace(time, start=place.start, end=place.end, text=self._text(place))

    def place(self, mention: PlaceMention) -> PlaceMention:
        """A named place where the page has it."""
        place = self.gloss.source(Span(mention.start, mention.end))
        is_surface = self.document.text[mention.start : mention.end] == mention.name
        return replace(mention, start=place.start, end=place.end, name=self._text(place) if is_surface else mention.name)

    def _text(self, place: Span) -> str:
        return self.original.text[place.start : place.end]

    def _parties(self, parties: tuple[Party, ...], near: Span) -> tuple[Party, ...]:
        return tuple(replace(party, name=self._name(party.name, near)) for party in parties)

    def _name(self, name: str, near: Span) -> str:
        """A name the gazetteer knows as it knows it, else the page's words for it."""
        return name if Gazetteer.load().match(name.split(), 0) is not None else self._words(name, near)

    def _words(self, english: str, near: Span) -> str:
        """The page's words for words of the gloss, sought in a stretch of it, then in all of it; the same words where it has none."""
        pattern = re.compile(rf"(?<!\w){re.escape(english)}(?!\w)")
        found = pattern.search(self.gloss.text, near.start, near.end) or pattern.search(self.gloss.text)
        return " ".join(self._text(self.gloss.source(Span(*found.span()))).split()) if found else english
