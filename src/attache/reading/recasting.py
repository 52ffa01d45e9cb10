"""What the clause makes of an act: a refusal, a promise, a threat, or a demand that belongs to a protest.

In: the candidates of a sentence. Out: the candidates that remain. "Will not attend" is a refusal that happened and no meeting that did not;
"said it would send rice" is a promise; "will withdraw unless" is a threat; what protesters demand says whom the protest is against and is
no request of its own.
"""
from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from attache.model import EventType, Guess, Party
from attache.reading.attribution import speaker_index
from attache.reading.coding import Candidate, SentenceCoder
from attache.reading.factuality import FUTURE_MODALS
from attache.reading.guessed import OFFICIAL
from attache.reading.scores import HARMS
from attache.reading.tree import Tree
from attache.reading.wanted import wanted_mode

PROMISE = "promise"
_ANSWERS: frozenset[EventType] = frozenset({"REJECT", "ACCUSE", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_OCCASIONS = frozenset({"after", "because", "since", "when", "as"})
_CONDITIONS = frozenset({"unless", "if", "until"})
_FUTURE = FUTURE_MODALS | {"would"}
_OF_REPORTS = frozenset({"neutralise", "neutralize", "eliminate", "liquidate", "render"})  # armies' words for killing
_GOING_ON = frozenset({"continue", "go", "keep"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
_WANTED: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_WANTING: frozenset[EventType] = frozenset({"REQUEST", "REJECT"})
_GIVEN: frozenset[EventType] = frozenset({"AID", "COOPERATE"})  # who says that they will do this for others promises it
_HOLDING = frozenset({"hold", "conduct", "stage", "carry", "take", "host"})
_FEARED: frozenset[EventType] = frozenset({"REJECT", "SANCTION", "COERCE", "ASSAULT", "RETREAT", "PROTEST", "MOBILIZE", "CONCEDE"})
_DEMANDS: frozenset[EventType] = frozenset({"REQUEST", "ACCUSE", "REJECT", "PROTEST"})
_PAPERS: frozenset[EventType] = frozenset({"AGREE", "SUPPORT"})  # a treaty that people march against is only spoken of
_CAUSES = frozenset({"protest", "defiance", "opposition", "anger", "response", "support"})  # "in protest of"
_DEMANDING = frozenset({"demand", "call", "protest", "denounce", "oppose", "show", "express", "press", "urge", "condemn", "seek", "want"})
_HANGING = frozenset({"advcl", "xcomp", "acl", "ccomp", "obl", "nmod", "obj", "conj"})


def recast(coder: SentenceCoder, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates as the clauses they stand in make them."""
    candidates = [candidate for candidate in candidates if not _never_was(coder.tree, candidate)]
    for candidate in candidates:
        _recast(coder, candidate)
    _answer(coder.tree, candidates)
    _blame(coder.tree, candidates)
    return _with_demands(coder, candidates)


def _recast(coder: SentenceCoder, candidate: Candidate) -> None:
    if candidate.frame.type in _WANTING and candidate.mode in {None, "change"}:
        candidate.mode = wanted_mode(coder.tree, candidate.trigger) or candidate.mode
    if any(condition.kind == "aux" for condition in candidate.frame.constraints) and not _is_negated(coder.tree, candidate.trigger):
        candidate.recast = "announced"  # "would consider", "will retaliate": who says so offers or threatens it
    if candidate.frame.type == "THREATEN" and not _other_states(candidate):
        candidate.recipients = _pressed(coder, candidate) or candidate.recipients
    elif candidate.frame.type == "PROTEST" and _is_note(coder.tree, candidate):
        _become(candidate, "ACCUSE", "a state protests")
        candidate.mode = "disapprove"
    elif candidate.frame.type == "ASSAULT" and _is_vowed(coder, candidate):
        _become(candidate, "THREATEN", "announced")
        candidate.mode = "violence"
    elif _is_refusal(coder.tree, candidate):
        _refuse(coder, candidate)
    elif _is_promise(coder, candidate):
        _become(candidate, "AGREE", PROMISE)
    elif (condition := _condition(coder.tree, candidate)) >= 0:
        _become(candidate, "THREATEN", "condition")
        candidate.recipients = candidate.recipients or _told(coder, condition, candidate)
    elif coder.tree.lemma(candidate.trigger) in _OF_REPORTS and not candidate.actors:
        candidate.actors = _reporting(coder, candidate)


def _blame(tree: Tree, candidates: Sequence[Candidate]) -> None:
    """"condemned the shooting of two farmers by soldiers": blamed is whoever did it, not those it hit."""
    for act in (c for c in candidates if (c.frame.type, c.mode) == ("ACCUSE", "disapprove")):
        for deed in (c for c in candidates if c.frame.type in HARMS and act.trigger in tree.ancestors(c.trigger)):
            if deed.frame.pos == "N" and set(deed.actors) <= set(act.actors):
                deed.actors = ()  # "called the blockade a crime": not their own
            if act.recipients and set(act.recipients) <= set(deed.recipients) and (deed.actors or deed.frame.type == "ASSAULT"):
                act.recipients = tuple(party for party in deed.actors if party not in act.actors)


def _answer(tree: Tree, candidates: Sequence[Candidate]) -> None:
    """"After Chad expelled two Malian envoys, Mali recalled its own": what answers an act is done to whoever did that."""
    for act in candidates:
        if act.frame.type not in _ANSWERS or act.recipients or not act.actors:
            continue
        clauses = {c for c in tree.children(tree.clause(act.trigger), "advcl") if _mark(tree, c) in _OCCASIONS}
        for cause in (c for c in candidates if tree.clause(c.trigger) in clauses):
            hit, own = {party.country for party in cause.recipients}, {party.country for party in act.actors}
            if hit & own and not own & {party.country for party in cause.actors}:
                act.recipients = cause.actors


def _is_refusal(tree: Tree, candidate: Candidate) -> bool:
    """Somebody says that they will not do what is wanted of them."""
    trigger = candidate.trigger
    if candidate.frame.type not in _WANTED or not candidate.actors or tree.is_passive(trigger):
        return False
    return _is_negated(tree, trigger) and (_is_announced(tree, trigger) or _is_stance(tree, candidate))


def _is_stance(tree: Tree, candidate: Candidate) -> bool:
    """"does not recognise the vote"."""
    present = any(tree.tokens[c].xpos in {"VBZ", "VBP"} and tree.lemma(c) == "do" for c in tree.children(candidate.trigger, "aux"))
    return present and candidate.frame.type in _PAPERS


def _is_negated(tree: Tree, trigger: int) -> bool:
    return any(tree.tokens[c].text.lower() in _NEGATIONS for c in tree.children(trigger, "advmod"))


def _is_promise(coder: SentenceCoder, candidate: Candidate) -> bool:
    """Somebody says that their own side will help or work with others; what is to be held ("joint exercises") is only planned."""
    tree, verb, frame = coder.tree, coder.tree.clause(candidate.trigger), candidate.frame
    held = frame.type == "COOPERATE" and (frame.pos == "N" or tree.lemma(verb) in _HOLDING)
    if frame.type not in _GIVEN or held or not _is_announced(tree, verb) or tree.is_passive(verb):
        return False
    speaker = _speaker(coder, candidate.trigger)
    return speaker is not None and speaker.country in {party.country for party in candidate.actors}


def _condition(tree: Tree, candidate: Candidate) -> int:
    """The clause that says what would keep somebody from a hostile act they announce ("unless …"), or -1."""
    if candidate.frame.type not in _FEARED or not candidate.actors or not _is_announced(tree, candidate.trigger):
        return -1
    return next((c for c in tree.children(candidate.trigger, "advcl") if _mark(tree, c) == "unless"), -1)


def _is_note(tree: Tree, protest: Candidate) -> bool:
    """"Vietnam protested over the beating of its fishermen": states do it in words."""
    states = bool(protest.actors) and all(party.sector in OFFICIAL | {"IGO"} for party in protest.actors)
    return states and tree.lemma(protest.trigger) == "protest" and tree.tokens[protest.trigger].upos == "VERB"


def _is_vowed(coder: SentenceCoder, attack: Candidate) -> bool:
    """"“We will go on destroying the camps,” the army said": who speaks for those who are to attack threatens with it."""
    tree, verb = coder.tree, attack.trigger
    while tree.label(verb) == "xcomp" and tree.lemma(tree.head(verb)) in _GOING_ON:
        verb = tree.head(verb)
    speaker = _speaker(coder, verb) if _is_announced(tree, verb) else None
    return speaker is not None and not tree.is_passive(verb) and any(
        speaker == actor or (speaker.country == actor.country and {speaker.sector, actor.sector} <= OFFICIAL) for actor in attack.actors
    )


def _reporting(coder: SentenceCoder, attack: Candidate) -> tuple[Party, ...]:
    """"four rebels were neutralised, the army said": whoever speaks so did it."""
    speaker = _speaker(coder, attack.trigger)
    return (speaker,) if speaker is not None and speaker.sector in OFFICIAL and attack.frame.type == "ASSAULT" else ()


def _never_was(tree: Tree, candidate: Candidate) -> bool:
    """"the two have never met": what has never been is no event."""
    words = {tree.lemma(child) for child in tree.children(candidate.trigger, "advmod", "aux")}
    return candidate.frame.type == "CONSULT" and {"never", "have"} <= words


def _is_announced(tree: Tree, trigger: int) -> bool:
    """"will", "would"."""
    return any(tree.tokens[c].text.lower() in _FUTURE for c in tree.children(trigger, "aux"))


def _mark(tree: Tree, clause: int) -> str:
    return next((tree.lemma(mark) for mark in tree.children(clause, "mark")), "")


def _speaker(coder: SentenceCoder, node: int) -> Party | None:
    """Who is named as saying so; None where the narrator does."""
    index = speaker_index(coder.tree, node)
    return coder.parties.at(index) if index >= 0 else None


def _told(coder: SentenceCoder, clause: int, candidate: Candidate) -> tuple[Party, ...]:
    """Whose act the condition names."""
    return tuple(party for party in _parties(coder, coder.arguments.subject(clause)) if party not in candidate.actors)


def _parties(coder: SentenceCoder, nodes: Sequence[int]) -> tuple[Party, ...]:
    return tuple(p for n in nodes for p in coder.fillers.parties_at(n, places=True, event_noun=False))


def _pressed(coder: SentenceCoder, threat: Candidate) -> tuple[Party, ...]:
    """Whose act would bring a threat about or keep it off: "threatened to walk out unless Chad …", "if Mali fires again, we will"."""
    tree = coder.tree
    announced = tree.children(threat.trigger, "xcomp", "ccomp", "parataxis")
    clauses = [c for verb in (threat.trigger, *announced) for c in tree.children(verb, "advcl") if _mark(tree, c) in _CONDITIONS]
    return next((told for clause in clauses if (told := _told(coder, clause, threat))), ())


def _refuse(coder: SentenceCoder, candidate: Candidate) -> None:
    """Who says no is the subject; to whom, whoever else was to take part."""
    if candidate.frame.joint or candidate.frame.type == "CONSULT":
        candidate.actors = _parties(coder, coder.arguments.subject(candidate.trigger)) or candidate.actors
        with_whom = _parties(coder, coder.arguments.prepositional(candidate.trigger, "with"))
        candidate.recipients = tuple(p for p in with_whom if p not in candidate.actors)
    _become(candidate, "REJECT", "refusal")


def _become(candidate: Candidate, kind: EventType, why: str) -> None:
    frame = candidate.frame
    candidate.frame = replace(frame, type=kind, mode=None, cameo=None, joint=False, source=f"{kind}: {why} ({frame.source})")
    candidate.mode, candidate.recast = None, why
    candidate.guess = candidate.guess and replace(candidate.guess, type=kind)


def _with_demands(coder: SentenceCoder, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Protests take in what they demand or are against, with the parties it names."""
    kept = list(candidates)
    for protest in [c for c in kept if c.frame.type == "PROTEST" and c.lexical]:
        if protest not in kept:
            continue  # it told of an earlier one: "began a hunger strike in protest of"
        heads = {protest.trigger, protest.support_verb} - {-1}
        for other in [c for c in kept if c is not protest and c.frame.type in _DEMANDS]:
            belongs = _is_below(coder.tree, other, heads)
            if belongs and _same_side(protest, other):
                protest.recipients = protest.recipients or other.recipients
                protest.guess = _surer(protest, other)
                kept.remove(other)
        kept = [c for c in kept if not (c.frame.pos == "N" and c.frame.type in _PAPERS and _is_below(coder.tree, c, heads))]
        if not _other_states(protest):
            protest.recipients = _against(coder, heads) or protest.recipients
    return kept


def _against(coder: SentenceCoder, heads: set[int]) -> tuple[Party, ...]:
    """Whom a protest's purpose names: "to demand reforms by the government", "in protest of Gambia's decision"."""
    tree = coder.tree
    held = {thing for head in heads for thing in tree.children(head, "obj")}  # "blocked a road to show their anger"
    for node in (child for head in sorted(heads | held) for child in tree.children(head, "advcl", "acl", "obl", "nmod")):
        if tree.lemma(node) in (_CAUSES if tree.case(node) == "in" else _DEMANDING):
            named = (coder.parties.each_at(n) or filter(None, [coder.parties.demonym(n)]) for n in tree.subtree(node)[1:])
            found = next((party for parties in named for party in parties if party.sector in OFFICIAL), None)
            if found is not None:
                return (found,)
    return ()


def _surer(protest: Candidate, other: Candidate) -> Guess | None:
    """What the event heads see: of two words for one protest the surer."""
    if other.frame.type != "PROTEST" or other.guess is None:
        return protest.guess
    return max((guess for guess in (protest.guess, other.guess) if guess), key=lambda guess: guess.act)


def _is_below(tree: Tree, candidate: Candidate, heads: set[int]) -> bool:
    """Whether a candidate stands inside the clause or noun that tells of a protest."""
    return candidate.trigger not in heads and any(_hangs_on(tree, candidate.trigger, head) for head in heads)


def _other_states(act: Candidate) -> bool:
    """Whether an act is already said to be done to somebody of another state."""
    return bool({party.country for party in act.recipients} - {party.country for party in act.actors})


def _same_side(protest: Candidate, other: Candidate) -> bool:
    own = {party.country for party in protest.actors}
    return not other.actors or not own or own == {party.country for party in other.actors}


def _hangs_on(tree: Tree, node: int, above: int) -> bool:
    while node >= 0 and node != above:
        if tree.label(node).split(":")[0] not in _HANGING or tree.label(node) == "acl:relcl":
            return False
        node = tree.head(node)
    return node == above
