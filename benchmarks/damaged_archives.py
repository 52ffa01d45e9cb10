"""How much of damaged web archives is recovered: `python -m benchmarks.damaged_archives [--damages 10000]`.

Archives of invented pages, in gzip members and plain, each damaged once at a place and in a way drawn by chance; a record is undamaged when
the damage lies outside its bytes. Prints the share of undamaged records that were read, and how many damaged ones were kept as if sound.
"""
from __future__ import annotations

import argparse
import io
import random
from collections import Counter

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from attache.model import Page
from attache.sources.warc import warc_pages

DAMAGES = ("bit", "byte", "blot", "hole", "insertion")
_BLOT_BYTES = 40
_PAGES = 30
_GOAL = 0.999


def damaged(whole: bytes, kind: str, draws: random.Random) -> tuple[bytes, tuple[int, int]]:
    """The bytes with one damage, and the stretch of the whole that was hit."""
    at = draws.randrange(len(whole) - _BLOT_BYTES)
    if kind == "bit":
        return whole[:at] + bytes([whole[at] ^ (1 << draws.randrange(8))]) + whole[at + 1 :], (at, at + 1)
    if kind == "byte":
        return whole[:at] + bytes([(whole[at] + draws.randrange(1, 256)) % 256]) + whole[at + 1 :], (at, at + 1)
    rubbish, end = draws.randbytes(_BLOT_BYTES), at + _BLOT_BYTES
    if kind == "blot":
        return whole[:at] + rubbish + whole[end:], (at, end)
    return (whole[:at] + whole[end:], (at, end)) if kind == "hole" else (whole[:at] + rubbish + whole[at:], (at, at + 1))


def _archive(draws: random.Random, *, gzip: bool) -> tuple[bytes, list[tuple[int, int, bytes]]]:
    """An archive, and for each page the stretch of its record and its content."""
    out, stretches = io.BytesIO(), []
    writer = WARCWriter(out, gzip=gzip)
    for number in range(_PAGES):
        body = f"<p>Report {number}</p>".encode() + " ".join(str(draws.random()) for _ in range(draws.randrange(5, 400))).encode()
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        begin = out.tell()
        writer.write_record(writer.create_warc_record(f"https://harbour.example/{number}", "response", io.BytesIO(body), http_headers=http))
        stretches.append((begin, out.tell(), body))
    return out.getvalue(), stretches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damages", type=int, default=10_000)
    damages, draws, counted = parser.parse_args().damages, random.Random(15), Counter[str]()  # noqa: S311 - draws, not secrets
    for number in range(damages):
        if number % 100 == 0:
            whole, stretches = _archive(draws, gzip=number % 200 == 0)
        broken, (first, last) = damaged(whole, DAMAGES[number % len(DAMAGES)], draws)
        kept = {page.content for page in warc_pages(io.BytesIO(broken), "crawl.warc") if isinstance(page, Page)}
        undamaged = [body for begin, end, body in stretches if end <= first or begin >= last]
        counted["undamaged"] += len(undamaged)
        counted["recovered"] += sum(body in kept for body in undamaged)
        counted["wrong"] += len(kept - {body for *_, body in stretches})
    share = counted["recovered"] / counted["undamaged"]
    print(f"{damages:,} damages: {counted['recovered']:,} of {counted['undamaged']:,} undamaged records recovered ({share:.3%})")
    print(f"{counted['wrong']} damaged records kept as if sound")
    if share < _GOAL:
        raise SystemExit(f"below {_GOAL:.1%}")


if __name__ == "__main__":
    main()
