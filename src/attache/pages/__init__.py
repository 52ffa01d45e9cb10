"""Pages: bytes as received to a Document (text, blocks, and what the page says of itself).

`read_document` takes a Page and gives a Document; it refuses, with an InputError, what is empty, too large or neither text nor PDF.
"""
from __future__ import annotations

from attache.model import Document, Page
from attache.pages.decode import decode
from attache.pages.document import document_of
from attache.pages.markup import is_html, read_html
from attache.pages.pdf import is_pdf, pdf_text


def read_document(page: Page) -> Document:
    """The document of a page: decoded text, blocks in text order that do not overlap, title, publisher, dates.

    Offsets count characters of `Document.text`, which for plain text is the decoded page itself and for HTML and PDF its
    paragraphs parted by blank lines. Raises InputError: E-EMPTY, E-TOO-LARGE,
    E-BINARY (see decode), E-PDF, E-EXTRA (see pdf), E-NO-TEXT (nothing readable).
    """
    if is_pdf(page):
        return document_of(page, pdf_text(page), 0)
    decoded = decode(page)
    if is_html(decoded.text):
        article = read_html(decoded.text)
        return document_of(page, article.text, decoded.replacements, article.declared)
    return document_of(page, decoded.text, decoded.replacements)
