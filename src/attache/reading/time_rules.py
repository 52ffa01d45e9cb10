"""How the rows of times_rules.tsv become rules that match.

A pattern is written as elements with single spaces between them; an element stands for a word or a run of characters of the page:

    last|past          either word                      {month}        a word of that kind in the tables, or a shape below
    {count}-{unit}     pieces without space between     {day:until}    the same, its value under another name
    {day},             a comma may follow               late?          may be missing
    (in|since)         must stand there, outside the expression: as the first element before it, in lower or upper case, else after it
    !{counted}         must not come next
    (-s)               as the first element: a plural or an amount must stand before it ("900 cars a week")

Letters are matched in either case, except for names of months, weekdays and holidays. Every repetition is bounded, so matching is linear.
`rules_at` gives the few rules that may begin with the word at hand.
Raises ValueError for a pattern that names an unknown kind.
"""
from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from attache.model import TimeKind
from attache.resources import cell_list, table

# Between two words: a few spaces, or one line end with the indents around it. No expression ends inside a compound ("week-long").
SPACE = r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,16})"
END = r"(?!\w|[-‐‑](?:long|old|by|end|round|ago|earlier|on|over)\b)"
PIECE = re.compile(r"\{(\w+)(?::(\w+))?\}|[^{}]+")
CAPITALISED = frozenset({
    "month", "month_full", "month_or_name", "month_verb", "weekday", "weekday_short", "weekdays", "holiday", "zone", "broadcast",
    "daily_word",
})
SILENT = frozenset({
    "counted", "month_tail", "dash", "capitalised", "capitalised_or_of", "any_word", "paper_title", "name_with_time", "numbered",
    "no_time_meant", "broadcast", "daily_word", "street", "contract", "monthly", "place_time",
})  # matched, and of no value
WORDLESS = SILENT | {"cue", "strong_cue"}  # kinds that stand in no expression
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
WORD = re.compile(r"[^\W\d_]+|\d+")
DIGITS = "0"
ARTICLE = "the"
WORDS_OF_SHAPES = ("a", "and", "half", "hundred", "time")
LONGEST_LOOK = 60
WORTH_LOOKING = 6  # so many rules cost more to try than the next word to look at
PLURAL = "-s"
NO_PLURALS = ("was", "is", "has", "this", "as", "his", "its", "does", "needs", "wants", "us", "less")

# What is written in digits and signs, by the names under which rules ask for it; a number must not go on as a decimal or a percentage.
SHAPES = {
    "year": r"(?:1[5-9]|20)\d\d(?![.,]\d|%)",
    "recent": r"(?:19[3-9]|20[0-4])\d(?![.,]\d|%)",
    "day": DAY + r"(?:st|nd|rd|th)?(?![.,:]?\d|%)",
    "nth": DAY + r"(?:st|nd|rd|th)",
    "dd": r"[0-3]?\d",
    "yyyy": r"(?:19|20)\d\d",
    "dash": r" ?[-–—‑] ?",
    "capitalised": r"(?-i:[A-Z])\w{1,30}",
    "capitalised_or_of": r"(?:(?-i:[A-Z])\w{1,30}|on|of|for|against|through)",
    "place_time": r"(?-i:[A-Z])\w{1,20} time",
    "any_word": r"\w{1,40}",
    "digits": r"\d{1,3}(?:,\d{3}){1,2}|\d{1,4}(?:\.\d{1,2})?",
    "hour": r"(?:2[0-4]|1\d|0?\d)",
    "minute": r"[0-5]\d",
    "decade": r"(?:1[5-9]|20)\d0s",
    "decade_possessive": r"(?:1[5-9]|20)\d0['’]s",
    "nineties": r"['’]?[1-9]0s",
    "century": r"(?:1\d|2[01]|[1-9])(?:st|nd|rd|th)",
    "apostrophe_decade": r"(?<=['’])[1-9]0s",
    "one_to_four": r"[1-4]",
    "two_digits": r"\d\d(?![.,:/]?\d)",
    "hh": r"(?:2[0-4]|1\d|0\d)",
}
COMPOSED = {
    "count": ("number", "article"), "number": ("cardinal", "several", "pair"), "cardinal": ("small", "teen", "tens", "digits"),
}
Relative = Literal["after", "before", "same"]


