"""When an act took place: which time of its sentence is its own, read from a Wednesday, 16 June 2021."""
from __future__ import annotations

import pytest

from tests.reading.coded import one, page_state, told


def when(text: str, kind: str, published: str | None = "2021-06-16") -> tuple[str | None, str | None]:
    claim = one(text, kind, published)
    return claim.date, claim.date_end


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Kenya condemned the coup on Monday.", "ACCUSE", "2021-06-14"),
        ("In a letter that ran to ten pages, Kenya on Monday condemned the coup.", "ACCUSE", "2021-06-14"),
        ("Kenya held talks with Uganda on Thursday for an hour after Ugandan police arrested nine Kenyans.", "COERCE", "2021-06-10"),
        ("The Egyptian foreign minister met his Greek counterpart in Cairo on Thursday.", "CONSULT", "2021-06-10"),
        ("The Kenyan president will visit Uganda on Friday.", "CONSULT", "2021-06-18"),
        ("The Kenyan president is scheduled to visit Uganda on Monday.", "CONSULT", "2021-06-21"),
        ("The Kenyan president visited Uganda on Friday.", "CONSULT", "2021-06-11"),
        ("Uganda's foreign minister left for Kigali yesterday.", "CONSULT", "2021-06-15"),
        ("Iranian forces seized a tanker on 3 June.", "COERCE", "2021-06-03"),
        ("On 12 March 2021, rebels attacked a post in Chad.", "ASSAULT", "2021-03-12"),
        ("Sudan expelled the Qatari envoy in October.", "SANCTION", "2020-10"),
        ("Sudan expelled the Qatari envoy in July.", "SANCTION", "2020-07"),
        ("The Kenyan president will visit Uganda in July.", "CONSULT", "2021-07"),
        ("In May 2019, Sudan expelled the Qatari envoy.", "SANCTION", "2019-05"),
        ("The meeting between Kenya and Uganda on 20 June was cancelled.", "CONSULT", "2021-06-20"),
        ("The envoy was killed in a May 2019 air strike by Kenya.", "ASSAULT", "2019-05"),
        ("Kenya's last missile test was on 3 June.", "MOBILIZE", "2021-06-03"),
        ("France signed a treaty with Mali in 1994.", "SUPPORT", "1994"),
        ("Sudan's foreign minister is expected to visit Moscow next month.", "CONSULT", "2021-07"),
        ("Egypt will host talks between Libya and Turkey in July.", "CONSULT", "2021-07"),
    ],
)
def test_the_time_the_words_give(text: str, kind: str, date: str) -> None:
    assert when(text, kind) == (date, None)


def test_a_week_has_a_first_and_a_last_day() -> None:
    assert when("The Kenyan president visited Uganda last week.", "CONSULT") == ("2021-06-07", "2021-06-13")


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Kenya opened an embassy in Rabat, two days after it expelled the Somali envoy.", "SANCTION", "2021-06-14"),
        ("Troops left Gao three years after France deployed soldiers there.", "MOBILIZE", "2018"),
        ("Kenya condemned the raid on Monday, three days after Uganda arrested nine Kenyan traders.", "COERCE", "2021-06-11"),
    ],
)
def test_an_earlier_act_is_counted_back_from_the_later(text: str, kind: str, date: str) -> None:
    assert when(text, kind)[0] == date


def test_two_acts_of_a_sentence_keep_their_own_times() -> None:
    text = "Kenya recalled its envoy on Monday and expelled the Somali ambassador on Tuesday."
    assert [claim.date for claim in told(text)] == ["2021-06-14", "2021-06-15"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Chad and Libya agreed to resume talks in September.", "AGREE"), ("France urged Mali to hold elections in February.", "REQUEST")],
)
def test_the_time_of_what_is_promised_or_asked_is_not_that_of_the_words(text: str, kind: str) -> None:
    assert when(text, kind)[0] == "2021-06-16"


def test_a_coordinated_verb_that_is_part_of_the_act_lends_its_time() -> None:
    assert when("A suicide bomber killed 14 people and wounded 20 others in Mogadishu on Sunday.", "ASSAULT")[0] == "2021-06-13"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Algeria and Morocco signed an agreement on stolen antiquities on Monday in a library.", "SUPPORT"),
        ("A clash between Indian and Chinese troops near a border post on Monday alarmed shepherds.", "ASSAULT"),
        ("Fighting between Indian and Chinese border guards broke out on Monday near a bridge.", "ASSAULT"),
    ],
)
def test_a_day_tells_of_the_act_beside_whatever_noun_it_stands(text: str, kind: str) -> None:
    assert when(text, kind)[0] == "2021-06-14"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("At a ceremony on Monday, Kenya awarded medals and condemned the rebels.", "ACCUSE"),
        ("In an address broadcast on Monday, the Kenyan president condemned the rebels.", "ACCUSE"),
        ("Kenyan forces launched two missiles during a naval exercise on Monday.", "MOBILIZE"),
    ],
)
def test_an_act_is_of_the_time_of_its_occasion(text: str, kind: str) -> None:
    assert {claim.date for claim in told(text) if claim.type == kind} == {"2021-06-14"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("India apologised to Nepal after a crowd of students burned a flag on Monday.", "CONCEDE"),
        ("Morocco recalled its ambassador and put off the visit after Egypt expelled two diplomats on Monday.", "SANCTION"),
        ("Egypt agreed to release the crew after Tunisia threatened Egypt on Monday with a halt to the sale of gas.", "CONCEDE"),
    ],
)
def test_an_act_is_of_the_day_that_it_followed(text: str, kind: str) -> None:
    assert {claim.date for claim in told(text) if claim.type == kind} == {"2021-06-14"}


