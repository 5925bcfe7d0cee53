"""Which fact of one reading of an article is which of another reading."""
from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from db.reader import StoredFact

Pair = tuple[StoredFact | None, StoredFact | None]
_Mark = Callable[[StoredFact], Hashable]


def paired(before: Sequence[StoredFact], after: Sequence[StoredFact], same_text: bool) -> Iterator[Pair]:
    """Each fact with its other reading, None where it has none, in the order of the text.

    By the fact_key. Where the text is the same its place comes first, since a key counts which of equal quotes a fact
    is: when one of them goes, the keys of those behind it move on. What is left is paired where the quotes overlap.
    """
    older, newer = list(before), list(after)
    pairs: list[tuple[StoredFact, StoredFact]] = []
    marks: list[_Mark] = [lambda f: (f.kind, f.fact_key)]
    if same_text:
        marks = [lambda f: (f.kind, f.fact_key, f.span), lambda f: (f.kind, f.span), *marks]
    for mark in marks:
        pairs += _taken(older, newer, mark)
    if same_text:
        pairs += _overlapping(older, newer)
    found: list[Pair] = [*pairs, *((old, None) for old in older), *((None, new) for new in newer)]
    yield from sorted(found, key=lambda pair: (pair[1] or pair[0] or before[0]).span)


def _taken(older: list[StoredFact], newer: list[StoredFact], mark: _Mark) -> Iterator[tuple[StoredFact, StoredFact]]:
    """Takes the pairs that have the same mark out of both lists."""
    waiting: dict[Hashable, list[StoredFact]] = {}
    for fact in newer:
        waiting.setdefault(mark(fact), []).append(fact)
    for old in tuple(older):
        if same := waiting.get(mark(old)):
            new = same.pop(0)
            older.remove(old)
            newer.remove(new)
            yield old, new


def _overlapping(older: list[StoredFact], newer: list[StoredFact]) -> Iterator[tuple[StoredFact, StoredFact]]:
    for old in tuple(older):
        new = next((fact for fact in newer if fact.kind == old.kind and fact.span.overlaps(old.span)), None)
        if new is not None:
            older.remove(old)
            newer.remove(new)
            yield old, new
