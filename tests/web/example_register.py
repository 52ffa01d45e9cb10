"""An invented register that has something to show on every page of the desk: planned and called off visits, a denied strike, copies of a
report, agreements at several stages, people in office, decisions. Made of readings, so that no model has to be loaded.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from attache.errors import InputError
from attache.model import Claim, Page, Party, Place, Reading, Role
from attache.reading.scores import codes, score_row
from attache.register.decisions import Said
from attache.register.sources import SourceBook
from attache.register.store import open_register

ANALYST = "R. Imani"
_ACTS = (
    "accused", "rejected", "expelled", "held", "moved", "struck", "urged", "will meet", "called off", "visited", "signed", "will visit",
    "criticised", "ambushed", "pull back", "sent", "backed", "agreed", "met", "hold", "warned", "rallied", "marking", "host", "اجتمع",
)


class Story(Struct, frozen=True):
    """One page: who put it out, whose report it says it is, when, under which title, with which claims and people."""

    publisher: str
    published: str
    title: str
    claims: tuple[dict[str, Any], ...] = ()
    people: tuple[tuple[str, str, str, str], ...] = ()
    credit: str | None = None
    more: str = ""


def gov(name: str, country: str) -> Party:
    """A party of a government."""
    return Party(name, country, "GOV")


ARUBASA, TANNOR = gov("Naomi Arubasa", "KEN"), gov("Kwabena Osei-Tannor", "GHA")
NURADIN, CHELANGA = gov("Warsame Nuradin", "SOM"), gov("Ruth Chelanga", "KEN")
KENYA, SOMALIA, GHANA, ETHIOPIA = gov("Kenya", "KEN"), gov("Somalia", "SOM"), gov("Ghana", "GHA"), gov("Ethiopia", "ETH")
NAIROBI, MOGADISHU, ACCRA = Place("Nairobi", "KEN"), Place("Mogadishu", "SOM"), Place("Accra", "GHA")

STORIES = (
    Story("The Gulf Ledger", "2026-02-03", "Somalia accuses Kenya of moving border markers", (
        {"t": "ACCUSE/allege", "a": (NURADIN,), "r": (KENYA,), "d": "2026-02-02", "p": MOGADISHU, "c": 0.91,
         "q": "President Warsame Nuradin on Monday accused Kenya of moving boundary markers near Mandera."},
        {"t": "REJECT", "a": (CHELANGA,), "r": (SOMALIA,), "d": "2026-02-03", "p": NAIROBI, "c": 0.88,
         "q": "Foreign Minister Ruth Chelanga rejected the charge on Tuesday as “a map drawn for the evening news”."},
    ), (("Warsame Nuradin", "President", "Somalia", "SOM"), ("Ruth Chelanga", "Foreign Minister", "Kenya", "KEN"))),
    Story("Harbour Courier", "2026-02-20", "Mogadishu sends two Kenyan diplomats home", (
        {"t": "SANCTION/expel", "a": (gov("Mogadishu", "SOM"),), "r": (gov("two Kenyan diplomats", "KEN"),), "d": "2026-02-19",
         "p": MOGADISHU, "c": 0.93, "q": "Mogadishu on Thursday expelled two Kenyan diplomats and closed its visa office in Garissa."},
        {"t": "COERCE/restrict", "a": (SOMALIA,), "r": (KENYA,), "d": "2026-02", "p": Place("Somalia", "SOM"), "c": 0.58,
         "q": "Somali customs have held Kenyan khat shipments since early February, traders said.", "s": "traders"},
    )),
    Story("The Gulf Ledger", "2026-02-25", "Kenya moves troops to the Mandera road", (
        {"t": "MOBILIZE/troops", "a": (KENYA,), "r": (SOMALIA,), "d": "2026-02-24", "p": Place("Mandera", "KEN"), "c": 0.77,
         "q": "Kenya moved two battalions to the Mandera road on Tuesday, facing Somali positions.", "s": "a military spokesman"},
    )),
    Story("Radio Lower Juba", "2026-03-05", "Dawn strike on Gedo village", (
        {"t": "ASSAULT/aerial", "a": (gov("Kenyan jets", "KEN"),), "r": (gov("Somalia", "SOM"),), "d": "2026-03-04",
         "p": Place("Garbahaarrey", "SOM"), "dead": 6, "inj": 11, "c": 0.71, "s": "Gedo regional officials",
         "q": "Kenyan jets struck a village outside Garbahaarrey at dawn on Wednesday, killing six and wounding 11, officials said."},
    )),
    Story("Harbour Courier", "2026-03-06", "Nairobi denies Gedo air strike", (
        {"t": "ASSAULT/aerial", "a": (gov("Kenyan jets", "KEN"),), "r": (gov("Somalia", "SOM"),), "d": "2026-03-04", "st": "denied",
         "p": Place("Garbahaarrey", "SOM"), "c": 0.82, "s": "Kenyan defence ministry",
         "q": "No Kenyan jets struck any village near Garbahaarrey on Wednesday, the Kenyan defence ministry said."},
    )),
    Story("Evening Standard of Kismayo", "2026-03-07", "Six or nine dead: what is known of the Gedo strike", (
        {"t": "ASSAULT/aerial", "a": (gov("Kenyan jets", "KEN"),), "r": (gov("Somalia", "SOM"),), "d": "2026-03-04",
         "p": Place("Garbahaarrey", "SOM"), "dead": 9, "c": 0.66, "s": "a hospital doctor",
         "q": "Nine people died when Kenyan jets struck the village near Garbahaarrey on Wednesday, a doctor at the hospital said."},
    )),
    Story("The Gulf Ledger", "2026-03-18", "Djibouti offers to host talks", (
        {"t": "REQUEST/change", "a": (gov("Djibouti", "DJI"),), "r": (KENYA, SOMALIA), "d": "2026-03-17", "c": 0.8,
         "p": Place("Djibouti", "DJI"), "q": "Djibouti on Tuesday urged both Kenya and Somalia to meet without conditions."},
        {"t": "CONSULT/meet", "a": (KENYA, SOMALIA), "r": (), "d": "2026-04-09", "st": "planned", "p": Place("Djibouti", "DJI"),
         "c": 0.84, "q": "Kenya and Somalia will meet in Djibouti on 9 April, its foreign ministry said.",
         "s": "Djibouti's foreign ministry"},
    )),
    Story("Harbour Courier", "2026-04-08", "Djibouti talks off", (
        {"t": "CONSULT/meet", "a": (KENYA, SOMALIA), "r": (), "d": "2026-04-09", "st": "called_off", "p": Place("Djibouti", "DJI"),
         "c": 0.9, "q": "The meeting of Kenya and Somalia in Djibouti on 9 April was called off on Wednesday.", "s": "Ruth Chelanga"},
    )),
    Story("The Gulf Ledger", "2026-05-15", "Ghana and Kenya sign five-year training pact", (
        {"t": "CONSULT/visit", "a": (ARUBASA,), "r": (GHANA,), "d": "2026-05-14", "p": Place("Tema", "GHA"), "c": 0.95,
         "q": "Defence Minister Naomi Arubasa on Thursday visited Ghana's peacekeeping school in Tema."},
        {"t": "AGREE", "a": (KENYA, GHANA), "r": (), "d": "2026-05-15", "p": ACCRA, "c": 0.96,
         "q": "Kenya and Ghana on Friday signed a five-year military training agreement in Accra."},
        {"t": "CONSULT/visit", "a": (ARUBASA,), "r": (gov("Togo", "TGO"),), "d": "2026-05-18", "e": "2026-05-24", "st": "planned",
         "p": Place("Togo", "TGO"), "c": 0.81, "s": "a Kenyan official",
         "q": "Arubasa will visit Togo next week, a Kenyan official said."},
    ), (("Naomi Arubasa", "Defence Minister", "Kenya", "KEN"), ("Kwabena Osei-Tannor", "President", "Ghana", "GHA")),
        more="The pact covers instruction at the Tema school and a yearly exercise at sea.\n\n"),
    Story("Volta Mirror", "2026-05-16", "Kenya, Ghana in training pact", (
        {"t": "AGREE", "a": (KENYA, GHANA), "r": (), "d": "2026-05-15", "p": ACCRA, "c": 0.94,
         "q": "Kenya and Ghana on Friday signed a five-year military training agreement in Accra."},
        {"t": "CONSULT/visit", "a": (ARUBASA,), "r": (GHANA,), "d": "2026-05-14", "p": Place("Tema", "GHA"), "c": 0.95,
         "q": "Defence Minister Naomi Arubasa on Thursday visited Ghana's peacekeeping school in Tema."},
        {"t": "ACCUSE/disapprove", "a": (Party("Yaw Brakatu", "GHA", "OPP"),), "r": (ARUBASA,), "d": "2026-05-16", "p": ACCRA, "c": 0.62,
         "q": "Opposition leader Yaw Brakatu criticised Arubasa for “shopping for allies with other people's sons”."},
    ), (("Yaw Brakatu", "opposition leader", "Ghana", "GHA"), ("Naomi Arubasa", "Defence Minister", "Kenya", "KEN")),
        credit="The Gulf Ledger", more="The pact covers instruction at the Tema school and a yearly exercise at sea.\n\n"),
    Story("Radio Lower Juba", "2026-05-20", "Al-Shabab ambush near Garissa", (
        {"t": "ASSAULT/firearms", "a": (Party("Al-Shabab fighters", "SOM", "REB"),), "r": (Party("army", "KEN", "MIL"),),
         "d": "2026-05-19", "p": Place("Garissa", "KEN"), "dead": 7, "inj": 3, "c": 0.9, "s": "Kenyan military",
         "q": "Al-Shabab fighters ambushed an army convoy near Garissa on Tuesday, killing seven soldiers, the Kenyan military said."},
        {"t": "RETREAT/withdraw", "a": (Party("army", "KEN", "MIL"),), "r": (SOMALIA,), "d": "2026-05-20", "p": Place("Mandera", "KEN"),
         "c": 0.55, "q": "The army has begun to pull back from the Mandera road, residents said.", "s": "residents"},
    )),
    Story("Addis Gazette", "2026-06-02", "Ethiopia sends relief grain through Moyale", (
        {"t": "AID/humanitarian", "a": (ETHIOPIA,), "r": (SOMALIA,), "d": "2026-06", "p": Place("Moyale", "ETH"), "c": 0.86,
         "q": "Ethiopia has sent 4,000 tonnes of relief grain to Somalia through Moyale since the start of June."},
        {"t": "SUPPORT", "a": (ETHIOPIA,), "r": (KENYA,), "d": "2026-06-02", "p": Place("Addis Ababa", "ETH"), "c": 0.7,
         "q": "Ethiopia on Tuesday backed Kenya's call for a joint border commission."},
    )),
    Story("The Gulf Ledger", "2026-06-11", "Kenya and Somalia agree on border commission", (
        {"t": "AGREE", "a": (KENYA, SOMALIA), "r": (), "d": "2026-06-10", "p": Place("Djibouti", "DJI"), "c": 0.92,
         "q": "Kenya and Somalia on Wednesday signed a border commission agreement in Djibouti."},
        {"t": "CONSULT/meet", "a": (CHELANGA, NURADIN), "r": (), "d": "2026-06-10", "p": Place("Djibouti", "DJI"), "c": 0.9,
         "q": "Chelanga met President Nuradin for two hours before the signing on Wednesday."},
        {"t": "CONCEDE", "a": (SOMALIA,), "r": (KENYA,), "d": "2026-06-10", "c": 0.64, "p": MOGADISHU,
         "q": "Somalia agreed to reopen its visa office in Garissa.", "s": "Ruth Chelanga"},
        {"t": "CONSULT/meet", "a": (KENYA, SOMALIA), "r": (), "d": "2026-07", "st": "planned", "p": NAIROBI, "c": 0.79,
         "q": "The commission is to hold its first session in Nairobi in July."},
    ), (("Ruth Chelanga", "Foreign Minister", "Kenya", "KEN"), ("Warsame Nuradin", "President", "Somalia", "SOM"))),
    Story("Harbour Courier", "2026-06-24", "Kenya warns over khat ban", (
        {"t": "THREATEN/restrict", "a": (KENYA,), "r": (SOMALIA,), "d": "2026-06-23", "c": 0.61, "p": NAIROBI, "s": "trade ministry",
         "q": "Kenya on Tuesday warned Somalia that it would close the Moyale crossing unless khat shipments are released."},
        {"t": "PROTEST/demo", "a": (Party("hundreds of traders", "KEN", "CVL"),), "r": (Party("Somali embassy", "SOM", "GOV"),), "d": None,
         "p": NAIROBI, "c": 0.74, "q": "Hundreds of traders rallied outside the Somali embassy in Nairobi."},
        {"t": "COOPERATE", "a": (KENYA, SOMALIA), "r": (), "d": "2026-06", "st": "ongoing", "c": 0.6, "p": None,
         "q": "Kenyan and Somali surveyors are still marking the line together."},
    )),
    Story("Volta Mirror", "2026-11-20", "Accra to host Sahel defence chiefs", (
        {"t": "CONSULT/meet", "a": (GHANA, KENYA), "r": (), "d": "2027-01-12", "e": "2027-01-14", "st": "planned", "p": ACCRA, "c": 0.83,
         "q": "Ghana will host Kenya's defence staff in Accra from 12 to 14 January.", "s": "Ghana's presidency"},
        {"t": "COOPERATE", "a": (GHANA, gov("Togo", "TGO")), "r": (), "d": "2027-03", "st": "planned", "p": None, "c": 0.68,
         "q": "Togo and Ghana are to hold a naval exercise in March."},
    )),
    Story("بوابة الخليج", "2026-06-25", "كينيا والصومال: لجنة الحدود", (
        {"t": "CONSULT/meet", "a": (gov("كينيا", "KEN"), gov("الصومال", "SOM")), "r": (), "d": "2026-06-24", "c": 0.6,
         "p": Place("نيروبي", "KEN"), "q": "اجتمع وزيرا خارجية كينيا والصومال في نيروبي يوم الأربعاء."},
    )),
)


def make(path: Path, stories: Iterable[Story] = STORIES, *, decided: bool = True) -> None:
    """Fills a new register at `path`."""
    with open_register(path) as register:
        for number, story in enumerate(stories):
            page, text, reading = _read(story, number)
            register.take(page)
            register.keep(page.page_id, text, reading)
        register.refuse(InputError("E-EMPTY", "broken/scan-0412.html", "no text"))
        _watch(SourceBook(register))
        if decided:
            first = register.connection.execute("SELECT event FROM events WHERE type = 'SANCTION' AND until > 1e18").fetchone()[0]
            register.accept(first, Said(ANALYST, "both capitals confirm"))
            other = register.connection.execute("SELECT event FROM events WHERE type = 'RETREAT' AND until > 1e18").fetchone()[0]
            register.edit(other, "status", "ongoing", Said(ANALYST, "only begun, by its own words"))


def _watch(book: SourceBook) -> None:
    """One source that fares well, one that fails, one not looked at yet."""
    now = datetime(2026, 6, 25, 8, tzinfo=UTC)
    for name in ("Harbour Courier", "Radio Lower Juba", "Volta Mirror"):
        book.add(name, f"https://{name.lower().replace(' ', '-')}.example/feed", (), (), now)
    well, failing, _ = book.sources()
    book.note_fetch(well, None, None, new=False, now=now)
    book.note_failure(failing, "E-TIME")
    book.note_failure(failing, "E-TIME")


def _read(story: Story, number: int) -> tuple[Page, str, Reading]:
    text, claims, roles = f"{story.title}\n\n", [], []
    for told in story.claims:
        claims.append(_claim(told, len(text)))
        text += f"{told['q']} Officials gave no more details at a briefing that lasted ten minutes.\n\n"
    for person, role, of, country in story.people:
        quote = f"{role} {person} of {of}"
        roles.append(Role(
            person=person, role=role, of=of, country=country, former=False, since=None, until=None, quote=quote, quote_start=len(text),
            quote_end=len(text) + len(quote),
        ))
        text += f"{quote} was in the room.\n\n"
    text += story.more
    slug = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in story.publisher.lower()).strip("-") or "portal"
    page = Page(sha256(text.encode()).hexdigest(), f"{slug}-{number}", f"https://{slug}.example/{story.published}/{number}", text.encode())
    return page, text, Reading(
        id=page.name, page_id=page.page_id, reader="12/embedded", published=story.published, published_why="invented", language="en",
        title=story.title, publisher=story.publisher, credit=story.credit, dateline=None, body_start=None, body_end=None,
        events=tuple(claims), roles=tuple(roles), relations=(), times=(), places=(),
    )


def _claim(told: dict[str, Any], start: int) -> Claim:
    kind, _, mode = told["t"].partition("/")
    score, cameo = score_row(kind, mode)
    quote = told["q"]
    return Claim(
        type=kind, mode=mode if mode and (kind, mode) in codes() else None, status=told.get("st", "happened"), actors=told["a"],
        recipients=told["r"], date=told["d"], date_end=told.get("e"), place=told["p"], attributed_to=told.get("s"),
        context=("diplomatic",), dead=told.get("dead"), injured=told.get("inj"), quote=quote, quote_start=start,
        quote_end=start + len(quote), trigger=next(act for act in _ACTS if act in quote), cameo=cameo, score=score, confidence=told["c"],
        why=f"frame {kind.lower()}: invented example",
    )
