"""One sentence to candidate claims: which frames of the lexicon hold, who fills their slots, what was rejected and why.

In: a tree with its mentions and parties. Out: `Candidate` records (status, time and place are added by the reader) and, for
`attache explain`, a line for every frame that was tried.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from attache.model import Guess, Party
from attache.reading.arguments import Arguments
from attache.reading.constraints import Matcher
from attache.reading.factuality import governors, is_standing, tells_a_fact
from attache.reading.fillers import Fillers
from attache.reading.frames import Frame, Lexicon, Slots, Support
from attache.reading.guessed import PRIVATE, Guessed, are_private
from attache.reading.parties import Parties
from attache.reading.tree import Tree
from attache.reading.venues import is_place

_COMMITTING = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE", "ACCUSE"})
_MAY_LACK_ACTOR = frozenset({"ASSAULT", "COERCE"})
_DEEDS = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "ASSAULT", "COERCE", "RETREAT", "SANCTION"})
_DIPLOMATIC = ("diplomatic",)  # whoever recalls an envoy does it to another state
_OUTWARD = frozenset({"MOBILIZE", "RETREAT"})  # troops move against or from others
_STATE_NOUNS = frozenset({"country", "nation", "state", "regime", "homeland"})
_ATTENDED = frozenset({"at", "during", "after", "on", "in", "for", "following", "before"})
_SPANS = frozenset({"day", "week", "month", "hour", "round", "series", "end", "start", "sideline", "margin"})
_RULING = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
_CONSULTED = 0.15  # probability of an act from which the event heads are heard
_ADDRESSING = frozenset({"tell", "address", "inform", "brief"})
_POSITIONS = {"VERB": "V", "NOUN": "N", "ADJ": "A", "AUX": "V"}


@dataclass
class Candidate:
    """A frame that holds at a token."""

    trigger: int
    frame: Frame
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    support: Support | None = None
    support_verb: int = -1
    covered: frozenset[int] = frozenset()
    mode: str | None = None
    guess: Guess | None = None
    lexical: bool = True
    echo: bool = False
    recast: str = ""

    @property
    def strength(self) -> float:
        """How strongly lexicon and heads together speak for it, against others of its sentence."""
        return (self.guess.act if self.guess else 0.0) + (self.frame.weight / 2 if self.lexical else 0.0)


@dataclass
class SentenceCoder:
    """Codes one sentence; `speaker` is whom "we" means in it, `notes` collects what was tried and why it fell."""

    tree: Tree
    parties: Parties
    lexicon: Lexicon
    speaker: Party | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arguments = Arguments(self.tree)
        self.matcher = Matcher(self.tree, self.parties, self.arguments, self.lexicon)
        self.fillers = Fillers(self.tree, self.parties, self.arguments, self.speaker)
        self.guessed = Guessed(self.tree, self.fillers)

    def candidates(self) -> list[Candidate]:
        """The sentence's candidates in text order: the lexicon's, verbs before the nouns they carry, joined by what the event heads see."""
        found = self._lexical()
        if not self.guessed.asked:
            return sorted(found, key=lambda candidate: candidate.trigger)
        for candidate in found:
            self._consult(candidate)
        found += self._guessed_only(found)
        for candidate in found:
            candidate.echo = any(self._is_echo(candidate, other) for other in found if other is not candidate)
        return sorted(found, key=lambda candidate: candidate.trigger)

    def _is_echo(self, candidate: Candidate, other: Candidate) -> bool:
        """A weaker word for what looks like the same act: "rammed a car … , killing four"."""
        if candidate.frame.type != other.frame.type or candidate.strength > other.strength:
            return False
        return not candidate.actors or not other.actors or bool(_countries(candidate.actors) & _countries(other.actors))

    def _lexical(self) -> list[Candidate]:
        """Candidates the lexicon gives; acts that another candidate only speaks of are left out."""
        found: list[Candidate] = []
        order = sorted(range(len(self.tree)), key=lambda index: (self.tree.tokens[index].upos != "VERB", index))
        for index in order:
            candidate = self._at(index)
            if candidate is None:
                continue
            master = next((c for c in found if self._spoken_of(index, c)), None)
            whole = next((c for c in found if self._is_part(candidate, c)), None)
            if whole is not None:
                self._join(whole, candidate)
                continue
            if master is not None:
                self._note(index, candidate.frame, f"is what {self.tree.tokens[master.trigger].text!r} speaks of")
                continue
            found.append(candidate)
        return [candidate for candidate in found if not any(self._is_promised(candidate, noun) for noun in found)]

    def _is_promised(self, act: Candidate, noun: Candidate) -> bool:
        """"Chad's promise to train pilots": the noun speaks of the act, though verbs are looked at before nouns."""
        speaks = noun.frame.pos == "N" and noun.frame.type in _COMMITTING and noun is not act
        return speaks and act.trigger in noun.covered and act.trigger != noun.support_verb

    def _consult(self, candidate: Candidate) -> None:
        """Gives a candidate of the lexicon the heads' guess about its word, and parties that only the guess names."""
        guess = self.guessed.told(candidate.frame.type, candidate.trigger, candidate.covered)
        candidate.guess = guess
        if guess is None or guess.act < _CONSULTED:
            return
        self._take_sides(candidate, guess)

    def _take_sides(self, candidate: Candidate, guess: Guess) -> None:
        actors, recipients = self.guessed.side(guess, "actor"), self.guessed.side(guess, "recipient")
        if candidate.support is None or candidate.support.subject != "theme":  # whoever foils an attack does not make it
            candidate.actors = candidate.actors or tuple(p for p in actors if p not in candidate.recipients)
        if candidate.frame.type == "MOBILIZE":  # forces are not moved against those who see them
            recipients = tuple(p for p in recipients if p.sector not in PRIVATE)
        if not candidate.frame.joint:
            own = _countries(candidate.actors)
            others = tuple(p for p in recipients if p.country not in own)
            at_home = tuple(p for p in recipients if p not in candidate.actors and self._may_be_done_at_home(candidate.frame, p))
            candidate.recipients = candidate.recipients or others or at_home

    def _may_be_done_at_home(self, frame: Frame, party: Party) -> bool:
        """Whether an act may be done to a party of the actors' own state: never to the state itself, and protests only to its bodies."""
        if frame.context == _DIPLOMATIC or frame.type in _OUTWARD or (frame.type == "PROTEST" and party.sector in PRIVATE):
            return False
        return self.parties.gazetteer.country(party.name) is None and party.name.split()[-1].lower() not in _STATE_NOUNS

    def _guessed_only(self, lexical: list[Candidate]) -> list[Candidate]:
        """Candidates for words that only the event heads take for acts."""
        taken = {candidate.trigger for candidate in lexical}
        found = []
        for guess in self.guessed.guesses.values():
            spoken_of = any(self._spoken_of(guess.index, candidate) for candidate in lexical)
            if spoken_of or guess.index in taken or guess.act < _CONSULTED:
                continue
            if self._is_name_part(guess.index) or self._only_governs(guess.index) or self._is_addressed(guess.index):
                continue
            if self._claims_an_act(guess.index, lexical):
                continue
            frame = self.guessed.frame(guess)
            actors = self._fill(frame.actor, guess.index, frame)
            recipients = tuple(p for p in self._fill(frame.recipient, guess.index, frame) if p not in actors)
            candidate = Candidate(guess.index, frame, actors, recipients, mode=guess.mode, guess=guess, lexical=False)
            self._take_sides(candidate, guess)
            if self.guessed.is_misread(guess, candidate.actors, candidate.recipients):
                continue
            whole = next((c for c in lexical if self._is_part(candidate, c)), None)
            if whole is not None:
                self._join(whole, candidate)
            elif not any(c.frame.type == guess.type and self._hangs_on(guess.index, c.trigger) for c in lexical):
                found.append(candidate)
        return found

    def _claims_an_act(self, index: int, lexical: list[Candidate]) -> bool:
        """"the attack was claimed by": whoever claims an act made it, and does nothing else."""
        acts = {candidate.trigger for candidate in lexical}
        return self.tree.lemma(index) == "claim" and bool(acts & set(self.tree.children(index, "obj", "nsubj")))

    def _only_governs(self, index: int) -> bool:
        """"is scheduled to visit": a word that says whether another act comes about is no act itself."""
        return self.tree.lemma(index) in governors() and bool(self.tree.children(index, "xcomp"))

    def _is_part(self, part: Candidate, whole: Candidate) -> bool:
        """"visited Mali, meeting its president", "ambushed a convoy, killing nine and wounding two": one act told by its parts."""
        if part.frame.type != whole.frame.type or not self._hangs_on(part.trigger, whole.trigger):
            return False
        if whole.frame.type == "ASSAULT":
            return not part.actors or not whole.actors or part.actors == whole.actors
        return whole.mode == "visit" and self.tree.tokens[part.trigger].xpos == "VBG"

    def _hangs_on(self, index: int, above: int) -> bool:
        if self.tree.tokens[index].upos == "NOUN":  # "were killed in a militia attack"
            return self.tree.head(index) == above and self.tree.label(index).startswith("obl")
        while self.tree.label(index) in {"advcl", "conj"} and self.tree.tokens[index].upos == "VERB":
            index = self.tree.head(index)
            if index == above:
                return True
        return False

    def _join(self, whole: Candidate, part: Candidate) -> None:
        others = part.actors if whole.mode == "visit" else self._victims(part, whole)
        whole.recipients += tuple(p for p in others if p not in whole.actors + whole.recipients and not _is_own(p, whole))
        whole.actors = whole.actors or part.actors
        whole.mode = whole.mode or part.mode

    def _victims(self, part: Candidate, whole: Candidate) -> tuple[Party, ...]:
        """Whom a part is done to: people of no told state are of the one that was hit ("shelled a Malian town, killing nine people")."""
        hit = next((party.country for party in whole.recipients if party.country), None)
        hurt = self.arguments.objects(part.trigger)
        local = {p for p in part.recipients if hit and any(self.guessed.is_of_no_state(node, p) for node in hurt)}
        return tuple(replace(party, country=hit) if party in local else party for party in part.recipients)

    def _spoken_of(self, index: int, master: Candidate) -> bool:
        return index in master.covered or index == master.trigger

    def _at(self, index: int) -> Candidate | None:
        token = self.tree.tokens[index]
        pos = _POSITIONS.get(token.upos)
        if pos is None or self._is_name_part(index):
            return None
        if pos == "A" and token.xpos in {"VBN", "VBG"}:
            pos = "V"
        for frame in self.lexicon.triggered(token.lemma.lower(), pos) or self.lexicon.triggered(token.lemma.lower(), "A"):
            candidate = self._try(index, frame)
            if candidate is not None:
                return candidate
        return None

    def _is_name_part(self, index: int) -> bool:
        name = self.tree.name_at(index)
        return (name is not None and name.kind != "LOC") or self.tree.tokens[index].deprel == "flat"

    def _try(self, index: int, frame: Frame) -> Candidate | None:
        if not self.matcher.words_match(index, frame):
            return None
        failed = next((c for c in frame.constraints if self.matcher.holds(c, index) == c.negated), None)
        if failed is not None:
            self._note(index, frame, f"needs {'no ' if failed.negated else ''}{failed.kind} {failed.name}".rstrip())
            return None
        support, verb = self.matcher.support(index) if frame.pos == "N" else (None, -1)
        actors = self._fill(frame.actor, index, frame) or self._fill(frame.actor, index, frame, implied=True)
        recipients = self._recipients(index, frame, actors)
        reason = self._unfit(index, frame, actors, recipients)
        if reason:
            self._note(index, frame, reason)
            return None
        if frame.joint:
            others = tuple(p for p in recipients if len(actors) < 2 or not is_place(self.parties, p))  # "between A and B in Chad"
            actors, recipients = self._once(actors + others), ()
        return Candidate(index, frame, actors, recipients, support, verb, self._covered(index, frame, verb), frame.mode)

    def _once(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Each state once, whatever the names it goes by in the sentence ("the US", "the United States")."""
        country = self.parties.gazetteer.country
        first = {party.country: party for party in reversed(parties) if country(party.name)}
        return tuple(party for party in parties if not country(party.name) or first[party.country] is party)

    def _recipients(self, index: int, frame: Frame, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who stands in a slot, else whom the act spoken of would touch; of an accusation slot by slot: "complained to the bloc over Mali's
        raids" accuses Mali.
        """
        turns: list[Slots] = [(slot,) for slot in frame.recipient] if frame.type == "ACCUSE" else [frame.recipient]
        found = next((parties for slots in turns if (parties := self._named_or_implied(slots, index, frame, actors))), ())
        if found or frame.joint or frame.type not in _COMMITTING:
            return found
        return self._fit(self._complement_parties(index), frame, actors)

    def _named_or_implied(self, slots: Slots, index: int, frame: Frame, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        """Named recipients; else those only implied by a noun ("Iran's demand"), if they are of another side."""
        named = tuple(p for p in self._fill(slots, index, frame) if p not in actors)
        if frame.type in _OUTWARD:  # an army that moves to a town of its own state does it to nobody
            named = tuple(p for p in named if p.country not in _countries(actors) or not is_place(self.parties, p))
        return named or self._fit(self._fill(slots, index, frame, implied=True), frame, actors)

    def _fit(self, implied: tuple[Party, ...], frame: Frame, actors: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(p for p in implied if p not in actors and (frame.joint or self._is_other_side(p, actors, frame)))

    def _is_other_side(self, party: Party, actors: tuple[Party, ...], frame: Frame) -> bool:
        """Of another state than the actors, or those who rule them: "elders demanded control of the ministry"."""
        if party.country is None or party.country not in _countries(actors):
            return True
        ruled = not any(actor.sector in _RULING for actor in actors)
        return ruled and party.sector in _RULING and self._may_be_done_at_home(frame, party)

    def _complement_parties(self, index: int, depth: int = 0) -> tuple[Party, ...]:
        """Whom the act spoken of would touch: "threatened to expel Chad's envoy", "agreed to sell arms to Oman"."""
        for clause in self.tree.children(index, "xcomp"):
            nodes = self.arguments.objects(clause)
            for preposition in ("to", "on", "against", "with", "from", "for"):
                nodes = nodes + self.arguments.prepositional(clause, preposition)
            nodes += [inner for node in nodes for inner in self.arguments.prepositional(node, "to")]  # "commit to any help to Mali"
            found = [party for node in nodes for party in self.fillers.parties_at(node, places=True, event_noun=False, venues=False)]
            if found or depth > 2:
                return tuple(dict.fromkeys(found))
            return self._complement_parties(clause, depth + 1)
        return ()

    def _note(self, index: int, frame: Frame, reason: str) -> None:
        self.notes.append(f"{self.tree.tokens[index].text!r} is no {frame.source}: {reason}")

    def _unfit(self, index: int, frame: Frame, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> str:
        if is_standing(self.tree, index, deed=frame.type in _DEEDS):
            return "tells a standing fact"
        if not any(party.country or party.sector not in PRIVATE for party in actors + recipients):
            return "no political actor or recipient"
        if frame.pos == "N" and not actors and frame.mode == "visit":
            return "nobody is told to make it"
        if frame.mode == "visit" and are_private(actors):
            return "is a private journey"
        if frame.pos == "N" and self._is_addressed(index):
            return "is whom somebody speaks to"
        needs_subject = frame.pos == "V" and not frame.joint and frame.type not in _MAY_LACK_ACTOR and _uses_subject(frame)
        if needs_subject and not actors and self.arguments.subject(index):
            return "its subject is no political actor"
        return ""

    def _is_addressed(self, index: int) -> bool:
        """"told a meeting of elders"."""
        head = self.tree.head(index)
        return head >= 0 and self.tree.label(index) in {"obj", "iobj"} and self.tree.lemma(head) in _ADDRESSING

    def _covered(self, index: int, frame: Frame, support_verb: int) -> frozenset[int]:
        """Tokens whose own acts this one only speaks of."""
        covered = self.matcher.asked_for(index, frame)
        if frame.type in _COMMITTING:
            for child in self.tree.children(index, "xcomp", "ccomp", "advcl", "acl"):
                if self.tree.label(child) != "acl:relcl" and not tells_a_fact(self.tree, child):
                    covered |= set(self._speech(child))
        if frame.type in {"REQUEST", "AGREE", "THREATEN", "REJECT", "SUPPORT"} and frame.pos == "V":
            covered |= {node for head in self.arguments.objects(index) for node in self.tree.conjuncts(head)}
            for preposition in ("for", "to", "of", "with"):
                covered |= set(self.arguments.prepositional(index, preposition))
        if support_verb >= 0:
            covered.add(support_verb)
        return frozenset(covered - {index})

    def _speech(self, node: int) -> list[int]:
        """The clause at a node without relative clauses and trailing clauses of fact."""
        found = [node]
        for child in self.tree.children(node):
            if self.tree.label(child) not in {"acl:relcl", "parataxis"} and not tells_a_fact(self.tree, child):
                found.extend(self._speech(child))
        return found

    # -- slots ----------------------------------------------------------------------------------------------------------------------

    def _fill(self, slots: Slots, index: int, frame: Frame, *, implied: bool = False) -> tuple[Party, ...]:
        for alternative in slots:
            found: list[Party] = []
            for slot in alternative:
                found += [party for party in self._slot(slot, index, frame, implied=implied) if party not in found]
            if found:
                return tuple(found)
        return ()

    def _slot(self, slot: str, index: int, frame: Frame, *, implied: bool) -> list[Party]:
        places = slot in {"obj", "poss"} or slot not in {"subj", "lv"}
        event_noun = frame.pos == "N" or slot == "obj.poss"
        nodes = self._nodes(slot, index)
        found = [p for n in nodes for p in self.fillers.parties_at(n, places=places, event_noun=event_noun, implied=implied)]
        if found or implied or not frame.joint:
            return found
        return self._slot(slot, index, frame, implied=True)  # together with whom: each side counts, however it is named

    def _nodes(self, slot: str, index: int) -> list[int]:
        if slot == "subj":
            return self.arguments.subject(index)
        if slot == "obj":
            return self.arguments.objects(index)
        if slot == "iobj":
            return self.arguments.indirect_objects(index)
        if slot == "obj.poss":
            return [n for o in self.arguments.objects(index) for n in (*self.arguments.possessors(o), *self._of(o))]
        if slot == "comp.subj":
            return self.arguments.topics(index)
        if slot == "poss":
            return self.arguments.possessors(index)
        if slot in {"lv", "lvobj"}:
            return self._light(slot, index)
        return self.arguments.prepositional(index, slot)

    def _of(self, noun: int) -> list[int]:
        return [c for c in self.tree.children(noun, "nmod") if self.tree.case(c) in {"of", "from", "by", "in"}]

    def _light(self, slot: str, index: int) -> list[int]:
        support, verb = self.matcher.support(index)
        if support is None and slot == "lv":
            return self._attending(index)
        if support is None or support.subject == "theme" or not self.arguments.carried_as_object(index):
            return []  # whoever foils an attack does not make it
        return self.arguments.subject(verb) if slot == "lv" else self.tree.children(verb, "iobj")

    def _attending(self, index: int) -> list[int]:
        """"said after three days of talks in Doha", "on a visit to Oman": whoever does that was there; "is in talks": whoever is."""
        if self.tree.lemma(index) not in self.lexicon.classes["meeting"] | self.lexicon.classes["visit"]:
            return []
        if self.tree.children(index, "cop") and self.tree.case(index) in _ATTENDED:
            return self.tree.children(index, "nsubj")
        if self.tree.label(index) == "nmod" and self.tree.lemma(self.tree.head(index)) in _SPANS:
            index = self.tree.head(index)
        verb = self.tree.head(index)
        attended = self.tree.label(index).startswith("obl") and self.tree.case(index) in _ATTENDED and self.tree.tokens[verb].upos == "VERB"
        return self.arguments.subject(verb) if attended else []


def _is_own(party: Party, act: Candidate) -> bool:
    """Whether people would be victims of their own side in an act against others: "shelled a Thai town, killing four people"."""
    hit = _countries(act.recipients) - {None}
    return party.country in _countries(act.actors) and bool(hit) and party.country not in hit


def _countries(parties: tuple[Party, ...]) -> set[str | None]:
    return {party.country for party in parties}


def _uses_subject(frame: Frame) -> bool:
    return any("subj" in alternative for alternative in frame.actor)
