"""Invented reports in French as the reader sees them: glossed into English, their annotation moved with the words.

In: reports of training/reports/fr. Out: `Report` records whose sentences are the English of the gloss.
"""
from __future__ import annotations

from dataclasses import replace

from attache.language.french.gloss import Gloss, gloss
from attache.model import Span
from training.reports import Act, Mention, Report, ReportSentence


def in_english(report: Report) -> Report:
    """The report by way of its gloss."""
    return Report(report.name, report.facts, [_sentence(sentence) for sentence in report.sentences])


def _sentence(sentence: ReportSentence) -> ReportSentence:
    told = gloss(sentence.text, [(Span(0, len(sentence.text)), True)])
    return ReportSentence(told.text[: told.stretches[0].end], sentence.opens, [_act(act, told) for act in sentence.acts])


def _act(act: Act, told: Gloss) -> Act:
    return replace(
        act, trigger=_moved(act.trigger, told), actors=tuple(_moved(mention, told) for mention in act.actors),
        recipients=tuple(_moved(mention, told) for mention in act.recipients), place=act.place and _moved(act.place, told),
        says=act.says and _moved(act.says, told),
    )


def _moved(mention: Mention, told: Gloss) -> Mention:
    """A mention in the gloss: the words that came from its own, without those that another word of the page brought along."""
    pairs = zip(told.english, told.french, strict=True)
    inside = [english for english, french in pairs if french.start < mention.end and french.end > mention.start]
    if mention.start < 0 or not inside:
        return replace(mention, start=-1, end=-1)
    start, end = min(place.start for place in inside), max(place.end for place in inside)
    return replace(mention, words=told.text[start:end], start=start, end=end)
