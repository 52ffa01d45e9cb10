"""One act told several times on a page is one claim.

In: a page's claims in text order. Out: the claims with repetitions folded into the fullest telling, order kept. Two tellings are one act
when type, status side and parties agree and their dates do not contradict each other.
"""
from __future__ import annotations

from msgspec.structs import replace

from attache.model import Claim, Party

_ACTUAL = frozenset({"happened", "ongoing"})
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
    return _dates_agree(a, b) and _sides_agree(a.actors, b.actors) and _sides_agree(a.recipients, b.recipients)


def _dates_agree(a: Claim, b: Claim) -> bool:
    if not a.date or not b.date:
        return True
    shorter = min(len(a.date), len(b.date))
    if a.date[:shorter] == b.date[:shorter]:
        return True
    return _within(a, b) or _within(b, a)


def _within(a: Claim, b: Claim) -> bool:
    return bool(b.date and b.date_end and a.date and b.date[:10] <= a.date[:10] <= b.date_end)


def _sides_agree(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    mine, theirs = _keys(a), _keys(b)
    return mine == theirs or not mine or not theirs


def _keys(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.country or party.name for party in parties)


def _joined(first: Claim, later: Claim) -> Claim:
    """The surer telling (the earlier of equals), with what only the other one knows."""
    if later.confidence > first.confidence:
        first, later = later, first
    return replace(
        first, status=next((claim.status for claim in (first, later) if claim.status in _SETTLED), first.status),
        actors=first.actors or later.actors, recipients=first.recipients or later.recipients,
        date=max(first.date or "", later.date or "", key=len) or None, date_end=first.date_end or later.date_end,
        place=first.place or later.place, mode=first.mode or later.mode,
        dead=first.dead if first.dead is not None else later.dead, injured=first.injured if first.injured is not None else later.injured,
        confidence=max(first.confidence, later.confidence),
    )
