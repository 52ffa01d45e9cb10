"""PDF pages: lines to paragraphs, and what is broken, locked or too much refused with one code."""
from __future__ import annotations

import sys
from hashlib import sha256

import pytest

from attache.errors import InputError
from attache.model import Page
from attache.pages import pdf, read_document
from attache.pages.pdf import Line, paragraphs_of, pdf_text
from tests.pages.pdfs import COLUMN, REPORT, made

pytest.importorskip("pypdf")

def page(content: bytes) -> Page:
    return Page(sha256(content).hexdigest(), "note", "note.pdf", content)


def code(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_document(page(content))
    return caught.value.code


def test_lines_become_paragraphs_over_broken_words_and_columns() -> None:
    assert pdf_text(page(made([REPORT]))).split("\n\n") == [
        "Ministers sign border pact",
        f"{REPORT[1][3]} Togolese counterpart on Monday. They signed an agreement on joint patrols.",
        "Togo will send vehicles to the brigade next month.",
    ]


def test_paragraph_goes_on_over_pages() -> None:
    first, second = (COLUMN, 60, 11, "The army said that it had left"), (COLUMN, 760, 11, "the town on Friday.")
    assert pdf_text(page(made([[first], [second]]))) == "The army said that it had left the town on Friday."


def test_document_has_the_text_that_quotes_refer_to() -> None:
    document = read_document(page(made([REPORT])))
    assert document.title == "Ministers sign border pact"
    assert document.text[document.blocks[-1].start : document.blocks[-1].end].endswith("next month.")


def lines(*words: str, indent: float = 0.0) -> list[Line]:
    return [Line(each, indent if number == 1 else 0.0, 700.0 - 13 * number, 11.0) for number, each in enumerate(words)]


@pytest.mark.parametrize(("words", "joined"), [
    (("a three-", "year pact; year by year, three"), "a three-year pact; year by year, three"),
    (("the coopera-", "tion of both"), "the cooperation of both"),
    (("talks with Al-", "Bashir"), "talks with Al-Bashir"),
    (("an agree\u00ad", "ment"), "an agreement"),
])
def test_words_broken_at_the_end_of_a_line(words: tuple[str, str], joined: str) -> None:
    assert paragraphs_of(lines(*words)) == [joined]


def test_indented_line_after_a_sentence_and_list_items_begin_anew() -> None:
    assert len(paragraphs_of(lines("They met.", "Then they left", indent=20.0))) == 2
    assert len(paragraphs_of(lines("They agreed on", "• joint patrols", "• a registry"))) == 3


def test_ligatures_and_what_no_text_may_hold() -> None:
    assert pdf._clean("the o\ufb03ce\0 \ud800") == "the office ?"


def test_damaged_files_have_one_code() -> None:
    whole = made([REPORT] * 3)
    for damaged in (b"%PDF-1.7\n", whole[:90], b"%PDF-" + b"\xff" * 500, whole.replace(b"/Kids", b"/Kinds"), whole.replace(b"/Type", b"")):
        assert code(damaged) == "E-PDF"


def test_words_that_cannot_be_unpacked_are_not_lost_in_silence() -> None:
    damaged = bytearray(made([REPORT] * 3))
    damaged[damaged.rindex(b"stream\n", 0, damaged.rindex(b"endstream")) + 30] ^= 0xFF
    assert code(bytes(damaged)) == "E-PDF"


def test_page_without_words_says_so() -> None:
    assert code(made([[]])) == "E-NO-TEXT"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code(made([[]], stream=b" " * 80_000_000)) == "E-TOO-LARGE"
    monkeypatch.setattr(pdf, "MOST_PDF_PAGES", 2)
    assert code(made([REPORT] * 3)) == "E-TOO-LARGE"
    monkeypatch.setattr(pdf, "LARGEST_TEXT_CHARACTERS", 20)
    assert code(made([REPORT])) == "E-TOO-LARGE"


def test_locked_file_is_refused() -> None:
    secret = b"<" + b"00" * 32 + b">"
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O%s/U%s>>/ID[<00><00>]" % (secret, secret)
    assert code(made([REPORT]).replace(b"/Root 1 0 R", b"/Root 1 0 R" + locked)) == "E-PDF"


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(InputError, match=r"E-EXTRA note: .*attache\[pdf\]"):
        pdf_text(page(made([REPORT])))
