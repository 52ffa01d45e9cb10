"""The lexicon of event frames: which predicate, used how, is which PLOVER type.

In: the tables `frames_<TYPE>.tsv`, `noun_classes.tsv` and `supports.tsv`. Out: `Lexicon`, indexed by the predicate's last
lemma. A row that cannot be understood raises ValueError naming it: a broken lexicon must not load.
"""
from __future__ import annotations

from functools import cache
from typing import get_args

from msgspec import Struct

from attache.model import EventType
from attache.resources import cell_list, table

VERB_SLOTS = frozenset({"subj", "obj", "iobj", "obj.poss", "comp.subj"})
NOUN_SLOTS = frozenset({"poss", "lv", "lvobj"})
PREPOSITIONS = frozenset({
    "with", "to", "against", "on", "from", "for", "in", "at", "over", "into", "between", "among", "about", "of", "by", "upon", "toward",
    "towards", "near", "inside", "onto", "through", "within", "across", "behind", "after", "off", "out", "outside", "around", "under",
    "before", "during", "as", "alongside", "beyond", "along", "above", "below", "since", "via",
})
CONSTRAINTS = frozenset({"obj", "iobj", "subj", "prt", "prep", "comp", "lv", "plural", "mod", "nodep", "topic", "pred", "aux"})

Slots = tuple[tuple[str, ...], ...]


class Constraint(Struct, frozen=True):
    """One condition of a frame: what it looks at, which words satisfy it (all when empty), and whether it must fail."""

    kind: str
    name: str
    words: frozenset[str]
    negated: bool


class Frame(Struct, frozen=True):
    """One row of the lexicon. `actor` and `recipient` are alternatives, each of slots to be joined."""

    trigger: tuple[str, ...]
    pos: str
    type: EventType
    mode: str | None
    actor: Slots
    recipient: Slots
    joint: bool
    constraints: tuple[Constraint, ...]
    context: tuple[str, ...]
    cameo: str | None
    weight: float
    source: str

    @property
    def specificity(self) -> tuple[int, float]:
        """More words and more conditions win over fewer, conditions that name words count double, then the heavier."""
        return len(self.trigger) * 4 + sum(2 if c.words else 1 for c in self.constraints if not c.negated), self.weight


class Support(Struct, frozen=True):
    """A verb that carries an event noun: what it does to the event, and what its subject is."""

    verb: tuple[str, ...]
    effect: str
    subject: str


class Lexicon:
    """All frames, by the lemma that triggers them."""

    def __init__(self) -> None:
        self.classes = {row["class"]: frozenset(cell_list(row["members"])) for row in table("noun_classes")}
        self.frames: dict[tuple[str, str], list[Frame]] = {}
        for kind in get_args(EventType):
            for row in table(f"frames_{kind}"):
                frame = self._frame(row)
                self.frames.setdefault((frame.trigger[0], frame.pos), []).append(frame)
        for frames in self.frames.values():
            frames.sort(key=lambda frame: frame.specificity, reverse=True)
        self.supports: dict[str, list[Support]] = {}
        for row in table("supports"):
            support = Support(tuple(row["verb"].split()), row["effect"], row["subject"])
            self.supports.setdefault(support.verb[0], []).append(support)
        for supports in self.supports.values():
            supports.sort(key=lambda support: len(support.verb), reverse=True)

    def triggered(self, lemma: str, pos: str) -> list[Frame]:
        """Frames whose head word is `lemma`; most specific first."""
        return self.frames.get((lemma, pos), [])

    def _frame(self, row: dict[str, str]) -> Frame:
        source = frame_name(row)
        try:
            return Frame(
                _trigger(row["trigger"], row["pos"]), row["pos"], row["type"], row["mode"] or None,  # type: ignore[arg-type]
                _slots(row["actor"]), _slots(row["recipient"]), row["joint"] == "yes",
                tuple(self._constraint(part.strip()) for part in row["if"].split(";") if part.strip()),
                cell_list(row["context"]), row["cameo"] or None, float(row["weight"]), source,
            )
        except (KeyError, ValueError) as error:
            raise ValueError(f"frame {source}: {error}") from error

    def _constraint(self, text: str) -> Constraint:
        negated = text.startswith("!")
        kind, *rest = text.lstrip("!").strip().replace("@", ":@", 1).replace("::", ":").split(":")
        if kind not in CONSTRAINTS:
            raise ValueError(f"unknown constraint {text!r}")
        name = rest.pop(0) if kind in {"prep", "prt"} and rest else ""
        return Constraint(kind, name, self._words(":".join(rest)), negated)

    def _words(self, text: str) -> frozenset[str]:
        found: set[str] = set()
        for part in text.split(","):
            word = part.strip().strip(":")
            if word.startswith("@"):
                found |= self.classes[word[1:]] - {"party", "person"}  # as members these are plain words, not the marks
            elif word:
                found.add(word)
        return frozenset(found)


def frame_name(row: dict[str, str]) -> str:
    """How a row of the lexicon is called in reasons and notes: "THREATEN: threaten (comp:inf)"."""
    return f"{row['type']}: {row['trigger']} ({row['if']})" if row["if"] else f"{row['type']}: {row['trigger']}"


def _trigger(text: str, pos: str) -> tuple[str, ...]:
    """The head word first: verbs lead their particle, "car bomb" is headed by its last word, "state of emergency" by its first."""
    words = text.lower().split()
    if pos == "V" or len(words) == 1 or "of" in words:
        return tuple(words)
    return (words[-1], *words[:-1])


def _slots(cell: str) -> Slots:
    alternatives = tuple(tuple(slot.strip() for slot in part.split("+")) for part in cell.split("|") if part.strip())
    for slot in (slot for alternative in alternatives for slot in alternative):
        if slot not in VERB_SLOTS | NOUN_SLOTS | PREPOSITIONS:
            raise ValueError(f"unknown slot {slot!r}")
    return alternatives


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, loaded once a process."""
    return Lexicon()
