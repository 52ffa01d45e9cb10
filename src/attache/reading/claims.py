"""Candidates to claims: status, speaker, time, place, casualties, quote, confidence.

In: the page after its first pass. Out: `Claim` records in text order, repetitions not yet folded.
"""
from __future__ import annotations

from msgspec.structs import replace

from attache.model import Claim, Party, Place, Sector, Span, Status, TimeMention
from attache.reading.arguments import Arguments
from attache.reading.attribution import is_reporting, speaker_index
from attache.reading.belief import LEAST_BELIEF, LEAST_BELIEF_UNLISTED, acts_a_sentence, belief
from attache.reading.casualties import casualties
from attache.reading.coding import Candidate, SentenceCoder
from attache.reading.discourse import Discourse, Sides, called_off
from attache.reading.factuality import FUTURE_MODALS, own_status, status_of, tells_a_fact
from attache.reading.frames import load_lexicon
from attache.reading.guessed import HEAD, OFFICIAL
from attache.reading.page import PageState, SentenceState
from attache.reading.recasting import PROMISE, recast
from attache.reading.scenes import Scenes
from attache.reading.scores import SPEECH_ACTS, codes, score_row
from attache.reading.tree import Tree

_LONGEST_QUOTE = 300
_SOURCES = frozenset({  # nouns that speak without being parties
    "report", "statement", "communique", "source", "document", "paper", "record", "media", "newspaper", "agency", "witness", "account",
    "data", "figure", "survey", "indictment", "tweet", "post", "letter", "website", "broadcaster", "station", "relative", "family",
    "lawyer", "analyst", "expert", "researcher", "monitor", "observer", "victim", "survivor", "neighbour", "man", "woman",
})
_NO_TOWNS = frozenset({"country", "territory", "demonym"})
_VENUE_CASES = frozenset({"in", "at", "near", "outside"})
_SURE_STATUS = 0.75  # probability from which the event head's status counts where no word says one
_APPOINTED = frozenset({  # words that leave no doubt
    "set", "scheduled", "slated", "due", "plan", "plans", "planned", "planning", "plot", "plots", "plotted", "plotting", "conspired",
    "conspiring", "schemed", "scheming",
})
_PROMISED = FUTURE_MODALS | {"would"}  # … but where the word itself is the act: "we will never recognise it"
_SURE_ACT = 0.99  # probability of an act from which a speaker the heads do not see is taken for none
_DONE_BY_WORD = SPEECH_ACTS | {"AID"}
_EXPLICIT = frozenset({"denied", "hypothetical", "ongoing"})
_ARMED = frozenset({("ASSAULT", None), ("MOBILIZE", None), ("RETREAT", "withdraw"), ("RETREAT", "ceasefire"), ("RETREAT", "disarm")})
_VERDICT = ("SANCTION", "convict")
_MEDIATED = "third-party"
_EXECUTIONS = frozenset({"execute", "execution", "hang", "hanging", "put"})  # a state puts to death by its own order
_TRADE = frozenset({
    "sell", "sale", "buy", "purchase", "deliver", "delivery", "order", "supply", "export", "import", "acquire", "acquisition", "trade",
})
_SUPPORT_STATUS: dict[str, Status] = {"plan": "planned", "cancel": "called_off", "refuse": "denied", "fail": "denied"}
_UNDER_WAY = frozenset({"continue", "end"})  # what goes on or ends has begun


