"""Where a rule may match: at the words that it says it opens with, so that its pattern is tried nowhere else."""
from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import regex

from extractor.model import Span
from extractor.view import blanked
from patterns import Rule

_WORD = regex.compile(r"(\p{L}+)")
# `TheoChủ tịch`: pages lose spaces where they lose a tag. No opening is as long as what is cut here.
_GLUED = regex.compile(r"(?<=\p{Ll})\p{Lu}\p{L}{0,30}")


# A number's first digit, and the sign before it; the dash of a range is no sign but does no harm.
_NUMBER = regex.compile(r"[+\-−(](?=\d)|(?<!\d)\d")


class Masked(str):
    """A view with some of its characters blanked by NUL, and the `whole` view, whose words are looked up only once.

    No words are blanked in part, so that a word of the masked view is one of the whole.
    """

    whole: str


def masked(view: str, spans: Iterable[Span]) -> Masked:
    """The view with NUL in place of each character of these spans."""
    found = Masked(blanked(view, spans, "\0"))
    found.whole = view
    return found


def matches(rule: Rule, view: str, within: Span) -> Iterable[regex.Match[str]]:
    """What the rule's pattern finds within a span of the view, leftmost first, none overlapping another."""
    if not rule.opens:
        return rule.pattern.finditer(view, within.start, within.end)
    starts, end = _starts(view, rule.opens), within.start
    first = bisect_left(starts, end)
    if first == len(starts) or starts[first] >= within.end:
        return ()
    found, match_at = [], rule.pattern.match
    for at in starts[first : bisect_left(starts, within.end, first)]:
        match = match_at(view, at, within.end) if at >= end else None
        if match:
            found.append(match)
            end = match.end()
    return found


def opens_in(rule: Rule, view: str) -> bool:
    """Whether a word that the rule opens with stands in the view at all."""
    return bool(_starts(view, rule.opens))


def places(rules: Iterable[Rule], view: str, within: Span) -> list[int]:
    """Where in a span of the view these rules may match, in order: every place where one does is among them."""
    found: set[int] = set()
    for rule in rules:
        if rule.opens:
            starts = _starts(view, rule.opens)
            found.update(starts[bisect_left(starts, within.start) : bisect_left(starts, within.end)])
        else:
            found.update(match.start() for match in rule.pattern.finditer(view, within.start, within.end))
    return sorted(found)


def may_open(rule: Rule, view: str, start: int) -> bool:
    """Whether the rule may match at this place, by the word that stands there."""
    word = _WORD.match(view, start) if rule.opens else None
    return not rule.opens or (word is not None and word[0].lower() in _seconds(rule.opens))


@dataclass(frozen=True, slots=True)
class _Words:
    """The runs of letters of a text in lower case; `words` has an empty one more, `gaps` stand before each.

    `places` are the indices of each word, `glued` the words within a run from a capital on, with their starts.
    """

    words: list[str]
    starts: list[int]
    gaps: list[str]
    places: dict[str, list[int]]
    glued: list[tuple[str, int]]


@lru_cache(maxsize=4)
def _words(view: str) -> _Words:
    parts = _WORD.split(view.replace("İ", "I").lower())  # the one capital whose small letter is two characters
    starts = list(accumulate(map(len, parts)))[::2]
    words, places = parts[1::2], defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
    glued = [(match[0].lower(), match.start()) for match in _GLUED.finditer(view, overlapped=True)]
    return _Words([*words, ""], starts, parts[::2], places, glued)


@lru_cache(maxsize=64)
def _starts(view: str, opens: frozenset[str]) -> list[int]:
    """Where these openings begin in the view, in order."""
    text, seconds = _words(view.whole if isinstance(view, Masked) else view), _seconds(opens)
    found = list(_numbers(view)) if "#" in opens else []
    found += [start for word, start in text.glued if word in seconds]
    for first in seconds.keys() & text.places.keys():
        alone, then = "" in seconds[first], seconds[first]
        for at in text.places[first]:
            if alone or (text.gaps[at + 1] == " " and text.words[at + 1] in then):
                found.append(text.starts[at])
    return sorted(found)


@lru_cache(maxsize=4)
def _numbers(view: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _NUMBER.finditer(view))


@lru_cache(maxsize=64)
def _seconds(opens: frozenset[str]) -> dict[str, set[str]]:
    """By the first word of the openings those that may stand second; empty for a word that opens by itself."""
    found: dict[str, set[str]] = {}
    for opening in opens:
        first, _, second = opening.partition(" ")
        found.setdefault(first, set()).add(second)
    return found
