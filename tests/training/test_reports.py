"""Invented reports are read with their acts, and every slip of form is named."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.language import load_engine
from attache.model import Span
from training.acts import head_of, labelled
from training.reports import ReportError, ReportSentence, act_of, find, held_out, read_file, read_reports, summary

REPORT = """# lome-visit
title: Minister flies in
published: 2021-03-02

> Ghana's defence minister flew to Lome on Monday and Togo, he said, would buy two boats.
CONSULT.visit happened | flew to | Ghana's defence minister (GHA GOV) | Lome (TGO GOV) | date=2021-03-01 | place=Lome (TGO) | id=1
COOPERATE planned | buy | Togo (TGO GOV) | ~Ghana (GHA GOV) | says=he | alt=AGREE AID
> The visit was his first.
CONSULT.visit happened | visit | his (GHA GOV) | - | same=1

> It rained.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "small.txt"
    made.write_text(REPORT, encoding="utf-8")
    return made


def test_a_report_is_read_with_facts_sentences_and_paragraphs(path: Path) -> None:
    (report,) = read_file(path)
    assert report.name == "lome-visit"
    assert report.facts == {"title": "Minister flies in", "published": "2021-03-02"}
    assert [sentence.opens for sentence in report.sentences] == [True, False, True]
    assert [len(sentence.acts) for sentence in report.sentences] == [2, 1, 0]


def test_an_act_keeps_its_words_with_their_places(path: Path) -> None:
    sentence = read_file(path)[0].sentences[0]
    visit, purchase = sentence.acts
    assert (visit.type, visit.mode, visit.status, visit.date) == ("CONSULT", "visit", "happened", "2021-03-01")
    assert sentence.text[visit.trigger.start : visit.trigger.end] == "flew to"
    assert [(party.words, party.country, party.sector) for party in visit.actors] == [("Ghana's defence minister", "GHA", "GOV")]
    assert (purchase.recipients[0].start, purchase.alt) == (-1, ("AGREE", "AID"))
    assert purchase.says is not None
    assert sentence.text[purchase.says.start : purchase.says.end] == "he"


def test_a_later_telling_is_joined_by_number(path: Path) -> None:
    first, again = (report_sentence.acts[0] for report_sentence in read_file(path)[0].sentences[:2])
    assert (first.number, first.same, again.number, again.same) == (1, False, 1, True)


def test_the_second_occurrence_can_be_meant() -> None:
    assert find("he#2", "he said he left").start == 8
    assert find("he", "she said he left").start == 9


@pytest.mark.parametrize(("line", "fault"), [
    ("VISIT happened | flew | Mali (MLI GOV) | -", "unknown type"),
    ("CONSULT.dance happened | flew | Mali (MLI GOV) | -", "no mode"),
    ("CONSULT perhaps | flew | Mali (MLI GOV) | -", "unknown status"),
    ("CONSULT happened | drove | Mali (MLI GOV) | -", "does not stand"),
    ("CONSULT happened | flew | Mali | -", "a party is"),
    ("CONSULT happened | flew | Mali (MLI KING) | -", "a party is"),
    ("CONSULT happened | flew | Mali (MLI XYZ) | -", "unknown sector"),
    ("CONSULT happened | flew | Mali (MLI GOV)", "at least four"),
    ("CONSULT happened | flew | Mali (MLI GOV) | - | date=Monday", "not an ISO date"),
    ("CONSULT happened | flew | Mali (MLI GOV) | - | colour=red", "unknown part"),
    ("CONSULT happened | flew | Mali (MLI GOV) | - | dead=many", "not a number"),
])
def test_a_slip_of_form_is_named(line: str, fault: str) -> None:
    with pytest.raises(ReportError, match=fault):
        act_of(line, "Mali flew in.")


def test_the_fault_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("# a\n\n> Mali flew in.\nCONSULT happened | drove | - | -\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"broken\.txt:4: "):
        read_file(path)


def test_the_reports_of_the_repository_keep_the_form() -> None:
    reports = read_reports()
    sentences = sum(len(report.sentences) for report in reports)
    assert sentences >= 5000
    assert len({report.name for report in reports}) == len(reports)
    assert {act.type for report in reports for sentence in report.sentences for act in sentence.acts} == set(_types())
    assert next(summary(reports)).startswith(f"{len(reports)} reports, {sentences} sentences")


def test_one_report_in_seven_is_held_out() -> None:
    reports = read_reports()
    assert 0.10 < sum(map(held_out, reports)) / len(reports) < 0.19


def test_labels_stand_at_the_heads_of_phrases() -> None:
    text = "Two Ghanaian diplomats were expelled by Kenya last week."
    sentence = ReportSentence(text, opens=True)
    sentence.acts.append(act_of("SANCTION.expel happened | were expelled | Kenya (KEN GOV) | Two Ghanaian diplomats (GHA GOV)", text))
    (parsed,) = load_engine().analyse(text, [Span(0, len(text))])
    made = labelled(sentence, parsed)
    assert {made.forms[word]: kind for word, kind in made.acts.items()} == {"expelled": "SANCTION"}
    assert {made.forms[word]: part for (word, _), part in made.parts.items()} == {"diplomats": "recipient", "Kenya": "actor"}
    assert head_of(find("last week", text), parsed) == made.forms.index("week")


def _types() -> tuple[str, ...]:
    from training.reports import TYPES

    return TYPES
