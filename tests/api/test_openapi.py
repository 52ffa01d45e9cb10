"""The description of the API: sound, complete, and nothing in its page from elsewhere."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from attache.api import RESOURCES
from attache.api.deciding import Field
from attache.api.openapi import parameter_schema
from attache.api.parameters import DATE, Parameter, value
from attache.api.problems import CODES
from attache.errors import InputError
from attache.register.rulings import EDITABLE
from tests.test_docs import ROOT, section


@pytest.fixture
def document(desk: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = desk.get("/api/v1/openapi.json").json()
    return found


def references(node: Any) -> Iterator[str]:
    for key, below in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key == "$ref":
            yield below
        else:
            yield from references(below)


def test_all_it_refers_to_is_there(document: dict[str, Any]) -> None:
    for reference in references(document):
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert node


def test_every_resource_is_described_with_its_parameters(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    for resource in RESOURCES:
        described = document["paths"][resource.path.replace(":path", "")]["get"]
        names = [(parameter["name"], parameter["in"]) for parameter in described["parameters"]]
        assert names == [(part.name, "path") for part in resource.parts] + [(each.name, "query") for each in resource.parameters]
        assert set(re.findall(r"{(\w+)[:}]", resource.path)) == {part.name for part in resource.parts}
        assert set(described["responses"]) <= {"200", "304"} | {str(status) for status, _ in CODES.values()}
    assert set(document["paths"]["/decisions"]["post"]["requestBody"]["content"]) == {"application/json"}


def test_every_resource_is_in_the_reference_with_its_forms() -> None:
    written = section((ROOT / "docs" / "reference.md").read_text(encoding="utf-8"), "## HTTP")
    rows = re.findall(r"^\| (`/[^|]+) \| [^|]+ \| ([a-z, ]+) \|", written, re.MULTILINE)
    documented = {address: forms.split(", ") for cell, forms in rows for address in re.findall(r"`([^`]+)`", cell)}
    assert documented == {resource.path.replace(":path", ""): list(resource.forms) for resource in RESOURCES}


def test_the_fields_that_may_be_edited_are_the_register_s() -> None:
    assert set(Field.__args__) == set(EDITABLE)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "sound", "broken"), [
    ("date", ("2021", "2021-02", "2021-02-03"), ("", "2021-2", "21", "2021-13", "2021-01-32", "2021-01-01T00", "２０２１")),
    ("moment", ("0", "12", "2021-02-03", "2021-02-03T10:00"), ("", "x", "-1", "1e3", "2021-02", "1234567890")),
    ("count", ("1", "1000", "007"), ("", "0", "1001", "-1", "1.0", "9" * 5000, "٣")), ("flag", ("true", "false"), ("", "1", "True", "yes")),
    ("cursor", ("abc-_",), ("", "a=", "a b")), ("words", ("x", "'; DROP TABLE events; --"), ("", "x" * 2001, "\0")),
])
def test_values(kind: Any, sound: tuple[str, ...], broken: tuple[str, ...]) -> None:
    parameter = Parameter(name="p", kind=kind, meaning="")
    for words in sound:
        value(parameter, words)
    for words in broken:
        with pytest.raises(InputError, match="E-PARAMETER"):
            value(parameter, words)
    assert parameter_schema(parameter)["type"] in {"string", "integer", "boolean"}
    assert re.fullmatch(DATE, "2021-02-03")


def test_the_page_for_people_is_plain_and_names_every_code(desk: TestClient) -> None:
    page = desk.get("/api/v1/docs").text
    for resource in RESOURCES:
        assert resource.path.replace(":path", "") in page
    for code in CODES:
        assert f'id="{code}"' in page
    assert "script" not in page
    assert "style=" not in page
    assert not re.search(r'(?:src|href)="(?!/)', page)
