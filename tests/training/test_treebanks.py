"""Treebank files become training sentences: words, heads, names."""
from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training.treebanks import LONGEST_SENTENCE, Sentence, gum_names, read_conllu, read_names, training_sentences, with_names


def line(*cells: str) -> str:
    return "\t".join(cells)


def conllu(sent_id: str, text: str, *rows: str) -> str:
    return "\n".join((f"# sent_id = {sent_id}", f"# text = {text}", *rows)) + "\n\n"


VISIT = conllu(
    "visit-1", "Mirna Okoth didn't visit Chad.",
    line("1", "Mirna", "Mirna", "PROPN", "NNP", "_", "5", "nsubj", "_", "Entity=(1-person-new"),
    line("2", "Okoth", "Okoth", "PROPN", "NNP", "_", "1", "flat", "_", "Entity=1)"),
    line("3-4", "didn't", "_", "_", "_", "_", "_", "_", "_", "_"),
    line("3", "did", "do", "AUX", "VBD", "_", "5", "aux", "_", "_"),
    line("4", "n't", "not", "PART", "RB", "_", "5", "advmod", "_", "_"),
    line("5", "visit", "visit", "VERB", "VB", "_", "0", "root", "_", "_"),
    line("5.1", "there", "there", "ADV", "RB", "_", "_", "_", "_", "_"),
    line("6", "Chad", "Chad", "PROPN", "NNP", "_", "5", "obj", "_", "SpaceAfter=No|Entity=(2-place-new)"),
    line("7", ".", ".", "PUNCT", ".", "_", "5", "punct", "_", "_"),
)
REST = conllu("rest-1", "They rest", line("1", "They", "they", "PRON", "PRP", "_", "2", "nsubj", "_", "_"),
              line("2", "rest", "rest", "VERB", "VBP", "_", "0", "root", "_", "_"))
VISIT_TAGS = ("Mirna B-PER", "Okoth I-PER", "did O", "n't O", "visit O", "Chad B-LOC", ". B-OTH")


def iob2(text: str, *tagged: str) -> str:
    rows = (line(str(number), *word.split(), "-", "-") for number, word in enumerate(tagged, 1))
    return "\n".join((f"# text = {text}", *rows)) + "\n"


NAMES = iob2("Mirna Okoth didn't visit Chad.", *VISIT_TAGS) + "\n" + iob2("They rest", "They O", "rest O")


def zipped(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    return list(read_conllu(zipped(tmp_path / "small.conllu.gz", VISIT + REST)))


def test_each_sentence_is_read_with_its_words(sentences: list[Sentence]) -> None:
    visit, rest = sentences
    assert (visit.sent_id, visit.text) == ("visit-1", "Mirna Okoth didn't visit Chad.")
    assert visit.forms == ["Mirna", "Okoth", "did", "n't", "visit", "Chad", "."]
    assert visit.lemmas[2:4] == ["do", "not"]
    assert (rest.upos, rest.xpos, rest.heads, rest.deprels) == (["PRON", "VERB"], ["PRP", "VBP"], [2, 0], ["nsubj", "root"])


def test_ranges_and_empty_nodes_are_passed_over(sentences: list[Sentence]) -> None:
    assert sentences[0].heads == [5, 1, 5, 5, 0, 5, 5]
    assert sentences[0].space_after == [True, True, True, True, True, False, True]


def test_names_are_read_by_sentence_text(tmp_path: Path) -> None:
    layers = read_names(zipped(tmp_path / "names.iob2.gz", NAMES))
    assert layers == {
        "Mirna Okoth didn't visit Chad.": ["B-PER", "I-PER", "O", "O", "O", "B-LOC", "O"], "They rest": ["O", "O"],
    }


def test_a_layer_is_given_to_the_sentence_of_its_text_and_length(sentences: list[Sentence]) -> None:
    visit, rest = with_names(sentences, {"Mirna Okoth didn't visit Chad.": ["O"] * 7, "They rest": ["O"] * 3})
    assert visit.names == ["O"] * 7
    assert rest.names is None


def test_names_are_projected_from_entities(sentences: list[Sentence]) -> None:
    assert gum_names(sentences[0]) == ["B-PER", "I-PER", "O", "O", "O", "B-LOC", "O"]
    assert gum_names(sentences[1]) == ["O", "O"]


def entity_sentence(*words: tuple[str, str, int, str]) -> Sentence:
    """A sentence of (form, part of speech, head, entity brackets)."""
    sentence = Sentence("made-1")
    for form, upos, head, entity in words:
        sentence.forms.append(form)
        sentence.upos.append(upos)
        sentence.heads.append(head)
        sentence.misc.append(f"Entity={entity}" if entity else "_")
    return sentence


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        pytest.param(
            [("the", "DET", 3, "(1-person-giv"), ("President", "PROPN", 3, ""), ("Okoth", "PROPN", 0, "1)")], ["O", "O", "B-PER"],
            id="titles and articles are no part of a name",
        ),
        pytest.param([("the", "DET", 2, "(1-person-giv"), ("mayor", "NOUN", 0, "1)")], ["O", "O"], id="common nouns are no names"),
        pytest.param([("Monday", "PROPN", 0, "(1-time-new)")], ["O"], id="other kinds are no names"),
        pytest.param(
            [("Bank", "PROPN", 0, "(1-organization-new"), ("of", "ADP", 3, ""), ("Chad", "PROPN", 1, "(2-place-new)1)")],
            ["B-ORG", "I-ORG", "I-ORG"], id="the longer name covers the one inside it",
        ),
        pytest.param(
            [("Okoth", "PROPN", 0, "(1-person-new"), ("of", "ADP", 3, ""), ("the", "DET", 4, ""), ("hills", "NOUN", 1, "1)")],
            ["B-PER", "O", "O", "O"], id="a name ends with its last proper noun",
        ),
    ],
)
def test_a_name_is_the_capitalised_core_of_a_mention(words: list[tuple[str, str, int, str]], tags: list[str]) -> None:
    assert gum_names(entity_sentence(*words)) == tags


def test_a_mention_left_open_gives_no_name() -> None:
    assert gum_names(entity_sentence(("Okoth", "PROPN", 0, "(1-person-new"))) == ["O"]


def test_training_joins_the_treebanks_and_leaves_the_longest_out(tmp_path: Path) -> None:
    words = [line(str(n), "so", "so", "ADV", "RB", "_", str(n - 1), "root" if n == 1 else "advmod", "_", "_")
             for n in range(1, LONGEST_SENTENCE + 2)]
    zipped(tmp_path / "ewt-train.conllu.gz", VISIT + conllu("long-1", "so …", *words))
    zipped(tmp_path / "ewt-dev.conllu.gz", REST)
    zipped(tmp_path / "gum-train.conllu.gz", VISIT.replace("visit-1", "gum-1"))
    for part in ("train", "dev"):
        zipped(tmp_path / f"uner-ewt-{part}.iob2.gz", NAMES)
    found = training_sentences(tmp_path)
    assert [sentence.sent_id for sentence in found] == ["visit-1", "rest-1", "gum-1"]
    assert all(sentence.names is not None for sentence in found)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ewt-train"):
        training_sentences(tmp_path)
