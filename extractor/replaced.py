"""Places of a plain text that have an anchor's surroundings but other words: what stands there instead."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.anchors import NEAR, Anchor
from extractor.likeness import Fit, fit_of, whole_words
from extractor.plain import Plain

#: More places than this are not told apart one by one.
MOST_PLACES = 64
#: What of a context is looked up: so many characters, next to the quote or a little further out.
_PIVOT, _LEAST_PIVOT = 12, 6
_SHIFTS = (0, 8, 16)
#: How much longer than the quote what stands there now may be.
_ROOM = 48
#: One side of a context alone must be so long, and stand once.
_ALONE = 24


def places_of(text: str, words: str) -> list[int]:
    """Where the words begin, overlapping or not; no more than one place above `MOST_PLACES`."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) <= MOST_PLACES:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def rivals(anchor: Anchor, plain: Plain) -> list[Fit]:
    """Places between what stood right before and right behind the quote where something else stands, or nothing."""
    return [*_between(anchor, plain, 0, 0), *_at_edge(anchor, plain)]


def replaced(anchor: Anchor, plain: Plain) -> list[Fit]:
    """Places where also words next to the quote are others: those that are least wide of it. Their score says how much
    of all the context agrees."""
    for before, after in sorted(((b, a) for b in _SHIFTS for a in _SHIFTS), key=sum):
        if found := list(_between(anchor, plain, before, after)):
            return found
    return []


def _between(anchor: Anchor, plain: Plain, before: int, after: int) -> Iterator[Fit]:
    """Places between the contexts without the words that are `before` and `after` characters from the quote."""
    outer = _without(anchor, before, after)
    head, tail = outer.before[-_PIVOT:], outer.after[:_PIVOT]
    if min(len(head.strip()), len(tail.strip())) < _LEAST_PIVOT:
        return
    left, right = anchor.before[len(outer.before) :], anchor.after[: len(anchor.after) - len(outer.after)]
    share = 1 - (len(left) + len(right)) / (2 * NEAR)
    for start, end in _pairs(plain.text, head, tail, len(left + anchor.words + right) + _ROOM):
        if (there := plain.text[start:end]) != left + anchor.words + right:
            fit = fit_of(outer, plain, start, end)
            start += whole_words(left, there)
            end -= whole_words(right[::-1], there[::-1])
            yield replace(fit, start=start, end=max(start, end), score=fit.score * share)


def _at_edge(anchor: Anchor, plain: Plain) -> Iterator[Fit]:
    """Places where a line begins with other words before what stood behind a quote that began its line, or ends with
    others behind what stood before one that ended it: the lines beside it need not be the same."""
    left, right = anchor.before[len(anchor.before) - anchor.own_before :], anchor.after[: anchor.own_after]
    places: list[tuple[int, int]] = []
    words = anchor.words
    if len(left) < _PIVOT <= len(right):
        words = left + words
        places = [(_from(plain, at, len(words)), at) for at in _few_places(plain.text, right[:_ALONE])]
    elif len(right) < _PIVOT <= len(left):
        words += right
        starts = [at + len(left[-_ALONE:]) for at in _few_places(plain.text, left[-_ALONE:])]
        places = [(start, _to(plain, start, len(words))) for start in starts]
    for start, end in places:
        if plain.text[start:end] != words:
            yield fit_of(anchor, plain, start, end)


def _from(plain: Plain, end: int, length: int) -> int:
    """Where the line before `end` begins, or, where that is too far off, so many characters and the rest of a word."""
    line = _line_start(plain, end)
    return line if end - line <= length + _ROOM else _word_start(plain, end, end - length)


def _to(plain: Plain, start: int, length: int) -> int:
    """Where the line behind `start` ends, or, where that is too far off, so many characters and the rest of a word."""
    line = _line_end(plain, start)
    return line if line - start <= length + _ROOM else _word_end(plain, start, start + length)


def _few_places(text: str, words: str) -> list[int]:
    """Where the words begin; nowhere where that is at more places than are told apart."""
    found = places_of(text, words)
    return found if len(found) <= MOST_PLACES else []


def _without(anchor: Anchor, before: int, after: int) -> Anchor:
    """The anchor with its contexts cut, at ends of words, by so many characters next to the quote or a few more."""
    left, right = anchor.before, anchor.after
    if before:
        left = left[: left.rfind(" ", 0, max(0, len(left) - before)) + 1]
    if after:
        right = right[right.find(" ", after) :] if " " in right[after:] else ""
    return replace(anchor, before=left, after=right)


def _pairs(text: str, head: str, tail: str, room: int) -> Iterator[tuple[int, int]]:
    """From the end of each `head` to the `tail` behind it, `room` away at most; where nothing is left between the two,
    they share a space, and the end is before the start."""
    shared = head[-1] == tail[0] == " "
    for at in _few_places(text, head):
        start = at + len(head)
        end = text.find(tail, start - shared, start + room + len(tail))
        if end >= 0:
            yield start, end


def beside(anchor: Anchor, plain: Plain) -> tuple[int, int] | None:
    """What stands behind the only place of the words before the quote, or before that of the words behind it, as long
    as the quote was and no further than the line; None where neither side stands once."""
    head, tail = anchor.before[-_ALONE:], anchor.after[:_ALONE]
    if anchor.own_before >= _ALONE and plain.text.count(head) == 1:
        start = plain.text.index(head) + len(head)
        return start, _word_end(plain, start, start + len(anchor.words))
    if anchor.own_after >= _ALONE and plain.text.count(tail) == 1:
        end = plain.text.index(tail)
        return _word_start(plain, end, end - len(anchor.words)), end
    return None


def _line_end(plain: Plain, start: int) -> int:
    """Where the line ends that goes on at `start`: there, if a line has just ended."""
    return start if plain.is_break(start - 1) else next(i for i in plain.breaks if i >= start)


def _line_start(plain: Plain, end: int) -> int:
    """Where the line begins that `end` is in: there, if it ends there, since then nothing of the next is before it."""
    return end if plain.is_break(end) else max(i for i in plain.breaks if i < end) + 1


def _word_end(plain: Plain, start: int, at: int) -> int:
    word = plain.text.find(" ", at)
    return min(_line_end(plain, start), len(plain.text) if word < 0 else word)


def _word_start(plain: Plain, end: int, at: int) -> int:
    return min(end, max(_line_start(plain, end), plain.text.rfind(" ", 0, max(0, at) + 1) + 1))
