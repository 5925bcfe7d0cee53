"""An article's text cut into runs that a template can show: each with all facts that cover it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from db.reader import StoredArticle, StoredFact
from diembao.article_facts import numbered
from diembao.marking import segments
from extractor.model import Block, Span


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A fact with its number in the article, from 1 on; each is itself alone."""

    number: int
    stored: StoredFact

    @property
    def key(self) -> str:
        return self.stored.fact_key

    @property
    def kind(self) -> str:
        return self.stored.kind


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of the text is marked for: a fact told there, a `label` (`unexplained`, `hit`, `missed`), or a
    `field` of the selected fact that was read there."""

    fact: Fact | None = None
    label: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from code point `start` on that the same marks cover. `anchors` are the ids to jump to it by: `here`,
    `here-2` ... where the selected fact is told, `read-FIELD` where a field of it was read, `marked-1` ... where facts
    were missed."""

    start: int
    text: str
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces that the same facts cover: `facts` has the innermost first, `ends` the numbers of those that
    end with the run."""

    facts: tuple[Fact, ...]
    pieces: tuple[Piece, ...]
    ends: tuple[int, ...]
    selected: bool

    @property
    def is_link(self) -> bool:
        """Whether it leads to a fact; white space between two facts inside a third would be a link without words."""
        return bool(self.facts) and any(not piece.text.isspace() for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the content as runs; or, if `kind` is boilerplate, neighbouring blocks that were dropped."""

    kind: str
    runs: tuple[Run, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked besides the facts: spans by label; `fields` are those of the `selected` fact."""

    selected: str | None = None
    fields: Mapping[str, Span] = field(default_factory=dict)
    labels: Mapping[str, Sequence[Span]] = field(default_factory=dict)


def facts_of(article: StoredArticle) -> list[Fact]:
    """The facts of an article, numbered as `diembao show` does."""
    return [Fact(number, fact) for number, fact in enumerate(numbered(article), 1)]


def paragraphs(
    article: StoredArticle, facts: Sequence[Fact], marks: Marks, made: Sequence[Paragraph] = ()
) -> Iterator[Paragraph]:
    """The whole text of an article but the white space between its blocks, in order.

    `made` are the paragraphs without any of these marks but what is unexplained: those that no mark touches are given
    as they are.
    """
    spans, touched = list(_spans(facts, marks)), list(_touched(facts, marks))
    for number, blocks in enumerate(_stretches(article)):
        if made and not any(span.overlaps(block.span) for span in touched for block in blocks):
            yield made[number]
        else:
            runs = tuple(run for block in blocks for run in _runs(article.text, block, spans, marks))
            yield Paragraph(blocks[0].kind, runs, tuple(dict.fromkeys(b.reason for b in blocks if b.reason)))


def _stretches(article: StoredArticle) -> Iterator[Sequence[Block]]:
    """The blocks of each paragraph: each alone, but those that were dropped as long as they follow each other."""
    for dropped, group in groupby(article.blocks, key=lambda block: block.kind == "boilerplate"):
        if dropped:
            yield list(group)
        else:
            yield from ([block] for block in group)


def _touched(facts: Iterable[Fact], marks: Marks) -> Iterator[Span]:
    """Where something is marked that is not always."""
    yield from marks.fields.values()
    for label, spans in marks.labels.items():
        yield from spans if label != "unexplained" else ()
    for fact in facts:
        yield from fact.stored.mentions if fact.key == marks.selected else ()


def _spans(facts: Iterable[Fact], marks: Marks) -> Iterator[tuple[Span, Mark]]:
    for fact in facts:
        yield from ((span, Mark(fact)) for span in fact.stored.mentions)
    for label, spans in marks.labels.items():
        yield from ((span, Mark(label=label)) for span in spans)
    yield from ((span, Mark(field=name)) for name, span in marks.fields.items())


def _runs(text: str, block: Block, spans: Sequence[tuple[Span, Mark]], marks: Marks) -> Iterator[Run]:
    start = block.span.start
    inside = [(span, mark) for span, mark in spans if span.overlaps(block.span)]
    shifted = [(Span(max(0, s.start - start), s.end - start), (s, m)) for s, m in inside]
    cut = (
        (Span(start + piece.start, start + piece.end), covering)
        for piece, covering in segments(len(block.span), shifted)
    )
    for facts, pieces in groupby(cut, key=lambda one: _inner_first(one[1])):
        yield _run(facts, list(pieces), text, marks)


def _inner_first(covering: Sequence[tuple[Span, Mark]]) -> tuple[Fact, ...]:
    facts = sorted(((len(s), m.fact.number, m.fact) for s, m in covering if m.fact), key=lambda told: told[:2])
    return tuple(dict.fromkeys(fact for *_, fact in facts))


def _run(
    facts: tuple[Fact, ...], cut: Sequence[tuple[Span, Sequence[tuple[Span, Mark]]]], text: str, marks: Marks
) -> Run:
    pieces = tuple(_piece(here, text, covering, facts, marks) for here, covering in cut)
    end, covering = cut[-1][0].end, cut[-1][1]
    ends = tuple(sorted({m.fact.number for span, m in covering if m.fact and span.end == end}))
    return Run(facts, pieces, ends, any(fact.key == marks.selected for fact in facts))


def _piece(here: Span, text: str, covering: Sequence[tuple[Span, Mark]], facts: Iterable[Fact], marks: Marks) -> Piece:
    labels = tuple(dict.fromkeys(mark.label for _, mark in covering if mark.label))
    fields = tuple(mark.field for _, mark in covering if mark.field)
    return Piece(here.start, here.of(text), labels, fields, tuple(_anchors(here, facts, marks)))


def _anchors(here: Span, facts: Iterable[Fact], marks: Marks) -> Iterator[str]:
    for fact in facts:
        if fact.key == marks.selected:
            told = [span.start for span in fact.stored.mentions]
            yield from (anchor_of(n) for n, start in enumerate(told) if start == here.start)
    yield from (f"read-{name}" for name, span in marks.fields.items() if span.start == here.start)
    missed = marks.labels.get("missed", ())
    yield from (f"marked-{n}" for n, span in enumerate(missed, 1) if span.start == here.start)


def anchor_of(mention: int) -> str:
    """The id of the place where the selected fact is told for the first (0), second ... time."""
    return f"here-{mention + 1}" if mention else "here"
