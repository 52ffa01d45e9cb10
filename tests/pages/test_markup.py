"""HTML pages: declared facts, blocks over one text, and markup that breaks tree builders."""

from __future__ import annotations

import json

import pytest

from attache.errors import InputError
from attache.model import Document, Page
from attache.pages import read_document
from attache.pages.markup import is_html
from attache.pages.tags import Tag, tokens

PARAGRAPHS = (
    "The prime minister of Norway arrived in Lima on Saturday for talks with the president of Peru about fisheries.",
    "The two governments are expected to sign an agreement on patrol boats before the end of the month, officials said.",
    "Peru asked for three vessels in January, and a delegation went to Oslo in March to discuss the price with the ministry.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LETTERS = sum(map(len, PARAGRAPHS))


def _read(markup: str) -> Document:
    return read_document(Page("0", "page", "page.html", markup.encode()))


def _page(head: str = "", top: str = "<h1>Premier visits Lima</h1>", body: str = BODY, lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head>{head}</head><body><nav><ul><li><a href="/">Home</a></li><li>World</li></ul></nav>'
        f"<article>{top}{body}</article><footer>© 2021 The Harbour Post. All rights reserved.</footer></body></html>"
    )


def _kept(document: Document) -> int:
    return sum(len(paragraph) for paragraph in PARAGRAPHS if paragraph in document.text)


def test_a_page_with_its_furniture() -> None:
    top = (
        "<h1>Premier visits Lima</h1><p class=by>By Ana Lindqvist</p><p><time datetime='2021-04-03T09:00Z'>3 April 2021</time></p>"
        "<figure><img src=x><figcaption>Photo: the premier in Lima. (Reuters)</figcaption></figure>"
    )
    document = _read(
        _page(top=top, body=BODY.replace("<p>The prime", "<p>LIMA (Reuters) - The prime") + "<h2>Related</h2><p><a>Boats</a></p>")
    )
    assert (document.title, document.publisher, document.credit) == ("Premier visits Lima", "The Harbour Post", "Reuters")
    assert (document.byline, document.dateline, document.published) == ("Ana Lindqvist", "LIMA", "2021-04-03")
    body = [document.text[block.start : block.end] for block in document.blocks if block.kind == "body"]
    assert body == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "published", "why"),
    [
        ('<meta property="article:published_time" content="2021-04-03T23:30:00-05:00">', "2021-04-03", "article:published_time"),
        ('<meta name="pubdate" content="20210403">', "2021-04-03", "pubdate"),
        ('<meta name="date" content="April 3, 2021">', "2021-04-03", "date"),
        ('<meta name="date" content="04/03/2021">', None, ""),
        ('<meta itemprop="datePublished" content="2021-04-03">', "2021-04-03", "datepublished"),
        ('<meta property="article:modified_time" content="2021-04-05">', None, ""),
        (
            f'<script type="application/ld+json">{json.dumps([{"@type": ["NewsArticle"], "datePublished": "2021-04-03"}])}</script>',
            "2021-04-03",
            "JSON-LD",
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None, ""),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None, ""),
    ],
)
def test_declared_dates(head: str, published: str | None, why: str) -> None:
    document = _read(_page(head))
    assert document.published == published
    assert why in document.published_why


def test_declared_names() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Not this"},
            {
                "@type": "ReportageNewsArticle",
                "headline": "Premier visits Lima",
                "author": [{"name": "Ana Lindqvist"}, "Tom Osei"],
                "publisher": {"@type": "Organization", "name": "Fjord Gazette"},
            },
        ]
    }
    document = _read(
        _page(f'<title>Premier visits Lima - Fjord Gazette</title><script type="application/ld+json">{json.dumps(graph)}</script>')
    )
    assert (document.title, document.publisher, document.byline) == ("Premier visits Lima", "Fjord Gazette", "Ana Lindqvist, Tom Osei")


def test_the_sites_name_is_no_part_of_the_title() -> None:
    head = '<title>Premier visits Lima | Fjord Gazette</title><meta property="og:site_name" content="Fjord Gazette">'
    assert _read(_page(head, top="")).title == "Premier visits Lima"


@pytest.mark.parametrize(("lang", "published"), [("en-US", "2021-05-07"), ("en-GB", "2021-07-05"), ("fr", None)])
def test_the_declared_locale_settles_a_numeric_date(lang: str, published: str | None) -> None:
    assert _read(_page(top="<h1>Premier visits Lima</h1><p>05/07/2021</p>", lang=lang)).published == published


@pytest.mark.parametrize("depth", [200, 253, 300, 2_048, 100_000])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    document = _read(_page(body="<div>" * depth + BODY + "</div>" * depth))
    assert _kept(document) == LETTERS


def test_a_deep_part_of_a_shallow_page_is_kept() -> None:
    deep = (
        "Norway's opposition asked for the price of the vessels to be made public before parliament votes on the budget in June, and its "
        "leader said that no government had ever sold ships of this kind to a country so far from its own coast."
    )
    document = _read(_page(body=BODY + "<div>" * 400 + f"<p>{deep}</p>" + "</div>" * 400))
    assert _kept(document) == LETTERS
    assert deep in document.text


@pytest.mark.parametrize(
    "markup",
    [
        _page(body="<p " + " ".join(f"a{index}=1" for index in range(100_000)) + ">x</p>" + BODY),
        _page(body="<!-- open " + "-" * 1000 + "-->" + BODY),
        _page(body="<p>&lt;" + "<" * 50_000 + "</p>" + BODY),
        _page(body=BODY.replace("</p>", "")),
        "<html><body>" + "<table><tr><td>" * 300 + BODY,
        _page(body="<script>var x = '<p>no</p>'</script>" + BODY),
    ],
)
def test_hostile_markup_keeps_the_report(markup: str) -> None:
    assert _kept(_read(markup)) == LETTERS


@pytest.mark.parametrize(
    "markup", ["<html><body><div></div><p> </p></body></html>", "<html><script>var a = 1</script></html>", "<html><!-- words only here"]
)
def test_a_page_that_shows_nothing_is_refused(markup: str) -> None:
    with pytest.raises(InputError) as refused:
        _read(markup)
    assert refused.value.code == "E-NO-TEXT"


def test_scripts_and_styles_are_not_text() -> None:
    document = _read(_page(body="<style>p {color: red}</style><script>alert('boom')</script>" + BODY))
    assert "color" not in document.text
    assert "boom" not in document.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p>a</p><p>b</p><p>c</p>", True), ("<!DOCTYPE html>x", True), ("a < b and b > c", False), ("<p>One</p> tag", False)],
)
def test_html_is_told_by_its_tags(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_tokens_go_on_after_a_broken_tag() -> None:
    names = [token.name for token in tokens("<p a='1' <b>x</b><i \"q<u>y</u>") if isinstance(token, Tag)]
    assert names == ["p", "b", "b", "i", "u", "u"]
