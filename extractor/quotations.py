"""Quotations: what stands in quotation marks, over one paragraph or several."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extractor.model import Reading, Span

#: How many paragraphs a quotation may run over.
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks, without them: a span for each paragraph."""

    parts: tuple[Span, ...]


_WHOLE = regex.compile(
    r"“(?<said>[^“”]*)”|«(?<said>[^«»]*)»|\"(?<said>[^\"]*)\"|‘(?<said>[^‘’]*)’"
    r"|(?<![\p{L}\d])'(?<said>[^'\n]*)'(?![\p{L}\d])"
)
_OPENED = regex.compile(r"^\s*[-–]?\s*([“\"«])[^”\"»]*$")
_CLOSED = regex.compile(r"^[^“\"«]*?[”\"»]")


def find_quotations(reading: Reading, lines: Iterable[Span]) -> list[Quotation]:
    """The quotations of these lines, in order; one that is never closed is none."""
    found: list[Quotation] = []
    pending: list[Span] = []
    for line in lines:
        text, closing = line.of(reading.view), _CLOSED.match(line.of(reading.view))
        if pending and closing:
            found.append(Quotation((*pending, _trim(reading, Span(line.start, line.start + closing.end() - 1)))))
            pending = []
        elif pending and "“" not in text and '"' not in text and len(pending) < _MOST_PARTS:
            pending.append(_trim(reading, line))
            continue
        else:
            pending = []
        start = line.start + closing.end() if closing and found and line.contains(found[-1].parts[-1]) else line.start
        found += _whole(reading, Span(start, line.end))
        opened = _OPENED.match(text)
        if opened:
            pending = [_trim(reading, Span(line.start + opened.end(1), line.end))]
    return found


def _whole(reading: Reading, span: Span) -> Iterable[Quotation]:
    for match in _WHOLE.finditer(reading.view, span.start, span.end):
        if match["said"].strip():
            yield Quotation((_trim(reading, Span(*match.span("said"))),))


def _trim(reading: Reading, span: Span) -> Span:
    text = span.of(reading.view)
    return Span(span.start + len(text) - len(text.lstrip()), span.end - len(text) + len(text.rstrip()))
