"""A cleaning in progress: the lines of a source, what each was found to be, and which rules of a line fired."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from extractor.lines import Line
from extractor.model import BlockKind, Page, Source, Span
from patterns import Rule, Ruleset


class Label(NamedTuple):
    """What a line is; `reason` for boilerplate, `picture` where a picture stands in its place."""

    kind: BlockKind
    reason: str | None = None
    picture: bool = False


@dataclass(slots=True)
class Draft:
    """Lines and their labels, side by side; a line keeps the first label that it gets."""

    source: Source
    rules: Ruleset
    lines: list[Line]
    page: Page
    labels: list[Label | None] = field(default_factory=list)
    title: int | None = None
    _kinds: dict[tuple[str, ...], tuple[Rule, ...]] = field(default_factory=dict)
    _fired: dict[str, tuple[str, dict[str, regex.Match[str] | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = [None] * len(self.lines)

    def mark(self, at: int, kind: BlockKind, reason: str | None = None, picture: bool = False) -> None:
        if self.labels[at] is None:
            self.labels[at] = Label(kind, reason, picture)

    def drop(self, at: int, reason: str, picture: bool = False) -> None:
        self.mark(at, "boilerplate", reason, picture)

    def fired(self, at: int, *kinds: str) -> tuple[Rule, regex.Match[str]] | None:
        """The first rule of these kinds that fits the line, with its match on the line's view."""
        if kinds not in self._kinds:
            self._kinds[kinds] = self.rules.of_kind(*kinds)
        view = self.lines[at].view
        if view not in self._fired:
            self._fired[view] = view.lower(), {}
        lower, known = self._fired[view]
        for rule in self._kinds[kinds]:
            name = rule.name
            if name not in known:
                known[name] = _fit(rule, view, lower)
            if match := known[name]:
                return rule, match
        return None

    def open(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The lines in this range that have no label yet."""
        for at in range(start, len(self.lines) if end is None else end):
            if self.labels[at] is None:
                yield at

    @property
    def body(self) -> int:
        """Where the lines behind the title begin."""
        return 0 if self.title is None else self.title + 1

    def after_picture(self, at: int) -> bool:
        """A picture stands right before this line, or before the furniture that it follows."""
        if self.lines[at].tag == "img":
            return True
        for before in range(at - 1, -1, -1):
            label = self.labels[before]
            if label is None or label.kind != "boilerplate":
                return False
            if label.picture:
                return True
        return False

    def split(self, at: int, where: int) -> None:
        """Cuts the line in two at the offset `where` of the text; the second has no label yet."""
        line = self.lines[at]
        cut = where - line.span.start
        head, tail = line.view[:cut], line.view[cut:]
        first = Span(line.span.start, line.span.start + len(head.rstrip()))
        second = Span(where + len(tail) - len(tail.lstrip()), line.span.end)
        self.lines[at : at + 1] = [
            Line(first, head.rstrip(), line.tag, line.apart, line.page),
            Line(second, tail.lstrip(), line.tag, False, line.page),
        ]
        self.labels.insert(at + 1, None)


def _fit(rule: Rule, view: str, lower: str) -> regex.Match[str] | None:
    """Where a rule fits a line; so long a line is a paragraph, which only its opening sign can fit."""
    if len(view) >= 1000 and rule.kind != "page_sign":
        return None
    return rule.pattern.search(view) if _may_fit(rule, lower) else None


def found_by(rule: Rule, view: str) -> Iterator[regex.Match[str]]:
    """All that a rule finds in a line, however long."""
    return rule.pattern.finditer(view) if _may_fit(rule, view.lower()) else iter(())


def _may_fit(rule: Rule, lower: str) -> bool:
    return not rule.needs or any(map(lower.__contains__, rule.needs))


def named(rule: Rule) -> str:
    """A rule's own name, which is fit to be read as a reason."""
    return rule.name.partition(":")[2]
