"""Every frozen type that flows through the pipeline, and every error that it raises.

Coordinates: all `start`/`end` are Python string indices (Unicode code points, end exclusive) into
`Source.text`, the whole text of the source in NFC. Imports nothing of the project.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

BlockKind = Literal[
    "title", "lead", "heading", "paragraph", "list_item", "table_row", "caption", "byline", "dateline", "boilerplate"
]
#: Kinds of block that facts are taken from.
FACT_BLOCKS = frozenset({"title", "lead", "heading", "paragraph", "list_item", "table_row", "caption"})
#: Kinds of block that are the article's content.
CONTENT_BLOCKS = FACT_BLOCKS | {"byline", "dateline"}

FigureKind = Literal["money", "percent", "count", "quantity", "duration", "multiple", "ratio"]
NumeralClass = Literal["figure", "date", "period", "time", "edition", "document", "name", "label", "unknown"]
#: Reached against plan, parts against their sum, part against whole, now against before, from A to B, told twice.
CheckKind = Literal["attainment", "sum", "share", "change", "from_to", "same"]
Verdict = Literal["agrees", "differs", "conflict"]


class DiembaoError(Exception):
    """Base of every error that this project raises on purpose; its text is fit to be shown to a user."""


class SourceError(DiembaoError):
    """A source cannot be read as an article: empty, binary, no text, not Vietnamese, no article in it."""


class ExtractionError(DiembaoError):
    """A stage broke one of its invariants; a defect of the program, never of the article."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Source.text`: code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


class PageLine(NamedTuple):
    """One line of an HTML page: where it stands in the text and, entities, tags and all, in the decoded source.

    `tag` is the element around it (`p`, `h2`, `a` for nothing but links, `nav` ...), `element` its index in the page,
    `linked` the share of its characters that are links, `pieces` the stretches of the source that it is made of, each
    from its start up to its end: plain pairs, for a page has hundreds of them, which hardly anybody asks for.
    `role` is what the publisher's own markup says that it is, `dropped` why that markup says that it is no article.
    A tuple, for a page makes hundreds of them, and a frozen dataclass takes four times as long to make.
    """

    span: Span
    tag: str
    element: int
    source: Span
    pieces: tuple[tuple[int, int], ...]
    linked: float = 0.0
    selector: str | None = None
    role: str | None = None
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of an HTML page with what its markup says of them, and the stretch of the text that its article holds.

    A plain text has no lines; `extent` is None there, and where the page is a fragment that nothing lies outside of.
    """

    lines: tuple[PageLine, ...] = ()
    extent: Span | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What a page, or who gave it, says of an article's `field`, `where` it says so, and the stretch of the source."""

    field: str
    value: str
    where: str
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value for a field of an article: who says it, whether it was chosen, and where it stands.

    `span` counts in the text, `source_span` in the decoded source; each is None where it does not stand there.
    """

    field: str
    value: str
    where: str
    chosen: bool
    span: Span | None = None
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One scraped file as it came: its bytes, decoded once and brought to NFC once.

    `text` never changes after this. For HTML it is the text of the nodes in document order, and
    `hints` holds what the page says of itself in its head (title, published, author, publisher ...);
    `lines` are the page's own.
    `decoded` is the source before NFC, which `source_span` of a block counts in; `steps` what was done to decode it.
    `given` is what a feed, an archive or a JSON line said of the article.
    """

    name: str
    content: bytes
    text: str
    sha256: str
    media_type: str
    encoding: str
    url: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[PageLine, ...] = ()
    decoded: str = ""
    steps: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the text with a kind; `reason` says why a boilerplate block is dropped.

    `source_span` is the block's stretch of the decoded source, entities, tags and all; `selector` the CSS path of its
    element in an HTML page; `header` the span of the row that heads a row of a table.
    """

    span: Span
    kind: BlockKind
    reason: str | None = None
    selector: str | None = None
    source_span: Span | None = None
    header: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says of itself, and its blocks in the order of the text.

    `published` is an ISO date or date-time, or None where the page does not say.
    """

    title: str | None
    published: str | None
    author: str | None
    publisher: str | None
    section: str | None
    language: str | None
    blocks: tuple[Block, ...]
    evidence: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span without surrounding white space, its words as spans, the index of its block."""

    span: Span
    words: tuple[Span, ...]
    block: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An article ready to be read: its source, its blocks and the sentences of its content.

    `view` has the same length as `text`, with look-alike characters made one (see `extractor.view`);
    rules match on the view, quotes come from the text.
    """

    source: Source
    article: Article
    view: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.source.text

    def block_of(self, sentence: Sentence) -> Block:
        return self.article.blocks[sentence.block]


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule fired here. `kind` is the rule's kind, `groups` the spans of its named groups that matched."""

    kind: str
    span: Span
    rule: str
    groups: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or period read from the text.

    `iso` is ISO 8601 as the data contract writes periods (`2017`, `2018-01/2018-06`, `2024-03-15`), or None where
    the text leaves it open; `inferred` says that the year came from elsewhere. `kind` is the class of its
    numerals. `session` is morning, noon, afternoon, evening or None. `until` says that the text means all up to
    it (`tính đến hết tháng 9`), `closing` that it means its last day where a stock is told (`cuối năm 2019`).
    """

    kind: Literal["date", "period"]
    span: Span
    rule: str
    iso: str | None
    inferred: bool = False
    session: str | None = None
    until: bool = False
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as read; nothing of its context.

    `value` is exact (a fraction `1/3` for a ratio); `value_max` the upper end of a range. `number` is the
    span of the digits or number words alone, `span` the figure's whole text.
    """

    kind: FigureKind
    span: Span
    number: Span
    value: str
    value_max: str | None
    unit: str | None
    bound: str
    rule: str
    unit_span: Span | None = None
    bound_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Classified:
    """A stretch of the text whose digits have one class, and the rule that says so."""

    span: Span
    cls: NumeralClass
    rule: str


