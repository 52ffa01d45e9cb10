"""Row 44: five hundred sites that repeat one syndicated text are one origin; a second agency's own report makes two."""
from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from attache.queries.events import events
from attache.register.connection import reading as asking
from attache.register.store import Register, open_register
from tests.samples import PlainReader, page

SITES = 500
BATCH = 50
LIE = "Talks in Nairobi\nItaly met Kenya on 2021-03-04.\n" + " ".join(f"detail{number} that nobody checked" for number in range(60)) + "\n"
OWN = "Envoys confer\nItaly met Kenya on 2021-03-04.\n" + " ".join(f"fact{number} seen by our reporter" for number in range(60)) + "\n"


def keep(register: Register, *texts: tuple[str, str]) -> None:
    """Keeps pages given as (text, publisher)."""
    read = [(page(text, publisher, f"https://{publisher}.example/"), publisher) for text, publisher in texts]
    register.keep_all([
        (source, text, replace(made, publisher=publisher)) for source, publisher in read for text, made in (PlainReader()(source),)
    ])


def test_repeating_is_not_confirming(register_path: Path) -> None:
    sites = [(f"{LIE}Site {number} has more.\n", f"site{number}") for number in range(SITES)]
    with open_register(register_path) as register:
        for start in range(0, SITES, BATCH):
            keep(register, *sites[start : start + BATCH])
    with asking(register_path) as connection:
        (found,) = events(connection)
        assert (found.reports, found.origins) == (SITES, 1)
        doubted = found.claim.confidence
    with open_register(register_path) as register:
        keep(register, (OWN, "another"))
    with asking(register_path) as connection:
        (found,) = events(connection)
        assert (found.reports, found.origins) == (SITES + 1, 2)
        assert found.claim.confidence >= doubted
