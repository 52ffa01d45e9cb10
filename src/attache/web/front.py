"""Today: what is new and changed since the last visit, changes of status first.

The last visit is a revision in a cookie, set when its reader says that all was seen: a page that is loaded twice loses nothing.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from heapq import nlargest

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from attache.api.answers import Answer, Asked
from attache.api.cursors import newest
from attache.api.parameters import Values
from attache.outputs import formats
from attache.queries.events import Event, events
from attache.queries.filters import EventFilter
from attache.queries.review import weight
from attache.web.dates import today
from attache.web.drawing import SEEN_COOKIE, draw

_SHOWN, _LEADING, _BESIDE, _COMING, _LOOKED_AT = 60, 6, 8, 6, 5
_YEAR_SECONDS = 31_536_000
_LANGUAGES = frozenset({"en", "fr"})


def today_answer(register: sqlite3.Connection, _: Values) -> Answer[Event]:
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
        "today.html", asked, seen=seen, moved=moved, disputed=disputed, lead=fresh[:room], rest=fresh[room:], shown=_BESIDE, more=len(changed) == _SHOWN,
        coming=answer.items, waiting=_most_doubtful(changed), day=today(),
        refused=asked.register.execute("SELECT count(*) FROM refusals").fetchone()[0],
    )


async def mark_seen(request: Request) -> Response:
    """Keeps in a cookie up to which revision everything was seen."""
    revision = str((await request.form()).get("revision", ""))
    answer = RedirectResponse("/", 303)
    if revision.isdecimal() and len(revision) < 10:  # noqa: PLR2004 - digits of a revision
        _keep(answer, SEEN_COOKIE, revision)
    return answer


async def choose_language(request: Request) -> Response:
    """Keeps in a cookie the language to answer in."""
    form = await request.form()
    back, language = str(form.get("back", "/")), str(form.get("lang", ""))
    answer = RedirectResponse(back if _is_own(back) else "/", 303)
    if language in _LANGUAGES:
        _keep(answer, "lang", language)
    return answer


def _is_own(back: str) -> bool:
    """Whether an address is a path of the desk, which no reading of it can take for another site."""
    return back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()


def _keep(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=_YEAR_SECONDS, httponly=True, samesite="strict")


def _seen(asked: Asked) -> int:
    """The revision of the last visit; 0 when there was none, or when the cookie is of another register."""
    kept = asked.cookies.get(SEEN_COOKIE, "")
    revision = int(kept) if kept.isdecimal() and len(kept) < 10 else 0  # noqa: PLR2004 - digits of a revision
    return revision if revision <= newest(asked.register) else 0


def _changed(register: sqlite3.Connection, seen: int) -> list[Event]:
    """What changed since, each with the status it had; on the first visit, when all is new, just the last of it."""
    if seen:
        return list(events(register, EventFilter(changed_since=seen), limit=_SHOWN))
    return list(events(register, limit=_SHOWN, order="changed"))


def _most_doubtful(changed: Sequence[Event]) -> list[Event]:
    return nlargest(_LOOKED_AT, (event for event in changed if event.verdict is None), key=weight)


def _latest_first(found: Sequence[Event]) -> list[Event]:
    return sorted(found, key=lambda event: event.claim.date or event.page.published or "", reverse=True)
