"""Who is who: people, bodies, agreements."""
from __future__ import annotations

from attache.api.answers import Answer, Asked
from attache.queries.agreements import Pact
from attache.queries.people import Figure, Profile
from attache.register.accords import STAGES
from attache.resources import table
from attache.web.drawing import draw


def figures_page(asked: Asked, answer: Answer[Figure]) -> str:
    """People or bodies, those of most pages first."""
    kind = "person" if asked.resource.name == "people" else "body"
    return draw("figures.html", asked, figures=answer.items, kind=kind, next=answer.next, countries=_countries())


def profiles_page(asked: Asked, answer: Answer[Profile]) -> str:
    """Whoever a name means, in full."""
    return draw("figure.html", asked, profiles=answer.items)


def agreements_page(asked: Asked, answer: Answer[Pact]) -> str:
    """Agreements, the latest first, each with the words that prove its stages."""
    return draw("agreements.html", asked, pacts=answer.items, stages=STAGES, next=answer.next, countries=_countries(), names=_names())


def agreement_page(asked: Asked, answer: Answer[Pact]) -> str:
    """One agreement."""
    return draw("agreement.html", asked, pacts=answer.items, stages=STAGES, names=_names())


def _countries() -> list[str]:
    return [row["name"] for row in table("countries")]


def _names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in table("countries")}
