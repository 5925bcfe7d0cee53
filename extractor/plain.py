"""A text as passages are compared in it: composed, white space collapsed, what nobody sees dropped, look-alikes made
one as `extractor.view` does it; with the way back to the text's own characters.

Nothing else is loosened: a digit, sign, separator or letter is itself and no other.
"""
from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from extractor.model import Span
from extractor.view import view

# Marks of order that no reader sees. A soft hyphen is none: rules read it as the hyphen that it stands for in real
# pages. Nor is a mark that turns the direction round: what stands behind it is seen otherwise.
_UNSEEN = "\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff"
_ODD = regex.compile(rf"[\s{_UNSEEN}]{{2,}}|[^\S ]|[{_UNSEEN}]")
_LINE_END = regex.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_SPACE = regex.compile(r"\s")
_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` begins and ends with a space, as if its first and last line had neighbours.

    `starts` and `ends` give for each of its characters where it stands in the text that it was made of; `breaks` are
    the places of those spaces, in order, that stand for the end of a line.
    """

    text: str
    starts: array[int]
    ends: array[int]
    breaks: array[int]

    def span(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stand in the text that this was made of."""
        if start == end:
            return Span(self.starts[start], self.starts[start])
        return Span(self.starts[start], self.ends[end - 1])

    def place(self, span: Span) -> Span:
        """Where a span of the text that this was made of stands here."""
        start = bisect_right(self.ends, span.start)
        return Span(start, max(start, bisect_left(self.starts, span.end)))

    def is_break(self, at: int) -> bool:
        """Whether a line ends at this place."""
        found = bisect_left(self.breaks, at)
        return found < len(self.breaks) and self.breaks[found] == at

    def line(self, at: Span) -> Span:
        """From behind the end of the line before a passage to the end of the line that the passage ends in."""
        before = bisect_left(self.breaks, at.start)
        after = bisect_left(self.breaks, at.end)
        return Span(self.breaks[before - 1] + 1, self.breaks[after])


@lru_cache(maxsize=4)
def plain_of(text: str) -> Plain:
    """The plain form of a text, which need not be composed."""
    composed, starts, ends = _composed(text)
    made = _Made(composed, starts, ends)
    for odd in _ODD.finditer(composed):
        made.copy(odd.start())
        made.shorten(odd.group(), odd.end())
    made.copy(len(composed))
    return Plain(view("".join(made.pieces)), made.starts, made.ends, made.breaks)


def _composed(text: str) -> tuple[str, array[int], array[int]]:
    """The text in NFC between two ends of line, and where each character of it stands in `text`."""
    if unicodedata.is_normalized("NFC", text):
        clusters = text
        starts, ends = array("l", range(len(text))), array("l", range(1, len(text) + 1))
    else:
        found = [(unicodedata.normalize("NFC", m.group()), *m.span()) for m in _CLUSTER.finditer(text)]
        clusters = "".join(shown for shown, _, _ in found)
        starts = array("l", (start for shown, start, _ in found for _ in shown))
        ends = array("l", (end for shown, _, end in found for _ in shown))
    first, last = array("l", [0]), array("l", [len(text)])
    return f"\n{clusters}\n", first + starts + last, first + ends + last


@dataclass(slots=True)
class _Made:
    """What is made so far of `source`, whose characters stand at `source_starts` and `source_ends`; `at` is how far."""

    source: str
    source_starts: array[int]
    source_ends: array[int]
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    breaks: array[int] = field(default_factory=lambda: array("l"))

    def copy(self, to: int) -> None:
        self.pieces.append(self.source[self.at : to])
        self.starts.extend(self.source_starts[self.at : to])
        self.ends.extend(self.source_ends[self.at : to])
        self.at = to

    def shorten(self, run: str, to: int) -> None:
        """White space becomes one space, what nobody sees nothing."""
        if _SPACE.search(run):
            if _LINE_END.search(run):
                self.breaks.append(len(self.starts))
            self.pieces.append(" ")
            self.starts.append(self.source_starts[self.at])
            self.ends.append(self.source_ends[to - 1])
        self.at = to
