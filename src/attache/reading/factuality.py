"""Status of an act: happened, ongoing, planned, called off, denied, hypothetical (FactBank's distinctions, Sauri and Pustejovsky 2009).

In: a tree and the act's trigger. Out: a status and the words that show it. Reads negation, modals, tense, and the verbs that govern the
trigger (table `governors.tsv`: planning, cancelling, failing, denying, wanting).
"""
from __future__ import annotations

from functools import cache

from msgspec import Struct

from attache.model import Status
from attache.reading.tree import Tree
from attache.resources import table

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "without"})
_HYPOTHETICAL_MARKS = frozenset({"if", "unless", "whether", "should", "lest"})
_HYPOTHETICAL_MODALS = frozenset({"may", "might", "could", "would", "should", "can", "must"})
FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_GOALS = frozenset({
    "aim", "goal", "purpose", "objective", "idea", "task", "mission", "role", "job", "priority", "ambition", "duty", "intent", "hope",
    "wish", "dream", "strategy", "policy", "solution", "challenge", "way", "step", "point", "option", "choice", "mandate", "demand",
})
_FACT_MARKS = frozenset({"after", "before", "when", "as", "while", "since", "until", "because", "although", "though"})
_STATING = frozenset({
    "urge", "call", "demand", "ask", "accuse", "condemn", "denounce", "blame", "warn", "threaten", "criticise", "criticize", "vow",
    "pledge", "promise", "reject", "describe", "appeal", "request", "offer", "praise", "thank", "hail", "deny", "brand", "dismiss", "rule",
})
_FACT_CASES = frozenset({"because of", "despite", "amid", "amidst", "over", "in response to", "in retaliation for", "thanks to"})
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
PAST_AS_PRESENT = frozenset({
    "hit", "put", "cut", "set", "beat", "shut", "split", "let", "spread", "cast", "quit", "thrust", "slit", "bid", "burst", "hurt", "shed",
})
_TRIES = frozenset({"attempt", "bid", "plot", "effort", "move"})  # nouns for an act that was set about
_LED = frozenset({"delegation", "mission", "team", "campaign", "effort", "push", "march", "rally", "protest", "convoy", "way"})
_OPEN_LABELS = frozenset({"xcomp", "ccomp", "obj", "nsubj", "nsubj:pass", "acl", "obl", "advcl", "csubj", "csubj:pass"})

Finding = tuple[Status, str]


class Governor(Struct, frozen=True):
    """What a verb or noun does to an act it governs; `through` says by which relation ("comp", "obj", "subj" or any)."""

    effect: str
    through: frozenset[str]


def status_of(tree: Tree, trigger: int) -> Finding:
    """The status of the act `trigger` names and the deciding words ("" where plain)."""
    own = own_status(tree, trigger)
    if own and own[0] != "happened":
        return own
    governed = _governed_status(tree, trigger)
    return governed or own or ("happened", "")


def own_status(tree: Tree, node: int) -> Finding | None:
    """What the words on the predicate itself say of it: negation, auxiliaries, marks; None where they say nothing."""
    negation = _negation(tree, node)
    if negation:
        return "denied", negation
    if _is_still_to_come(tree, node):
        return "hypothetical" if _is_goal(tree, node) else "planned", "to " + tree.tokens[node].text
    mark = next((tree.lemma(m) for m in tree.children(node, "mark") if tree.lemma(m) in _HYPOTHETICAL_MARKS), "")
    if mark:
        return "hypothetical", mark
    if mark := _wish(tree, node):
        return "hypothetical", mark
    for auxiliary in tree.children(node, "aux"):
        word = tree.tokens[auxiliary].text.lower()
        if word in FUTURE_MODALS:
            return "planned", word
        if word == "would" and tree.label(tree.first_conjunct(node)) == "ccomp":  # "said it would": a future told in the past
            return "planned", word
        if word in _HYPOTHETICAL_MODALS:
            return "hypothetical", word
    return _progressive(tree, node)


def _wish(tree: Tree, node: int) -> str:
    """"essential that Chad leave": a subjunctive."""
    bare = tree.tokens[node].xpos == "VB" and not tree.children(node, "aux", "aux:pass")
    return next((tree.lemma(mark) for mark in tree.children(node, "mark") if bare and tree.lemma(mark) == "that"), "")


