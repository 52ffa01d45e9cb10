"""Where the names of persons begin and end: what the name finder took in too much, or left out.

In: a sentence and the gazetteer. Out: the sentence with its persons' names put right: without the rank before ("Brig Gen Peter Otieno") and
the acronym behind that ran into them ("Peter Otieno UNITA"), with the initials and the syllable that it left out ("P.D.K. Otieno", "Park
Min-soo"); and with names behind an office that it overlooked, without offices and bodies taken for persons ("the Amir", "the newspaper
La Ola").
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from attache.model import Name, Sentence
from attache.reading.gazetteer import PLACE_KINDS, STATE_KINDS, Gazetteer

_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}")
_RANKED = frozenset({"MIL", "COP"})
_RESPECT = frozenset({
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "engineer", "engr", "engr.", "barrister",
    "king", "queen", "pope", "president",
})
_HYPHENS = frozenset({"-", "‑", "–"})
_DEFINITE = frozenset({"the", "'s", "’s", "his", "her", "their", "its"})
_BODIES = frozenset({
    "group", "party", "movement", "organisation", "organization", "agency", "newspaper", "company", "firm", "union", "militia", "cartel",
    "gang", "charity", "coalition", "alliance", "federation", "association", "network", "broadcaster", "channel", "magazine", "website",
    "bank", "airline", "faction", "cell", "outlet",
})
_SYLLABLE = 5  # letters of the second half of a given name: "Jae-in", "Geun-hye"
_NO_SYLLABLES = frozenset({"led", "era", "run", "held", "owned", "based", "like", "style", "free", "made", "day", "year", "born", "in-law"})


def bounded(sentence: Sentence, gazetteer: Gazetteer) -> Sentence:
    """The sentence with the bounds of its persons' names corrected."""
    words = [token.text for token in sentence.tokens]
    taken = {index for name in sentence.names for index in range(name.first, name.last)}
    persons = [_hyphenated(name, words, sentence) if name.kind == "PER" else name for name in _kinds_told(sentence)]
    names = tuple(
        _bounded(name, words, taken, gazetteer) if name.kind == "PER" else name
        for name in persons if not _is_office(name, words, gazetteer)
    )
    names = tuple(sorted((*names, *_titled(sentence, words, taken, gazetteer)), key=lambda name: name.first))
    return sentence if names == sentence.names else structs.replace(sentence, names=names)


def _kinds_told(sentence: Sentence) -> Iterator[Name]:
    """Names, of which what a body's noun stands before is a body: "the newspaper La Ola"."""
    for name in sentence.names:
        before = name.first - 1
        noun = sentence.tokens[before].lemma.lower() if before >= 0 else ""
        inside = range(name.first, name.last)
        tied = before >= 0 and (sentence.tokens[before].head in inside or any(sentence.tokens[at].head == before for at in inside))
        yield structs.replace(name, kind="ORG") if name.kind == "PER" and noun in _BODIES and tied else name


def _hyphenated(name: Name, words: list[str], sentence: Sentence) -> Name:
    """With the second half of a given name that its hyphen cut off: "Park Min" and "Park Min-" for "Park Min-soo"."""
    hyphen = name.last - (words[name.last - 1] in _HYPHENS)
    half = words[hyphen + 1] if hyphen + 1 < len(words) and words[hyphen] in _HYPHENS else ""
    is_half = half.isalpha() and half.islower() and len(half) <= _SYLLABLE and half not in _NO_SYLLABLES
    tokens = sentence.tokens[hyphen - 1 : hyphen + 2]
    joined = is_half and tokens[0].end == tokens[1].start and tokens[1].end == tokens[2].start
    return structs.replace(name, last=hyphen + 2) if joined and hyphen - name.first > 1 else name


def _titled(sentence: Sentence, words: list[str], taken: set[int], gazetteer: Gazetteer) -> Iterator[Name]:
    """Names that the finder overlooked behind an office: "Minister Park Min-soo"."""
    tokens = sentence.tokens
    for first in {token.head for token in tokens if token.deprel == "nmod:desc"} - taken:
        title = first - 1
        is_title = title >= 0 and tokens[title].head == first and tokens[title].deprel == "nmod:desc" and title not in taken
        if is_title and tokens[first].upos == "PROPN" and gazetteer.office(words[:first], title) and not gazetteer.match(words, first):
            last = first + 1
            while last < len(tokens) and (tokens[last].deprel == "flat" or words[last] in _HYPHENS) and last not in taken:
                last += 1
            yield Name(first, last, "PER")


def _is_office(name: Name, words: list[str], gazetteer: Gazetteer) -> bool:
    """"the Amir", "Jordan's King": somebody called by an office, who is not named."""
    before = words[name.first - 1].lower() if name.kind == "PER" and name.last - name.first == 1 and name.first else ""
    return before in _DEFINITE and gazetteer.office(words[: name.last], name.first) is not None


def _bounded(name: Name, words: list[str], taken: set[int], gazetteer: Gazetteer) -> Name:
    first = _behind_rank(name, words, gazetteer)
    if first == name.first:
        first = _with_initials(name, words, taken, gazetteer)
    return structs.replace(name, first=first, last=_before_acronym(first, name.last, words, gazetteer))


def _behind_rank(name: Name, words: list[str], gazetteer: Gazetteer) -> int:
    """Where the name begins after ranks and words of respect."""
    first = name.first
    while first < name.last - 1:
        office = gazetteer.office(words[: name.last], first)
        is_rank = office is not None and office.entry.sector in _RANKED
        length = office.length if office is not None and is_rank else int(words[first].lower() in _RESPECT)
        if not length or first + length >= name.last:
            break
        first += length
    return first


def _with_initials(name: Name, words: list[str], taken: set[int], gazetteer: Gazetteer) -> int:
    """Where the name begins with the initials before it; "U.S." is none."""
    before = name.first - 1
    is_own = before >= 0 and before not in taken and _INITIALS.fullmatch(words[before]) is not None
    return before if is_own and gazetteer.match(words, before) is None else name.first


def _before_acronym(first: int, last: int, words: list[str], gazetteer: Gazetteer) -> int:
    """Where the name ends before the acronym of a body."""
    for at in range(first + 1, last):
        match = gazetteer.match(words, at) if words[at].isupper() else None
        if match is not None and at + match.length == last and match.entry.kind not in STATE_KINDS | PLACE_KINDS:
            return at
    return last
