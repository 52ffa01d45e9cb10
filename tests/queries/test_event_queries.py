"""Events by who, what, when; one by its identity."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from attache.errors import InputError
from attache.model import Claim, Party, Place
from attache.queries.events import Context, EventFilter, accounts, context, event, events
from attache.queries.moments import moment
from attache.queries.walks import Order
from attache.register.connection import reading as open_for_reading
from attache.register.database import Connection
from attache.register.joining import Joiner
from attache.register.store import open_register
from tests.behind import behind
from tests.samples import COUNTRIES, TALKS, VISIT, fill, page, reading, sample_claim

ITALY, KENYA, GHANA, PERU = (Party(name, COUNTRIES[name], "GOV") for name in ("Italy", "Kenya", "Ghana", "Peru"))


@pytest.fixture
def register(register_path: Path) -> Iterator[Connection]:
    fill(register_path, TALKS, VISIT)
    with open_for_reading(register_path) as connection:
        yield connection


def keep(register_path: Path, *claims: Claim) -> None:
    source = page(TALKS)
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, TALKS, msgspec.structs.replace(reading(source, TALKS), events=claims))


def revision_of(register_path: Path) -> int:
    with open_for_reading(register_path) as register:
        return int(register.execute("SELECT max(revision) FROM revisions").fetchone()[0])


def judge(register_path: Path, kind: str, quote: str) -> None:
    """Enters a decision on the event with that quote, as a reviewer would."""
    with open_register(register_path) as register, register._changing(kind) as revision:
        connection = register.connection
        claim_no, subject, name = connection.execute(
            "SELECT claim_no, claim_id, event FROM claims c JOIN members USING (claim_no) WHERE quote = ?", (quote,)
        ).fetchone()
        row = (revision, "2021-03-06", "desk", kind, subject, None, None, None, "", None, "")
        connection.execute("INSERT INTO decisions VALUES ((SELECT count(*) + 1 FROM decisions), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        joiner = Joiner(connection)
        assert claim_no in joiner.members(name)
        joiner.refresh(name)
        joiner.settle(revision)


def quotes(register: Connection, **wanted: Any) -> list[str]:
    return [found.claim.quote.split(" on ")[0].rstrip(".") for found in events(register, EventFilter(**wanted))]


def triggers(register_path: Path, **wanted: Any) -> list[str]:
    with open_for_reading(register_path) as register:
        return [found.claim.trigger for found in events(register, EventFilter(**wanted))]


def test_all_events_by_date_and_undated_last(register: Connection) -> None:
    assert quotes(register) == ["Chad accused Aldo Brenn", "Italy met Kenya", "Peru will meet Norway", "Italy accused Ghana"]


def test_events_of_one_day_stand_as_the_page_has_them(register_path: Path) -> None:
    accused = (("third", KENYA), ("first", GHANA), ("second", PERU))
    keep(register_path, *(sample_claim(type="ACCUSE", trigger=trigger, recipients=(to,)) for trigger, to in accused))
    assert triggers(register_path) == ["third", "first", "second"]


def test_event_comes_back_as_it_was_read(register_path: Path) -> None:
    claim = sample_claim(
        actors=(KENYA, ITALY), recipients=(GHANA,), date_end="2021-03-06", place=Place("Nairobi", None), context=("military", "election"),
        dead=3, injured=None, attributed_to="a harbour master", mode=None, cameo=None,
    )
    keep(register_path, claim)
    with open_for_reading(register_path) as register:
        (found,) = events(register)
    assert found.claim == claim
    assert (found.page.name, found.page.publisher, found.reader) == ("talks", "The Harbour Courier", "1/plain")


@pytest.mark.parametrize(("wanted", "expected"), [
    ({"actor": "ITA"}, ["Italy met Kenya", "Italy accused Ghana"]),
    ({"actor": "italy"}, ["Italy met Kenya", "Italy accused Ghana"]),
    ({"recipient": "Kenya"}, ["Italy met Kenya"]),
    ({"recipient": "brenn"}, ["Chad accused Aldo Brenn"]),
    ({"recipient": "ren"}, []),
    ({"actor": "Italy", "recipient": "GHA"}, ["Italy accused Ghana"]),
    ({"actor": "Kenya"}, []),
    ({"type": "ACCUSE"}, ["Chad accused Aldo Brenn", "Italy accused Ghana"]),
    ({"status": "planned"}, ["Peru will meet Norway"]),
    ({"page": "page1"}, ["Chad accused Aldo Brenn", "Peru will meet Norway"]),
    ({"page": "page1.txt"}, ["Chad accused Aldo Brenn", "Peru will meet Norway"]),
    ({"page": page(VISIT).page_id[:8]}, ["Chad accused Aldo Brenn", "Peru will meet Norway"]),
    ({"page": page(VISIT).page_id[:7]}, []),
    ({"since": "2021"}, ["Italy met Kenya", "Peru will meet Norway"]),
    ({"until": "2021-03-04"}, ["Chad accused Aldo Brenn", "Italy met Kenya"]),
    ({"since": "2021-03-04", "until": "2021-03-04"}, ["Italy met Kenya"]),
    ({"since": "2021-03-05"}, ["Peru will meet Norway"]),
    ({"since": "2021-05-31"}, ["Peru will meet Norway"]),  # "in May" may still be
    ({"until": "2021-05-01"}, ["Chad accused Aldo Brenn", "Italy met Kenya", "Peru will meet Norway"]),
    ({"since": "2020-06", "until": "2021-03"}, ["Chad accused Aldo Brenn", "Italy met Kenya"]),
    ({"until": "2019"}, []),
])
def test_filters(register: Connection, wanted: dict[str, str], expected: list[str]) -> None:
    assert quotes(register, **wanted) == expected


def test_period_that_lies_inside_an_event_finds_it(register_path: Path) -> None:
    keep(register_path, sample_claim(date="2021-03-01", date_end="2021-03-20"))
    assert triggers(register_path, since="2021-03-05", until="2021-03-06") == ["met"]
    assert triggers(register_path, since="2021-03-21") == []


def test_country_is_not_sought_in_names(register_path: Path) -> None:
    forces, group = Party("Nigerien forces", "NER", "MIL"), Party("Niger Delta group", "NGA", "REB")
    keep(register_path, sample_claim(actors=(forces,)), sample_claim(actors=(group,)))
    assert len(triggers(register_path, actor="Niger")) == 1


def test_names_are_found_whatever_accents_and_apostrophes(register_path: Path) -> None:
    keep(register_path, sample_claim(actors=(Party("Général Issa N’Dour", None, "MIL"),)))
    for words in ("general issa", "N'DOUR", "issa n'd", "GENERAL"):
        assert triggers(register_path, actor=words) == triggers(register_path, country=words) == ["met"]
    assert triggers(register_path, recipient="issa") == triggers(register_path, actor="dour issa") == []


def test_either_side(register: Connection) -> None:
    assert quotes(register, country="Italy") == ["Italy met Kenya", "Italy accused Ghana"]
    assert quotes(register, country="brenn") == quotes(register, country="Chad") == ["Chad accused Aldo Brenn"]
    assert quotes(register, country="KEN", type="ACCUSE") == []


def test_no_more_than_asked_for(register: Connection) -> None:
    assert len(list(events(register, limit=3))) == 3
    assert [found.claim.trigger for found in events(register, EventFilter(country="Italy"), limit=1)] == ["met"]


def test_what_changed_since_a_revision_begins_with_what_happens_now(register_path: Path) -> None:
    fill(register_path, "Plans\nItaly will meet Kenya on 2021-03-04.\n")
    before = revision_of(register_path)
    fill(register_path, "Plans\nItaly will meet Kenya on 2021-03-04.\n", "News\nGhana accused Chad on 2020-01-01.\n", TALKS)
    with open_for_reading(register_path) as register:
        changed = [(found.claim.status, found.was, found.reports) for found in events(register, EventFilter(changed_since=before))]
    assert changed == [("happened", "planned", 2), ("happened", None, 1), ("happened", None, 1)]
    with open_for_reading(register_path) as register:
        assert list(events(register, EventFilter(changed_since=revision_of(register_path)))) == []
        (then,) = events(register, at=moment(register, str(before)))
    assert (then.claim.status, then.reports, then.was) == ("planned", 1, None)


def test_what_changed_is_in_the_order_of_events_and_goes_on_after_any(register_path: Path) -> None:
    known = "Ghana accused Chad on 2021-03-01."
    fill(register_path, f"Plans\nItaly will meet Kenya on 2021-03-04.\nPeru will meet Norway on 2021-03-02.\n{known}\n")
    before = revision_of(register_path)
    pairs = [(one, other) for one in COUNTRIES for other in COUNTRIES if one < other]
    acts = [f"{one} accused {other}{' on ' + day if day else ''}." for day in ("2021-02-04", "2021-01-01", "") for one, other in pairs]
    more = ["\n".join(("More", *acts[first::4], "")) for first in range(4)]
    fill(register_path, TALKS, *more, f"Met\nPeru met Norway on 2021-03-02.\n{known}\n")
    with open_for_reading(register_path) as register:
        changed = list(events(register, EventFilter(changed_since=before)))
        ids = [found.id for found in changed]
        assert [found.was for found in changed[:2]] == ["planned", "planned"]
        assert "happened" in [found.was for found in changed[2:]]
        assert ids[2:] == [found.id for found in events(register) if found.id in ids[2:]]
        for place in (0, 1, 2, 20, len(ids) - 2):
            onwards = events(register, EventFilter(changed_since=before), limit=3, after=ids[place])
            assert [found.id for found in onwards] == ids[place + 1 : place + 4]


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_events_of_a_country_then_are_the_first_of_all_however_few_are_wanted(register_path: Path, order: Order) -> None:
    dates = ("2021-02-04", "", "2021-01-01", "2021-02-04", "")
    acts = [f"Italy accused {other}{' on ' + day if day else ''}." for day, other in zip(dates, list(COUNTRIES)[1:], strict=True)]
    fill(register_path, "\n".join(("News", *acts, "")))
    before = revision_of(register_path)
    fill(register_path, "\n".join(("Again", *acts[::2], "")), "Old\nItaly accused Kenya on 2020-05-01.\n")
    with open_for_reading(register_path) as register:
        at = moment(register, str(before))
        then = [found.id for found in events(register, EventFilter(country="Italy"), at, order=order)]
        assert len(then) == len(acts)
        for limit in range(1, len(then)):
            assert [found.id for found in events(register, EventFilter(country="Italy"), at, limit, order=order)] == then[:limit]


def test_rejected_events_are_left_out_unless_asked_for(register_path: Path) -> None:
    fill(register_path, TALKS)
    before = revision_of(register_path)
    judge(register_path, "reject", "Italy met Kenya on 2021-03-04.")
    assert triggers(register_path) == triggers(register_path, verdict="none") == triggers(register_path, actor="Italy") == ["accused"]
    assert triggers(register_path, verdict="rejected") == triggers(register_path, verdict="rejected", actor="Italy") == ["met"]
    assert triggers(register_path, verdict="accepted") == []
    with open_for_reading(register_path) as register:
        assert len(list(events(register, EventFilter(actor="Italy"), moment(register, str(before))))) == 2
    judge(register_path, "accept", "Italy met Kenya on 2021-03-04.")
    assert triggers(register_path, verdict="accepted") == triggers(register_path, recipient="Kenya") == ["met"]


def test_event_is_found_by_any_of_its_claims_and_tells_of_all(register_path: Path) -> None:
    fill(register_path, TALKS, "More talks\nItaly met Kenya on 2021-03-04.\n")
    with open_for_reading(register_path) as register:
        (found,) = events(register, EventFilter(recipient="Kenya"))
        told = accounts(register, found)
        assert [event(register, account.id) for account in told] == [found, found]
    assert {account.page.name for account in told} == {"page0", "page1"}
    assert (found.reports, found.origins, found.disputed, found.verdict) == (2, 1, False, None)


def test_parties_that_act_together_are_found_from_either_side(register_path: Path) -> None:
    keep(
        register_path, sample_claim(actors=(ITALY, KENYA), recipients=(), trigger="together"),
        sample_claim(type="ACCUSE", actors=(ITALY, KENYA), recipients=(), trigger="both"),
        sample_claim(actors=(KENYA,), recipients=(), trigger="alone", date="2021-04-04"),
        sample_claim(actors=(ITALY, KENYA), recipients=(GHANA,), trigger="to a third", date="2021-05-04"),
    )
    assert triggers(register_path, actor="Italy", recipient="Kenya") == ["together"]
    assert triggers(register_path, recipient="Kenya") == ["together"]


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "_", "*", '"', "a'b", "\\", "NEAR(", "\x00", "x" * 10_000])
def test_words_of_the_asker_are_only_words(register: Connection, words: str) -> None:
    for name in ("actor", "recipient", "page"):
        assert quotes(register, **{name: words}) == []


def test_event_by_the_start_of_its_identity(register: Connection) -> None:
    for whole in events(register):
        assert event(register, whole.id) == event(register, whole.id[:8].upper()) == whole


def test_identity_that_names_nothing(register: Connection) -> None:
    for identity in ("0000000000", "xyz1", "abc", "", "' OR 1"):
        with pytest.raises(InputError, match="E-NO-EVENT"):
            event(register, identity)


def test_identity_that_names_several(register_path: Path) -> None:
    fill(register_path, TALKS)
    with behind(register_path) as plain:
        plain.execute("UPDATE claims SET claim_id = 'abcd' || substr(claim_id, 5)")
    with open_for_reading(register_path) as connection, pytest.raises(InputError, match=r"E-AMBIGUOUS abcd: .* 2 events: abcd"):
        event(connection, "abcd")


def test_context_is_the_page_around_the_quote(register_path: Path) -> None:
    text = "Alpha came first. Beta followed. Gamma was third. Italy met Kenya. Delta came next. Epsilon left. Zeta slept."
    source, start = page(text), text.index("Italy")
    claim = sample_claim(quote="Italy met Kenya.", quote_start=start, quote_end=start + 16)
    with open_register(register_path) as register:
        register.take(source)
        register.keep(source.page_id, text, msgspec.structs.replace(reading(source, text), events=(claim,)))
    with open_for_reading(register_path) as connection:
        around = context(connection, next(events(connection)))
    assert around == Context("Beta followed. Gamma was third. ", "Italy met Kenya.", " Delta came next. Epsilon left.")
