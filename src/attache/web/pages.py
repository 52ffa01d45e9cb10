"""Every page of the desk: what draws the answer of each resource, and the resources that have a page only.

Pages and API share their addresses. What is only here has no form for programs, since it says nothing that they cannot ask for elsewhere.
"""
from __future__ import annotations

from collections.abc import Mapping

from attache.api import RESOURCES, Page, Resource
from attache.api.parameters import COUNTRY, SINCE, Parameter
from attache.web.about import about_page
from attache.web.dossier import event_page, text_page
from attache.web.front import today_answer, today_page
from attache.web.ledger import dyad_page, dyads_answer, dyads_page
from attache.web.lists import calendar_page, decisions_page, events_page, review_page, search_page, sources_page
from attache.web.maps import map_answer, map_page
from attache.web.network import network_answer, network_page
from attache.web.people import agreement_page, agreements_page, figures_page, profiles_page

_PLACE = Parameter(name="place", kind="words", meaning="A place as pages name it: its events are listed.")
_PLACE_COUNTRY = Parameter(name="of", kind="words", meaning="The country of the place, as a code.")
_VIEW = Parameter(name="view", kind="choice", choices=("world",), meaning="How much of the map is shown.")

WITH_A_PAGE_ONLY: tuple[Resource, ...] = (
    Resource(name="today", path="/", title="What is new and changed.", answer=today_answer, forms=()),
    Resource(name="dyads", path="/dyads", title="Choosing a dyad.", answer=dyads_answer, forms=()),
    Resource(
        name="map", path="/map", title="Where events are.", answer=map_answer, parameters=(SINCE, _VIEW, _PLACE, _PLACE_COUNTRY), forms=()
    ),
    Resource(
        name="network", path="/network", title="Who has to do with whom.", answer=network_answer, parameters=(COUNTRY, SINCE), forms=()
    ),
)
EVERYTHING = (*WITH_A_PAGE_ONLY, *RESOURCES)

PAGES: Mapping[str, Page] = {
    "today": today_page, "events": events_page, "event": event_page, "dyads": dyads_page, "dyad": dyad_page, "people": figures_page,
    "person": profiles_page, "bodies": figures_page, "body": profiles_page, "agreements": agreements_page, "agreement": agreement_page,
    "calendar": calendar_page, "map": map_page, "network": network_page, "review": review_page, "decisions": decisions_page,
    "search": search_page, "sources": sources_page, "page": text_page, "about": about_page,
}
