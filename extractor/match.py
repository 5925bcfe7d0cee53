"""Rules over a text to mentions, and the one overlap policy: leftmost, then longest, then file order."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from extractor.model import Mention, Span
from extractor.openings import matches, opens_in
from patterns import Rule


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_S = TypeVar("_S", bound=_Spanned)


class _Told:
    """Which rules can match in a view at all: those of whose words some stand in it. No others are tried."""

    def __init__(self, view: str) -> None:
        self._view, self._lower = view, view.lower()
        self._asked: dict[int, tuple[Sequence[Rule], list[Rule]]] = {}

    def candidates(self, rules: Sequence[Rule]) -> list[Rule]:
        """These rules without those that match nowhere in the view; kept by the sequence's identity."""
        known = self._asked.get(id(rules))
        if known is None or known[0] is not rules:
            known = self._asked[id(rules)] = (rules, [rule for rule in rules if self._may(rule)])
        return known[1]

    def _may(self, rule: Rule) -> bool:
        if rule.needs and not any(map(self._lower.__contains__, rule.needs)):
            return False
        return not rule.opens or opens_in(rule, self._view)


_told = lru_cache(maxsize=4)(_Told)


def fire(rules: Iterable[Rule], view: str, within: Span) -> Iterator[Mention]:
    """Every match of every rule within a span of the view, overlaps and all."""
    lower = view[within.start : within.end].lower()
    for rule in _told(view).candidates(rules if isinstance(rules, (list, tuple)) else tuple(rules)):
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
