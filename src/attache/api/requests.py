"""A request read: the form that is wanted, the values asked for, the language, and the tag by which an answer is known again."""
from __future__ import annotations

from datetime import date
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request

from attache.api.answers import Asked, Example, Form, Language, Resource
from attache.api.negotiation import accepted_form, accepted_language
from attache.api.parameters import values
from attache.register.database import Connection

API = "/api/v1"
_PAGE_ONLY = frozenset({"lang", "decided"})  # what addresses of pages may have besides the resource's own parameters
_LONGEST_NUMBER = 9


def in_api(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api/")


def wants_html(request: Request) -> bool:
    """Whether what went wrong is best told to a person."""
    return not in_api(request) and "text/html" in request.headers.get("accept", "")


def language_of(request: Request) -> Language:
    """As the address says, else as was chosen before, else as the browser prefers."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in ("en", "fr"):
            return "fr" if chosen == "fr" else "en"
    return accepted_language(request.headers.get("accept-language", ""))


def form_of(request: Request, resource: Resource, *, has_page: bool) -> Form:
    """The form to answer in. Raises InputError E-FORMAT, HTTPException 404 for an ending that the resource does not have."""
    asked: Form | None = request.path_params.get("form")
    if asked is None:
        page: tuple[Form, ...] = ("html",) if has_page and not in_api(request) else ()
        return accepted_form(request.headers.get("accept", ""), resource.forms + page)  # whoever takes anything is a program
    if asked not in resource.forms:
        raise HTTPException(404, f"{resource.name} cannot be had as {asked}; there are {', '.join(resource.forms)}")
    return asked


def asked_of(request: Request, resource: Resource, register: Connection, form: Form, example: Example = "none") -> Asked:
    """What the request asks. Raises InputError E-PARAMETER."""
    query = tuple(request.query_params.multi_items())
    own = [(name, words) for name, words in query if in_api(request) or name not in _PAGE_ONLY]
    parts = [(part.name, request.path_params[part.name]) for part in resource.parts]
    decided = request.query_params.get("decided", "")
    found = values(resource.parameters, own, from_form=not in_api(request)) | values(resource.parts, parts)
    given = {name for name, words in own if words}
    found |= {name: value for name, value in resource.defaults.get(form, {}).items() if name not in given}
    return Asked(
        resource=resource, path=request.url.path, query=query, values=found, language=language_of(request), cookies=request.cookies,
        register=register, example=example,
        decided=int(decided) if decided.isascii() and decided.isdecimal() and len(decided) <= _LONGEST_NUMBER else None,
    )


def tag_of(request: Request, form: Form, revision: int, example: Example = "none") -> str:
    """Other when the answer may be: by the register, its revision, the question, the form, and for pages by whatever they are drawn from.

    It begins with the revision, so that it can be sent back as the `If-Match` of a decision.
    """
    drawn = (date.today(), language_of(request), *sorted(request.cookies.items())) if form == "html" else ()  # pages know the day
    known = repr((request.url.netloc, request.url.path, request.url.query, form, example, drawn))
    return f'W/"{revision}-{sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


def knows(request: Request, tag: str) -> bool:
    """Whether the asker has this answer already."""
    return tag in (each.strip() for each in request.headers.get("if-none-match", "").split(","))