def test_what_came_a_long_time_before_gives_an_act_no_time() -> None:
    found = told("India apologised to Nepal after a crowd of students burned a flag in 2003.")
    assert [claim.date for claim in found if claim.type == "CONCEDE"] == ["2021-06-16"]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Ten Malian soldiers were killed at the onset of the 2013 war.", "ASSAULT", "2013"),
        ("The French general was killed in the wake of the August 2020 coup.", "ASSAULT", "2020-08"),
    ],
)
def test_an_act_in_the_course_of_something_is_of_its_time(text: str, kind: str, date: str) -> None:
    assert date in {claim.date for claim in told(text) if claim.type == kind}


def test_a_visit_called_off_without_a_day_is_of_that_of_the_news() -> None:
    assert when("The Turkish foreign minister called off a visit to Poland.", "CONSULT") == ("2021-06-16", None)


def test_news_without_a_date_is_of_the_day_of_publication() -> None:
    assert when("Kenya expelled the Somali ambassador.", "SANCTION")[0] == "2021-06-16"


def test_a_relative_clause_without_a_date_stays_open_below_the_head() -> None:
    text = "Rain fell in Athens. " * 4 + "Greece, which recalled its ambassador from Ankara, praised Cyprus on Monday."
    assert when(text, "SANCTION")[0] is None
    assert when(text, "SUPPORT")[0] == "2021-06-14"


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Relations have been icy since March, when Kenya expelled the Somali ambassador.", "SANCTION", "2021-03"),
        ("Kenyan troops paid for a rebel attack launched in May on Somalia.", "ASSAULT", "2021-05"),
        ("Kenya expelled the Somali ambassador until the end of July.", "SANCTION", "2021-06-16"),
        ("Troops left Gao on Monday and have arrested nine rebels.", "COERCE", "2021-06-14"),
        ("The Kenyan president's visit to Uganda planned for Friday drew praise.", "CONSULT", "2021-06-18"),
        ("Kenya condemned the raid on Monday, a week after Uganda arrested nine Kenyan traders.", "COERCE", "2021-06-07"),
        ("Kenya opened an embassy in Rabat on Monday, two days after it launched an attack on the rebels.", "ASSAULT", "2021-06-12"),
    ],
)
def test_which_time_is_whose(text: str, kind: str, date: str) -> None:
    assert when(text, kind)[0] == date


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya had previously expelled the Somali ambassador.", "SANCTION"),
        ("The Kenyan president will visit Uganda.", "CONSULT"),
        ("The premier previously condemned the Sudanese rebels.", "ACCUSE"),
    ],
)
def test_what_is_no_news_of_the_day_stays_open(text: str, kind: str) -> None:
    assert when(text, kind)[0] is None


def test_a_deadline_is_no_time_of_the_act() -> None:
    assert when("Kenya called for tougher sanctions on Sudan before next winter.", "REQUEST") == ("2021-06-16", None)


def test_what_had_happened_already_is_of_about_the_month_of_the_news() -> None:
    assert when("Kenya had expelled the Somali ambassador.", "SANCTION") == ("2021-06", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya condemned the coup on Monday.", "ACCUSE"),
        ("The Kenyan president will visit Uganda on Friday.", "CONSULT"),
        ("Uganda's foreign minister left for Kigali yesterday.", "CONSULT"),
        ("Kenya expelled the Somali ambassador.", "SANCTION"),
    ],
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, kind: str) -> None:
    assert when(text, kind, None) == (None, None)


def test_full_dates_need_no_day_of_publication() -> None:
    assert when("On 12 March 2021, rebels attacked a post in Chad.", "ASSAULT", None)[0] == "2021-03-12"


def test_all_times_of_a_sentence_are_listed() -> None:
    [sentence] = page_state("Kenya recalled its envoy on Monday and will reopen its embassy on Friday.").sentences
    assert [(time.text, time.value) for time in sentence.chronology.mentions()] == [("Monday", "2021-06-14"), ("Friday", "2021-06-18")]
