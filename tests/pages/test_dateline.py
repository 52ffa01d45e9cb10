"""Datelines of many styles, and openings that only look like one."""

from __future__ import annotations

import pytest

from attache.model import Span
from attache.pages.dateline import find_dateline, standing_dateline


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("NAIROBI, Kenya (AP) — ", "NAIROBI", "AP"),
        ("Bamako, Oct 3 (Reuters) - ", "Bamako", "Reuters"),
        ("KYIV: ", "KYIV", None),
        ("Rabat – ", "Rabat", None),
        ("02/10/2020 Rabat –\u00a0", "Rabat", None),
        ("MEXICO CITY -- ", "MEXICO CITY", None),
        ("UNITED NATIONS, May 3 (Xinhua) -- ", "UNITED NATIONS", "Xinhua"),
        ("BEIRUT/ANKARA (Reuters) - ", "BEIRUT", "Reuters"),
        ("PARIS, FRANCE (AFP) - ", "PARIS", "AFP"),
        ("N'DJAMENA, Chad — ", "N'DJAMENA", None),
        ("Addis Ababa, 12 August 2019 (ENA): ", "Addis Ababa", "ENA"),
        ("Ouagadougou, le 3 octobre 2020 (AIB) – ", "Ouagadougou", "AIB"),
        ("MADRID, 3 Oct. (EUROPA PRESS) - ", "MADRID", "EUROPA PRESS"),
        ("Bogotá, 3 oct (EFE).- ", "Bogotá", "EFE"),
        ("Berlin (dpa) - ", "Berlin", "dpa"),
        ("القاهرة (رويترز) - ", "القاهرة", "رويترز"),
        ("МОСКВА, 3 октября. /ТАСС/. ", "МОСКВА", "ТАСС"),
        ("March 3, 2020 (KHARTOUM) – ", "KHARTOUM", None),
        ("New Delhi [India], August 19 (ANI): ", "New Delhi", "ANI"),
        ("WASHINGTON, D.C. — ", "WASHINGTON", None),
    ],
)
def test_dateline(opening: str, place: str, agency: str | None) -> None:
    text = opening + "The minister met her counterpart on Monday."
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.place.start : found.place.end] == place
    assert (text[found.agency.start : found.agency.end] if found.agency else None) == agency
    assert text[found.body :].startswith("The minister")


@pytest.mark.parametrize(
    "text",
    [
        "Esper – who had visited Tunis – left on Friday.",
        "Russia – Ukraine's neighbour – denied it.",
        "UPDATE: The minister has left the country.",
        "EXCLUSIVE - The minister has left the country.",
        "Army chief: The war is over, and the men go home.",
        "The talks failed - Both sides blamed the other - on Monday.",
        "He said (AP reported) that the minister left.",
        "Monday – The minister left the country.",
        "Paris - which hosted the talks, said nothing.",
        "No dash here at all, only a sentence.",
        "UN: The war must end.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "place"), [("COLOMBO, Dec 6, 2005 (AFP)", "COLOMBO"), ("Lima, 3 de mayo de 2017", "Lima"), ("TUNIS (TAP) -", "TUNIS")]
)
def test_datelines_on_a_line_of_their_own(line: str, place: str) -> None:
    found = standing_dateline(line, Span(0, len(line)))
    assert found is not None
    assert line[found.place.start : found.place.end] == place


@pytest.mark.parametrize("line", ["Harbour Post - 3 May 2019", "3 May 2019", "Ana Ruiz", "EXCLUSIVE, 3 May 2019"])
def test_lines_that_are_no_dateline(line: str) -> None:
    assert standing_dateline(line, Span(0, len(line))) is None
