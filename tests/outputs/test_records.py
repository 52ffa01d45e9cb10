"""Records and columns hold everything a claim has."""
from __future__ import annotations

from attache.model import Claim, Party
from attache.outputs.records import EVENT_COLUMNS, event_fields, event_record
from attache.queries.events import Event
from tests.outputs.test_formats import HOSTILE, PAGE
from tests.samples import sample_claim


def test_record_has_every_field_of_the_claim() -> None:
    support = {"reports", "origins", "disputed", "verdict", "revision", "was"}
    assert set(Claim.__struct_fields__) | support | {"id", "page", "reader"} == set(event_record(HOSTILE))


def test_columns_of_parties_stand_in_the_same_order() -> None:
    actors = (Party("Italy", "ITA", "GOV"), Party("rebels", None, "REB"))
    event = Event(id="ab", claim=sample_claim(actors=actors, recipients=()), page=PAGE, reader="1")
    assert [EVENT_COLUMNS[name](event) for name in ("actors", "actor_countries", "actor_sectors", "recipients")] == [
        "Italy; rebels", "ITA; ", "GOV; REB", "",
    ]


def test_page_about_one_event_tells_why_and_how_sure() -> None:
    fields = event_fields(HOSTILE)
    assert (fields["why"], fields["confidence"], fields["publisher"], fields["published"]) == ("plain met", 0.875, "Courier", "2021-03-05")
