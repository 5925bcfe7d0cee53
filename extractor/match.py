"""Rules over a text to mentions, and the one overlap policy: leftmost, then longest, then file order."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from extractor.model import Mention, Span
from extractor.openings import matches
from patterns import Rule


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_S = TypeVar("_S", bound=_Spanned)


def fire(rules: Iterable[Rule], view: str, within: Span) -> Iterator[Mention]:
    """Every match of every rule within a span of the view, overlaps and all."""
    lower = view[within.start : within.end].lower()
    for rule in rules:
        if rule.needs and not any(map(lower.__contains__, rule.needs)):
            continue
        for match in matches(rule, view, within):
            found = match.groupdict().items()
            groups = {name: Span(*match.span(name)) for name, got in found if got is not None and name[0] != "_"}
            yield Mention(rule.kind, Span(*match.span()), rule.name, groups)


def disjoint(mentions: Iterable[_S]) -> list[_S]:
    """The mentions that stay when overlaps are settled: leftmost, then longest, then the order given."""
    kept: list[_S] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def find(rules: Iterable[Rule], view: str, within: Span) -> list[Mention]:
    """The mentions of these rules within a span, overlaps settled."""
    return disjoint(fire(rules, view, within))
