"""The publication date: what may be one, what beats what, and how an open numeric date is settled or left open."""

from __future__ import annotations

import pytest

from attache.model import Document, Page
from attache.pages import read_document

STORY = (
    "The navy freed the fishermen in the strait after two days of talks, the coast guard said in a statement on its site.\n\n"
    "They had been held for fishing without a licence in waters that both islands claim as their own.\n"
)


def _page(header: str, tail: str = "", origin: str = "page.txt") -> Document:
    return read_document(Page("0", "page", origin, f"Fishermen freed after two days\n\n{header}\n\n{STORY}\n{tail}".encode()))


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("3 May 2019", "2019-05-03"),
        ("May 3rd, 2019", "2019-05-03"),
        ("Friday, 3 May, 2019", "2019-05-03"),
        ("2019-05-03", "2019-05-03"),
        ("2019/05/03 18:20", "2019-05-03"),
        ("3 mai 2019", "2019-05-03"),
        ("3 de mayo de 2019", "2019-05-03"),
        ("3. Mai 2019", "2019-05-03"),
        ("١٢ أكتوبر ٢٠٢١", "2021-10-12"),
        ("2019年5月3日", "2019-05-03"),
        ("25/05/2019", "2019-05-25"),
        ("05/25/2019", "2019-05-25"),
        ("05/05/2019", "2019-05-05"),
        ("31/02/2019", None),
        ("May 3", None),
        ("Updated: 4 May 2019 | Published: 3 May 2019", "2019-05-03"),
        ("Updated 4 May 2019\n3 May 2019", "2019-05-03"),
        ("Mis à jour le 4 mai 2019, publié le 3 mai 2019", "2019-05-03"),
        ("Updated 4 May 2019", "2019-05-04"),
        ("Photo: the strait on June 3, 2018. (AFP)", None),
    ],
)
def test_dates_in_the_header(header: str, published: str | None) -> None:
    assert _page(header).published == published


@pytest.mark.parametrize(
    ("header", "tail", "published", "evidence"),
    [
        ("Friday, 05/07/2019", "", "2019-07-05", "weekday"),
        ("05/07/2019 (Tuesday)", "", "2019-05-07", "weekday"),
        ("05/07/2019", "Photo: the boats on July 4. (AFP)", "2019-07-05", "July 4"),
        ("05/07/2019", "Photo: the boats on May 7. (AFP)", "2019-05-07", "May 7"),
        ("05/07/2019", "Related stories\nBoats held\n28/06/2019", "2019-07-05", "other numeric dates"),
        ("05/07/2019", "Related stories\nBoats held\n06/28/2019", "2019-05-07", "other numeric dates"),
        (
            "05/07/2019",
            "Votre commentaire\nLaisser un commentaire pour la rédaction et les autres lecteurs du site",
            "2019-07-05",
            "language",
        ),
        ("The Guardian - 05/07/2019", "", "2019-07-05", "country"),
        ("CNN - 05/07/2019", "", "2019-05-07", "country"),
        ("05/07/2019 10:15 AM EDT", "", "2019-05-07", "clock"),
        ("05.07.2019", "", "2019-07-05", "dots"),
    ],
)
def test_numeric_dates_settled_by_evidence(header: str, tail: str, published: str, evidence: str) -> None:
    document = _page(header, tail)
    assert document.published == published
    assert evidence in document.published_why


@pytest.mark.parametrize(
    ("header", "tail"),
    [
        ("05/07/2019", ""),
        ("CBC News - 05/07/2019", ""),
        ("05/07/2019", "Photo: boats on July 4. (AFP)\nPhoto: boats on May 6. (AFP)"),
        ("05/07/2019", "Related stories\nBoats held\n28/06/2019\nBoats sunk\n06/28/2019"),
    ],
)
def test_numeric_dates_without_evidence_or_with_contrary_evidence_stay_open(header: str, tail: str) -> None:
    assert _page(header, tail).published is None


@pytest.mark.parametrize(
    "tail",
    [
        "© 2019 The Harbour Post",
        "3 comments\nMarta says:\n3 May 2019 at 9:14 pm\nFree them all.",
        "Related stories\nBoats held\n28 June 2019",
        "Image: the boats on 3 May 2019",
    ],
)
def test_dates_of_comments_other_stories_pictures_and_rights_are_not_the_pages(tail: str) -> None:
    assert _page("The Harbour Post", tail).published is None


def test_a_dated_dateline_says_more_than_the_day_above_the_title() -> None:
    page = (
        "Tuesday, 16 July 2024\n\nHarbour Post\n\nFishermen freed after two days of talks\n\n"
        f"September 7, 2012 (VALLETTA) — {STORY}"
    )
    document = read_document(Page("0", "page", "page.txt", page.encode()))
    assert (document.published, document.dateline) == ("2012-09-07", "VALLETTA")
    assert read_document(Page("0", "page", "page.txt", page.replace("September 7, 2012 ", "").encode())).published == "2024-07-16"


def test_a_line_of_the_report_that_is_only_a_date_tells_it_and_a_picture_s_day_does_not() -> None:
    lede, rest = STORY.split("\n\n")
    page = f"Fishermen freed after two days\n\nThe captain pictured on 3 May 2018\n\n{lede}\n\n3 May 2019 at 11:59\n\n{lede} {rest}"
    assert read_document(Page("0", "page", "page.txt", page.encode())).published == "2019-05-03"
    assert read_document(Page("0", "page", "page.txt", page.replace("3 May 2019 at", "At").encode())).published is None


def test_a_labelled_date_after_the_report_counts() -> None:
    assert _page("The Harbour Post", "Posted on 3 May 2019 by admin").published == "2019-05-03"


def test_the_address_tells_the_date() -> None:
    document = _page("The Harbour Post", origin="https://harbour.example/2019/05/03/fishermen-freed")
    assert (document.published, "address" in document.published_why) == ("2019-05-03", True)
    assert _page("", origin="https://harbour.example/2019/15/03/x").published is None