class TimeRule(Struct, frozen=True):
    """One row of times_rules.tsv, compiled. `given` are values the row itself supplies; `slots` pair a group with its kind."""

    name: str
    type: TimeKind
    form: str
    pattern: re.Pattern[str]
    given: tuple[tuple[str, str], ...]
    slots: tuple[tuple[str, str], ...]
    relative: Relative | None

    def parts(self, match: re.Match[str]) -> dict[str, str]:
        """The values a match of this rule supplies, by name."""
        found = {name: value_of(kind, match[name]) for name, kind in self.slots if match[name] is not None}
        return {**dict(self.given), **found}


@cache
def rules() -> tuple[TimeRule, ...]:
    """The rules in the table's order, which is the order in which they are tried."""
    return tuple(_rule(row) for row in table("times_rules"))


def rules_at(text: str, word: re.Match[str]) -> tuple[TimeRule, ...]:
    """The rules that may begin with a word, in the order in which they are tried.

    An article is looked up with the word after it. Where the word after is none that times are made of, only rules of one element remain.
    """
    first = _key(word[0])
    opening = _rules_opening()
    fitting = opening.get(first, ())
    if len(fitting) < WORTH_LOOKING and first != ARTICLE:
        return fitting
    after = WORD.search(text, word.end(), word.end() + LONGEST_LOOK)
    second = _key(after[0]) if after else ""
    if first == ARTICLE:
        return opening.get(f"{ARTICLE} {second}", opening[ARTICLE])
    joined = after is not None and after.start() == word.end()
    return fitting if joined or second in _vocabulary() else _rules_alone()[first]


@cache
def _vocabulary() -> frozenset[str]:
    """All words of which expressions are made, and `DIGITS`."""
    kinds = [row for table_name in ("calendar", "times_words") for row in table(table_name) if row["kind"] not in WORDLESS]
    names = [name for row in kinds for name in cell_list(row["names"])]
    literals = [PIECE.sub(lambda piece: " " if piece[1] else piece[0], row["pattern"]).replace("_", " ") for row in table("times_rules")]
    return frozenset({DIGITS, *WORDS_OF_SHAPES, *(_key(word) for text in (*names, *literals) for word in WORD.findall(text))})


@cache
def _rules_alone() -> dict[str, tuple[TimeRule, ...]]:
    """As `_rules_opening`, the rules that need no second element, or any word whatever as such."""
    alone = {row["rule"] for row in table("times_rules") if _stands_alone(row["pattern"].split(" "))}
    return {key: tuple(rule for rule in opening if rule.name in alone) for key, opening in _rules_opening().items()}


def _stands_alone(elements: list[str]) -> bool:
    inside = [element for element in elements if element[0] not in "(!"]
    return "{capitalised}" in inside or sum(not _is_optional(element) for element in inside) == 1


@cache
def _rules_opening() -> dict[str, tuple[TimeRule, ...]]:
    """The rules by their first word, or the article and the word after it."""
    keys = [_opening_keys(row["pattern"].split(" ")) for row in table("times_rules")]
    every = set().union(*keys)
    return {key: tuple(rule for rule, own in zip(rules(), keys, strict=True) if key in own or _article_of(key) in own) for key in every}


def _article_of(key: str) -> str:
    """The article, for a key of it and another word: rules known by the article alone fit there too."""
    return ARTICLE if key.startswith(f"{ARTICLE} ") else key


def _key(word: str) -> str:
    return DIGITS if word[0].isdecimal() else word.lower()


@cache
def words(kind: str) -> dict[str, str]:
    """The words of a kind in lower case without full stop, with what they stand for."""
    rows = [row for name in ("calendar", "times_words") for row in table(name) if row["kind"] == kind]
    return {name.lower().rstrip("."): row["value"] for row in rows for name in cell_list(row["names"])}


