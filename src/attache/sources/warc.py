"""Web archives (WARC, in gzip members or plain) as pages, however damaged.

In: a file that can be sought in. Out, one at a time: a Page for each answer that is a web page or a text, and an InputError for each damage
(E-WARC, E-WARC-TRUNCATED) or record too large; after it reading goes on at the next record that can be found. A record is kept only when
it is whole: as long as it declares, its checksum (of the gzip member, or the digest in its head) right.
"""
from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

import msgspec

from attache.errors import InputError
from attache.model import Page
from attache.settings import LARGEST_PAGE_BYTES, LARGEST_RATIO, MOST_DAMAGES, MOST_MEMBERS, UNPACKED_FREELY_BYTES
from attache.sources.unpacking import CHUNK_BYTES, GZIP_HEAD, unpacked
from attache.sources.warc_records import LARGEST_HEAD_BYTES, RECORD_START, Head, digest_holds, has_digest, head_of, holds_page, page_in

LARGEST_RECORD_BYTES = LARGEST_PAGE_BYTES + 2 * LARGEST_HEAD_BYTES
_END = b"\r\n\r\n"
_START_BYTES = 64  # of a record: enough to tell it by
_GZIP_WINDOW = 31
_SCAN_BYTES = 1_000_000


class _Record(msgspec.Struct, frozen=True):
    """A record found: where it begins, its head, its block (only the beginning of one that is too large), where the next should begin."""

    at: int
    head: Head
    block: bytes
    next: int
    checked: bool
    too_large: bool = False


class _Broken(msgspec.Struct, frozen=True):
    """Where a record should be and none is whole; `cut` says that the file may simply end there."""

    at: int
    cut: bool


def warc_pages(file: IO[bytes], origin: str) -> Iterator[Page | InputError]:
    """The pages of an archive."""
    file.seek(0)
    if file.read(len(GZIP_HEAD)) != GZIP_HEAD:
        yield from _pages(_Plain(file), origin)
    elif _is_one_member(file):
        yield from _unpacked_pages(file, origin)
    else:
        yield from _pages(_Members(file), origin)


def wacz_pages(file: IO[bytes], origin: str) -> Iterator[Page | InputError]:
    """The pages of the WARC files in a WACZ package. Names in it are not used for anything; nothing is extracted."""
    try:
        with _opened(file) as package:
            names = [info for info in package.infolist() if info.filename.endswith((".warc", ".warc.gz"))]
            if len(package.infolist()) > MOST_MEMBERS:
                raise InputError("E-TOO-LARGE", origin, f"more than {MOST_MEMBERS:,} members")
            for info in names:
                with TemporaryFile() as plain:
                    yield from _copied(package, info, plain, origin)
                    yield from warc_pages(plain, origin)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:  # what zipfile says of broken packages
        yield InputError("E-ARCHIVE", origin, f"a damaged package: {error}")


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (ValueError, OSError) as error:  # its directory lies before the beginning of the file
        raise zipfile.BadZipFile(str(error)) from error


