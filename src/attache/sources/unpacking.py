"""Compressed bytes unpacked inside limits: what is small on the disk may be endless in memory.

In: a file of gzip members, or one body with an encoding of HTTP. Out: a stream that unpacks as it is read, or the bytes. Raises InputError
E-ARCHIVE (damaged or cut short) and E-TOO-LARGE (more than the settings allow).
"""
from __future__ import annotations

import io
import zlib
from typing import IO, cast

from attache.errors import InputError
from attache.settings import LARGEST_RATIO, UNPACKED_FREELY_BYTES

GZIP_HEAD = b"\x1f\x8b\x08"
CHUNK_BYTES = 65_536
_GZIP_WINDOW, _ZLIB_WINDOW, _RAW_WINDOW = 31, 15, -15


def unpacked(file: IO[bytes], origin: str) -> IO[bytes]:
    """What a file of one or more gzip members holds, as a stream."""
    return cast("IO[bytes]", io.BufferedReader(_Unpacking(file, origin), CHUNK_BYTES))


def decoded(body: bytes, encoding: str, largest: int, origin: str) -> bytes:
    """A body without its content encoding (`gzip`, `deflate` or none). Many archives name an encoding that they have taken off already."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity") or (encoding in ("gzip", "x-gzip") and not body.startswith(GZIP_HEAD)):
        return body
    if encoding in ("gzip", "x-gzip"):
        return _inflated(body, _GZIP_WINDOW, largest, origin)
    if encoding == "deflate":
        zlib_head = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflated(body, _ZLIB_WINDOW if zlib_head else _RAW_WINDOW, largest, origin)
    raise InputError("E-ARCHIVE", origin, f"compressed in a way that is not read: {encoding[:40]}")


def _inflated(body: bytes, window: int, largest: int, origin: str) -> bytes:
    found = bytearray()
    while body:
        inflate = zlib.decompressobj(window)
        try:
            found += inflate.decompress(body, largest + 1 - len(found))
        except zlib.error as error:
            raise _damaged(origin) from error
        if len(found) > largest:
            raise InputError("E-TOO-LARGE", origin, f"unpacks to more than {largest // 1_000_000} MB")
        if not inflate.eof:
            raise _damaged(origin)
        body = inflate.unused_data if inflate.unused_data.startswith(GZIP_HEAD) else b""
    return bytes(found)


def _damaged(origin: str) -> InputError:
    return InputError("E-ARCHIVE", origin, "compressed, and damaged or cut short")


class _Unpacking(io.RawIOBase):
    """Unpacks as it is read, never more than a chunk ahead."""

    def __init__(self, file: IO[bytes], origin: str) -> None:
        self._file, self._origin = file, origin
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._waiting, self._packed, self._unpacked = b"", 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # what BufferedReader hands in
        while not (piece := self._piece(len(buffer))):
            if self._inflate.eof and not self._next_member():
                return 0
            if not self._waiting and not self._more():
                raise _damaged(self._origin)
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        try:
            piece = self._inflate.decompress(self._waiting, most)
        except zlib.error as error:
            raise _damaged(self._origin) from error
        self._waiting = self._inflate.unconsumed_tail
        self._unpacked += len(piece)
        if self._unpacked > max(UNPACKED_FREELY_BYTES, LARGEST_RATIO * self._packed):
            raise InputError("E-TOO-LARGE", self._origin, f"unpacks to more than {LARGEST_RATIO} times its size")
        return piece

    def _next_member(self) -> bool:
        """Makes ready for the next member; whether there is one. Some writers pad with zeros."""
        self._waiting = self._inflate.unused_data.lstrip(b"\0")
        while not self._waiting and self._more():
            self._waiting = self._waiting.lstrip(b"\0")
        if self._waiting:
            self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        return bool(self._waiting)

    def _more(self) -> bool:
        self._waiting = self._file.read(CHUNK_BYTES)
        self._packed += len(self._waiting)
        return bool(self._waiting)
