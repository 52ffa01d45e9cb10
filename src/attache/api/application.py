"""The desk as one ASGI application: routes made from the resources, pages from whoever draws them.

In: the path of a register, who may come in, how answers look as HTML. Every request opens the register for itself, for questions only.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from attache.api.access import Access
from attache.api.answers import Answer, Asked, Form, Language, Page, Resource
from attache.api.formats import json_text, lines_text
from attache.api.negotiation import MEDIA_TYPES, accepted_form, accepted_language
from attache.api.parameters import values
from attache.api.problems import Problem, problem, problem_of, problem_response
from attache.api.reading import questions
from attache.api.resources import RESOURCES, newest
from attache.api.safety import Guard, SafeAnswers
from attache.errors import AttacheError, InputError
from attache.settings import LARGEST_BODY_BYTES

API = "/api/v1"
_PAGE_ONLY = frozenset({"lang", "decided"})  # what addresses of pages may have besides the resource's own parameters
ProblemPage = Callable[[Problem, Language], str]


class _FormConvertor(Convertor[str]):
    """The ending of an address that names a form."""

    regex = "json|jsonl|csv|ics|atom"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("form", _FormConvertor())


def application(
    register_path: Path, access: Access, pages: Mapping[str, Page], problem_page: ProblemPage, *,
    resources: Sequence[Resource] = RESOURCES, routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The desk over a register. `pages` draws answers by the name of their resource, `problem_page` what went wrong; `resources` that are
    not of the API have a page only; `routes` are tried first.
    """
    desk = _Desk(register_path, pages, problem_page)
    made = Starlette(
        routes=[*routes, *(route for resource in resources for route in desk.routes(resource))],
        middleware=[Middleware(SafeAnswers), Middleware(Guard, access=access), Middleware(GZipMiddleware, compresslevel=5)],
        exception_handlers={AttacheError: desk.attache_error, HTTPException: desk.http_error, Exception: desk.fault},
        max_body_size=LARGEST_BODY_BYTES,
    )
    made.router.redirect_slashes = False
    return made


class _Desk:
    """Answers requests from one register."""

    def __init__(self, register_path: Path, pages: Mapping[str, Page], problem_page: ProblemPage) -> None:
        self._path, self._pages, self._problem_page = register_path, pages, problem_page

    def routes(self, resource: Resource) -> list[Route]:
        """The addresses of a resource: with an ending, of its page, and under the API."""
        def answer(request: Request) -> Response:
            return self._answer(request, resource)

        prefixes = (API, "") if resource.forms else ("",)
        paths = [f"{prefix}{path}" for prefix in prefixes for path in (*((f"{resource.path}.{{form:form}}",) if resource.forms else ()), resource.path)]
        return [Route(path, answer) for path in paths]

    def attache_error(self, request: Request, error: Exception) -> Response:
        """What is wrong with a request or the register."""
        assert isinstance(error, AttacheError)
        return self._problem(request, problem_of(error))

    def http_error(self, request: Request, error: Exception) -> Response:
        """What the router or Starlette refuses."""
        assert isinstance(error, HTTPException)
        return self._problem(request, problem(error.status_code, error.detail), dict(error.headers or {}))

    def fault(self, request: Request, _: Exception) -> Response:
        """A fault of ours: the trace goes to the log, not to the asker."""
        return self._problem(request, problem(500, "a fault of attache's own; its log has the trace"))

    def _problem(self, request: Request, found: Problem, headers: dict[str, str] | None = None) -> Response:
        if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            return problem_response(found, headers)
        return HTMLResponse(self._problem_page(found, _language(request)), found.status, headers)

    def _answer(self, request: Request, resource: Resource) -> Response:
        form = self._form(request, resource)
        with questions(self._path) as register:
            asked = self._asked(request, resource, register)
            tag = _tag(request, form, newest(register))
            if tag in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": tag})
            answer = resource.answer(register, asked.values)
            response = self._written(answer, asked, form, request)
        response.headers.update({"ETag": tag, "Vary": "Accept, Accept-Language, Cookie", "Cache-Control": "private, no-cache"})
        return response

    def _form(self, request: Request, resource: Resource) -> Form:
        asked: Form | None = request.path_params.get("form")
        if asked is None:
            in_api = request.url.path.startswith(API)
            offered: tuple[Form, ...] = (("html",) if not in_api and resource.name in self._pages else ()) + resource.forms
            return accepted_form(request.headers.get("accept", ""), offered)
        if asked not in resource.forms:
            raise HTTPException(404, f"there is no {asked} here")
        return asked

    def _asked(self, request: Request, resource: Resource, register: sqlite3.Connection) -> Asked:
        query = tuple(request.query_params.multi_items())
        own = [(name, words) for name, words in query if name not in _PAGE_ONLY]
        parts = [(part.name, request.path_params[part.name]) for part in resource.parts]
        decided = request.query_params.get("decided", "")
        return Asked(
            resource=resource, path=request.url.path, query=query, values=values(resource.parameters, own) | values(resource.parts, parts),
            language=_language(request), cookies=request.cookies, register=register,
            decided=int(decided) if decided.isdecimal() and len(decided) < 10 else None,
        )

    def _written(self, answer: Answer[Any], asked: Asked, form: Form, request: Request) -> Response:
        next_url = _with_cursor(asked, answer.next) if answer.next else None
        headers = {"Link": f'<{next_url}>; rel="next"'} if next_url else {}
        if form == "html":
            return HTMLResponse(self._pages[asked.resource.name](asked, answer), headers=headers)
        if form == "json":
            return Response(json_text(answer, single=asked.resource.single, next_url=next_url), 200, headers, MEDIA_TYPES[form])
        return Response(lines_text(answer, form), 200, headers, MEDIA_TYPES[form])


def _with_cursor(asked: Asked, cursor: str) -> str:
    query = [(name, words) for name, words in asked.query if name != "cursor"]
    return f"{quote(asked.path)}?{urlencode([*query, ('cursor', cursor)])}"


def _language(request: Request) -> Language:
    chosen = request.query_params.get("lang") or request.cookies.get("lang")
    if chosen in ("en", "fr"):
        return "fr" if chosen == "fr" else "en"
    return accepted_language(request.headers.get("accept-language", ""))


def _tag(request: Request, form: Form, revision: int) -> str:
    """What changes when the answer may: the revision, the question, the form, and for pages whatever they are drawn by."""
    drawn = (_language(request), *sorted(request.cookies.items())) if form == "html" else ()
    return f'W/"{revision}-{sha256(repr((request.url.path, request.url.query, form, drawn)).encode()).hexdigest()[:24]}"'
