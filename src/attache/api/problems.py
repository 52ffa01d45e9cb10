"""What went wrong, as RFC 9457 problem details for programs.

In: an AttacheError or an HTTP status. Out: a `Problem` and its response.
"""
from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from msgspec import Struct
from starlette.responses import Response

from attache.errors import AttacheError, InputError

PROBLEM_TYPE = "application/problem+json"
_STATUS = {
    "E-NO-EVENT": 404, "E-NO-FIGURE": 404, "E-NO-AGREEMENT": 404, "E-NO-DECISION": 404, "E-COUNTRY": 404, "E-AMBIGUOUS": 409,
    "E-CHANGED": 412, "E-READ-ONLY": 403, "E-DB-BUSY": 503, "E-TIME-LIMIT": 503, "E-NOT-FOUND": 503, "E-DB-OLDER": 503,
    "E-FORMAT": 406, "E-NO-PAGE": 404, "E-DECISION": 422, "E-BODY": 422,
}
_BY_STATUS = {
    400: "E-REQUEST", 401: "E-TOKEN", 403: "E-FORBIDDEN", 404: "E-NO-ADDRESS", 405: "E-METHOD", 406: "E-FORMAT", 413: "E-TOO-LARGE",
    415: "E-MEDIA-TYPE", 428: "E-IF-MATCH",
}


class Problem(Struct, frozen=True, kw_only=True):
    """RFC 9457, with the stable code of docs/reference.md and what it is about."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    subject: str | None = None


def problem(status: int, detail: str, code: str | None = None, subject: str | None = None) -> Problem:
    """A problem of its own."""
    code = code or _BY_STATUS.get(status, "E-INTERNAL" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "E-REQUEST")
    return Problem(
        type=f"/api/v1/docs#{code}", title=HTTPStatus(status).phrase, status=status, detail=detail, code=code, subject=subject
    )


def problem_of(error: AttacheError) -> Problem:
    """The problem that one of our errors is. Of a register's errors the path stays here."""
    status = _STATUS.get(error.code, 400 if isinstance(error, InputError) else 500)
    return problem(status, error.message, error.code, error.subject if isinstance(error, InputError) else None)


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as JSON."""
    return Response(msgspec.json.encode(found), found.status, headers, PROBLEM_TYPE)
