"""Invented PDFs for tests, drawn line by line."""
from __future__ import annotations

import zlib
from collections.abc import Iterable

COLUMN, NEXT_COLUMN = 72.0, 320.0
REPORT = (
    (COLUMN, 720, 18, "Ministers sign border pact"),
    (COLUMN, 690, 11, "COTONOU, 2 June 2026 - The foreign minister of Benin met her"),
    (COLUMN, 677, 11, "Togolese counterpart on Monday. They signed an agree-"),
    (COLUMN, 664, 11, "ment on joint patrols."),
    (COLUMN, 640, 11, "Togo will send vehicles to"),
    (NEXT_COLUMN, 690, 11, "the brigade next month."),
)


def made(pages: Iterable[Iterable[tuple[float, float, float, str]]], *, packed: bool = True, stream: bytes | None = None) -> bytes:
    """A PDF with lines (x, y, size, words) on each page."""
    bodies = [stream or _drawn(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(bodies)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(bodies)}>>".encode()]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for number, body in enumerate(bodies):
        resources = f"/Resources<</Font<</F 3 0 R>>>>/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R{resources}>>".encode())
        content = zlib.compress(body) if packed else body
        kind = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (kind, len(content), content))
    return _assembled(objects)


def _drawn(lines: Iterable[tuple[float, float, float, str]]) -> bytes:
    return "\n".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, words in lines).encode("cp1252")


def _assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))
