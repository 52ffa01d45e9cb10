"""Answers into HTML: one Jinja environment for all pages.

Everything that is not a template's own text is escaped, and first loses control characters and marks that turn the direction of what
follows: pages are hostile. Templates hold no script and no style.
"""
from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from attache.api.answers import Asked, Form, Language
from attache.api.cursors import newest
from attache.api.problems import Problem
from attache.outputs.cleaning import paragraphs
from attache.outputs.formats import Shape
from attache.outputs.shapes import voice
from attache.outputs.wording import MARKS
from attache.queries.countries import country_code
from attache.queries.events import SHORT_ID
from attache.web import addresses, dates, marking
from attache.web.words import speaking

_TOGETHER = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
PAGE_ONLY: Shape[Any] = Shape(vars, {}, {})  # of answers that are never written as anything but HTML


def draw(template: str, asked: Asked, **facts: Any) -> str:
    """The page for a request."""
    say = speaking(asked.language)
    (waiting,) = asked.register.execute("SELECT value FROM meta WHERE key = 'pages'").fetchone()
    frame = {
        "section": asked.resource.name, "path": asked.path, "query": dict(asked.query), "language": asked.language, "say": say,
        "decided": asked.decided, "revision": newest(asked.register), "pages": waiting, "example": asked.example, "again": _again(asked),
        "download": _download(asked),
    }
    return environment().get_template(template).render({**frame, **facts})


def draw_problem(problem: Problem, language: Language) -> str:
    """The page for what went wrong: says what, and how to go on. Asks the register nothing, for it may be what is wrong."""
    frame = {
        "section": "problem", "path": "/", "query": {}, "language": language, "say": speaking(language), "decided": None,
        "example": "none", "revision": None, "pages": None,
    }
    return environment().get_template("problem.html").render({**frame, "problem": problem})


def tone(score: float) -> str:
    """What the sign of a score is called in the style sheet."""
    return "up" if score > 0 else "down" if score < 0 else "even"


@cache
def environment() -> Environment:
    """The templates with all they may use."""
    made = Environment(
        loader=FileSystemLoader(str(files("attache.web").joinpath("templates"))), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=harmless, auto_reload=False,
    )
    made.globals |= {
        "event_address": addresses.event_address, "dyad_address": addresses.dyad_address, "figure_address": addresses.figure_address,
        "address": addresses.address, "linkable": addresses.linkable, "dyad_of": addresses.dyad_of, "strip": dates.strip,
        "strip_width": dates.STRIP_WIDTH, "said_date": dates.said_date, "said_month": dates.said_month, "vagueness": dates.vagueness,
        "marks": MARKS, "together": _TOGETHER, "voice": voice, "pieces": marking.pieces, "labelled": marking.labelled,
        "same_country": _same_country, "short": SHORT_ID,
    }
    return made


def harmless(value: Any) -> Any:
    """A value of a template as it may be shown."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():  # nearly all are: neither controls nor marks
        return value
    return paragraphs(value)


def _same_country(name: str, country: str) -> bool:
    return country_code(name) == country


def _again(asked: Asked) -> Any:
    def again(**changes: object) -> str:
        return addresses.asked_again(quote(asked.path), asked.query, **changes)

    return again


def _download(asked: Asked) -> Any:
    """The same question as a file: all that fits, not only what one page lists."""
    def download(form: Form) -> str:
        return addresses.asked_again(f"{quote(asked.path)}.{form}", asked.query, lang=None, limit=None)

    return download