def _progressive(tree: Tree, node: int) -> Finding | None:
    """"is meeting" against a finished act."""
    token = tree.tokens[node]
    forms = [tree.tokens[c] for c in tree.children(node, "aux")]
    present = any(form.lemma == "be" and form.xpos in {"VBZ", "VBP"} for form in forms)
    return ("ongoing", "is " + token.text) if token.xpos == "VBG" and present else None


def _negation(tree: Tree, node: int) -> str:
    for child in tree.children(node, "advmod", "det", "cc", "case", "mark"):
        word = tree.tokens[child].text.lower()
        if word in _NEGATIONS and not (word == "not" and _not_only(tree, child)):
            return word
    for subject in tree.children(node, "nsubj", "obj"):
        if any(tree.lemma(d) == "no" for d in tree.children(subject, "det")):
            return "no"
    return ""


def _not_only(tree: Tree, negation: int) -> bool:
    return negation + 1 < len(tree) and tree.lemma(negation + 1) in {"only", "just", "least"}


def _governed_status(tree: Tree, trigger: int) -> Finding | None:
    """What the chain of governing verbs and nouns says, the nearest with a say deciding."""
    node = trigger
    for head in tree.ancestors(trigger):
        label = tree.label(node)
        if label == "conj":
            beside = _infinitive_beside(tree, node, head)
            if beside < 0:
                node = head
                continue
            node, label = beside, tree.label(beside)
        if label not in _OPEN_LABELS and not label.startswith(("advcl", "acl", "nmod")):
            return None
        if tells_a_fact(tree, node):
            return None
        found = _through(tree, node, head, label)
        if found:
            return found
        if _stands_apart(tree, node):
            return None
        node = head
    return None


def _infinitive_beside(tree: Tree, verb: int, head: int) -> int:
    """The infinitive that a bare verb goes on with, where the parser joins it to what governs both: "plotted to kill a guard, then attack
    the gate"; -1 elsewhere.
    """
    bare = tree.tokens[verb].xpos in {"VB", "VBP"} and not tree.children(verb, "aux", "nsubj")
    if not bare or tree.tokens[head].xpos not in {"VBD", "VBN"}:
        return -1
    return next((c for c in reversed(tree.children(head, "xcomp")) if c < verb and tree.tokens[c].xpos == "VB"), -1)


def _stands_apart(tree: Tree, node: int) -> bool:
    """True for clauses whose truth is their own: relative ones, reduced or not ("the accord signed in May"), and adverbial ones."""
    label = tree.label(node)
    if label in {"acl:relcl", "parataxis"} or (label == "acl" and tree.tokens[node].xpos == "VBN"):
        return True
    return label.startswith("advcl") and not _purpose(tree, node)


def tells_a_fact(tree: Tree, clause: int) -> bool:
    """A clause or phrase of time or cause, which holds whatever governs it: "condemned the raid after Uganda arrested …", "anger over the
    raid", a trailing "accusing Uganda of"; what is deplored or hailed: "said it was a pity that Uganda had arrested …".
    """
    if tree.label(clause) in {"obl", "nmod"}:
        return tree.case(clause) in _FACT_CASES
    if tree.label(clause) == "csubj":
        return tree.tokens[clause].xpos == "VBD" or any(tree.lemma(auxiliary) == "have" for auxiliary in tree.children(clause, "aux"))
    if not tree.label(clause).startswith("advcl"):
        return False
    if tree.lemma(clause) in _STATING and tree.tokens[clause].xpos == "VBG" and not tree.children(clause, "mark"):
        return clause > tree.head(clause)
    return any(tree.lemma(mark) in _FACT_MARKS for mark in tree.children(clause, "mark", "advmod"))


def is_standing(tree: Tree, predicate: int, *, deed: bool) -> bool:
    """"is its main supplier, selling it ships", "stations troops there": a present tense tells what is always so, unless of speech."""
    head = tree.head(predicate)
    if deed and _is_simple_present(tree, predicate):
        return True
    if tree.tokens[predicate].xpos != "VBG" or not tree.label(predicate).startswith(("advcl", "acl")) or head < 0:
        return False
    return any(tree.tokens[c].xpos in {"VBZ", "VBP"} for c in tree.children(head, "cop"))


