"""Which row of a table heads a row: the first of its table, where the others have figures and it has none."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from extractor.draft import Draft
from extractor.model import Span

_CELL = regex.compile(r"\t|\s\|\s")
_DIGIT = regex.compile(r"\d")


def headers(draft: Draft) -> list[Span | None]:
    """For each line of the draft the span of the row that heads it, None where it is no row or none heads it."""
    found: list[Span | None] = [None] * len(draft.lines)
    rows = [(label is not None and label.kind == "table_row", at) for at, label in enumerate(draft.labels)]
    for is_row, table in groupby(rows, key=lambda row: row[0]):
        at = [place for _, place in table]
        if is_row and _is_headed([draft.lines[place].span.of(draft.source.text) for place in at]):
            for place in at[1:]:
                found[place] = draft.lines[at[0]].span
    return found


def _is_headed(rows: Sequence[str]) -> bool:
    first, rest = rows[0], rows[1:]
    if not rest or len(_CELL.split(first)) < 2:
        return False
    told = sum(1 for row in rest for cell in _cells(row) if _DIGIT.search(cell))
    return told > 0 and not any(_is_figure(cell) for cell in _cells(first))


def _cells(row: str) -> Iterator[str]:
    """The cells of a row but its first, which names it."""
    yield from _CELL.split(row)[1:]


def _is_figure(cell: str) -> bool:
    """A cell that is a number and hardly anything else; a year heads its column all the same."""
    digits = len(_DIGIT.findall(cell))
    letters = sum(map(str.isalpha, cell))
    return digits > letters and not regex.fullmatch(r"\W{0,3}(?:19|20)\d\d\W{0,3}", cell)
