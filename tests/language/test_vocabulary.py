"""Label sets: numbered by place, kept by frequency, the same after a file."""
from __future__ import annotations

from pathlib import Path

import pytest

from attache.language.vocabulary import Vocabulary


def test_a_labels_number_is_its_place() -> None:
    vocabulary = Vocabulary({"upos": ["NOUN", "VERB"], "deprel": ["root", "nsubj", "obj"]})
    assert [vocabulary.number("deprel", label) for label in ("root", "nsubj", "obj")] == [0, 1, 2]
    assert vocabulary.number("upos", "VERB") == 1


def test_an_unknown_label_gets_the_commonest() -> None:
    assert Vocabulary({"upos": ["NOUN", "VERB"]}).number("upos", "INTJ") == 0


def test_an_unknown_head_is_an_error() -> None:
    with pytest.raises(KeyError):
        Vocabulary({"upos": ["NOUN"]}).number("xpos", "NN")


def test_labels_are_counted_the_commonest_first_and_the_rare_left_out() -> None:
    vocabulary = Vocabulary.counted({"upos": ["VERB", "NOUN", "NOUN", "X", "NOUN", "VERB"], "xpos": iter(["NN", "NN"])}, rarest=2)
    assert vocabulary.labels == {"upos": ["NOUN", "VERB"], "xpos": ["NN"]}


def test_a_file_keeps_the_order(tmp_path: Path) -> None:
    vocabulary = Vocabulary({"names": ["O", "B-PER", "I-PER"], "lemma": ["", "ß→ss"]})
    path = tmp_path / "labels.json"
    vocabulary.save(path)
    assert Vocabulary.load(path).labels == vocabulary.labels
    assert "ß→ss" in path.read_text(encoding="utf-8")
