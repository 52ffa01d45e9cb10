"""Invented reports as training examples for the event heads.

In: the sentences of training/reports and an engine whose trees say which word heads a phrase. Out: `ActSentence` records: words with, at
the heads of triggers, the act's type, mode and status, and for each (word, trigger) pair the part the word's phrase plays in it.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from attache.language import Engine
from attache.model import Sentence, Span
from training.reports import TYPES, Act, Mention, Report, ReportSentence

ACTS = ("-", *TYPES)
PARTS = ("-", "actor", "recipient", "place", "speaker")
NO_MODE = "-"


@dataclass
class ActSentence:
    """Words (with their capitals) and labels by word number; `parts` by (word, trigger).

    `unsure` are words of which it is open whether they tell an act; `parts_known` is false where nobody said who takes part.
    """

    forms: list[str]
    acts: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    modes: dict[int, str] = field(default_factory=dict)
    parts: dict[tuple[int, int], str] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)
    parts_known: bool = True


def act_sentences(reports: Iterable[Report], engine: Engine) -> Iterator[ActSentence]:
    """Every sentence of the reports, labelled."""
    for report in reports:
        for sentence in report.sentences:
            parsed = engine.analyse(sentence.text, [Span(0, len(sentence.text))])
            if parsed:
                yield labelled(sentence, parsed[0])


def labelled(sentence: ReportSentence, parsed: Sentence) -> ActSentence:
    """The sentence's words with the labels of its acts; of two acts on one word the first counts."""
    made = ActSentence([token.text for token in parsed.tokens])
    for act in sentence.acts:
        trigger = head_of(act.trigger, parsed)
        if trigger < 0 or trigger in made.acts:
            continue
        made.acts[trigger], made.statuses[trigger], made.modes[trigger] = act.type, act.status, act.mode or NO_MODE
        for part, mention in _parts(act):
            word = head_of(mention, parsed)
            if word >= 0 and word != trigger:
                made.parts.setdefault((word, trigger), part)
    return made


def _parts(act: Act) -> Iterator[tuple[str, Mention]]:
    yield from (("actor", mention) for mention in act.actors)
    yield from (("recipient", mention) for mention in act.recipients)
    if act.says:
        yield "speaker", act.says
    if act.place:
        yield "place", act.place


def head_of(mention: Mention, parsed: Sentence) -> int:
    """The word that heads the mention: the first whose own head lies outside; -1 for words that are not there."""
    inside = [i for i, t in enumerate(parsed.tokens) if t.start < mention.end and t.end > mention.start]
    heads = [i for i in inside if parsed.tokens[i].head not in inside and parsed.tokens[i].upos not in {"PUNCT", "DET", "ADP", "PART"}]
    return heads[0] if heads else (inside[0] if inside else -1)
