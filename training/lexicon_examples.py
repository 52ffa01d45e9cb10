"""The lexicon's own examples as training sentences for the event heads: `frames_*.tsv`, columns `examples` and `not`.

An example says which word tells what; who takes part is left open. Words that another row of the lexicon takes for acts are left open too.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from attache.language import Engine
from attache.language.sentences import split
from attache.model import Block, Document, Sentence
from attache.reading.coding import Candidate, SentenceCoder
from attache.reading.frames import frame_name, load_lexicon
from attache.reading.page import SentenceState, first_pass
from attache.resources import table
from training.acts import ActSentence
from training.reports import TYPES


@dataclass(frozen=True)
class LexiconExample:
    """A sentence with the row it belongs to; `status` is None for a counter-example."""

    text: str
    type: str
    row: str
    status: str | None


def lexicon_examples() -> Iterator[LexiconExample]:
    """All examples and counter-examples of the lexicon."""
    for kind in TYPES:
        for row in table(f"frames_{kind}"):
            name = frame_name(row)
            for example in row["examples"].split("||"):
                text, _, outcome = example.partition("=>")
                yield LexiconExample(text.strip(), kind, name, outcome.partition("[")[2].strip(" ]") or "happened")
            for text in filter(None, map(str.strip, row["not"].split("||"))):
                yield LexiconExample(text, kind, name, None)


def lexicon_sentences(engine: Engine) -> Iterator[ActSentence]:
    """The examples, labelled; those the lexicon itself does not read as they say are left out."""
    for example in lexicon_examples():
        sentences = engine.analyse(example.text, split(example.text, 0, len(example.text)))
        if len(sentences) == 1:
            made = labelled(example, replace(sentences[0], guesses=None))
            if made is not None:
                yield made


def labelled(example: LexiconExample, sentence: Sentence) -> ActSentence | None:
    """The parsed example with its labels; None where the lexicon does not find its row in it just once."""
    body = (Block(0, len(example.text), "body"),)
    document = Document(page_id="0" * 64, name="example", text=example.text, blocks=body, language="en")
    candidates = list(_candidates(first_pass(document, [sentence]).sentences[0]))
    own = [c for c in candidates if c.frame.type == example.type and c.frame.source.startswith(example.row)]
    if example.status is not None and len(own) != 1:
        return None
    made = ActSentence([token.text for token in sentence.tokens], parts_known=False)
    made.unsure = {c.trigger for c in candidates if c not in own}
    for candidate in own if example.status is not None else []:
        made.acts[candidate.trigger], made.statuses[candidate.trigger] = example.type, example.status or "happened"
        if candidate.mode is not None:
            made.modes[candidate.trigger] = candidate.mode
    return made


def _candidates(state: SentenceState) -> list[Candidate]:
    return SentenceCoder(state.tree, state.parties, load_lexicon()).candidates()
