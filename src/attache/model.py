"""The records that travel between the layers: plain, frozen, picklable, without behaviour that opens anything.

All offsets are counted in characters (code points) of the decoded page text, start inclusive, end exclusive. Dates are ISO 8601 strings
of reduced precision ("2020-10-02", "2020-09", "2015"), so that what a page leaves open stays open.
"""
from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

BlockKind = Literal["title", "byline", "dateline", "credit", "caption", "heading", "body", "chrome"]
Status = Literal["happened", "ongoing", "planned", "called_off", "denied", "hypothetical"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]
Sector = Literal[
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "REB", "OPP", "CVL", "CRM", "IGO", "NGO", "BUS", "MED", "EDU", "REL", "REF", "UNK",
]
TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]
NameKind = Literal["PER", "ORG", "LOC"]
PartName = Literal["actor", "recipient", "place", "speaker"]


class Span(Struct, frozen=True, order=True):
    """A stretch of the page text."""

    start: int
    end: int


class Page(Struct, frozen=True):
    """One document as received. `page_id` is the SHA-256 of `content` in hex; `name` is the file's stem or the address's last part;
    `published` is the day that the feed or data file it came in gives for it, as an ISO date.
    """

    page_id: str
    name: str
    origin: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    published: str | None = None


class Block(Struct, frozen=True):
    """A stretch of a page's text with a kind."""

    start: int
    end: int
    kind: BlockKind


class Document(Struct, frozen=True, kw_only=True):
    """A page decoded and cut into blocks, with what the page says of itself.

    `blocks` are in text order and do not overlap; `published_why` names the evidence the date rests on, or why there is none.
    """

    page_id: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    language: str
    title: str | None = None
    publisher: str | None = None
    credit: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    published_why: str = ""
    replacements: int = 0


class Token(Struct, frozen=True):
    """One syntactic word. `head` is the index of its head in the sentence, -1 for the root; labels are Universal Dependencies' own."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


class Name(Struct, frozen=True):
    """A name in a sentence: token indexes, `last` exclusive."""

    first: int
    last: int
    kind: NameKind


class Part(Struct, frozen=True):
    """What the event heads take a word's phrase to be in an act: the word's index and their probability for it."""

    index: int
    part: PartName
    probability: float


class Guess(Struct, frozen=True):
    """What the event heads of the reader model take the word at `index` for: an act of `type`, with their probabilities for the type, for
    any act at all and for the likeliest status; its likeliest mode, and who takes part.
    """

    index: int
    type: EventType
    probability: float
    act: float
    status: Status
    status_probability: float
    mode: str | None
    parts: tuple[Part, ...] = ()


class Sentence(Struct, frozen=True):
    """A parsed sentence of the page text; `guesses` is None from engines without event heads."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    guesses: tuple[Guess, ...] | None = None


class Party(Struct, frozen=True):
    """An actor or recipient: its fullest name on the page, ISO 3166 alpha-3 country, PLOVER sector."""

    name: str
    country: str | None
    sector: Sector


class Place(Struct, frozen=True):
    """Where something happened."""

    name: str
    country: str | None


class TimeMention(Struct, frozen=True, kw_only=True):
    """A time expression, TIMEX3 type and value, and the days it covers (`first`, `last`: ISO dates of reduced precision, or None)."""

    start: int
    end: int
    text: str
    type: TimeKind
    value: str
    first: str | None = None
    last: str | None = None


class PlaceMention(Struct, frozen=True, kw_only=True):
    """A named place; latitude and longitude in degrees where known."""

    start: int
    end: int
    name: str
    country: str | None
    lat: float | None = None
    lon: float | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """What one sentence of one page says happened: the events of a reading. `why` names the rule or head that decided."""

    type: EventType
    mode: str | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: str | None
    date_end: str | None
    place: Place | None
    attributed_to: str | None
    context: tuple[str, ...]
    dead: int | None
    injured: int | None
    quote: str
    quote_start: int
    quote_end: int
    trigger: str
    cameo: str | None
    score: float
    confidence: float
    why: str


class Role(Struct, frozen=True, kw_only=True):
    """An office or rank a person is said to hold."""

    person: str
    role: str
    of: str | None
    country: str | None
    former: bool
    since: str | None = field(name="from")
    until: str | None = field(name="to")
    quote: str
    quote_start: int
    quote_end: int


class Relation(Struct, frozen=True, kw_only=True):
    """A standing fact between named parties."""

    subject: str
    predicate: str
    object: str
    quote: str
    quote_start: int
    quote_end: int


class Reading(Struct, frozen=True, kw_only=True):
    """Everything read from one page: the JSON of `attache read` (where `Role.since` and `until` are called `from` and `to`)."""

    id: str
    page_id: str
    reader: str
    published: str | None
    published_why: str
    language: str
    title: str | None
    publisher: str | None
    credit: str | None
    dateline: str | None
    body_start: str | None
    body_end: str | None
    events: tuple[Claim, ...]
    roles: tuple[Role, ...]
    relations: tuple[Relation, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
