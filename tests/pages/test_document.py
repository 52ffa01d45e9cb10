"""Whole invented pages of many kinds: the facts found on them, and where their report begins and ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from attache.model import Document, Page
from attache.pages import read_document

PAGES = Path(__file__).parent / "invented"


class Expected(Struct, frozen=True):
    """What a reader would note of a page: facts as on the page, first and last words of the report."""

    first: str
    last: str
    title: str | None = None
    publisher: str | None = None
    credit: str | None = None
    dateline: str | None = None
    published: str | None = None
    language: str = "en"


EXPECTED = {
    "balkan_repeat": Expected(
        "Kosovo's prime minister",
        "show restraint.",
        "Kosovo and Serbia trade blame after road blockade",
        "BALKAN POST",
        None,
        None,
        "2021-09-20",
    ),
    "site_first": Expected(
        "Kazakhstan and Uzbekistan will",
        "third last year.",
        "Kazakhstan, Uzbekistan to reopen border bridge",
        "The Steppe Times",
        None,
        "ASTANA",
        "2016-10-07",
    ),
    "wire_bullets": Expected(
        "Colombian rebels on", "flown to Cali.", "Colombia rebels free two soldiers", "Reuters", "Reuters", "BOGOTA", "2012-04-17"
    ),
    "wire_by": Expected(
        "A U.S. Navy destroyer",
        "condition of anonymity.",
        "US Navy ship fires warning shots at Iranian boats in Gulf",
        None,
        "Reuters",
        "ABOARD USS HALBERD",
        "2017-01-09",
    ),
    "african_blog_fr": Expected(
        "L'armée burkinabè",
        "dans la matinée.",
        "Burkina Faso : l'armée reprend la localité de Toéni",
        "Radio Kaya",
        "AFP",
        "Ouagadougou",
        "2021-09-04",
        "fr",
    ),
    "arabic": Expected(
        "بحث وزير الدفاع",
        "قرب الأزرق.",
        "وزير الدفاع العراقي يبحث في عمّان ضبط الحدود",
        "صوت الرافدين",
        "بترا",
        "عمّان",
        "2021-10-12",
        "ar",
    ),
    "author_bio": Expected(
        "The Lebanese army has",
        "menu in barracks.",
        "Lebanon's army asks France for fuel",
        "The Levant Review",
        None,
        None,
        "2021-05-17",
    ),
    "byline_same_par": Expected(
        "Ecuador recalled its",
        "a chargé d'affaires.",
        "Ecuador recalls envoy from Caracas",
        "herald-coast.example",
        "Associated Press",
        "QUITO",
    ),
    "captions": Expected(
        "Myanmar's army shelled",
        '"terrorists" in the area.',
        "Myanmar army shells village in Kayah state",
        None,
        None,
        None,
        "2022-02-23",
    ),
    "comments_longer": Expected(
        "Police in Zimbabwe",
        "could not be reached.",
        "Police arrest opposition mayor in Harare",
        None,
        None,
        None,
        "2020-06-03",
    ),
    "date_first": Expected(
        "The leaders of Japan",
        "the same evening.",
        "Japan, Korea leaders agree to speed up talks",
        None,
        "Kyodo",
        "TOKYO",
        "2015-11-03",
    ),
    "german": Expected(
        "Die Verteidigungsministerin ist",
        "Rukla stationiert sind.",
        "Verteidigungsministerin reist nach Vilnius",
        "Weserbote",
        None,
        None,
        "2022-03-07",
        "de",
    ),
    "headings": Expected(
        "The United Nations envoy",
        "declined to comment.",
        "UN envoy quits over stalled Cyprus talks",
        "Levant Monitor",
        None,
        None,
        "2017-11-14",
    ),
    "india": Expected(
        "India and Vietnam held",
        "repeated next year.",
        "India, Vietnam hold naval drill in South China Sea",
        "ANI",
        "ANI",
        "New Delhi",
        "2021-08-19",
    ),
    "live_blog_tags": Expected(
        "Guinea's military government",
        "would be tried.",
        "Guinea junta frees 40 protesters ahead of talks",
        "Conakry Courier",
        None,
        None,
        "2022-04-09",
    ),
    "no_title": Expected("Italy's coast guard", "held on arrival.", None, None, "ANSA", "ROME"),
    "numeric_open": Expected("The fishermen were", "boats were kept.", "Fishermen freed after two days"),
    "pakistani_colon": Expected(
        "Pakistan and Afghanistan",
        "a joint statement.",
        "Islamabad hosts Afghan trade talks",
        "The Indus Chronicle",
        None,
        "ISLAMABAD",
        "2018-10-11",
    ),
    "portuguese": Expected(
        "O governo de Angola",
        "desde março.",
        "Angola envia tropas para a fronteira com a RDC",
        None,
        "Folha do Planalto",
        None,
        "2018-05-12",
        "pt",
    ),
    "press_release": Expected(
        "The Cabinet Secretary",
        "a joint commission.",
        "Kenya and Djibouti agree to exempt diplomats from visas",
        None,
        None,
        "Nairobi",
        "2020-02-05",
    ),
    "republished": Expected(
        "Sudan's sovereign council",
        "for the rebels.",
        "Sudan, rebels sign truce in Juba",
        None,
        "Sudan Tribune",
        "JUBA",
        "2019-10-22",
    ),
    "russian": Expected(
        "Армения и Иран открыли",
        "сорок грузовых машин.",
        "Армения и Иран открыли новый пост на границе",
        "Вестник Арарата",
        "ТАСС",
        "ЕРЕВАН",
        "2022-06-14",
        "ru",
    ),
    "spanish": Expected(
        "El canciller peruano",
        "fin de año.",
        "El canciller de Perú viaja a Bolivia para hablar de la frontera",
        None,
        None,
        "Lima",
        "2017-05-03",
        "es",
    ),
    "standfirst": Expected(
        "Kenya sent a special",
        "not said when.",
        "Kenya sends envoy to Juba after border killings",
        "The Harbour Post",
        None,
        None,
        "2018-07-06",
    ),
    "title_site_dup": Expected(
        "A court in Dhaka",
        'to free speech."',
        "Bangladesh jails editor over tweet",
        "Delta Dispatch",
        None,
        None,
        "2019-09-11",
    ),
    "us_local": Expected(
        "A Senate committee",
        "press the case.",
        "Senate panel backs arms sale to Poland",
        None,
        "Associated Press",
        "WASHINGTON",
        "2022-03-04",
    ),
    "wire_inline": Expected(
        "Chad and Niger will",
        "ambush near Bosso.",
        "Chad and Niger agree joint patrols on Lake Chad",
        None,
        "Reuters",
        "NDJAMENA",
        "2019-08-14",
    ),
    "wrapped": Expected(
        "The Polisario Front",
        "verify the\nreport.",
        "Polisario accuses Morocco of drone strike",
        "Sahara Bulletin",
        None,
        "ALGIERS",
        "2021-04-17",
    ),
}


def _document(name: str) -> Document:
    content = (PAGES / f"{name}.txt").read_bytes()
    return read_document(Page("0", name, f"{name}.txt", content))


def _body(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "body"]


def test_every_invented_page_is_expected() -> None:
    assert {path.stem for path in PAGES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_facts_of_a_page(name: str) -> None:
    document, wanted = _document(name), EXPECTED[name]
    found = (document.title, document.publisher, document.credit, document.dateline, document.published, document.language)
    assert found == (wanted.title, wanted.publisher, wanted.credit, wanted.dateline, wanted.published, wanted.language)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_report_begins_and_ends_where_a_reader_would_say(name: str) -> None:
    body = _body(_document(name))
    assert (body[0][: len(EXPECTED[name].first)], body[-1][-len(EXPECTED[name].last) :]) == (EXPECTED[name].first, EXPECTED[name].last)


@pytest.mark.parametrize(
    ("name", "chrome"),
    [
        ("african_blog_fr", "Lire aussi"),
        ("portuguese", "Preço do milho"),
        ("headings", "Sign up to our"),
        ("live_blog_tags", "RELATED"),
        ("us_local", "Advertisement"),
        ("standfirst", "Support our"),
        ("captions", "The church in Demoso"),
        ("spanish", "Lea también"),
        ("russian", "Цены на зерно"),
        ("arabic", "افتتاح معبر"),
    ],
)
def test_what_is_strewn_in_a_report_is_no_part_of_it(name: str, chrome: str) -> None:
    assert not any(chrome in paragraph for paragraph in _body(_document(name)))


def test_headings_and_bullets_inside_a_report() -> None:
    document = _document("headings")
    headings = [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"]
    assert headings == ["What happens next", "A long dispute"]
    assert any(paragraph.startswith("• Greek") for paragraph in _body(document))


def test_a_paragraph_is_a_block_in_a_hard_wrapped_text() -> None:
    assert [paragraph.split()[0] for paragraph in _body(_document("wrapped"))] == ["The", "Morocco", "A"]


def test_an_open_numeric_date_stays_open_and_says_why() -> None:
    document = _document("numeric_open")
    assert document.published is None
    assert "two ways" in document.published_why


def test_text_of_a_dump_is_the_file_itself() -> None:
    assert _document("german").text == (PAGES / "german.txt").read_text(encoding="utf-8")


def test_prose_in_another_language_behind_a_report_is_no_part_of_it() -> None:
    content = (PAGES / "wrapped.txt").read_bytes() + (
        "\n\nNotre rédaction est basée à Nouakchott et travaille avec des correspondants dans toute la région depuis dix ans.\n\n"
        "Elle vit des dons de ses lecteurs et des formations qu'elle donne aux journalistes de la sous-région.\n"
    ).encode()
    document = read_document(Page("0", "page", "page", content))
    assert _body(document) == _body(_document("wrapped"))
    assert document.language == "en"


@pytest.mark.parametrize("line", ["(AFP)", "• AFP", "/ Source: AFP", "[AFP]"])
def test_an_agency_set_off_in_a_line_of_its_own_is_whose_report_it_is_not_whose_page(line: str) -> None:
    report = "The navy freed the fishermen in the strait after two days of talks, the coast guard said in a statement on its site.\n"
    page = f"Navy frees fishermen in the strait\n\n{line}\n\n3 May 2019\n\n{report}\n{report}"
    document = read_document(Page("0", "page", "page.txt", page.encode()))
    assert (document.credit, document.publisher) == ("AFP", None)


def test_the_remains_of_a_table_are_no_title() -> None:
    report = "The navy freed the fishermen in the strait after two days of talks, the coast guard said in a statement on its site.\n"
    page = f"| You are in: World: Navy fishermen strait | |||||||||\n\nNavy frees fishermen in the strait\n\n{report}\n{report}"
    assert read_document(Page("0", "page", "page.txt", page.encode())).title == "Navy frees fishermen in the strait"


def test_reading_is_repeatable_and_facts_stand_in_the_text() -> None:
    for name in EXPECTED:
        document = _document(name)
        assert document == _document(name)
        assert document.dateline is None or document.dateline in document.text
