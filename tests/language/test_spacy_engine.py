from __future__ import annotations

import sys
from typing import Any

import pytest

from attache.errors import SettingsError
from attache.language.spacy_engine import SpacyEngine
from attache.model import Name, Sentence, Span

TEXT = "It rained. Ola Dahl  met\nDelmar in Tunis. He left."
SECOND = Span(11, 41)


def analysed(pipeline: Any, span: Span = SECOND) -> Sentence:
    (sentence,) = SpacyEngine(pipeline).analyse(TEXT, [span])
    return sentence


@pytest.fixture
def blank() -> Any:
    return pytest.importorskip("spacy").blank("en")


def annotating(pipeline: Any, **columns: Any) -> Any:
    """The pipeline with a part that writes the given columns onto every doc, as a trained one would."""
    import spacy
    from spacy.language import Language

    def annotate(doc: Any) -> Any:
        return spacy.tokens.Doc(doc.vocab, [w.text for w in doc], [bool(w.whitespace_) for w in doc], **columns)

    Language.component("annotating", func=annotate)
    pipeline.add_pipe("annotating")
    return pipeline


def test_words_index_the_page_and_white_space_is_none(blank: Any) -> None:
    sentence = analysed(blank)
    assert [token.text for token in sentence.tokens] == ["Ola", "Dahl", "met", "Delmar", "in", "Tunis", "."]
    assert all(TEXT[token.start : token.end] == token.text for token in sentence.tokens)
    assert TEXT[sentence.start : sentence.end] == "Ola Dahl  met\nDelmar in Tunis."


def test_without_a_parser_the_tree_is_flat(blank: Any) -> None:
    tokens = analysed(blank).tokens
    assert [token.head for token in tokens] == [-1, 0, 0, 0, 0, 0, 0]
    assert [token.deprel for token in tokens] == ["root", *["dep"] * 6]


def test_without_taggers_lemmas_are_lower_case_forms(blank: Any) -> None:
    first = analysed(blank).tokens[0]
    assert (first.lemma, first.upos, first.xpos) == ("ola", "X", "")


def test_names_count_words_and_take_our_kinds(blank: Any) -> None:
    ruler = blank.add_pipe("entity_ruler")
    ruler.add_patterns([
        {"label": "PERSON", "pattern": "Ola Dahl"}, {"label": "ORG", "pattern": "Delmar"}, {"label": "GPE", "pattern": "Tunis"},
        {"label": "DATE", "pattern": "in"},
    ])
    assert analysed(blank).names == (Name(0, 2, "PER"), Name(3, 4, "ORG"), Name(5, 6, "LOC"))


def test_trees_keep_their_arcs_across_white_space_and_take_our_labels(blank: Any) -> None:
    # spaCy's words: Ola Dahl <space> met <newline> Delmar in Tunis .
    pipeline = annotating(
        blank, heads=[1, 3, 1, 3, 3, 4, 5, 6, 8], deps=["compound", "nsubjpass", "", "ROOT", "", "dobj", "case", "obl", "ROOT"],
    )
    tokens = analysed(pipeline).tokens
    assert [token.head for token in tokens] == [1, 2, -1, 2, 3, 4, 2]
    assert [token.deprel for token in tokens] == ["compound", "nsubj:pass", "root", "obj", "case", "obl", "parataxis"]


def test_every_span_gives_its_sentence_in_order_and_empty_ones_none(blank: Any) -> None:
    sentences = SpacyEngine(blank).analyse(TEXT, [Span(0, 10), Span(10, 11), SECOND])
    assert [sentence.start for sentence in sentences] == [0, 11]


def test_the_name_tells_pipeline_and_version(blank: Any) -> None:
    blank.meta["name"], blank.meta["version"] = "desk", "1.2.0"
    assert SpacyEngine(blank).name == "spacy:en_desk-1.2.0"


@pytest.mark.usefixtures("blank")
def test_a_pipeline_that_is_not_there_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="E-ENGINE spacy:no_such_pipeline"):
        SpacyEngine("no_such_pipeline")


def test_spacy_not_being_there_is_a_settings_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SettingsError, match="not installed"):
        SpacyEngine("en_core_web_sm")
