"""What an HTML page declares of itself: title, site, author, publication date, locale.

Takes the page's tags; gives the declared facts, JSON-LD before meta tags before headings. Never fails on hostile markup: what cannot be
read is not declared. Dates whose order is open are not taken.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from attache.model import Span
from attache.pages.dates import dates_in
from attache.pages.outlets import folded_name
from attache.pages.tags import Tag

TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline")
PUBLISHER_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "copyright-holder")
AUTHOR_NAMES = ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author")
PUBLISHED_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate", "publish-date", "publish_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date", "date",
    "article.published", "ptime", "citation_publication_date", "rnews:datepublished",
)
LONGEST_FACT = 400
LONGEST_SCRIPT = 1_000_000
ARTICLE_TYPES = ("Article", "Posting", "Report")


class Declared(Struct, frozen=True, kw_only=True):
    """Facts from a page's metadata; `published` is an ISO date; `locale` as declared ("en-US", "fr"), "" when not."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_why: str = ""
    locale: str = ""


NOTHING_DECLARED = Declared()


def declared_in(tags: Iterable[Tag | str]) -> Declared:
    """The facts declared by a page of these tags."""
    metas: dict[str, str] = {}
    articles: list[dict[str, Any]] = []
    times, title, heading, locale, h1 = [], "", "", "", False
    for tag in tags:
        if isinstance(tag, str):
            heading += tag if h1 and len(heading) < LONGEST_FACT else ""
            continue
        h1 = tag.opens if tag.name == "h1" and (not heading.strip() or not tag.opens) else h1
        _note_meta(tag, metas)
        articles.extend(_articles(tag))
        title = title or (tag.content if tag.name == "title" else "")
        locale = locale or (tag.attributes.get("lang", "") if tag.name == "html" else "")
        if tag.name == "time" and (heading.strip() or "pubdate" in tag.attributes or tag.attributes.get("itemprop") == "datePublished"):
            times.append(tag.attributes.get("datetime", ""))
    return _declared(metas, articles, times, _clean(title), _clean(heading), locale)


def _declared(metas: dict[str, str], articles: list[dict[str, Any]], times: list[str], title: str, heading: str, locale: str) -> Declared:
    article = articles[0] if articles else {}
    published, why = _published(metas, article, times)
    return Declared(
        title=_title(heading, _text(article.get("headline")) or _first(metas, TITLE_NAMES), title),
        publisher=_text(article.get("publisher")) or _first(metas, PUBLISHER_NAMES),
        author=_text(article.get("author")) or _author(metas),
        published=published,
        published_why=why,
        locale=(locale or metas.get("og:locale", "")).replace("_", "-"),
    )


def _note_meta(tag: Tag, metas: dict[str, str]) -> None:
    if tag.name != "meta" and "itemprop" not in tag.attributes:
        return
    name = tag.attributes.get("property") or tag.attributes.get("name") or tag.attributes.get("itemprop") or ""
    value = _clean(tag.attributes.get("content", "") or (tag.attributes.get("datetime", "") if tag.name == "time" else ""))
    if name and value:
        metas.setdefault(name.casefold(), value)


def _articles(tag: Tag) -> Iterator[dict[str, Any]]:
    """The news articles described by a JSON-LD script."""
    if tag.name != "script" or not tag.content or len(tag.content) > LONGEST_SCRIPT:
        return
    try:
        described = json.loads(tag.content, strict=False)
    except (ValueError, RecursionError):
        return
    pending = [described]
    while pending:
        node = pending.pop(0)
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            if str(_one(node.get("@type"))).endswith(ARTICLE_TYPES):
                yield node
            pending.append(node.get("@graph"))


def _published(metas: dict[str, str], article: dict[str, Any], times: list[str]) -> tuple[str | None, str]:
    sources = [("datePublished in the page's JSON-LD", str(article.get("datePublished") or ""))]
    sources += [(f"{name} in the page's metadata", metas.get(name, "")) for name in PUBLISHED_NAMES]
    sources += [("time element below the title", value) for value in times[:1]]
    for why, value in sources:
        day = declared_day(value)
        if day:
            return day, why
    return None, ""


def declared_day(value: str) -> str | None:
    """The one day, as an ISO date, that a declared date can mean."""
    value = value[:LONGEST_FACT]
    if value[:8].isdigit() and not value[8:9].isdigit():
        value = f"{value[:4]}-{value[4:6]}-{value[6:8]}"
    value = value.replace("T", " ", 1) if value[:4].isdigit() else value
    days = [written.days() for written in dates_in(value, Span(0, len(value)))]
    return days[0][0].isoformat() if days and len(days[0]) == 1 else None


def _title(heading: str, headline: str | None, title: str) -> str | None:
    """The heading the reader sees when the declared headline agrees with it, else the declared one."""
    seen, said = folded_name(heading), folded_name(headline or title)
    if seen and (not said or seen in said or said in seen):
        return heading
    return headline or title or heading or None


def _author(metas: dict[str, str]) -> str | None:
    found = _first(metas, AUTHOR_NAMES)
    return None if found and found.startswith(("http://", "https://")) else found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if metas.get(name)), None)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str | None:
    """A JSON-LD value as text: a string, the name of a thing, or the names of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(each) for each in value[:8] if not isinstance(each, list)))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value) or None if isinstance(value, str) else None


def _clean(value: str) -> str:
    return " ".join(value[:LONGEST_FACT * 4].split())[:LONGEST_FACT]
