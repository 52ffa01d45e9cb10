"""Files of readings: Parquet in the form of `columns.SCHEMA`, written whole or not at all, read as what strangers may have made.

In: rows, or a path. Out: a file that appears under its name when all of it is on the disk; rows, each checked. Raises InputError
E-READINGS for a file that is damaged, foreign or of a newer form, or holds what no page can say; E-OUTPUT for one that cannot be written.
"""
from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from attache.errors import InputError
from attache.ingest.checking import page_trouble, reading_trouble, refusal_trouble
from attache.ingest.columns import SCHEMA, SCHEMA_VERSION, VERSION_KEY, Read, Refused, Row, columns_of, row_of
from attache.settings import GROUP_BYTES, LARGEST_GROUP_BYTES, MOST_GROUPS, PARSING_SECONDS
from attache.sources.files import printable
from attache.sources.sandbox import Child

Write = Callable[[Row], None]
_WRITTEN = {"compression": "zstd", "write_page_checksum": True}
_LEAST_BYTES = 1_000  # that a row counts for


@contextmanager
def rows_written(file: Path) -> Iterator[Write]:
    """A file of the rows that are handed over in the `with` block. What an earlier try left unfinished is taken away."""
    try:
        for left in file.parent.glob(f".{file.name}.*.part"):
            left.unlink(missing_ok=True)
        with whole(file) as part, parquet.ParquetWriter(part, SCHEMA, **_WRITTEN) as writer:
            rows = _Groups(writer)
            yield rows.add
            rows.flush()
    except OSError as error:
        raise InputError("E-OUTPUT", printable(file), (error.strerror or "cannot be written").lower()) from error


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A name to write under; when the block ends well, what is there is put on the disk and takes the file's name."""
    part = file.with_name(f".{file.name}.{uuid.uuid4().hex}.part")
    try:
        yield part
        _sync(part)
        part.replace(file)
        _sync(file.parent)
    finally:
        part.unlink(missing_ok=True)


class _Groups:
    """Rows gathered into row groups of bounded size."""

    def __init__(self, writer: Any) -> None:
        self._writer, self._rows, self._bytes = writer, list[dict[str, Any]](), 0

    def add(self, row: Row) -> None:
        self._rows.append(columns_of(row))
        self._bytes += _LEAST_BYTES + len(row.page.content if row.page else b"") + len(row.text if isinstance(row, Read) else "")
        if self._bytes >= GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, SCHEMA))
        self._rows, self._bytes = [], 0


class RowReader:
    """Reads files of readings in a child process with limits, for the length of a `with` block."""

    def __enter__(self) -> RowReader:  # noqa: PYI034 - not made to be inherited from
        self._child = Child(lambda _: (b"", _serve))
        self._child.ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def rows(self, file: Path) -> Iterator[Row]:
        """The rows of a file. In the place of one that may not be taken, or of the rest of a damaged file, is a refusal E-READINGS."""
        origin, last = printable(file), 0
        try:
            for group in range(self._asked(_Question(str(file)), origin, int)):
                for columns in self._asked(_Question(str(file), group), origin, list[dict[str, Any]]):
                    row = _checked(columns, origin, last)
                    last = row.position
                    yield row
        except InputError as error:
            yield Refused(last, None, InputError("E-READINGS", origin, error.message))

    def _asked(self, question: _Question, subject: str, kind: Any) -> Any:
        return msgspec.msgpack.decode(self._child.asked(msgspec.msgpack.encode(question), PARSING_SECONDS, subject), type=kind)


class _Question(msgspec.Struct, frozen=True):
    """Which row group of a file; None asks how many there are."""

    file: str
    group: int | None = None


def _serve(question: bytes) -> bytes:
    """What the child does."""
    asked = msgspec.msgpack.decode(question, type=_Question)
    origin = printable(Path(asked.file))
    pa.set_memory_pool(pa.system_memory_pool())  # the others reserve more address space than the child may have
    try:
        with parquet.ParquetFile(asked.file, page_checksum_verification=True) as file:
            if asked.group is None:
                return msgspec.msgpack.encode(_groups_of(file, origin))
            table = file.read_row_group(asked.group, use_threads=False)
            table.validate(full=True)
            return msgspec.msgpack.encode(table.to_pylist())
    except MemoryError as error:  # Arrow's is also one of its own
        raise InputError("E-READINGS", origin, "needs more memory than a file of readings may") from error
    except FileNotFoundError as error:
        raise InputError("E-READINGS", origin, "no such file") from error
    except (pa.ArrowException, OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError("E-READINGS", origin, "damaged, or not Parquet") from error


def _groups_of(file: Any, origin: str) -> int:
    """How many row groups a file has. Raises InputError for one that is not ours to read."""
    version = (file.schema_arrow.metadata or {}).get(VERSION_KEY, b"").decode("utf-8", "replace")
    if not version:
        raise InputError("E-READINGS", origin, "Parquet, but no readings of attache")
    if version != SCHEMA_VERSION or not file.schema_arrow.equals(SCHEMA):
        raise InputError("E-READINGS", origin, f"readings in form {version[:20]}, not the form {SCHEMA_VERSION} that is read here")
    sizes = [file.metadata.row_group(number).total_byte_size for number in range(min(file.num_row_groups, MOST_GROUPS))]
    if file.num_row_groups > MOST_GROUPS or max(sizes, default=0) > LARGEST_GROUP_BYTES:
        raise InputError("E-READINGS", origin, f"over {MOST_GROUPS:,} row groups, or one of over {LARGEST_GROUP_BYTES // 1_000_000} MB")
    return len(sizes)


def _checked(columns: dict[str, Any], origin: str, last: int) -> Row:
    """The row in columns, if the register may have it."""
    try:
        row = row_of(columns)
        trouble = _trouble(row)
    except (msgspec.ValidationError, KeyError) as error:
        trouble = f"no row of readings: {error}"
    return Refused(last, None, InputError("E-READINGS", f"{origin}#{columns.get('position')}", trouble)) if trouble else row


def _trouble(row: Row) -> str | None:
    found = page_trouble(row.page) if row.page else None
    return found or (reading_trouble(row.text, row.reading) if isinstance(row, Read) else refusal_trouble(row.error))


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