@cache
def _spelled(kind: str) -> str:
    """A pattern for the words of a kind."""
    rows = [row for name in ("calendar", "times_words") for row in table(name) if row["kind"] == kind]
    names = sorted({name for row in rows for name in cell_list(row["names"])}, key=len, reverse=True)
    if not names:
        raise ValueError(f"times_rules.tsv asks for {kind}, which no table defines")
    if kind not in CAPITALISED:
        return f"(?:{'|'.join(_literal(name) for name in names)})"
    return f"(?-i:{'|'.join(_literal(form) for name in names for form in dict.fromkeys((name, name.upper())))})"


def _literal(text: str) -> str:
    """The pattern of literal characters: any hyphen or apostrophe, any space, and a full stop after an abbreviation that may be missing."""
    abbreviated = len(text) > 1 and text.endswith(".")
    escaped = re.escape(text[:-1] if abbreviated else text).replace(r"\ ", SPACE).replace(r"\-", "[-‐‑–]").replace("'", "['’]")
    return escaped + (r"\.?" if abbreviated else "")


@cache
def shape(kind: str) -> str:
    """The pattern of a kind: a shape of this module, a composition of kinds, or the words of the tables."""
    if kind == "number":
        return f"(?:{shape('cardinal')}|{_spelled('several')}|{_spelled('pair')})"
    if kind == "count":
        return f"(?:{shape('number')}|{_spelled('article')})"
    if kind == "cardinal":
        compound = f"{_spelled('tens')}(?:-{_spelled('small')})?"
        whole = f"(?:{SHAPES['digits']})|{compound}|{_spelled('teen')}|{_spelled('small')}|(?:a|one){SPACE}hundred"
        return f"(?:(?:{whole})(?:{SPACE}and{SPACE}a{SPACE}half|{SPACE}1/2)?)"
    return SHAPES[kind] if kind in SHAPES else _spelled(kind)


def value_of(kind: str, text: str) -> str:
    """What the page's words stand for: the tables' value, or the digits of a number."""
    plain = " ".join(text.lower().replace("’", "'").replace("‑", "-").split())
    if kind in ("count", "number", "cardinal"):
        return _count(plain)
    if kind in ("day", "nth", "century", "dd", "hour"):
        return plain.rstrip("sthndr").zfill(2)
    if kind in ("decade", "decade_possessive", "nineties", "apostrophe_decade"):
        return plain.strip("'s")
    if kind in SHAPES:
        return plain.lstrip("'")
    return words(kind)[plain.rstrip(".")]


def _count(plain: str) -> str:
    """Digits of a number in words or digits; X for a number of some size."""
    for half in (" and a half", " 1/2"):
        if plain.endswith(half):
            return f"{_count(plain.removesuffix(half))}.5"
    for kind in ("small", "teen", "tens", "article", "several", "pair"):
        if plain in words(kind):
            return words(kind)[plain]
    tens, _, small = plain.partition("-")
    if small in words("small"):
        return str(int(words("tens")[tens]) + int(words("small")[small]))
    return "100" if plain.endswith("hundred") else plain.replace(",", "")


def _rule(row: dict[str, str]) -> TimeRule:
    slots: list[tuple[str, str]] = []
    pattern = _pattern(row["pattern"].split(" "), slots)
    given = tuple((name, value) for name, _, value in (cell.partition("=") for cell in cell_list(row["given"])))
    shown = tuple((name, kind) for name, kind in slots if kind not in SILENT)
    relative = cast("Relative | None", row["relative"] or None)
    return TimeRule(row["rule"], cast("TimeKind", row["type"]), row["form"], re.compile(pattern, re.IGNORECASE), given, shown, relative)


