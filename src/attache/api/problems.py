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
CODES: Mapping[str, tuple[int, str]] = {
    "E-REQUEST": (400, "The request is not understood."),
    "E-HOST": (400, "The desk does not answer to the host name of the request."),
    "E-PARAMETER": (400, "A parameter is unknown, given twice, missing, or its value does not fit."),
    "E-TOKEN": (401, "The token is missing or wrong."),
    "E-CROSS-SITE": (403, "What changes the register came from another site."),
    "E-READ-ONLY": (403, "The register may not be written."),
    "E-NO-ADDRESS": (404, "Nothing has this address, or not in this form."),
    "E-NO-EVENT": (404, "No event has this identity."),
    "E-NO-FIGURE": (404, "Nobody has this name."),
    "E-NO-AGREEMENT": (404, "No agreement has this identity."),
    "E-NO-DECISION": (404, "No decision has this number."),
    "E-NO-PAGE": (404, "No page has this identity."),
    "E-NO-REVISION": (404, "The register has no such revision, or the day is none."),
    "E-COUNTRY": (404, "No country has this name, or it is the same twice."),
    "E-CURSOR": (404, "A cursor that no answer gave."),
    "E-METHOD": (405, "The address does not take this method."),
    "E-FORMAT": (406, "The answer cannot be had in any form that is accepted."),
    "E-AMBIGUOUS": (409, "The beginning of an identity fits several."),
    "E-CHANGED": (412, "What is decided about changed since the revision that was looked at."),
    "E-TOO-LARGE": (413, "The body of the request is too large."),
    "E-MEDIA-TYPE": (415, "The body is of the wrong type."),
    "E-BODY": (422, "The body is no decision."),
    "E-DECISION": (422, "The decision cannot be made."),
    "E-NO-WORDS": (422, "A search without a word in it."),
    "E-IF-MATCH": (428, "A decision has to say which revision was looked at."),
    "E-INTERNAL": (500, "A fault of attache's own."),
    "E-DB-BUSY": (503, "Another program has been writing for too long."),
    "E-DB-SERVER": (503, "The server that holds the register does not answer."),
    "E-DB-OLDER": (503, "The register was written by an older attache; `attache add --again` brings it up to date."),
    "E-NOT-FOUND": (503, "There is no register here yet."),
    "E-TIME-LIMIT": (503, "The question takes too long."),
}
_BY_STATUS = {
    400: "E-REQUEST", 401: "E-TOKEN", 403: "E-CROSS-SITE", 404: "E-NO-ADDRESS", 405: "E-METHOD", 406: "E-FORMAT", 413: "E-TOO-LARGE",
    415: "E-MEDIA-TYPE", 428: "E-IF-MATCH",
}


class Problem(Struct, frozen=True, kw_only=True):
    """RFC 9457: what is wrong (`detail`) with what (`subject`), and its stable `code`."""

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
    """The problem that one of our errors is. Of a register's errors the path stays here, and what a server says of itself."""
    told = isinstance(error, InputError)
    status, meaning = CODES.get(error.code, (HTTPStatus.BAD_REQUEST if told else HTTPStatus.INTERNAL_SERVER_ERROR, ""))
    detail = meaning if error.code == "E-DB-SERVER" else error.message
    return problem(int(status), detail, error.code, error.subject if told else None)


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as JSON."""
    return Response(msgspec.json.encode(found), found.status, headers, PROBLEM_TYPE)
