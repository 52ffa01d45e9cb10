"""One address of every page of the desk over the example register."""
from __future__ import annotations

from pathlib import Path

from attache.register.connection import reading

ALWAYS = (
    "/", "/events", "/events?status=planned&since=2026", "/events?actor=Nobody", "/dyads", "/dyad/KEN/SOM", "/dyad/KEN/PER", "/people",
    "/people?name=nobody", "/people/Ruth%20Chelanga", "/bodies", "/agreements", "/agreements?stage=ended", "/calendar", "/map",
    "/map?view=world", "/map?place=Nairobi&of=KEN", "/network", "/network?country=Kenya", "/network?country=Fiji", "/review",
    "/decisions", "/search?q=khat", "/search?q=unheard-of", "/sources", "/about",
)


def addresses(register_path: Path) -> list[str]:
    """Those above and, of things that have identities, the page of one each."""
    with reading(register_path) as register:
        (disputed,) = register.execute("SELECT event FROM events WHERE disputed ORDER BY event_no DESC LIMIT 1").fetchone()
        (edited,) = register.execute("SELECT subject FROM decisions WHERE kind = 'edit'").fetchone()
        (agreement,) = register.execute("SELECT agreement FROM agreements ORDER BY agreement_no DESC LIMIT 1").fetchone()
        (page,) = register.execute("SELECT page_id FROM pages LIMIT 1").fetchone()
    return [*ALWAYS, f"/events/{disputed[:16]}", f"/events/{edited[:16]}", f"/agreements/{agreement[:16]}", f"/pages/{page[:16]}"]