def _is_simple_present(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    word = token.text.lower()
    if token.xpos == "VBP" and any(tree.tokens[s].xpos in {"NN", "NNP"} for s in tree.children(verb, "nsubj")):
        return False  # "Kenya put troops on alert": one subject, so a past form
    if token.xpos == "VBP" and word in PAST_AS_PRESENT:
        return False  # "the rebels hit the base"
    present = (token.xpos == "VBZ" and word.endswith("s")) or (token.xpos == "VBP" and word == token.lemma)
    dated = any(tree.tokens[c].text in _DAYS for c in tree.children(verb, "obl"))  # "heads to India on Sunday"
    return present and not dated and not tree.children(verb, "aux")


def _through(tree: Tree, node: int, head: int, label: str) -> Finding | None:
    if tree.lemma(head) in _TRIES and tree.tokens[head].upos == "NOUN" and _is_called_off(tree, head):
        return "called_off", tree.tokens[head].text
    governor = governors().get(tree.lemma(head))
    relation = _relation(label)
    if governor is not None and relation in governor.through and not (governor.effect == "causes" and _is_apart(tree, node, head)):
        return _effect(tree, governor, head, relation)
    if _purpose(tree, node):
        return "hypothetical", "to " + tree.tokens[node].text
    if label in {"xcomp", "obj", "nsubj:pass", "ccomp"} and tree.tokens[head].upos == "VERB":
        if _is_goal(tree, head):
            return "hypothetical", "to " + tree.tokens[head].text
        own = own_status(tree, head)
        if own and own[0] in {"planned", "hypothetical", "denied"} and label != "ccomp":
            return own
    return None


def _is_apart(tree: Tree, node: int, head: int) -> bool:
    """"led a delegation to Oslo to sign": an infinitive of purpose, which does not stand right behind whom somebody makes do something."""
    told = [thing for thing in tree.children(head, "obj", "iobj") if tree.lemma(thing) not in _LED]
    ends = {tree.subtree(thing)[-1] for thing in told}
    return tree.label(node) != "xcomp" and tree.subtree(node)[0] - 1 not in ends


def _is_called_off(tree: Tree, noun: int) -> bool:
    """"an attempt to kill the mayor was thwarted"."""
    found = _governed_status(tree, noun)
    return found is not None and found[0] == "called_off"


def _is_still_to_come(tree: Tree, verb: int) -> bool:
    """"is to visit", "the aim was to visit"."""
    to = any(tree.tokens[m].text.lower() == "to" for m in tree.children(verb, "mark"))
    return to and any(tree.lemma(c) == "be" for c in tree.children(verb, "cop", "aux"))


def _is_goal(tree: Tree, verb: int) -> bool:
    """An infinitive that a copula makes a goal: "the aim of the visit was to reinforce"."""
    return _is_still_to_come(tree, verb) and any(tree.lemma(subject) in _GOALS for subject in tree.children(verb, "nsubj"))


def _effect(tree: Tree, governor: Governor, head: int, relation: str) -> Finding | None:
    word = tree.tokens[head].text
    if governor.effect == "causes":
        found = status_of(tree, head)
        return found if found[0] != "happened" else ("happened", word)
    if governor.effect == "begins":
        own = own_status(tree, head)
        if own and own[0] != "happened":
            return own
        return ("happened", word) if tree.tokens[head].xpos == "VBD" and relation == "comp" else None  # "continued to send arms"
    negated = bool(_negation(tree, head))
    if negated and governor.effect != "hypothetical":
        return ("denied", word) if governor.effect == "planned" else None
    return governor.effect, word  # type: ignore[return-value]  # the table's test holds effects to Status


def _relation(label: str) -> str:
    if label in {"xcomp", "ccomp", "csubj", "acl"} or label.startswith("advcl"):
        return "comp"
    return "subj" if label.startswith("nsubj") and label != "nsubj:pass" else "obj" if label in {"obj", "nsubj:pass"} else "obl"


def _purpose(tree: Tree, node: int) -> bool:
    """An infinitive of purpose: "in a bid to expel", "to help settle"."""
    to = any(tree.tokens[m].text.lower() == "to" for m in tree.children(node, "mark"))
    return to and tree.tokens[node].xpos != "VBG" and tree.label(node).startswith(("advcl", "acl"))  # not "resorted to throwing stones"


@cache
def governors() -> dict[str, Governor]:
    """Governing lemmas of `governors.tsv`."""
    found = {}
    for row in table("governors"):
        for lemma in row["lemmas"].split("|"):
            found[lemma.strip()] = Governor(row["effect"], frozenset(part.strip() for part in row["through"].split("|")))
    return found