class ClaimMaker:
    """Makes the claims of one page."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.lexicon = load_lexicon()
        self.acts = acts_a_sentence(sentence.tree.sentence for sentence in state.sentences)
        home = state.cast.home
        self.discourse = Discourse(
            state.document.published, Party(self._state_name(home), home, "GOV") if home else None, sentences=len(state.sentences)
        )

    def claims(self) -> list[Claim]:
        """All claims of the page in text order."""
        return [claim for sentence in self.state.sentences for claim in self.sentence_claims(sentence)[0]]

    def sentence_claims(self, sentence: SentenceState) -> tuple[list[Claim], list[str]]:
        """(claims of the sentence, notes on what was rejected). Sentences must come in text order."""
        coder = SentenceCoder(sentence.tree, sentence.parties, self.lexicon, _voice(sentence))
        candidates = recast(coder, coder.candidates())
        cancelled = called_off(sentence.tree, candidates)
        self.discourse.sentence_begins(candidates)
        triggers = frozenset(candidate.trigger for candidate in candidates)
        made = []
        for candidate in candidates:
            status, words = self._status(sentence.tree, candidate, cancelled)
            chance = belief(candidate, self._sides(candidate), status, self.acts)
            reason = self._doubt(candidate, chance, status, words)
            if reason:
                coder.notes.append(f"{sentence.tree.tokens[candidate.trigger].text!r} ({candidate.frame.source}) {reason}")
                continue
            dated = cancelled.get(candidate.trigger, candidate.trigger)
            told = self.discourse.reference, self.discourse.day()
            when = sentence.chronology.time_of(dated, status, triggers, *told)
            self.discourse.dated(when, status)
            claim = self._claim(sentence, candidate, status, words, when, chance)
            if claim.status == "happened":
                self.discourse.reference = claim.date or self.discourse.reference
            made.append(claim)
        self.discourse.sentence_done()
        return made, coder.notes

    def _doubt(self, candidate: Candidate, chance: float, status: Status, words: str) -> str:
        """Why a candidate gives no claim, or nothing."""
        if status == "hypothetical":
            return f"is only spoken of: {words}"
        if self.acts is not None and chance < (LEAST_BELIEF if candidate.lexical else LEAST_BELIEF_UNLISTED):
            return f"is not likely enough: {chance:.2f}"
        return ""

    def _claim(
        self, sentence: SentenceState, candidate: Candidate, status: Status, words: str, when: TimeMention | None, chance: float
    ) -> Claim:
        tree, frame = sentence.tree, candidate.frame
        told = self._sides(candidate)
        mode = self._mode(candidate)
        scenes = Scenes(tree, sentence.mentions, self.state.cast.home)
        stated = scenes.stated(candidate.trigger, frame.type)
        actors, recipients = self.discourse.completed(tree, candidate, told, stated, _spoken_of(sentence, candidate.trigger))
        self.discourse.remember(tree, candidate, actors + recipients, stated)
        speaker = self._speaker(sentence, candidate)
        first, last = self._dates(tree, candidate, status, when)
        past = when is not None and self.discourse.is_history(when)
        dead, injured = casualties(tree, candidate.trigger) if frame.type in {"ASSAULT", "PROTEST"} else (None, None)
        if mode is None and frame.type == "CONSULT" and _is_abroad(actors + recipients, stated):
            mode = "visit"
        span = _quote_span(tree, candidate)
        score, cameo = score_row(frame.type, mode)
        return Claim(
            type=frame.type, mode=mode, status=status, actors=actors, recipients=recipients, date=first, date_end=last,
            place=stated or self._place(scenes.implied(frame.type, mode, actors, recipients, self.discourse.scene, past)),
            attributed_to=speaker,
            context=frame.context, dead=dead, injured=injured, quote=self.state.document.text[span.start : span.end],
            quote_start=span.start, quote_end=span.end, trigger=tree.tokens[candidate.trigger].text, cameo=frame.cameo or cameo,
            score=score, confidence=round(chance, 3), why=_why(candidate, words, borrowed=(actors, recipients) != told),
        )

    def _status(self, tree: Tree, candidate: Candidate, cancelled: dict[int, int]) -> tuple[Status, str]:
        """What the words around the act say of it; the event heads if they are sure and the words say nothing, only that it is to come, or
        deny a word that the lexicon does not list: "could not be more gracious" is praise.
        """
        if candidate.trigger in cancelled:
            return "called_off", tree.tokens[cancelled[candidate.trigger]].text
        if candidate.recast:
            return "happened", candidate.recast
        said = self._said_status(tree, candidate)
        if candidate.frame.type == "THREATEN" and not candidate.lexical and said[1] in _PROMISED:
            return "happened", ""  # "Paris will respond": the announcement is the threat
        guess = candidate.guess
        if guess is None or guess.status_probability < _SURE_STATUS:
            return said
        sure = _APPOINTED if candidate.frame.type in SPEECH_ACTS else _APPOINTED | _PROMISED
        doubtful = (said[0] == "planned" and said[1] not in sure) or (said[0] == "denied" and not candidate.lexical)
        if said == ("happened", "") or (doubtful and guess.status == "happened"):
            return guess.status, f"{guess.status} by {HEAD} {guess.status_probability:.2f}" if guess.status != "happened" else ""
        return said

    def _said_status(self, tree: Tree, candidate: Candidate) -> tuple[Status, str]:
        """By the act's own words, then by the verb that carries it, then by what governs either."""
        if candidate.support is None:
            return status_of(tree, candidate.trigger)
        own = own_status(tree, candidate.support_verb)
        if own is not None and own[0] in _EXPLICIT:
            return own
        effect = _SUPPORT_STATUS.get(candidate.support.effect)
        if effect:
            return effect, tree.tokens[candidate.support_verb].text
        found = status_of(tree, candidate.support_verb)
        if found == ("happened", "") and candidate.support.effect in _UNDER_WAY:
            return "happened", tree.tokens[candidate.support_verb].text
        return found if found[0] != "happened" else status_of(tree, candidate.trigger)

    def _dates(self, tree: Tree, candidate: Candidate, status: Status, when: TimeMention | None) -> tuple[str | None, str | None]:
        if when is not None:
            return when.first, when.last if when.last != when.first else None
        return self.discourse.undated(tree, candidate.trigger, status), None

    def _speaker(self, sentence: SentenceState, candidate: Candidate) -> str | None:
        tree = sentence.tree
        if candidate.recast == PROMISE or is_reporting(tree, candidate.trigger):
            return None
        index = speaker_index(tree, candidate.trigger)
        if index < 0:
            return None
        party = sentence.parties.at(index)
        of_another_state = party is not None and party.country not in {other.country for other in candidate.actors}
        if (self._is_narrated(candidate) and not of_another_state) or (party is not None and _speaks_for(party, candidate)):
            return None
        if party is not None:
            return None if party in candidate.actors else party.name
        return sentence.parties.phrase(index) if tree.lemma(index) in _SOURCES else None

    def _is_narrated(self, candidate: Candidate) -> bool:
        """True where the event heads are sure of the act and see nobody to whom it is attributed."""
        guess = candidate.guess
        return guess is not None and guess.act >= _SURE_ACT and not any(part.part == "speaker" for part in guess.parts)

    def _sides(self, candidate: Candidate) -> Sides:
        """Actors and recipients; a state acts by its forces where it uses or withdraws them, by its courts where it convicts."""
        means = self._means(candidate)
        if means is None:
            return candidate.actors, candidate.recipients
        actors = tuple(replace(p, sector=means) if p.sector == "GOV" and self._is_state(p) else p for p in candidate.actors)
        return actors, candidate.recipients

    def _means(self, candidate: Candidate) -> Sector | None:
        """The sector of those by whom a state does an act of this kind, if not its government: it is its people who protest."""
        kind, mode = candidate.frame.type, self._mode(candidate)
        words = set(candidate.frame.trigger)
        if mode == "police" or words & _EXECUTIONS:
            return None
        together_in_arms = kind == "COOPERATE" and "military" in candidate.frame.context and not words & _TRADE
        if together_in_arms or (kind, None) in _ARMED or (kind, mode) in _ARMED:
            return "MIL"
        return "CVL" if kind == "PROTEST" else "JUD" if (kind, mode) == _VERDICT else None

    def _mode(self, candidate: Candidate) -> str | None:
        """The frame's mode; talks that somebody hosts for others are third-party."""
        if candidate.support is not None and candidate.support.effect == "host" and candidate.frame.type == "CONSULT":
            return candidate.mode or _MEDIATED
        if candidate.frame.type == "ASSAULT" and any("suicide" in party.name.lower() for party in candidate.actors):
            return "suicide-attack"
        guess = candidate.guess
        if candidate.mode is not None or guess is None or (candidate.frame.type, guess.mode) not in codes():
            return candidate.mode
        among_two = guess.mode == _MEDIATED and not candidate.recipients and len({party.country for party in candidate.actors}) == 2
        return None if among_two else guess.mode

    def _is_state(self, party: Party) -> bool:
        return self.state.gazetteer.country(party.name) is not None

    def _place(self, country: str | None) -> Place | None:
        """A country as a place: the dateline's town where the page is written from it, else its name."""
        if country is None:
            return None
        if country == self.state.cast.home and self.state.document.dateline:
            town = self.state.document.dateline
            return Place(town.title() if town.isupper() else town, country)
        return Place(self._state_name(country), country)

    def _state_name(self, country: str) -> str:
        return self.state.gazetteer.state_name(country) or country


