"""What a clause leaves to the page: the other side of a deal, the host of a visit, "this was cancelled", the day of the news."""
from __future__ import annotations

import pytest

from attache.model import Party
from attache.reading.coding import SentenceCoder
from attache.reading.discourse import Discourse, called_off
from attache.reading.frames import load_lexicon
from attache.reading.tree import Tree
from tests.reading.coded import page_state, summaries, told, tree_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad and Sudan signed a border accord on Monday. Kenya welcomed the accord.", "SUPPORT KEN > SDN+TCD happened"),
        ("Kenya accused Somalia of arming the rebels. Somalia rejected the accusation.", "REJECT SOM > KEN happened"),
        ("Turkey offered to mediate between Egypt and Ethiopia. Egypt accepted the offer.", "AGREE EGY > TUR happened"),
        ("The Kenyan premier signed a trade deal in Kampala.", "SUPPORT KEN+UGA > - happened"),
        ("The Kenyan premier began a visit in Kampala.", "CONSULT KEN > UGA happened"),
        ("Kenya denounced the arrest as a blow to voters in Ghana.", "ACCUSE KEN > GHA happened"),
    ],
)
def test_the_side_a_clause_leaves_out(text: str, expected: str) -> None:
    assert expected in summaries(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya denounced the arrest as a blow to voters in Ghana before a vote in Togo.",
        "Kenya and Togo denounced the arrest as a blow to voters in Ghana.",
        "Kenyan rebels denounced the arrest as a blow to voters in Ghana.",
        "The attack on the Ghanaian base was condemned by Kenya.",
    ],
)
def test_of_several_states_none_is_taken_for_the_other_side_nor_any_by_others_than_states(text: str) -> None:
    assert [claim.recipients for claim in told(text) if claim.type == "ACCUSE"] == [()]


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Chad closed its border. Kenya condemned the move.", ["TCD"]),
        ("Chad closed its border. It rained. It rained. Kenya condemned the move.", []),  # too long ago
        ("Kenyan police arrested two bakers. Kenyan bishops condemned the arrests.", ["KEN"]),
        ("Kenyan police arrested two bakers. The Kenyan government condemned the arrests.", []),
        ("Chad closed its border. Mali accused Ghana of fraud. Kenya condemned the move.", ["TCD"]),  # deeds before words
        ("Kenyan bakers burned a bus. Kenyan bishops condemned the deed.", []),  # only bodies of the own state
    ],
)
def test_who_is_condemned_without_a_name_acted_last(text: str, recipients: list[str]) -> None:
    claim = [claim for claim in told(text) if claim.type == "ACCUSE"][-1]
    assert [party.country for party in claim.recipients] == recipients


def test_the_host_of_a_visit_is_where_the_page_is_written() -> None:
    [visit] = told("The Kenyan premier began a three-day visit on Monday.", dateline="Kampala")
    assert visit.recipients == (Party("Uganda", "UGA", "GOV"),)


def test_nobody_visits_home() -> None:
    [visit] = told("The Kenyan premier began a three-day visit on Monday.", dateline="Nairobi")
    assert visit.recipients == ()


def test_what_was_not_told_is_not_made_up() -> None:
    assert summaries("Kenya welcomed the accord.") == ["SUPPORT KEN > - happened"]


def test_the_news_goes_on_from_the_sentence_before() -> None:
    text = "The Kenyan premier visited Kampala on Monday. He signed a trade deal with Uganda."
    assert [claim.date for claim in told(text)] == ["2021-06-14", "2021-06-14"]


def test_the_day_of_the_first_news_is_the_day_of_what_follows() -> None:
    text = "The Kenyan premier visited Kampala on Monday. Rain fell. Kenya condemned the rebels."
    assert [claim.date for claim in told(text)] == ["2021-06-14", "2021-06-14"]


def test_the_end_of_a_report_is_background() -> None:
    text = "The Kenyan premier visited Kampala on Monday. " + "Rain fell in the hills. " * 12 + "Kenya condemned the rebels."
    assert [claim.date for claim in told(text)] == ["2021-06-14", None]


@pytest.mark.parametrize(("text", "day"), [("He condemned the rebels.", "2021-06-15"), ("Kenya condemned the rebels.", None)])
def test_who_goes_on_does_so_on_the_day_of_the_sentence_before(text: str, day: str | None) -> None:
    tree = Tree(tree_of(text).sentence, number=14)
    discourse = Discourse("2021-06-16", None, sentences=15, thread="2021-06-15")
    assert discourse.undated(tree, 1, "happened") == day


def test_history_does_not_date_the_news() -> None:
    text = "Kenya expelled the Somali envoy on 3 May 2019. Kenya condemned Uganda."
    assert [claim.date for claim in told(text)] == ["2019-05-03", "2021-06-16"]


def test_the_act_a_pronoun_calls_off() -> None:
    text = "A meeting between Turkey and Greece was planned for Monday, although this was cancelled."
    [sentence] = page_state(text).sentences
    coder = SentenceCoder(sentence.tree, sentence.parties, load_lexicon())
    words = {sentence.tree.tokens[act].text: sentence.tree.tokens[verb].text
             for act, verb in called_off(sentence.tree, coder.candidates()).items()}
    assert words == {"meeting": "cancelled"}
    assert [claim.status for claim in told(text)] == ["called_off"]


def test_what_somebody_else_cancels_leaves_the_act_alone() -> None:
    text = "A meeting between Turkey and Greece took place on Monday, although the dinner was cancelled."
    assert [claim.status for claim in told(text)] == ["happened"]
