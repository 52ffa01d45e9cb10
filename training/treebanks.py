"""Treebanks and name layers as training sentences.

In: a folder holding `ewt-*.conllu.gz`, `gum-*.conllu.gz`, `pud.conllu.gz` and `uner-*.iob2.gz` (Universal Dependencies and Universal NER
as their authors publish them). Out: `Sentence` records. Raises OSError where a file is missing.
"""
from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_SENTENCE = 120
NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
_GUM_NAME = {"person": "PER", "organization": "ORG", "place": "LOC"}
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "president", "minister", "prime", "senator", "general", "colonel", "king", "queen", "prince", "professor",
    "sir", "the",
})
_ENTITY = re.compile(r"\((?P<opened>[^()]+)|(?P<closed>[^()]*)\)")  # "(id-type-…" opens, "id)" closes, a bare ")" closes the last


@dataclass
class Sentence:
    """One treebank sentence: parallel lists over its syntactic words; heads are 1-based, 0 is the root."""

    sent_id: str
    forms: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    space_after: list[bool] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    names: list[str] | None = None
    text: str = ""


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a gzipped CoNLL-U file; multiword ranges and empty nodes are passed over."""
    sentence = Sentence("")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id = "):
                sentence.sent_id = line[12:]
            elif line.startswith("# text = "):
                sentence.text = line[9:]
            elif line and line[0].isdigit():
                _add_word(sentence, line.split("\t"))
            elif not line:
                if sentence.forms:
                    yield sentence
                sentence = Sentence("")


def _add_word(sentence: Sentence, columns: list[str]) -> None:
    if not columns[0].isdigit():
        return
    sentence.forms.append(columns[1])
    sentence.lemmas.append(columns[2])
    sentence.upos.append(columns[3])
    sentence.xpos.append(columns[4])
    sentence.heads.append(int(columns[6]))
    sentence.deprels.append(columns[7])
    sentence.space_after.append("SpaceAfter=No" not in columns[9])
    sentence.misc.append(columns[9])


def read_names(path: Path) -> dict[str, list[str]]:
    """Name tags of a gzipped IOB2 file by sentence text; OTH spans become O."""
    layers: dict[str, list[str]] = {}
    text, tags = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# text = "):
                text = line[9:].rstrip("\n")
            elif line[:1].isdigit():
                tag = line.split("\t")[2]
                tags.append(tag if tag in NAME_TAGS else "O")
            elif not line.strip() and tags:
                layers[text] = tags
                tags = []
    return layers


def with_names(sentences: list[Sentence], layers: dict[str, list[str]]) -> list[Sentence]:
    """The sentences, each given its name layer where one of the same text and length exists."""
    for sentence in sentences:
        tags = layers.get(sentence.text)
        if tags is not None and len(tags) == len(sentence.forms):
            sentence.names = tags
    return sentences


def gum_names(sentence: Sentence) -> list[str]:
    """Name tags projected from GUM's Entity column: mentions headed by a proper noun, trimmed to their capitalised core."""
    tags = ["O"] * len(sentence.forms)
    for start, end, kind in sorted(_gum_spans(sentence), key=lambda span: span[1] - span[0]):
        start, end = _capitalised_core(sentence, start, end)
        if start < end and _head_is_proper(sentence, start, end):
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def _gum_spans(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    waiting: list[tuple[str, int, str]] = []
    for position, misc in enumerate(sentence.misc):
        entity = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entity):
            if match["opened"]:
                number, kind = [*match["opened"].split("-"), ""][:2]
                waiting.append((number, position, kind))
            else:
                yield from _close(waiting, match["closed"], position)


def _close(waiting: list[tuple[str, int, str]], number: str, position: int) -> Iterator[tuple[int, int, str]]:
    for place in range(len(waiting) - 1, -1, -1):
        if not number or waiting[place][0] == number:
            _, start, kind = waiting.pop(place)
            if kind in _GUM_NAME:
                yield start, position + 1, _GUM_NAME[kind]
            return


def _capitalised_core(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    while start < end and (not sentence.forms[start][:1].isupper() or sentence.forms[start].lower().rstrip(".") in _TITLES):
        start += 1
    stop = start
    while stop < end and (sentence.upos[stop] == "PROPN" or sentence.forms[stop] in {"of", "the", "and", "de", "al", "-", "bin", "von"}):
        stop += 1
    while stop > start and sentence.upos[stop - 1] != "PROPN":
        stop -= 1
    return start, stop


def _head_is_proper(sentence: Sentence, start: int, end: int) -> bool:
    inside = range(start + 1, end + 1)
    heads = [i for i in inside if sentence.heads[i - 1] not in inside]
    return bool(heads) and sentence.upos[heads[0] - 1] == "PROPN"


def training_sentences(folder: Path) -> list[Sentence]:
    """What the reader model is trained on: EWT train and dev, GUM train, names included, up to LONGEST_SENTENCE words."""
    found: list[Sentence] = []
    for part in ("train", "dev"):
        found += with_names(list(read_conllu(folder / f"ewt-{part}.conllu.gz")), read_names(folder / f"uner-ewt-{part}.iob2.gz"))
    gum = list(read_conllu(folder / "gum-train.conllu.gz"))
    for sentence in gum:
        sentence.names = gum_names(sentence)
    return [sentence for sentence in found + gum if len(sentence.forms) <= LONGEST_SENTENCE]
