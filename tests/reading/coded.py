"""Sentences coded for tests: the real parser, lexicon and gazetteer on one invented sentence at a time."""
from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from attache.language import load_engine
from attache.language.sentences import split
from attache.model import Block, Claim, Document, Name, Party, Sentence, Token
from attache.reading.claims import ClaimMaker
from attache.reading.merging import fold
from attache.reading.page import PageState, first_pass
from attache.reading.tree import Tree

PUBLISHED = "2021-06-16"  # a Wednesday


def document(text: str, published: str | None = None, dateline: str | None = None) -> Document:
    """A page that is nothing but its text."""
    blocks = (Block(0, len(text), "body"),)
    return Document(
        page_id="0" * 64, name="test", text=text, blocks=blocks, language="en", published=published, dateline=dateline,
    )


@cache
def page_state(text: str, published: str | None = PUBLISHED, dateline: str | None = None) -> PageState:
    """A text after the first pass."""
    return first_pass(document(text, published, dateline), parsed([text])[0])


@cache
def told(text: str, published: str | None = PUBLISHED, dateline: str | None = None) -> tuple[Claim, ...]:
    """What a text is read to claim, repetitions folded."""
    return tuple(fold(ClaimMaker(page_state(text, published, dateline)).claims()))


def one(text: str, kind: str, published: str | None = PUBLISHED, dateline: str | None = None) -> Claim:
    """The one claim of a type that a text makes."""
    found = [claim for claim in told(text, published, dateline) if claim.type == kind]
    assert len(found) == 1, [summary(claim) for claim in told(text, published, dateline)]
    return found[0]


def summary(claim: Claim) -> str:
    """A claim in short: "CONSULT KEN+UGA > - planned"."""
    return f"{claim.type} {code(claim.actors)} > {code(claim.recipients)} {claim.status}"


def summaries(text: str, published: str | None = PUBLISHED, dateline: str | None = None) -> list[str]:
    """All claims of a text in short."""
    return [summary(claim) for claim in told(text, published, dateline)]


@cache
def tree_of(text: str) -> Tree:
    """The parsed tree of a text's first sentence."""
    return Tree(parsed([text])[0][0])


def at(tree: Tree, word: str) -> int:
    """Where a word stands."""
    return [token.text for token in tree.tokens].index(word)


def drawn(text: str, rows: str, names: tuple[Name, ...] = ()) -> Tree:
    """A tree drawn by hand: a row a token, "form lemma UPOS XPOS head label", heads counted from 1."""
    tokens, start = [], 0
    for row in rows.strip().splitlines():
        form, lemma, upos, xpos, head, label = row.split()
        start = text.index(form, start)
        tokens.append(Token(start, start + len(form), form, lemma, upos, xpos, int(head) - 1, label))
        start += len(form)
    return Tree(Sentence(0, len(text), tuple(tokens), names))


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
    tokens = tuple(replace(t, start=t.start - by, end=t.end - by) for t in sentence.tokens)
    return replace(sentence, start=sentence.start - by, end=sentence.end - by, tokens=tokens)


def claims_by_rows(texts: list[str]) -> list[list[Claim]]:
    """The claims that the lexicon alone makes of each text, unfolded: a row must hold by itself."""
    return [
        ClaimMaker(first_pass(document(text), [replace(sentence, guesses=None) for sentence in sentences])).claims()
        for text, sentences in zip(texts, parsed(texts), strict=True)
    ]


def claims_of(texts: list[str], published: str | None = None) -> list[list[Claim]]:
    """The claims of each text as attache reads it, rows and event heads together, repetitions folded."""
    return [
        fold(ClaimMaker(first_pass(document(text, published), sentences)).claims())
        for text, sentences in zip(texts, parsed(texts), strict=True)
    ]


def code(parties: tuple[Party, ...]) -> str:
    """Parties as examples write them: countries, or sectors where there is none, sorted; "-" for nobody."""
    return "+".join(sorted({party.country or party.sector for party in parties})) or "-"