@dataclass(frozen=True, slots=True)
class Lexed:
    """The numbers of an article: those that measure and count, and the class of every stretch of digits."""

    quantities: tuple[Quantity, ...]
    classified: tuple[Classified, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts something, with the context that makes its row readable alone.

    Field by field as the data contract; `spans` tells where each context field was read.
    """

    quantity: Quantity
    relation: str
    direction: str | None
    modality: str
    indicator: str | None
    indicator_key: str | None
    scope: str | None
    period: str | None
    base: str | None
    base_period: str | None
    attribution: str | None
    spans: Mapping[str, Span]

    @property
    def span(self) -> Span:
        return self.quantity.span

    @property
    def rule(self) -> str:
        return self.quantity.rule


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place, takes place or is scheduled; fields as the data contract. The first mention tells.

    `series` is the name without what changes from one time to the next, `year` the date's, else the name's.
    """

    type: str
    name: str
    edition: int | None
    date: str | None
    date_end: str | None
    date_inferred: bool
    session: str | None
    venue: str | None
    locality: str | None
    province: str | None
    organisers: tuple[str, ...]
    coorganisers: tuple[str, ...]
    chairs: tuple[str, ...]
    attendance: int | None
    attendees: tuple[str, ...]
    status: str
    mentions: tuple[Span, ...]
    rule: str
    series: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What a post's body is joined by across articles; each None where the article leaves it open.

    `key` is the body's own name in one spelling, `parent` that of the body it is said to be a part of, `trade` what
    stands behind the head (`Sở Công Thương …`: công thương), `province` the one in which it lies, by the name told,
    and `area` what it governs: a province by its name of today, or the country.
    """

    key: str | None = None
    parent: str | None = None
    trade: str | None = None
    province: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a person: the title without its body, the body in full, and what that body is joined by."""

    title: str
    organisation: str | None
    body: Body = Body()
    title_key: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A named person with a post; `title`/`organisation` as the data contract, `posts` each with its own body.

    `key` is the name in one spelling.
    """

    name: str
    honorific: str | None
    title: str
    organisation: str | None
    posts: tuple[Post, ...]
    mentions: tuple[Span, ...]
    rule: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What `speaker` (an official's full name, or an organisation) is reported to say; `span` the words said."""

    speaker: str
    verb: str | None
    kind: Literal["direct", "indirect"]
    span: Span
    rule: str
    verb_span: Span | None = None
    speaker_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A reference to a legal document, one a document and article, with all its mentions.

    `key` is what the same document has in every article, None where the article does not tell enough.
    """

    type: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    mentions: tuple[Span, ...]
    rule: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A run of digits in the content and its one class."""

    span: Span
    cls: NumeralClass
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Figures that vouch for each other: what the others make of the last one's value, beside what it is told as.

    `figures` are indices into the figures of the article (ids of stored figures for checks across articles), each with
    its role in `roles`; the last is the one that is told twice over. `tolerance` is the difference that rounding and
    bounds of the told numbers explain, on the side where it lies. All numbers are decimal texts in `unit`.
    """

    kind: CheckKind
    figures: tuple[int, ...]
    roles: tuple[str, ...]
    formula: str
    expected: str
    told: str
    tolerance: str
    unit: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Observed:
    """The day that an article speaks of, ISO and as precise as it is known, and what says so: the page's own date,
    the event that the lead tells, or the article's plain year. Only the first is when it was published."""

    on: str
    basis: Literal["published", "event", "year"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one source under one ruleset (its hash)."""

    reading: Reading
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    officials: tuple[Official, ...]
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]
    numerals: tuple[Numeral, ...]
    ruleset: str
    checks: tuple[Check, ...] = ()
    observed: Observed | None = None

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def article(self) -> Article:
        return self.reading.article


def decimal_of(value: str) -> Decimal | None:
    """The exact number of a figure's `value`, or None for a fraction such as `1/3`."""
    return None if "/" in value else Decimal(value)
