"""One act told several times is one claim; two acts stay two."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from attache.model import Claim, Party, Place
from attache.reading.merging import fold, same_act
from tests.reading.coded import summaries, told

KENYA, SOMALIA, UGANDA = (Party(name, code, "GOV") for name, code in (("Kenya", "KEN"), ("Somalia", "SOM"), ("Uganda", "UGA")))
EXPULSION = Claim(
    type="SANCTION", mode="expel", status="happened", actors=(KENYA,), recipients=(SOMALIA,), date="2021-06-14", date_end=None,
    place=None, attributed_to=None, context=(), dead=None, injured=None, quote="Kenya expelled the Somali ambassador", quote_start=0,
    quote_end=36, trigger="expelled", cameo="166", score=-5.5, confidence=0.8, why="SANCTION: expel",
)


def test_an_act_told_three_times_is_one_claim() -> None:
    text = ("Kenya expelled the Somali ambassador on Monday. The Somali ambassador was expelled by Kenya, officials said. "
            "Kenya's expulsion of the Somali ambassador made headlines.")
    assert summaries(text) == ["SANCTION KEN > SOM happened"]
    assert told(text)[0].date == "2021-06-14"


@pytest.mark.parametrize(
    "text",
    [
        "Chad signed a deal with Sudan on Monday. Chad signed a deal with Libya on Monday.",
        "Kenya expelled two Somali diplomats on Monday. Kenya had expelled two Somali diplomats in 2019.",
        "Kenya expelled the Somali ambassador on Monday. Kenya will expel the Somali consul on Friday.",
        "Kenya expelled the Somali ambassador on Monday. Somalia expelled the Kenyan ambassador on Monday.",
    ],
)
def test_two_acts_stay_two(text: str) -> None:
    assert len(told(text)) == 2


def test_a_party_and_a_union_of_one_state_are_not_the_same_people() -> None:
    told = replace(EXPULSION, confidence=0.5)
    party, union = Party("Jubilee", "KEN", "PTY"), Party("teachers' union", "KEN", "NGO")
    assert not same_act(replace(told, actors=(party,)), replace(told, actors=(union,)))
    assert same_act(replace(told, actors=(party,)), told)


def test_other_people_are_another_act_where_it_is_told_for_sure() -> None:
    officials, trader = Party("three Ennahda officials", "TUN", "PTY"), Party("Nizar Belkacem", "TUN", "CVL")
    arrests = [replace(EXPULSION, recipients=(party,), confidence=0.9) for party in (officials, trader)]
    assert not same_act(*arrests)
    assert same_act(arrests[0], replace(arrests[1], confidence=0.5))
    assert same_act(arrests[0], replace(arrests[1], date=None))
    assert same_act(arrests[0], replace(arrests[1], attributed_to="the union"))
    assert same_act(arrests[0], replace(arrests[1], recipients=(replace(trader, name="Ennahda's officials"),)))


def test_a_plan_called_off_is_called_off() -> None:
    text = "Turkey and Greece will meet in Athens on Monday. The meeting between Turkey and Greece was cancelled."
    assert summaries(text) == ["CONSULT GRC+TUR > - called_off"]


def test_a_visit_alluded_to_is_the_visit_told() -> None:
    text = "President Moussa Gali of Chad flew to Khartoum. His visit lasted two days. He met the Sudanese premier."
    assert summaries(text) == ["CONSULT TCD > SDN happened", "CONSULT SDN+TCD > - happened"]


@pytest.mark.parametrize(
    "other",
    [
        replace(EXPULSION, date=None),
        replace(EXPULSION, date="2021-06"),
        replace(EXPULSION, date="2021"),
        replace(EXPULSION, date="2021-06-12", date_end="2021-06-15"),
        replace(EXPULSION, status="ongoing"),
        replace(EXPULSION, mode=None),
        replace(EXPULSION, actors=()),
        replace(EXPULSION, recipients=()),
        replace(EXPULSION, actors=(Party("Kenyan government", "KEN", "GOV"),)),
        replace(EXPULSION, place=Place("Nairobi", "KEN")),
    ],
)
def test_tellings_that_do_not_contradict_each_other_are_one_act(other: Claim) -> None:
    assert same_act(EXPULSION, other)
    assert same_act(other, EXPULSION)
    assert len(fold([EXPULSION, other])) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(EXPULSION, type="COERCE"),
        replace(EXPULSION, mode="withdraw"),
        replace(EXPULSION, cameo="161"),
        replace(EXPULSION, status="planned"),
        replace(EXPULSION, date="2021-06-15"),
        replace(EXPULSION, date="2020"),
        replace(EXPULSION, date="2021-06-15", date_end="2021-06-17"),
        replace(EXPULSION, recipients=(UGANDA,)),
        replace(EXPULSION, recipients=(SOMALIA, UGANDA)),
        replace(EXPULSION, actors=(SOMALIA,), recipients=(KENYA,)),
    ],
)
def test_tellings_that_contradict_each_other_are_two_acts(other: Claim) -> None:
    assert not same_act(EXPULSION, other)
    assert fold([EXPULSION, other]) == [EXPULSION, other]


def test_the_surer_telling_leads_and_takes_what_the_other_knows() -> None:
    vague = replace(EXPULSION, recipients=(), date="2021", confidence=0.9, quote="Kenya's expulsions")
    full = replace(EXPULSION, place=Place("Nairobi", "KEN"), dead=2)
    [kept] = fold([full, vague])
    assert (kept.quote, kept.confidence) == ("Kenya's expulsions", 0.9)
    assert (kept.recipients, kept.date, kept.place, kept.dead) == ((SOMALIA,), "2021-06-14", Place("Nairobi", "KEN"), 2)


def test_of_equals_the_earlier_leads() -> None:
    later = replace(EXPULSION, quote="again", quote_start=90, quote_end=95)
    assert fold([EXPULSION, later]) == [EXPULSION]


def test_zero_dead_is_a_number() -> None:
    [kept] = fold([replace(EXPULSION, dead=0), replace(EXPULSION, dead=5)])
    assert kept.dead == 0


def test_a_one_sided_mention_of_an_act_told_whole_goes() -> None:
    meeting = replace(EXPULSION, type="CONSULT", mode=None, actors=(KENYA, SOMALIA), recipients=(), cameo="040")
    mention = replace(meeting, actors=(KENYA,), date=None)
    assert fold([meeting, mention]) == [meeting]
    assert fold([mention]) == [mention]
    dated = replace(mention, date="2020-01-05")
    assert fold([meeting, dated]) == [meeting, dated]
    assert fold([meeting, replace(mention, actors=(UGANDA,))]) == [meeting, replace(mention, actors=(UGANDA,))]


CLAIMS = st.builds(
    lambda date, actors, status: replace(EXPULSION, date=date, actors=actors, status=status),
    st.sampled_from([None, "2021", "2021-06", "2021-06-14", "2021-06-15"]),
    st.sampled_from([(), (KENYA,), (UGANDA,), (KENYA, UGANDA)]), st.sampled_from(["happened", "planned", "denied"]),
)


@settings(deadline=None)
@given(st.lists(CLAIMS, max_size=5))
def test_folding_makes_nothing_up(claims: list[Claim]) -> None:
    kept = fold(claims)
    assert len(kept) <= len(claims)
    assert bool(kept) == bool(claims)
    assert {party for claim in kept for party in claim.actors} <= {party for claim in claims for party in claim.actors}
    assert {claim.status == "happened" for claim in kept} == {claim.status == "happened" for claim in claims}
