"""Pictures of every page over the example register, wide and narrow, in light and dark, to be looked at:
`python -m tests.web.screens FOLDER [SCHEME-WIDTH...]`, such as `docs/screens light-1400 dark-390`.
"""
from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.web.addresses_of import addresses
from tests.web.browser import Watched, browser, served
from tests.web.example_register import make

HEIGHTS = {1400: 1000, 390: 844}
_QUALITY = 62
_PAGES = {
    "today": "/", "events": "/events", "dyads": "/dyads", "dyad": "/dyad/KEN/SOM", "people": "/people", "person": "/people/Ruth%20Chelanga",
    "bodies": "/bodies", "agreements": "/agreements", "calendar": "/calendar", "map": "/map", "network": "/network?country=Kenya",
    "review": "/review", "decisions": "/decisions", "search": "/search?q=khat", "sources": "/sources", "about": "/about",
}


def main(folder: Path, kinds: list[str]) -> None:
    """Makes them."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        register = Path(place) / "attache.db"
        make(register)
        event, _, agreement, page = addresses(register)[-4:]
        with browser() as chromium, served(register) as desk:
            for kind in kinds:
                scheme, width = kind.split("-")
                size = {"width": int(width), "height": HEIGHTS[int(width)]}
                tab = Watched(chromium, desk, viewport=size, color_scheme=scheme)
                for name, address in {**_PAGES, "event": event, "agreement": agreement, "page": page}.items():
                    tab.page.goto(address)
                    tab.page.screenshot(path=folder / f"{name}-{kind}.jpg", quality=_QUALITY, type="jpeg")
                tab.page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["light-1400", "dark-1400", "light-390", "dark-390"])