def _copied(package: zipfile.ZipFile, info: zipfile.ZipInfo, plain: IO[bytes], origin: str) -> Iterator[InputError]:
    """Copies a member of a package; an InputError when it is damaged on the way: what came before is still read."""
    if info.header_offset < 0:
        yield InputError("E-ARCHIVE", origin, "a damaged package: a member before its beginning")
        return
    if info.file_size > max(UNPACKED_FREELY_BYTES, LARGEST_RATIO * info.compress_size):
        yield InputError("E-TOO-LARGE", origin, f"a member unpacks to more than {LARGEST_RATIO} times its size")
        return
    try:
        with package.open(info) as member:
            copyfileobj(member, plain, CHUNK_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        yield InputError("E-ARCHIVE", origin, f"a damaged member: {error}")


def _is_one_member(file: IO[bytes]) -> bool:
    """Whether the archive was compressed as a whole and not record by record: another record follows the first in its member."""
    file.seek(0)
    try:
        start = zlib.decompressobj(_GZIP_WINDOW).decompress(file.read(_SCAN_BYTES), LARGEST_RECORD_BYTES)
    except zlib.error:
        return False
    head = head_of(start)
    return head is not None and RECORD_START.match(start, head.size + head.length + len(_END)) is not None


def _unpacked_pages(file: IO[bytes], origin: str) -> Iterator[Page | InputError]:
    file.seek(0)
    with TemporaryFile() as plain:
        damage = None
        try:
            copyfileobj(unpacked(file, origin), plain, CHUNK_BYTES)
        except InputError as error:
            damage = error
        yield from _pages(_Plain(plain), origin)
        if damage:
            yield damage


def _pages(archive: _Plain | _Members, origin: str) -> Iterator[Page | InputError]:
    at, damages = 0, 0
    while (found := archive.record(at)) is not None:
        where = f"{origin}#{found.at}"
        if isinstance(found, _Broken):
            damages += 1
            if damages > MOST_DAMAGES:
                yield InputError("E-WARC", where, f"damaged in more than {MOST_DAMAGES:,} places; the rest is given up")
                return
            at = archive.next_start(found.at + 1)
            yield _damage(where, found, at < 0)
            if at < 0:
                return
            continue
        at = found.next
        try:
            page = _page(found, where)
        except InputError as error:
            yield error
        else:
            if page:
                yield page


def _page(found: _Record, where: str) -> Page | None:
    if found.too_large:
        if not holds_page(found.head, found.block):
            return None
        origin = found.head.fields.get("warc-target-uri", "").strip("<>") or where
        raise InputError("E-TOO-LARGE", origin, f"over {LARGEST_PAGE_BYTES // 1_000_000} MB")
    if not found.checked and not digest_holds(found.head, found.block):
        raise InputError("E-WARC", where, "its digest does not hold; passed over")
    return page_in(found.head, found.block, where)


def _damage(where: str, found: _Broken, last: bool) -> InputError:
    if last and found.cut:
        return InputError("E-WARC-TRUNCATED", where, "the archive ends inside a record")
    return InputError("E-WARC", where, "no whole record here; reading goes on at the next that can be found")


class _Plain:
    """An archive that is not compressed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, io.SEEK_END)

    def record(self, at: int) -> _Record | _Broken | None:
        """What is at `at`; None at the end."""
        start = self._read(at, LARGEST_HEAD_BYTES)
        while start[:2] == b"\r\n":
            at, start = at + 2, start[2:]
        if not start:
            return None
        head = head_of(start)
        if head is None:
            return _Broken(at, cut=len(start) < LARGEST_HEAD_BYTES)
        block, end = at + head.size, at + head.size + head.length
        if end > self._size:
            return _Broken(at, cut=True)
        found = self._read(block, min(head.length, LARGEST_RECORD_BYTES))
        too_large = head.length > LARGEST_RECORD_BYTES
        if not self._ends(end) and (too_large or not (has_digest(head) and digest_holds(head, found))):
            return _Broken(at, cut=False)
        return _Record(at, head, found, end, checked=False, too_large=too_large)

    def next_start(self, at: int) -> int:
        """Where the next record begins, -1 when there is none."""
        while piece := self._read(at, _SCAN_BYTES):
            found = RECORD_START.search(piece)
            if found:
                return at + found.start()
            at += max(1, len(piece) - _START_BYTES)
        return -1

    def _ends(self, end: int) -> bool:
        """Whether a record may end here: before another, or with the file."""
        behind = self._read(end, len(_END) + _START_BYTES)
        return len(behind) <= len(_END) or (behind.startswith(_END) and RECORD_START.match(behind, len(_END)) is not None)

    def _read(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)


class _Members:
    """An archive with each record a gzip member of its own."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def record(self, at: int) -> _Record | _Broken | None:
        """What is at `at`; None at the end."""
        self._file.seek(at)
        inflate, data, read = zlib.decompressobj(_GZIP_WINDOW), bytearray(), 0
        try:
            while not inflate.eof and len(data) <= LARGEST_RECORD_BYTES:
                piece = inflate.unconsumed_tail or self._file.read(CHUNK_BYTES)
                read += 0 if inflate.unconsumed_tail else len(piece)
                if not piece:
                    return _Broken(at, cut=True) if read else None
                data += inflate.decompress(piece, LARGEST_RECORD_BYTES + 1 - len(data))
        except zlib.error:
            return _Broken(at, cut=False)
        unread = len(inflate.unconsumed_tail) + len(inflate.unused_data)
        return self._found(at, bytes(data), at + read - unread, whole=inflate.eof)

    def _found(self, at: int, data: bytes, end: int, *, whole: bool) -> _Record | _Broken | None:
        head = head_of(data)
        if head is None:
            return _Broken(at, cut=False)
        if not whole:
            return _Record(at, head, data[head.size:], self._or_end(self.next_start(end)), checked=True, too_large=True)
        if len(data) < head.size + head.length or RECORD_START.match(data, head.size + head.length + len(_END)):
            return _Broken(at, cut=False)  # shorter than it says, or another one in its member
        return _Record(at, head, data[head.size : head.size + head.length], end, checked=True)

    def next_start(self, at: int) -> int:
        """Where the next member begins that holds a record, -1 when there is none."""
        while True:
            self._file.seek(at)
            piece = self._file.read(_SCAN_BYTES)
            found = piece.find(GZIP_HEAD)
            while found >= 0:
                if self._holds_record(at + found):
                    return at + found
                found = piece.find(GZIP_HEAD, found + 1)
            if len(piece) < _SCAN_BYTES:
                return -1
            at += len(piece) - len(GZIP_HEAD) + 1

    def _holds_record(self, at: int) -> bool:
        self._file.seek(at)
        try:
            start = zlib.decompressobj(_GZIP_WINDOW).decompress(self._file.read(_START_BYTES * 8), _START_BYTES)
        except zlib.error:
            return False
        return RECORD_START.match(start) is not None

    def _or_end(self, at: int) -> int:
        return at if at >= 0 else self._file.seek(0, io.SEEK_END)
