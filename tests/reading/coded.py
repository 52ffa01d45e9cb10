"""Sentences coded for tests: the real parser, lexicon and gazetteer on one invented sentence at a time."""
from __future__ import annotations

from attache.language import load_engine
from attache.language.sentences import split
from attache.model import Block, Claim, Document, Party, Sentence
from attache.reading.claims import ClaimMaker
from attache.reading.page import first_pass


def document(text: str, published: str | None = None) -> Document:
    """A page that is nothing but its text."""
    return Document(page_id="0" * 64, name="test", text=text, blocks=(Block(0, len(text), "body"),), language="en", published=published)


def parsed(texts: list[str]) -> list[list[Sentence]]:
    """The sentences of each text, parsed in few batches."""
    joined = "\n\n".join(texts)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 2
    spans = [span for start, text in zip(starts, texts, strict=True) for span in split(joined, start, start + len(text))]
    found: list[list[Sentence]] = [[] for _ in texts]
    for sentence in load_engine().analyse(joined, spans):
        place = max(i for i, start in enumerate(starts) if start <= sentence.start)
        found[place].append(_moved(sentence, starts[place]))
    return found


def _moved(sentence: Sentence, by: int) -> Sentence:
    from msgspec.structs import replace

    tokens = tuple(replace(t, start=t.start - by, end=t.end - by) for t in sentence.tokens)
    return replace(sentence, start=sentence.start - by, end=sentence.end - by, tokens=tokens)


def claims_of(texts: list[str], published: str | None = None) -> list[list[Claim]]:
    """The claims of each text, unfolded."""
    return [
        ClaimMaker(first_pass(document(text, published), sentences)).claims() for text, sentences in zip(texts, parsed(texts), strict=True)
    ]


def code(parties: tuple[Party, ...]) -> str:
    """Parties as examples write them: countries, or sectors where there is none, sorted; "-" for nobody."""
    return "+".join(sorted({party.country or party.sector for party in parties})) or "-"
