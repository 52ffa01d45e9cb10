"""The desk as one ASGI application: routes made from the resources, pages from whoever draws them.

In: the path of a register, who may come in, how answers look as HTML. Every request opens the register for itself, for questions only; just
a decision (POST) opens it for writing.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from attache.api.access import Access, user_name
from attache.api.answers import Answer, Asked, Example, Form, Language, Page, Resource
from attache.api.cursors import newest
from attache.api.deciding import decision_of_form, decision_of_json, enter, seen_of, with_decision
from attache.api.formats import feed_text, json_text, lines_text
from attache.api.negotiation import MEDIA_TYPES
from attache.api.openapi import document, page
from attache.api.problems import Problem, problem, problem_of, problem_response
from attache.api.questions import questions
from attache.api.requests import API, asked_of, form_of, in_api, knows, language_of, tag_of, wants_html
from attache.api.resources import RESOURCES
from attache.api.safety import SAFE_HEADERS, Guard, SafeAnswers
from attache.errors import AttacheError
from attache.register.database import Location
from attache.settings import LARGEST_BODY_BYTES, MOST_ON_A_PAGE

DECISIONS = "decisions"  # the resource that decisions are sent to
_STREAMED: frozenset[Form] = frozenset({"jsonl", "csv"})
ProblemPage = Callable[[Problem, Language], str]
Elsewhere = Callable[[Request], Location | None]  # the register that somebody chose to look at in place of the desk's own


class _FormConvertor(Convertor[str]):
    """The ending of an address that names a form."""

    regex = "json|jsonl|csv|ics|atom"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("form", _FormConvertor())


def application(
    register_path: Location, access: Access, pages: Mapping[str, Page], problem_page: ProblemPage, *,
    resources: Sequence[Resource] = RESOURCES, routes: Sequence[BaseRoute] = (), stylesheet: str | None = None,
    elsewhere: Elsewhere | None = None,
) -> Starlette:
    """The desk over a register. `pages` draws answers by the name of their resource, `problem_page` what went wrong; `resources` without
    forms have a page only; `routes` are tried first; `stylesheet` is the address of one for the description of the API;
    `elsewhere` says who looks at another register.
    """
    desk = _Desk(register_path, access, pages, problem_page, elsewhere)
    made = Starlette(
        routes=[*routes, *_described(resources, stylesheet), *(route for resource in resources for route in desk.routes(resource))],
        middleware=[
            Middleware(SafeAnswers), Middleware(Guard, access=access, refuse=desk.told), Middleware(GZipMiddleware, compresslevel=5),
        ],
        exception_handlers={AttacheError: desk.attache_error, HTTPException: desk.http_error, Exception: desk.fault},
        max_body_size=LARGEST_BODY_BYTES,
    )
    made.router.redirect_slashes = False
    return made


class _Desk:
    """Answers requests from one register."""

    def __init__(
        self, register_path: Location, access: Access, pages: Mapping[str, Page], problem_page: ProblemPage, elsewhere: Elsewhere | None
    ) -> None:
        self._path, self._access, self._pages, self._problem_page = register_path, access, pages, problem_page
        self._elsewhere = elsewhere

    def routes(self, resource: Resource) -> list[Route]:
        """The addresses of a resource: with an ending, of its page, and under the API."""
        async def answer(request: Request) -> Response:
            if request.method == "POST":
                body = await request.body()
                return await run_in_threadpool(self._decide, request, body)
            return await run_in_threadpool(self._answer, request, resource)

        methods = ["GET", "POST"] if resource.name == DECISIONS else ["GET"]
        prefixes = (API, "") if resource.forms else ("",)
        endings = ("", ".{form:form}") if resource.forms else ("",)
        paths = [(f"{prefix}{resource.path}{ending}", ending) for prefix in prefixes for ending in endings]
        return [Route(path, answer, methods=["GET"] if ending else methods) for path, ending in sorted(paths, key=lambda pair: not pair[1])]

    def attache_error(self, request: Request, error: Exception) -> Response:
        """What is wrong with a request or the register."""
        return self.told(request, problem_of(error) if isinstance(error, AttacheError) else _fault())

    def http_error(self, request: Request, error: Exception) -> Response:
        """What the router or Starlette refuses."""
        if not isinstance(error, HTTPException):
            return self.told(request, _fault())
        return self.told(request, problem(error.status_code, error.detail), dict(error.headers or {}))

    def fault(self, request: Request, _: Exception) -> Response:
        """A fault of ours: the trace goes to the log, not to the asker. It is answered from outside of `SafeAnswers`."""
        return self.told(request, _fault(), SAFE_HEADERS)

    def told(self, request: Request, found: Problem, headers: Mapping[str, str] | None = None) -> Response:
        """A problem, as a page to people."""
        own = {**(headers or {}), **({"Retry-After": "5"} if found.status == 503 else {})}
        if wants_html(request):
            return HTMLResponse(self._problem_page(found, language_of(request)), found.status, own)
        return problem_response(found, own)

    def _answer(self, request: Request, resource: Resource) -> Response:
        form = form_of(request, resource, has_page=resource.name in self._pages)
        path, example = self._looked_at(request)
        with questions(path) as register:
            tag = tag_of(request, form, newest(register), example)
            headers = {"ETag": tag, "Vary": "Accept, Accept-Language, Cookie", "Cache-Control": "private, no-cache"}
            if knows(request, tag):
                return Response(status_code=304, headers=headers)
            return self._written(asked_of(request, resource, register, form, example), form, request, headers)

    def _looked_at(self, request: Request) -> tuple[Location, Example]:
        """The register that the request is about."""
        if self._elsewhere is None:
            return self._path, "none"
        chosen = self._elsewhere(request)
        return (self._path, "offered") if chosen is None else (chosen, "shown")

    def _written(self, asked: Asked, form: Form, request: Request, headers: dict[str, str]) -> Response:
        streamed = form in _STREAMED and "cursor" in asked.values and "limit" not in request.query_params
        values = {**asked.values, "limit": MOST_ON_A_PAGE} if streamed else asked.values
        answer = asked.resource.answer(asked.register, values)
        if streamed and answer.next:
            rest = self._all(self._looked_at(request)[0], asked.resource, values, answer, form)
            return StreamingResponse(rest, 200, headers, MEDIA_TYPES[form])
        next_url = _with_cursor(asked, answer.next) if answer.next and not streamed else None
        if next_url:
            headers["Link"] = f'<{next_url}>; rel="next"'
        return Response(self._content(asked, answer, form, request, next_url), 200, headers, MEDIA_TYPES[form])

    def _content(self, asked: Asked, answer: Answer[Any], form: Form, request: Request, next_url: str | None) -> str | bytes:
        if form == "html":
            return self._pages[asked.resource.name](asked, answer)
        if form == "json":
            return json_text(answer, single=asked.resource.single, next_url=next_url)
        if form in _STREAMED:
            return lines_text(answer, form)
        return feed_text(answer, form, asked, str(request.base_url).rstrip("/"))

    def _all(self, path: Location, resource: Resource, values: Mapping[str, Any], answer: Answer[Any], form: Form) -> Iterator[str]:
        """The whole list, a page at a time, each of the revision that it began with and no moment longer in the register than it takes."""
        yield lines_text(answer, form)
        while answer.next:
            with questions(path) as register:
                answer = resource.answer(register, {**values, "cursor": answer.next})
                text = lines_text(answer, form, heading=False)
            yield text

    def _decide(self, request: Request, body: bytes) -> Response:
        path, _ = self._looked_at(request)
        by = user_name(request.headers.get("authorization", "")) or self._access.somebody
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if in_api(request):
            _require(media_type, "application/json")
            if "if-match" not in request.headers:
                raise HTTPException(428, "say with If-Match which revision you looked at: its number in quotes, or the ETag of an answer")
            entered = enter(path, decision_of_json(body), seen_of(request.headers["if-match"]), by)
            return Response(msgspec.json.encode(entered), 200 if entered.decision is None else 201, None, MEDIA_TYPES["json"])
        _require(media_type, "application/x-www-form-urlencoded")
        decision, seen, back = decision_of_form(body)
        return RedirectResponse(with_decision(back, enter(path, decision, seen, by)), 303)


def _described(resources: Sequence[Resource], stylesheet: str | None) -> list[Route]:
    """The addresses of the API's own description."""
    described, drawn = msgspec.json.encode(document(resources)), page(resources, stylesheet)

    async def machine(_: Request) -> Response:
        return Response(described, media_type=MEDIA_TYPES["json"])

    async def people(_: Request) -> Response:
        return HTMLResponse(drawn)

    return [Route(f"{API}/openapi.json", machine), Route(f"{API}/docs", people)]


def _fault() -> Problem:
    return problem(500, "a fault of attache's own; its log has the trace")


def _require(media_type: str, wanted: str) -> None:
    if media_type != wanted:
        raise HTTPException(415, f"send it as {wanted}")


def _with_cursor(asked: Asked, cursor: str) -> str:
    query = [(name, words) for name, words in asked.query if name != "cursor"]
    return f"{quote(asked.path)}?{urlencode([*query, ('cursor', cursor)])}"
