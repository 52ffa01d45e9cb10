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
from attache.web.example import ExampleRegister, MakeExample
from attache.web.front import choose_language, mark_seen
from attache.web.ledger import open_dyad
from attache.web.pages import EVERYTHING, PAGES


def application(register_path: Location, access: Access, make_example: MakeExample | None = None) -> Starlette:
    """The desk over the register at a path, for those who may come in; an empty one offers an example where it is told how to make it."""
    example = ExampleRegister(make_example) if make_example else None
    own = (
        Mount("/static", StaticFiles(directory=str(files("attache.web").joinpath("static")))),
        Route("/seen", mark_seen, methods=["POST"]), Route("/language", choose_language, methods=["POST"]),
        Route("/dyads/open", open_dyad), *_routes(example),
    )
    return api_application(
        register_path, access, PAGES, draw_problem, resources=EVERYTHING, routes=own, stylesheet="/static/desk.css",
        elsewhere=example.chosen if example else None,
    )


def _routes(example: ExampleRegister | None) -> tuple[Route, ...]:
    if example is None:
        return ()
    return Route("/example", example.show, methods=["POST"]), Route("/example/leave", example.leave, methods=["POST"])
