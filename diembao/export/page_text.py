"""The text of an article as HTML: facts underlined by kind and numbered, the words of their fields linked, what was
dropped folded away."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from diembao.export.audited import Audited
from diembao.export.markup import Markup, element, joined
from diembao.marking import segments
from extractor.model import Block, Span

#: The element that a block of each kind is; all others are paragraphs.
_TAGS = {"title": "h2", "heading": "h3"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that the page marks: a place where a fact is told (`part` its number there), the words of
    a field (`field` its name), or a number that no rule explains (neither). `fact` is the fact's number."""

    span: Span
    kind: str
    fact: int = 0
    part: int = 0
    field: str | None = None

    @property
    def id(self) -> str:
        """The anchor in the text."""
        if self.field is not None:
            return f"t{self.fact}-{self.field}"
        return f"m{self.fact}-{self.part}" if self.fact else f"u{self.span.start}"


def marks_of(one: Audited) -> list[Mark]:
    """Everything that is marked in an article."""
    marks = [Mark(span, "unexplained") for span in one.unexplained]
    for number, fact in enumerate(one.facts, 1):
        marks += [Mark(span, fact.kind, number, part) for part, span in enumerate(fact.mentions, 1)]
        marks += [Mark(span, "field", number, 0, name) for name, span in one.places_of(fact).items()]
    return marks


def text_of(one: Audited) -> Markup:
    """The blocks of the article in their order, neighbours that were dropped in one fold."""
    marks = marks_of(one)
    parts: list[Markup] = []
    for dropped, neighbours in groupby(one.article.blocks, key=lambda block: block.kind == "boilerplate"):
        blocks = list(neighbours)
        parts += [_fold(one, blocks)] if dropped else [_block(one, block, marks) for block in blocks]
    return joined(*parts)


def _fold(one: Audited, blocks: Sequence[Block]) -> Markup:
    """What was dropped from the page, with the reasons."""
    reasons = ", ".join(dict.fromkeys(block.reason or "dropped" for block in blocks))
    lines = [element("p", block.span.of(one.text).strip(), title=block.reason) for block in blocks]
    count = f"{len(blocks)} {'block' if len(blocks) == 1 else 'blocks'} left out"
    summary = element("summary", element("span", f"{count}: {reasons}", lang="en"))
    return element("details", summary, *lines, class_="dropped")


def _block(one: Audited, block: Block, marks: Sequence[Mark]) -> Markup:
    start = block.span.start
    inside = [mark for mark in marks if mark.span.overlaps(block.span)]
    spans = [(Span(mark.span.start - start, mark.span.end - start), mark) for mark in inside]
    pieces = [_piece(one, Span(s.start + start, s.end + start), m) for s, m in segments(len(block.span), spans)]
    return element(_TAGS.get(block.kind, "p"), *pieces, class_=f"block {block.kind}")


def _piece(one: Audited, span: Span, marks: Sequence[Mark]) -> Markup:
    """A stretch that the same marks cover: the anchors of those that begin here, the text, the numbers of facts that
    end here."""
    begun = [element("span", id=mark.id, class_="anchor") for mark in marks if mark.span.start == span.start]
    ended = [_number(mark) for mark in marks if mark.fact and not mark.field and mark.span.end == span.end]
    return joined(*begun, _shown(span.of(one.text), marks), *ended)


def _shown(text: str, marks: Sequence[Mark]) -> Markup:
    if not marks:
        return joined(text)
    classes = " ".join(dict.fromkeys(mark.kind for mark in marks))
    field = next((mark for mark in marks if mark.field), None)
    if field is None:
        title = "no rule explains this number" if "unexplained" in classes else None
        return element("span", text, class_=classes, title=title)
    told = ", ".join(f"{mark.field} of {mark.fact}" for mark in marks if mark.field)
    return element("a", text, class_=classes, href=f"#f{field.fact}-{field.field}", title=told)


def _number(mark: Mark) -> Markup:
    label = f"{mark.kind} {mark.fact}"
    return element("a", str(mark.fact), class_=f"n {mark.kind}", href=f"#f{mark.fact}", aria_label=label, lang="en")


def shared(one: Audited) -> Mapping[tuple[str, Span], Sequence[int]]:
    """The numbers of the facts that take this field from this place."""
    found: dict[tuple[str, Span], list[int]] = {}
    for mark in marks_of(one):
        if mark.field:
            found.setdefault((mark.field, mark.span), []).append(mark.fact)
    return found

