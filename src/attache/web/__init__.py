"""The desk: the register in the browser. One function gives the whole application, pages and API."""
from __future__ import annotations

from importlib.resources import files

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from attache.api import Access
from attache.api import application as api_application
from attache.register.database import Location
from attache.web.drawing import draw_problem
from attache.web.front import choose_language, mark_seen
from attache.web.ledger import open_dyad
from attache.web.pages import EVERYTHING, PAGES


def application(register_path: Location, access: Access) -> Starlette:
    """The desk over the register at a path, for those who may come in."""
    own = (
        Mount("/static", StaticFiles(directory=str(files("attache.web").joinpath("static")))),
        Route("/seen", mark_seen, methods=["POST"]), Route("/language", choose_language, methods=["POST"]),
        Route("/dyads/open", open_dyad),
    )
    return api_application(register_path, access, PAGES, draw_problem, resources=EVERYTHING, routes=own)