def _is_abroad(parties: tuple[Party, ...], place: Place | None) -> bool:
    """Whether two states meet in the country of one of them, so that the other is a guest: "talks in Quito with Ecuador's premier"."""
    countries = {party.country for party in parties}
    return len(countries) == 2 and None not in countries and place is not None and place.country in countries


def _speaks_for(speaker: Party, candidate: Candidate) -> bool:
    """Whether an official or a party leader says what their own state offers, wants or thinks: the act is done by saying it."""
    states = bool(candidate.actors) and speaker.country is not None and speaker.sector in OFFICIAL | {"PTY", "MIL"}
    return states and candidate.frame.type in _DONE_BY_WORD and all(
        party.country == speaker.country and party.sector in OFFICIAL | {speaker.sector} for party in candidate.actors
    )


def _spoken_of(sentence: SentenceState, trigger: int) -> list[Party]:
    """The states that the words of an act name, also by their people; not by the town where it is done, nor in the subject of its verb or
    in what is said besides (", urging Chad to …").
    """
    tree = sentence.tree
    besides = [c for c in tree.children(trigger, "advcl") if tree.tokens[c].xpos == "VBG" and tells_a_fact(tree, c)]
    words = {word for word in tree.subtree(trigger) if word > trigger or tree.tokens[trigger].upos == "NOUN"}
    words -= {word for clause in besides for word in tree.subtree(clause)}
    return [
        Party(sentence.mentions.text(entity.first, entity.last), entity.entry.country, "GOV")
        for entity in sentence.mentions.entities
        if entity.entry.country and entity.last - 1 in words
        and (entity.entry.kind in _NO_TOWNS or tree.case(entity.last - 1) not in _VENUE_CASES)
    ]


