"""What a server or an archive says a body is: media type and charset out of a Content-Type, and whether that is something to read.

In: the header as received, "" for none. Out: plain words in lower case.
"""
from __future__ import annotations

import re

_CHARSET = re.compile(r"""charset\s{0,8}=\s{0,8}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_UNREAD_TEXT = frozenset({"text/css", "text/javascript", "text/csv", "text/calendar", "text/vcard", "text/x-component", "text/dns"})
_LONGEST_TYPE = 100


def media_type_in(content_type: str) -> str | None:
    """The media type, without parameters."""
    return content_type.partition(";")[0].strip().lower()[:_LONGEST_TYPE] or None


def charset_in(content_type: str) -> str | None:
    """The charset that the header declares."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def is_readable(media_type: str | None) -> bool:
    """Whether it is a web page or a text, or may be one because nobody says what it is."""
    if media_type is None or media_type == "application/xhtml+xml":
        return True
    return media_type.startswith("text/") and media_type not in _UNREAD_TEXT
