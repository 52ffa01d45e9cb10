"""Dead and injured: the numbers a clause gives.

In: a tree and the act's trigger. Out: (dead, injured), None where the words give no number.
"""
from __future__ import annotations

from attache.reading.arguments import Arguments
from attache.reading.tree import Tree

_KILLING = frozenset({"kill", "die", "murder", "massacre", "slaughter", "assassinate", "execute", "behead", "drown", "claim", "slay"})
_WOUNDING = frozenset({"wound", "injure", "hurt", "maim"})
_DEAD_WORDS = frozenset({"dead", "killed", "deaths", "fatalities"})
_WOUNDED_WORDS = frozenset({"wounded", "injured", "hurt"})
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
_ROUND = {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_NUMBERS = {word: number for number, word in enumerate(_UNITS)} | _ROUND
_OF_TIME = frozenset({"on", "in", "by", "since", "from", "until", "before", "after"})  # "on June 11" counts nobody


def casualties(tree: Tree, trigger: int) -> tuple[int | None, int | None]:
    """(dead, injured) in the trigger's sentence, as far as words of killing and wounding there govern numbers."""
    dead = injured = None
    for index, token in enumerate(tree.tokens):
        word = token.text.lower()
        if token.lemma in _KILLING or word in _DEAD_WORDS:
            dead = dead if dead is not None else _number_of(tree, index)
        elif token.lemma in _WOUNDING or word in _WOUNDED_WORDS:
            injured = injured if injured is not None else _number_of(tree, index)
    return dead, injured


def _number_of(tree: Tree, index: int) -> int | None:
    """The number a word of killing or wounding governs: one right before it, its object's or passive subject's, or one beside it."""
    if _stands_behind_number(tree, index):
        return to_number(tree.tokens[index - 1].text)
    nodes = [index]
    if tree.tokens[index].upos == "VERB":
        arguments = Arguments(tree)
        own = arguments.objects(index) or (arguments.subject(index) if tree.lemma(index) == "die" else [])
        nodes = [*own, index]
    elif tree.label(index) in {"xcomp", "advmod"}:  # "left nine soldiers dead", "shot dead two men"
        nodes = [*tree.children(tree.head(index), "obj"), index]
    for node in nodes:
        found = _own_number(tree, node)
        if found is not None:
            return found
    return None


def _stands_behind_number(tree: Tree, index: int) -> bool:
    """"and four wounded", "40 dead", but not "in 2019 killed"."""
    return index > 0 and tree.tokens[index - 1].upos == "NUM" and not tree.case(index - 1)


def _own_number(tree: Tree, node: int) -> int | None:
    for candidate in (node, *tree.children(node, "nummod", "obj", "nsubj", "obl")):
        if tree.case(candidate) in _OF_TIME:
            continue
        number = to_number(tree.tokens[candidate].text)
        if number is not None:
            return number * _multiple(tree, candidate)
    return None


def _multiple(tree: Tree, number: int) -> int:
    """How many of a round number there are: "two dozen"."""
    counts = (to_number(tree.tokens[child].text) for child in tree.children(number, "compound", "nummod"))
    return next((count for count in counts if count), 1) if tree.lemma(number) in _ROUND else 1


def to_number(word: str) -> int | None:
    """A count in figures or words; years and decimals are none."""
    plain = word.lower().replace(",", "")
    if plain.isdigit() and len(plain) < 7:
        return int(plain)
    return _NUMBERS.get(plain)