def _voice(sentence: SentenceState) -> Party | None:
    """Whom "we" means: the party that speaks in the sentence."""
    for index, token in enumerate(sentence.tree.tokens):
        if token.upos == "VERB" and is_reporting(sentence.tree, index):
            subjects = Arguments(sentence.tree).subject(index)
            return sentence.parties.at(subjects[0]) if subjects else None
    return None


def _quote_span(tree: Tree, candidate: Candidate) -> Span:
    """The trigger's clause without its outer punctuation; of a very long clause, the stretch around the trigger."""
    nodes = tree.subtree(tree.clause(candidate.trigger))
    while nodes and tree.tokens[nodes[-1]].upos == "PUNCT":
        nodes.pop()
    while nodes and tree.tokens[nodes[0]].upos in {"PUNCT", "CCONJ"}:
        nodes.pop(0)
    if not nodes:
        return Span(tree.sentence.start, tree.sentence.end)
    start, end = tree.tokens[nodes[0]].start, tree.tokens[nodes[-1]].end
    if end - start <= _LONGEST_QUOTE:
        return Span(start, end)
    own = [n for n in tree.subtree(candidate.trigger) if tree.tokens[n].end - start <= _LONGEST_QUOTE] or [candidate.trigger]
    return Span(tree.tokens[min(own[0], candidate.trigger)].start, tree.tokens[max(own[-1], candidate.trigger)].end)


def _why(candidate: Candidate, status_words: str, *, borrowed: bool) -> str:
    """The rule or head that decided, what decided the status, and whether a side was taken from the page around the act."""
    head = f"; {HEAD} {candidate.guess.act:.2f}" if candidate.guess else ""
    status = f"; status: {status_words}" if status_words else ""
    return candidate.frame.source + head + status + ("; a side from the page" if borrowed else "")
