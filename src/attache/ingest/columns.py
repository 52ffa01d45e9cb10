"""Readings as columns: the schema of the Parquet that `attache bulk` writes, and rows to and from it.

In: rows (`Read`, `Refused`). Out: dictionaries under the names of SCHEMA, and back. The schema follows from the records of `model`; its
version grows whenever it changes. Raises SettingsError E-EXTRA on import where pyarrow is not installed, msgspec.ValidationError for
columns that are no row.
"""
from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from attache.errors import InputError, SettingsError
from attache.model import Page, Reading
from attache.sources.sandbox import Trouble

try:
    import pyarrow as pa
except ImportError as error:
    raise SettingsError("E-EXTRA", "parquet", "not installed; pip install 'attache[parquet]'") from error

SCHEMA_VERSION = "1"
VERSION_KEY = b"attache.readings"
_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}
_OURS_BY_THEIRS = {"given_published": "published"}  # a page's fields whose names a reading has too
_READ = tuple(field for field in msgspec.structs.fields(Reading) if field.name not in ("id", "page_id"))


class Read(msgspec.Struct, frozen=True):
    """A page that was read. `position` counts the items of an input."""

    position: int
    page: Page
    text: str
    reading: Reading


class Refused(msgspec.Struct, frozen=True):
    """A page, or an item that gave none, that could not be read."""

    position: int
    page: Page | None
    error: InputError


Row = Read | Refused


def columns_of(row: Row) -> dict[str, Any]:
    """A row under the names of the schema; what is not there is null."""
    page = msgspec.structs.asdict(row.page) if row.page else {}
    given = {theirs: page.pop(ours) for theirs, ours in _OURS_BY_THEIRS.items() if page}
    common = {"position": row.position, **page, **given}
    if isinstance(row, Read):
        return {**msgspec.to_builtins(row.reading), **common, "text": row.text}
    return {**common, "refused": {"code": row.error.code, "subject": row.error.subject, "message": row.error.message}}


def row_of(columns: dict[str, Any]) -> Row:
    """The row that stands in columns. Raises msgspec.ValidationError."""
    position = msgspec.convert(columns["position"], int)
    named = {name: columns[_theirs(name)] for name in Page.__struct_fields__}
    page = msgspec.convert(named, Page) if columns["page_id"] is not None else None
    if columns["refused"] is not None:
        trouble = msgspec.convert(columns["refused"], Trouble)
        return Refused(position, page, InputError(trouble.code, trouble.subject, trouble.message))
    read = {field.encode_name: columns[field.encode_name] for field in _READ}
    reading = msgspec.convert({**read, "id": columns["name"], "page_id": columns["page_id"]}, Reading)
    return Read(position, msgspec.convert(named, Page), msgspec.convert(columns["text"], str), reading)


def _theirs(name: str) -> str:
    return next((theirs for theirs, ours in _OURS_BY_THEIRS.items() if ours == name), name)


def _type(hint: Any) -> pa.DataType:
    """The type of a column for the type of a field."""
    if get_origin(hint) in (Union, UnionType):
        return _type(next(part for part in get_args(hint) if part is not type(None)))
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_type(get_args(hint)[0]))
    if hint in _PLAIN:
        return _PLAIN[hint]
    return pa.struct(_fields(msgspec.structs.fields(hint)))


def _fields(fields: tuple[msgspec.structs.FieldInfo, ...]) -> list[pa.Field]:
    return [pa.field(field.encode_name, _type(field.type)) for field in fields]


def _schema() -> pa.Schema:
    page = [pa.field(_theirs(field.name), _type(field.type)) for field in msgspec.structs.fields(Page)]
    rest = [pa.field("text", pa.string()), *_fields(_READ), pa.field("refused", _type(Trouble))]
    return pa.schema([pa.field("position", pa.int64()), *page, *rest], {VERSION_KEY: SCHEMA_VERSION})


SCHEMA = _schema()