def _pattern(elements: list[str], slots: list[tuple[str, str]]) -> str:
    """The regular expression of a whole row; its group `extent` is the expression itself."""
    before = _context_before(elements[0]) if elements[0].startswith("(") else ""
    inside = [element for element in elements if element[0] not in "(!"]
    after = "".join(_context_after(element, slots) for element in elements[1:] if element[0] in "(!")
    return f"{before}(?P<extent>{_extent(inside, slots)}){END}{after}"


def _context_before(element: str) -> str:
    """What stands before the expression: looked back at, so that the expression itself is where matching starts."""
    if element.strip("()") == PLURAL:
        return r"(?:(?<=\d\s)|(?<=[a-z]s\s)" + "".join(rf"(?<!\b{word}\s)" for word in NO_PLURALS) + ")"
    alternatives = (rf"(?<=\b{re.escape(word.replace('_', ' '))}\s)" for word in element.strip("()").split("|"))
    return f"(?:{'|'.join(alternatives)})"


def _context_after(element: str, slots: list[tuple[str, str]]) -> str:
    return f"(?!{SPACE}{_body(element, slots)}(?!\\w))" if element.startswith("!") else f"(?={SPACE}{_body(element, slots)}(?!\\w))"


def _extent(elements: list[str], slots: list[tuple[str, str]]) -> str:
    """The elements with space between them; an optional one takes its space with it."""
    core_end = max(number for number, element in enumerate(elements) if not _is_optional(element))
    pattern = ""
    for number, element in enumerate(elements):
        body = _body(element, slots)
        if number > core_end:
            pattern += f"(?:{',?' if elements[number - 1].endswith(',') else ''}{SPACE}{body})?"
        else:
            space = (",?" if element.endswith(",") else "") + SPACE if number < core_end else ""
            pattern += f"(?:{body}{space})?" if _is_optional(element) else body + space
    return pattern


def _is_optional(element: str) -> bool:
    return element.rstrip(",").endswith("?")


def _body(element: str, slots: list[tuple[str, str]]) -> str:
    """The pattern of one element without its marks."""
    bare = element.rstrip(",").removesuffix("?").lstrip("!(").removesuffix(")")
    return f"(?:{'|'.join(_alternative(alternative, slots) for alternative in bare.split('|'))})"


def _alternative(alternative: str, slots: list[tuple[str, str]]) -> str:
    return "".join(_piece(piece, slots) for piece in PIECE.finditer(alternative))


def _piece(piece: re.Match[str], slots: list[tuple[str, str]]) -> str:
    kind, name = piece[1], piece[2] or piece[1]
    if kind is None:
        return _literal(piece[0].replace("_", " "))
    if kind in SILENT:
        return shape(kind)
    slots.append((name, kind))
    return f"(?P<{name}>{shape(kind)})"


def _opening_keys(elements: list[str]) -> set[str]:
    """Under which keys a rule is looked up."""
    inside = [element for element in elements if not element.startswith("(")]
    keys = _openers(inside)
    if inside[0].removesuffix("?") != ARTICLE:
        return keys
    own = _openers(inside[1:])
    return {f"{ARTICLE} {word}" for word in own} | (own if inside[0].endswith("?") else set())


def _openers(elements: list[str]) -> set[str]:
    """The words with which an expression of these elements may begin."""
    found: set[str] = set()
    for element in elements:
        found |= _element_openers(element)
        if not _is_optional(element):
            break
    return found


def _element_openers(element: str) -> set[str]:
    bare = element.rstrip(",").removesuffix("?")
    found: set[str] = set()
    for alternative in bare.split("|"):
        first = next(PIECE.finditer(alternative))
        found |= _kind_openers(first[1]) if first[1] else {_opener(first[0])}
    return found


def _kind_openers(kind: str) -> set[str]:
    if kind in COMPOSED:
        return set().union(*(_kind_openers(part) for part in COMPOSED[kind]))
    return {DIGITS} if kind in SHAPES else {_opener(name) for name in words(kind)}


def _opener(words_of_rule: str) -> str:
    return _key(WORD.findall(words_of_rule.replace("_", " "))[0])
