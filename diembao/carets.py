"""A line of source text for the terminal with carets under some of its characters, whatever their width."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model import Span

_CARET = "^"


def underlined(text: str, line: Span, marks: Sequence[Span], width: int) -> Iterator[str]:
    """The characters of `line` in `text` in rows of at most `width` columns, each followed by a row of carets where
    a mark lies in it. White space of any kind is shown as spaces; a row breaks at a space where there is one."""
    for row in _rows(text, line, width):
        yield "".join(_shown(text[at]) for at in range(row.start, row.end)).rstrip()
        carets = "".join(_under(text[at], at, marks) for at in range(row.start, row.end)).rstrip()
        if carets:
            yield carets


def _rows(text: str, line: Span, width: int) -> Iterator[Span]:
    start = line.start
    while start < line.end:
        end = _fitting(text, start, line.end, width)
        yield Span(start, end)
        start = end


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """How far a row from `start` goes: all that fits, to the last space if anything is left over."""
    at, used = start, 0
    while at < end and (used + cells(text[at]) <= width or at == start):
        used += cells(text[at])
        at += 1
    if at == end:
        return end
    breaks = [i + 1 for i in range(start, at) if text[i].isspace()]
    return breaks[-1] if breaks else at


def _under(character: str, at: int, marks: Sequence[Span]) -> str:
    inside = any(mark.start <= at < mark.end for mark in marks)
    return (_CARET if inside else " ") * cells(character)


def _shown(character: str) -> str:
    return " " if character.isspace() else character


def cells(character: str) -> int:
    """How many columns a character takes on a terminal: none for a combining mark, two for a wide one."""
    from rich.cells import cell_len

    return 1 if character.isspace() else cell_len(character)
