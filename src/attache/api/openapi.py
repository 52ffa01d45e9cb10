"""The API described for programs (OpenAPI 3.1) and for people, both made from the table of resources and the records themselves."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from attache.api.answers import Resource
from attache.api.negotiation import MEDIA_TYPES
from attache.api.parameters import CURSOR_WORDS, DATE, MOMENT, Parameter
from attache.api.problems import CODES, PROBLEM_TYPE
from attache.api.schema import components
from attache.api.standing import own_version
from attache.settings import LONGEST_QUESTION

Json = dict[str, Any]

_PATTERNS = {"date": DATE, "moment": MOMENT, "cursor": CURSOR_WORDS, "identity": "^[0-9a-fA-F]{4,64}$", "page": "^[0-9a-fA-F]{8,64}$"}
_FOR_ALL = (400, 401, 406, 503)  # what any question may be answered with
_DECIDING = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503)
_IF_MATCH = '^(W/)?"?[0-9]{1,10}(-[0-9a-f]*)?"?$'
_ABOUT = (
    "The register of who did what to whom, when, where, according to whom. Every address is also one of the desk without /api/v1; an "
    "ending (.json, .jsonl, .csv, .ics, .atom) or Accept chooses the form. JSON lines and CSV without a limit are whole. Fields are only "
    "added."
)
_HOW_TO_DECIDE = (
    "POST /api/v1/decisions takes <code>kind</code> (accept, reject, edit, merge, split, link, unlink, undo), <code>claim</code>, "
    "<code>other</code>, <code>names</code>, <code>field</code>, <code>value</code> or <code>decision</code> as the kind needs, and "
    "<code>reason</code>; <code>If-Match</code> says which revision was looked at. The answer has the number to undo it by."
)


def document(resources: Sequence[Resource]) -> Json:
    """The OpenAPI document."""
    references, schemas = components()
    paths: dict[str, Json] = {}
    for resource in (each for each in resources if each.forms):
        paths[resource.path.replace(":path", "")] = {"get": _question(resource, references)}
    paths["/decisions"]["post"] = _deciding(references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "attache", "version": own_version(), "description": _ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/api/v1"}], "paths": paths, "security": [{}, {"bearer": []}, {"basic": []}],
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}, "basic": {"type": "http", "scheme": "basic"}},
            "responses": {str(status): _problem(status, references) for status in sorted({status for status, _ in CODES.values()})},
        },
    }


def page(resources: Sequence[Resource], stylesheet: str | None) -> str:
    """The same for people: a plain page that loads nothing from elsewhere."""
    link, home = (f'<link rel="stylesheet" href="{escape(stylesheet)}">', '<p><a href="/">attache</a>') if stylesheet else ("", "")
    parts = "".join(_section(resource) for resource in resources if resource.forms)
    codes = "".join(
        f'<tr id="{code}"><td><code>{code}</code><td>{status}<td>{escape(meaning)}' for code, (status, meaning) in sorted(CODES.items())
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>attache: API</title>{link}<main>{home}<h1>API</h1><p>{escape(_ABOUT)}"
        f'<p><a href="/api/v1/openapi.json">OpenAPI 3.1</a>{parts}'
        f"<h2>Decisions</h2><p>{_HOW_TO_DECIDE}<h2>Problems</h2><table><tr><th>code<th>status<th>means{codes}</table></main></html>"
    )


def parameter_schema(parameter: Parameter) -> Json:
    """What a value may be, as JSON Schema."""
    if parameter.kind == "choice":
        found: Json = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.kind == "count":
        found = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
    elif parameter.kind == "flag":
        found = {"type": "boolean"}
    elif parameter.kind in _PATTERNS:
        found = {"type": "string", "pattern": _PATTERNS[parameter.kind], "maxLength": LONGEST_QUESTION}
    else:
        found = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUESTION, "pattern": "^[^\\u0000]+$"}
    return found if parameter.default is None else {**found, "default": parameter.default}


def _question(resource: Resource, references: Json) -> Json:
    missing = (404, 409, 422) if resource.parts or resource.parameters else ()
    content = {MEDIA_TYPES[form].partition(";")[0]: _body(resource, references, form) for form in resource.forms}
    return {
        "operationId": resource.name, "summary": resource.title,
        "parameters": [
            *(_parameter(part, "path") for part in resource.parts), *(_parameter(each, "query") for each in resource.parameters),
        ],
        "responses": {
            "200": {"description": "The answer; its ETag begins with the revision.", "content": content},
            "304": {"description": "Not changed since the ETag in If-None-Match."}, **_problems((*_FOR_ALL, *missing)),
        },
    }


def _parameter(parameter: Parameter, where: str) -> Json:
    return {
        "name": parameter.name, "in": where, "required": where == "path" or parameter.required, "description": parameter.meaning,
        "schema": parameter_schema(parameter),
    }


def _body(resource: Resource, references: Json, form: str) -> Json:
    if form != "json":
        return {"schema": {"type": "string"}}
    record, revision = references[resource.record], {"type": "integer", "description": "The revision that answers."}
    if resource.single:
        return {"schema": {"type": "object", "required": ["revision", "item"], "properties": {"revision": revision, "item": record}}}
    optional = {"type": ["string", "null"]}
    properties = {"revision": revision, "items": {"type": "array", "items": record}, "next": optional, "next_url": optional}
    return {"schema": {"type": "object", "required": list(properties), "properties": properties}}


def _deciding(references: Json) -> Json:
    entered = {"application/json": {"schema": references["Entered"]}}
    return {
        "operationId": "decide", "summary": "Enters a decision; the answer has the number to undo it by.",
        "parameters": [{
            "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string", "pattern": _IF_MATCH},
            "description": "The revision that was looked at: its number in quotes, or the ETag of an answer.",
        }],
        "requestBody": {"required": True, "content": {"application/json": {"schema": references["Sent"]}}},
        "responses": {
            "201": {"description": "Entered.", "content": entered}, "200": {"description": "In force already.", "content": entered},
            **_problems(_DECIDING),
        },
    }


def _problems(statuses: Iterable[int]) -> Json:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _problem(status: int, references: Json) -> Json:
    codes = ", ".join(f"{code}: {meaning}" for code, (of, meaning) in CODES.items() if of == status)
    return {"description": codes, "content": {PROBLEM_TYPE: {"schema": references["Problem"]}}}


def _section(resource: Resource) -> str:
    path, parameters = resource.path.replace(":path", ""), (*resource.parts, *resource.parameters)
    rows = "".join(f"<tr><td><code>{escape(each.name)}</code><td>{escape(_kind(each))}<td>{escape(each.meaning)}" for each in parameters)
    table = f"<table><tr><th>parameter<th>kind<th>means{rows}</table>" if rows else ""
    return f"<h2><code>{escape(path)}</code></h2><p>{escape(resource.title)} <small>{', '.join(resource.forms)}</small>{table}"


def _kind(parameter: Parameter) -> str:
    if parameter.kind == "choice":
        return " | ".join(parameter.choices)
    return f"{parameter.least} to {parameter.most}" if parameter.kind == "count" else parameter.kind
