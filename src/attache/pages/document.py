"""A page's text to a Document: outline, furniture, publication date and language put together.

Takes a Page, its plain text and what its metadata declared; gives a Document whose offsets index that text.
"""
from __future__ import annotations

from attache.errors import InputError
from attache.model import Document, Page, Span
from attache.pages.furniture import Furniture, furnish
from attache.pages.metadata import NOTHING_DECLARED, Declared
from attache.pages.outlets import known_outlet
from attache.pages.outline import Outline, outline
from attache.pages.paragraphs import paragraphs
from attache.pages.prose import language_of
from attache.pages.publication import Locale, Published, published_date
from attache.settings import LARGEST_TEXT_CHARACTERS, MOST_PARAGRAPHS


def document_of(page: Page, text: str, replacements: int, declared: Declared = NOTHING_DECLARED) -> Document:
    """The document of `page`, whose plain text is `text`.

    Raises InputError E-TOO-LARGE (more characters or paragraphs than settings allow) and E-NO-TEXT (no letter in it).
    """
    if len(text) > LARGEST_TEXT_CHARACTERS:
        raise InputError("E-TOO-LARGE", page.name, f"{len(text):,} characters; the longest text read is {LARGEST_TEXT_CHARACTERS:,}")
    if not any(character.isalpha() for character in text):
        raise InputError("E-NO-TEXT", page.name, "the page holds nothing to read")
    spans = paragraphs(text)
    if len(spans) > MOST_PARAGRAPHS:
        raise InputError("E-TOO-LARGE", page.name, f"{len(spans):,} paragraphs; the most read are {MOST_PARAGRAPHS:,}")
    shape = outline(text, spans)
    furniture = furnish(text, shape, declared)
    published = _published(page, text, shape, furniture, declared)
    return Document(
        page_id=page.page_id, name=page.name, text=text, blocks=furniture.blocks, language=shape.language,
        title=furniture.title, publisher=furniture.publisher, credit=furniture.credit, byline=furniture.byline,
        dateline=furniture.dateline, published=published.date, published_why=published.why, replacements=replacements,
    )


def _published(page: Page, text: str, shape: Outline, furniture: Furniture, declared: Declared) -> Published:
    if declared.published:
        return Published(declared.published, declared.published_why)
    if page.published:
        return Published(page.published, "given by the feed or data file it came in")
    around = "\n".join(part.text for part in (*shape.header, *shape.tail))
    outlet = known_outlet(furniture.publisher) if furniture.publisher else None
    languages = frozenset({shape.language, language_of(around)})
    locale = Locale(languages, outlet.country if outlet else "", declared.locale)
    return published_date(text, furniture.dated, [Span(0, len(text))], locale, page.origin)
