"""Rules over a text to mentions, and the one overlap policy: leftmost, then longest, then file order."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol, TypeVar

import regex

from extractor.model import Mention, Span
from patterns import Rule


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_S = TypeVar("_S", bound=_Spanned)


def fire(rules: Iterable[Rule], view: str, within: Span) -> Iterator[Mention]:
    """Every match of every rule within a span of the view, overlaps and all."""
    lower = view[within.start : within.end].lower()
    for rule in rules:
        if rule.needs and not any(word in lower for word in rule.needs):
            continue
        for match in matches(rule, view, within):
            found = match.groupdict().items()
            groups = {name: Span(*match.span(name)) for name, got in found if got is not None and name[0] != "_"}
            yield Mention(rule.kind, Span(*match.span()), rule.name, groups)


def matches(rule: Rule, view: str, within: Span) -> Iterator[regex.Match[str]]:
    """What the rule's pattern finds within a span, leftmost first; tried only where the rule's `opens` let it begin."""
    if not rule.opens:
        yield from rule.pattern.finditer(view, within.start, within.end)
        return
    starts, end = starts_of(view, rule.opens), within.start
    for at in starts[bisect_left(starts, within.start) : bisect_left(starts, within.end)]:
        match = rule.pattern.match(view, at, within.end) if at >= end else None
        if match:
            yield match
            end = match.end()


def may_open(rule: Rule, view: str, start: int) -> bool:
    """Whether the rule may match at this place, by the word that stands there."""
    word = _WORD.match(view, start) if rule.opens else None
    return not rule.opens or (word is not None and word.group().lower() in rule.opens)


@lru_cache(maxsize=64)
def starts_of(view: str, words: frozenset[str]) -> list[int]:
    """Where these words, given in lower case, begin in the view: at its runs of letters and at capitals glued on."""
    return [start for start, word in _words(view) if word in words]


@lru_cache(maxsize=2)
def _words(view: str) -> list[tuple[int, str]]:
    found = [(match.start(), match.group().lower()) for match in _WORD.finditer(view)]
    glued = [(match.start(), match.group().lower()) for match in _GLUED.finditer(view, overlapped=True)]
    return sorted(found + glued) if glued else found


_WORD = regex.compile(r"\p{L}+")
# `TheoChủ tịch`: pages lose spaces where they lose a tag.
_GLUED = regex.compile(r"(?<=\p{Ll})\p{Lu}\p{L}*")


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
