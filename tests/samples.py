"""Small invented pages and a plain reader of them, for tests of what happens to readings.

The reader knows sentences of one line: `A met B.`, `A accused B.`, `A will meet B.`, and `NAME is ROLE of BODY.`
"""
from __future__ import annotations

import random
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from attache.errors import InputError
from attache.ingest import Outcome, add
from attache.model import Claim, EventType, Page, Party, Place, Reading, Relation, Role, Status
from attache.register.database import Location
from attache.register.store import open_register
from attache.sources.files import locate

COUNTRIES = {"Italy": "ITA", "Kenya": "KEN", "Ghana": "GHA", "Peru": "PER", "Norway": "NOR", "Chad": "TCD"}
_ACTS: dict[str, tuple[EventType, str | None, Status]] = {
    "met": ("CONSULT", "meet", "happened"), "will meet": ("CONSULT", "meet", "planned"), "accused": ("ACCUSE", "allege", "happened"),
}
_SENTENCE = re.compile(
    r"^(?P<actor>[A-Z][\w ]+?) (?P<verb>met|will meet|accused) (?P<recipient>[\w ]+?)(?: on (?P<date>[\d-]+))?\.$", re.MULTILINE
)
_OFFICE = re.compile(r"^(?P<person>[A-Z]\w+ \w+) is (?P<role>[\w ]+?) of (?P<of>[\w ]+)\.$", re.MULTILINE)

TALKS = "Talks in Nairobi\nItaly met Kenya on 2021-03-04.\nItaly accused Ghana.\nAldo Brenn is foreign minister of Italy.\n"
VISIT = "A visit is near\nPeru will meet Norway on 2021-05.\nChad accused Aldo Brenn on 2020.\nMirna Okoth is president of Kenya.\n"


class PlainReader:
    """Reads the little language above; refuses pages with a zero byte, stumbles over `!stumble`."""

    def __init__(self, version: str = "1/plain") -> None:
        self.version = version

    def __call__(self, page: Page) -> tuple[str, Reading]:
        if b"\0" in page.content:
            raise InputError("E-BINARY", page.name, "not text")
        text = page.content.decode()
        if "!stumble" in text:
            raise ZeroDivisionError("planted")
        return text, reading(page, text, self.version)


def page(text: str, name: str = "talks", origin: str | None = None) -> Page:
    """A page holding `text`."""
    content = text.encode()
    return Page(sha256(content).hexdigest(), name, origin or f"{name}.txt", content)


def reading(source: Page, text: str, version: str = "1/plain") -> Reading:
    """What the little language says in `text`."""
    title = text.split("\n", 1)[0]
    return Reading(
        id=source.name, page_id=source.page_id, reader=version, published="2021-03-05", published_why="invented", language="en",
        title=title, publisher="The Harbour Courier", credit=None, dateline=None, body_start=None, body_end=None,
        events=tuple(claim(found) for found in _SENTENCE.finditer(text)), roles=tuple(_role(found) for found in _OFFICE.finditer(text)),
        relations=tuple(
            Relation(
                subject=found["person"], predicate="part_of", object=found["of"], quote=found[0], quote_start=found.start(),
                quote_end=found.end(),
            ) for found in _OFFICE.finditer(text)
        ),
        times=(), places=(),
    )


def claim(found: re.Match[str]) -> Claim:
    """One sentence of the little language as a claim."""
    kind, mode, status = _ACTS[found["verb"]]
    return Claim(
        type=kind, mode=mode, status=status, actors=(_party(found["actor"]),), recipients=(_party(found["recipient"]),), date=found["date"],
        date_end=None, place=Place("Nairobi", "KEN") if kind == "CONSULT" else None, attributed_to=None, context=("diplomatic",),
        dead=None, injured=None, quote=found[0], quote_start=found.start(), quote_end=found.end(), trigger=found["verb"], cameo="036",
        score=1.0, confidence=0.875, why=f"plain {found['verb']}",
    )


def sample_claim(**changes: Any) -> Claim:
    """A claim with some fields changed."""
    found = _SENTENCE.search(TALKS)
    assert found is not None
    return msgspec.structs.replace(claim(found), **changes)


def fill(register_path: Location, *texts: str, version: str = "1/plain") -> None:
    """Makes a register of pages with these texts, named page0, page1 …"""
    with open_register(register_path) as register:
        for number, text in enumerate(texts):
            kept = page(text, f"page{number}")
            register.take(kept)
            register.keep(kept.page_id, *PlainReader(version)(kept))


def add_all(paths: Iterable[Path], register_path: Path, version: str = "1/plain") -> list[Outcome]:
    """Adds files with the plain reader."""
    with open_register(register_path) as register:
        return list(add(locate(paths), register, PlainReader(version)))


def _party(name: str) -> Party:
    return Party(name, COUNTRIES.get(name), "GOV" if name in COUNTRIES else "UNK")


def _role(found: re.Match[str]) -> Role:
    return Role(
        person=found["person"], role=found["role"], of=found["of"], country=COUNTRIES.get(found["of"]), former=False, since=None,
        until=None, quote=found[0], quote_start=found.start(), quote_end=found.end(),
    )


def write_texts(place: Path) -> None:
    """Pages, copies of pages to the byte, pages that cannot be read, in an order drawn by chance."""
    texts = [f"{TALKS if number % 3 else VISIT}Line {number % 9}.\n" for number in range(20)]
    texts += ["a\0b", "a\0b", "!stumble", "", "!stumble"]
    random.Random(4).shuffle(texts)  # noqa: S311 - draws, not secrets
    for number, text in enumerate(texts):
        (place / f"{number:02}.txt").write_text(text)
