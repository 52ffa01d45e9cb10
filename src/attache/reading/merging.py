"""One act told several times on a page is one claim.

In: a page's claims in text order. Out: the claims with repetitions folded into the fullest telling, order kept. Two tellings are one act
when type, status side and parties' states agree, their dates do not contradict each other, and they do not name different people.
"""
from __future__ import annotations

import re

from msgspec.structs import replace

from attache.model import Claim, Party

_ACTUAL = frozenset({"happened", "ongoing"})
_SURE = 0.7  # from which a telling that names others is more often another act than the same (annotated articles, by tenths)
_ROOT = 5  # letters: "Kenya" and "Kenyan" are one
_WORD = re.compile(r"\w{3,}")
_COMMON = frozenset({  # in names of many
    "the", "and", "his", "her", "its", "their", "two", "three", "former", "president", "minister", "officials", "government", "police",
})
_DISTINCT = frozenset({"PTY", "REB", "NGO", "BUS", "JUD", "CRM", "MED", "EDU", "REL", "IGO"})  # nobody is told as two of these
_SETTLED = frozenset({"called_off", "denied"})  # what became of a plan


def fold(claims: list[Claim]) -> list[Claim]:
    """The claims with repeated tellings folded."""
    kept: list[Claim] = []
    for claim in claims:
        place = next((i for i, earlier in enumerate(kept) if same_act(earlier, claim)), None)
        if place is None:
            kept.append(claim)
        else:
            kept[place] = _joined(kept[place], claim)
    return [claim for claim in kept if not any(_only_alludes(claim, other) for other in kept)]


def _only_alludes(claim: Claim, other: Claim) -> bool:
    """"his visit", "the talks": a one-sided mention without a date of an act that another claim tells with both sides."""
    if claim is other or (claim.type, claim.status) != (other.type, other.status):
        return False
    if claim.date or claim.recipients or len(claim.actors) != 1:
        return False
    if len(other.actors) + len(other.recipients) < 2:
        return False
    return _keys(claim.actors) <= _keys(other.actors) | _keys(other.recipients)


def same_act(a: Claim, b: Claim) -> bool:
    """True where two claims of a page tell one act."""
    if a.type != b.type or (a.status in _ACTUAL) != (b.status in _ACTUAL):
        return False
    if (a.mode and b.mode and a.mode != b.mode) or a.cameo != b.cameo:
        return False
    if not _dates_agree(a, b) or _are_apart(a, b):
        return False
    return _sides_agree(a.actors, b.actors) and _sides_agree(a.recipients, b.recipients)


def _are_apart(a: Claim, b: Claim) -> bool:
    """Whether a later telling is sure, told by the same voice and as dated, but of people who share no word with those named before: police
    who arrested three party officials and then a trader made two arrests.
    """
    if b.confidence < _SURE or bool(a.date) != bool(b.date) or a.attributed_to != b.attributed_to:
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    return any(mine and theirs and not mine & theirs for mine, theirs in ((_words(one), _words(other)) for one, other in sides))


def _words(parties: tuple[Party, ...]) -> frozenset[str]:
    """The beginnings of the words that tell somebody from others of the same state."""
    return frozenset(word[:_ROOT] for party in parties for word in _WORD.findall(party.name.casefold()) if word not in _COMMON)


def _dates_agree(a: Claim, b: Claim) -> bool:
    if not a.date or not b.date or _is_announced(a, b) or _is_announced(b, a):
        return True
    shorter = min(len(a.date), len(b.date))
    if a.date[:shorter] == b.date[:shorter]:
        return True
    return _within(a, b) or _within(b, a)


def _is_announced(settled: Claim, plan: Claim) -> bool:
    """Whether a calling off is told of its announcement, before the day for which the act was planned."""
    return settled.status in _SETTLED and plan.status == "planned" and (settled.date or "") <= (plan.date or "")


def _within(a: Claim, b: Claim) -> bool:
    return bool(b.date and b.date_end and a.date and b.date[:10] <= a.date[:10] <= b.date_end)


def _sides_agree(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    mine, theirs = _keys(a), _keys(b)
    return not mine or not theirs or (mine == theirs and not _are_others(a, b))


def _are_others(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether two sides of the same states are plainly not the same people: a party and a union, rebels and a court."""
    mine, theirs = ({party.sector for party in side} for side in (a, b))
    return mine <= _DISTINCT and theirs <= _DISTINCT and not mine & theirs


def _keys(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.country or party.name for party in parties)


def _joined(first: Claim, later: Claim) -> Claim:
    """The surer telling (the earlier of equals), with what only the other one knows."""
    if later.confidence > first.confidence:
        first, later = later, first
    return replace(
        first, status=next((claim.status for claim in (first, later) if claim.status in _SETTLED), first.status),
        actors=first.actors or later.actors, recipients=first.recipients or later.recipients,
        date=_date_of(first, later), date_end=first.date_end or later.date_end,
        place=first.place or later.place, mode=first.mode or later.mode,
        dead=first.dead if first.dead is not None else later.dead, injured=first.injured if first.injured is not None else later.injured,
        confidence=max(first.confidence, later.confidence),
    )


def _date_of(first: Claim, later: Claim) -> str | None:
    """The finer of two dates; of a plan and its calling off, when it was to be."""
    plans = [claim.date for claim in (first, later) if claim.status == "planned" and claim.date]
    return plans[0] if plans else max(first.date or "", later.date or "", key=len) or None
