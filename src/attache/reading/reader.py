"""One page to its reading: the order of the stages, nothing else.

`read_page` is pure: bytes in, plain records out; it opens nothing, can be pickled to a process pool, and raises InputError for pages that
cannot be read.
"""
from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from attache.language import Engine
from attache.language.sentences import split
from attache.model import Claim, Document, Page, PlaceMention, Reading, Relation, Role, Sentence, Span, TimeMention
from attache.pages import read_document
from attache.reading.claims import ClaimMaker
from attache.reading.glossed import Glossed
from attache.reading.merging import fold
from attache.reading.page import PageState, SentenceState, first_pass
from attache.reading.relations import find_relations
from attache.reading.roles import FoundRole
from attache.reading.skimming import to_read
from attache.settings import GLOSSED_LANGUAGES, READABLE_LANGUAGES

READER_VERSION = "7"
_NOT_READ = "not read: neither its words nor the page's are those of politics (--read-all)"


@dataclass(frozen=True)
class Explanation:
    """What was made of one sentence: the claims it gave, and a line for every frame that fired or fell."""

    text: str
    lines: tuple[str, ...]


def read_page(page: Page, engine: Engine, *, every: bool = False) -> Reading:
    """The reading of a page. Raises InputError where its bytes are no readable text."""
    return read_text(read_document(page), engine, every=every)


def read_text(document: Document, engine: Engine, *, every: bool = False) -> Reading:
    """The reading of a decoded page; `every`: also of its sentences whose words are not those of politics."""
    if document.language in GLOSSED_LANGUAGES:
        return _back(Glossed.of(document), engine, every=every)
    state = first_pass(document, sentences_of(document, engine, every=every))
    claims = fold(ClaimMaker(state).claims())
    body_start, body_end = _edges(document)
    return Reading(
        id=document.name, page_id=document.page_id, reader=reader_version(engine, every=every), published=document.published,
        published_why=document.published_why, language=document.language, title=document.title, publisher=document.publisher,
        credit=document.credit, dateline=document.dateline,
        body_start=body_start, body_end=body_end,
        events=tuple(claims), roles=_roles(document.text, state), relations=_relations(document.text, state), times=_times(state),
        places=_places(state),
    )


def _back(glossed: Glossed, engine: Engine, *, every: bool) -> Reading:
    """The reading of a page by way of its gloss."""
    read, page = read_text(glossed.document, engine, every=every), glossed.original
    body_start, body_end = _edges(page)
    return replace(
        read, language=page.language, body_start=body_start, body_end=body_end,
        events=tuple(map(glossed.claim, read.events)), roles=tuple(map(glossed.role, read.roles)),
        relations=tuple(map(glossed.relation, read.relations)), times=tuple(map(glossed.time, read.times)),
        places=tuple(map(glossed.place, read.places)),
    )


def reader_version(engine: Engine, *, every: bool = False) -> str:
    """What stands in `Reading.reader`: changes when the answers may."""
    return f"{READER_VERSION}/{engine.name}" + ("/all" if every else "")


def explain_page(page: Page, engine: Engine, *, every: bool = False) -> list[Explanation]:
    """Sentence by sentence, what was coded and why the rest was not; of a page in French, the sentences of its gloss."""
    document = read_document(page)
    if document.language in GLOSSED_LANGUAGES:
        document = Glossed.of(document).document
    state = first_pass(document, sentences_of(document, engine, every=every))
    maker = ClaimMaker(state)
    found = []
    for sentence in state.sentences:
        claims, notes = maker.sentence_claims(sentence)
        lines = [*(_summary(claim) for claim in claims), *notes] if sentence.tree.tokens else [_NOT_READ]
        text = document.text[sentence.tree.sentence.start : sentence.tree.sentence.end]
        found.append(Explanation(" ".join(text.split()), tuple(lines or ["no predicate of the lexicon"])))
    return found


def sentences_of(document: Document, engine: Engine, *, every: bool = False) -> list[Sentence]:
    """The parsed sentences of the page's body, in text order; none where the body is in a language the reader does not know. Those skipped
    have no tokens.
    """
    if document.language not in READABLE_LANGUAGES:
        return []
    spans = [span for block in document.blocks if block.kind == "body" for span in split(document.text, block.start, block.end)]
    if every:
        return engine.analyse(document.text, spans)
    chosen = list(zip(spans, to_read(document.text, spans), strict=True))
    parsed = engine.analyse(document.text, [span for span, read in chosen if read])
    guesses = () if parsed and parsed[0].guesses is not None else None  # the event heads, too, would expect no act there
    skipped = [Sentence(span.start, span.end, (), guesses=guesses) for span, read in chosen if not read]
    return sorted([*parsed, *skipped], key=lambda sentence: sentence.start)


def _summary(claim: Claim) -> str:
    sides = (claim.actors, claim.recipients)
    actors, recipients = (", ".join(f"{p.name} ({p.country or p.sector})" for p in side) or "-" for side in sides)
    mode = f"/{claim.mode}" if claim.mode else ""
    return f"{claim.type}{mode} {claim.status}: {actors} > {recipients} [{claim.date or 'no date'}; {claim.why}]"


def _edges(document: Document) -> tuple[str | None, str | None]:
    """The first and the last words of the body."""
    body = [block for block in document.blocks if block.kind == "body"]
    if not body:
        return None, None
    text, first, last = document.text, body[0], body[-1]
    return text[first.start : min(first.end, first.start + 40)].strip(), text[max(last.start, last.end - 40) : last.end].strip()


def _roles(text: str, state: PageState) -> tuple[Role, ...]:
    """One role record a person and country, their role phrases joined in order of mention."""
    grouped: dict[tuple[str, str | None], list[FoundRole]] = {}
    for sentence in state.sentences:
        for role in sentence.roles:
            grouped.setdefault((role.person.name, role.country), []).append(role)
    return tuple(_joined(text, roles) for roles in grouped.values())


def _joined(text: str, roles: list[FoundRole]) -> Role:
    first = roles[0]
    phrases = list(dict.fromkeys(role.role for role in roles))
    return Role(
        person=first.person.name, role="; ".join(phrases), of=next((r.of for r in roles if r.of), None), country=first.country,
        former=all(r.former for r in roles), since=None, until=None, quote=text[first.span.start : first.span.end],
        quote_start=first.span.start, quote_end=first.span.end,
    )


def _relations(text: str, state: PageState) -> tuple[Relation, ...]:
    found: dict[tuple[str, str, str], Span] = {}
    for s in state.sentences:
        for relation in find_relations(s.tree, s.mentions, s.parties, state.cast):
            found.setdefault((relation.subject, relation.predicate, relation.object), relation.span)
    return tuple(
        Relation(
            subject=subject, predicate=predicate, object=target, quote=text[span.start : span.end], quote_start=span.start,
            quote_end=span.end,
        )
        for (subject, predicate, target), span in found.items()
    )


def _times(state: PageState) -> tuple[TimeMention, ...]:
    """All times of the page; a sentence's "the day before" counts from the last date told before it."""
    found: list[TimeMention] = []
    for sentence in state.sentences:
        told = next((mention.first for mention in reversed(found) if mention.type == "DATE" and mention.first), None)
        found += sentence.chronology.mentions(told)
    return tuple(found)


def _places(state: PageState) -> tuple[PlaceMention, ...]:
    return tuple(place for sentence in state.sentences for place in sentence.places)


__all__ = ["READER_VERSION", "Explanation", "SentenceState", "explain_page", "read_page", "read_text", "reader_version", "sentences_of"]
