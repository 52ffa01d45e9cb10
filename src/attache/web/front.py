"""Today: what is new and changed since the last visit, changes of status first.

The last visit is a revision in a cookie, set when its reader says that all was seen: a page that is loaded twice loses nothing.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from heapq import nlargest
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from attache.api.answers import Answer, Asked
from attache.api.cursors import newest
from attache.api.deciding import own_path
from attache.api.parameters import Values
from attache.outputs import formats
from attache.queries.events import Event, events
from attache.queries.filters import EventFilter
from attache.queries.review import weight
from attache.register.database import Connection
from attache.web.dates import today
from attache.web.drawing import draw

_SHOWN, _LEADING, _BESIDE, _COMING, _LOOKED_AT = 60, 6, 8, 6, 5
_YEAR_SECONDS = 31_536_000
_REVISION = re.compile(r"\d{1,9}", re.ASCII)
_MOST_FIELDS = 10
_LANGUAGES = frozenset({"en", "fr"})


def today_answer(register: Connection, _: Values) -> Answer[Event]:
    """What is planned for the days to come; the rest depends on who asks."""
    found = events(register, EventFilter(status="planned", since=today()), limit=_COMING)
    return Answer(revision=newest(register), items=list(found), shape=formats.EVENTS)


def today_page(asked: Asked, answer: Answer[Event]) -> str:
    """The front page."""
    seen = _seen(asked)
    changed = _changed(asked.register, seen)
    moved = [event for event in changed if event.was and event.was != event.claim.status]
    disputed = [event for event in changed if event.disputed and event not in moved]
    fresh = _latest_first([event for event in changed if event not in moved and event not in disputed])
    room = max(0, _LEADING - len(moved) - len(disputed))
    return draw(
        "today.html", asked, seen=seen, moved=moved, disputed=disputed, lead=fresh[:room], rest=fresh[room:], shown=_BESIDE,
        more=len(changed) == _SHOWN, coming=answer.items, waiting=_most_doubtful(changed), day=today(),
        refused=asked.register.execute("SELECT count(*) FROM refusals").fetchone()[0],
    )


async def mark_seen(request: Request) -> Response:
    """Keeps in a cookie up to which revision everything was seen."""
    sent = await _sent(request)
    revision = sent.get("revision", "")
    answer = RedirectResponse("/", 303)
    if _REVISION.fullmatch(revision):
        _keep(answer, _cookie(sent.get("example")), revision)
    return answer


async def choose_language(request: Request) -> Response:
    """Keeps in a cookie the language to answer in."""
    sent = await _sent(request)
    answer = RedirectResponse(own_path(sent.get("back", "/")), 303)
    if sent.get("lang") in _LANGUAGES:
        _keep(answer, "lang", sent["lang"])
    return answer


async def _sent(request: Request) -> dict[str, str]:
    """The fields of a form; none for what is no form."""
    body = (await request.body()).decode("ascii", "replace")
    try:
        return dict(parse_qsl(body, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _keep(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=_YEAR_SECONDS, httponly=True, samesite="strict")


def _cookie(example: str | None) -> str:
    """Which cookie keeps what was seen: of one's own register, or of the example."""
    return "seen-of-the-example" if example == "shown" else "seen"


def _seen(asked: Asked) -> int:
    """The revision of the last visit; 0 when there was none, or when the cookie is of another register."""
    kept = asked.cookies.get(_cookie(asked.example), "")
    revision = int(kept) if _REVISION.fullmatch(kept) else 0
    return revision if revision <= newest(asked.register) else 0


def _changed(register: Connection, seen: int) -> list[Event]:
    """What changed since, each with the status it had; on the first visit, when all is new, just the last of it."""
    if seen:
        return list(events(register, EventFilter(changed_since=seen), limit=_SHOWN))
    return list(events(register, limit=_SHOWN, order="changed"))


def _most_doubtful(changed: Sequence[Event]) -> list[Event]:
    return nlargest(_LOOKED_AT, (event for event in changed if event.verdict is None), key=weight)


def _latest_first(found: Sequence[Event]) -> list[Event]:
    """By the day it was reported: what is planned for next year is not news for that."""
    return sorted(found, key=lambda event: (event.page.published or event.claim.date or "", event.claim.date or ""), reverse=True)
