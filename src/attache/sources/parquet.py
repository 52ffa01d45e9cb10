"""Parquet files as pages, a page a row, by the same mapping as other data files.

In: a file that can be sought in, and a `Mapping`. Out, one at a time: a Page for each row, or the InputError that stands in its place (as
`records` gives them). The file is read in a process of its own, some rows at a time, so that none of it breaks more than itself: E-PARQUET
(damaged, or none), E-MEMORY and E-TIME (a bomb) end it. E-EXTRA where pyarrow is not installed.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Any

import msgspec

from attache.errors import InputError
from attache.model import Page
from attache.settings import PARSING_SECONDS, ROWS_AT_ONCE
from attache.sources.records import Mapping, page_of_record
from attache.sources.sandbox import Child, Serve

if TYPE_CHECKING:
    import pyarrow as pa

_BUFFER_BYTES = 1_000_000  # of a column at a time, however long it is
Rows = list[dict[str, str]]


def parquet_rows(file: IO[bytes], origin: str, mapping: Mapping) -> Iterator[Page | InputError]:
    """A page a row. Raises InputError for what ends the file."""
    if find_spec("pyarrow") is None:
        raise InputError("E-EXTRA", origin, "to read Parquet, pip install 'attache[parquet]'")
    read = 0
    with closing(Child(lambda _: (b"", _server(file, origin, mapping)))) as child:
        child.ready()
        while rows := _next_rows(child, origin):
            for number, row in enumerate(rows, read + 1):
                yield _page_or_error(row, f"{origin}#{number}", mapping)
            read += len(rows)


def _page_or_error(row: dict[str, str], where: str, mapping: Mapping) -> Page | InputError:
    try:
        return page_of_record(row, where, mapping)
    except InputError as error:
        return error


def _next_rows(child: Child, origin: str) -> Rows:
    return msgspec.msgpack.decode(child.asked(b"", PARSING_SECONDS, origin), type=Rows)


def _server(file: IO[bytes], origin: str, mapping: Mapping) -> Serve:
    """What the child does: some more rows each time it is asked, none at the end."""
    rows = _rows(file, origin, mapping)
    return lambda _: msgspec.msgpack.encode(next(rows, []))


def _rows(file: IO[bytes], origin: str, mapping: Mapping) -> Iterator[Rows]:
    import pyarrow as pa
    from pyarrow import parquet

    pa.set_memory_pool(pa.system_memory_pool())  # others lay hands on more addresses than the limit to memory leaves
    pa.set_cpu_count(1)
    try:
        held = parquet.ParquetFile(file, buffer_size=_BUFFER_BYTES, pre_buffer=False, page_checksum_verification=True)
        columns = _columns(held.schema_arrow.names, origin, mapping)
        for batch in held.iter_batches(ROWS_AT_ONCE, columns=columns, use_threads=False):
            words = {name: _words(batch.column(name)) for name in columns if name in batch.schema.names}
            yield [{name: words[name][at] for name in words} for at in range(batch.num_rows)]
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:  # in so many ways pyarrow says that a file is damaged
        raise InputError("E-PARQUET", origin, f"damaged, or no Parquet file: {_first_line(error)}") from error


def _columns(names: list[str], origin: str, mapping: Mapping) -> list[str]:
    """The columns that the mapping names. One name twice means neither."""
    wanted = {name for field in Mapping.__struct_fields__ for name in getattr(mapping, field)}
    found = [name for name in names if name in wanted and names.count(name) == 1]
    if not set(found) & set(mapping.text):
        raise InputError("E-RECORD", origin, f"no column {' or '.join(mapping.text)}; say with --map text=COLUMN where the text is")
    return found


def _words(column: pa.Array) -> list[str]:
    """A column as words; what is neither words nor a number nor a time has none."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if not (_is_text(kind) or _is_plain(kind)):
        return [""] * len(column)
    column = column if _is_text(kind) else column.cast(pa.large_string())
    return [(value or b"").decode("utf-8", "replace") for value in column.cast(pa.large_binary()).to_pylist()]


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return any(test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary))


def _is_plain(kind: pa.DataType) -> bool:
    import pyarrow as pa

    tests: tuple[Callable[[Any], bool], ...] = (
        pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_date, pa.types.is_timestamp,
    )
    return any(test(kind) for test in tests)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
