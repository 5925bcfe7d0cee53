"""How much of what stood around a passage stands around another place: read outward from the passage, word by word."""
from __future__ import annotations

from dataclasses import dataclass

from extractor.anchors import NEAR, WIDE, Anchor
from extractor.plain import Plain

#: How many words may be others, on one side, before what stands further out counts for nothing.
_OTHERS = 2
#: What a number that differs takes off besides its own characters: it may be what tells two places apart.
_OTHER_NUMBER = 8
#: A near character counts as much as so many far ones.
_NEARER = 3
#: Of a quote as long as a sentence what goes beyond so many characters counts as context, up to so many.
_TELLING, _TOLD = 40, 256


@dataclass(frozen=True, slots=True)
class Fit:
    """A place in a plain text as an anchor's. `before` and `after` are how many characters next to it are the
    anchor's, up to the first that is not; in `words_before` and `words_after` only whole words count. `near` are all
    near characters that agree, `score` is the agreement of near and far ones, and of a long quote, from 0 to 1."""

    start: int
    end: int
    before: int
    after: int
    words_before: int
    words_after: int
    near: int
    score: float


def fit_of(anchor: Anchor, plain: Plain, start: int, end: int) -> Fit:
    """How well a place fits an anchor, which need not stand at the place itself."""
    mine_before, mine_after = anchor.before[::-1], anchor.after
    before = plain.text[max(0, start - 2 * WIDE) : start][::-1]
    after = plain.text[end : end + 2 * WIDE]
    common = _common(mine_before, before), _common(mine_after, after)
    beside = _whole(mine_before, common[0]), _whole(mine_after, common[1])
    near = _agreement(mine_before[:NEAR], before) + _agreement(mine_after[:NEAR], after)
    wide = _agreement(mine_before, before) + _agreement(mine_after, after)
    possible = _NEARER * len(mine_before[:NEAR] + mine_after[:NEAR]) + len(mine_before + mine_after)
    quote = min(_TOLD, max(0, len(anchor.words) - _TELLING))
    told = quote if quote and plain.text.startswith(anchor.words, start) else 0
    return Fit(start, end, *common, *beside, near, (_NEARER * near + wide + told) / max(1, possible + quote))


def whole_words(one: str, other: str) -> int:
    """How many characters are the same from the beginning, without a last word that goes on otherwise."""
    return _whole(one, _common(one, other))


def _common(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    if other.startswith(one):
        return len(one)
    shorter = min(len(one), len(other))
    return next((i for i in range(shorter) if one[i] != other[i]), shorter)


def _whole(one: str, common: int) -> int:
    """How many of the `common` characters are left when the last word is not cut."""
    return common if common == len(one) else one.rfind(" ", 0, common) + 1


def _agreement(mine: str, theirs: str) -> int:
    """How many characters agree when a few words may be others, or be there in one of the two alone."""
    total = 0
    for _ in range(_OTHERS + 1):
        common = whole_words(mine, theirs)
        total += common
        mine, theirs = mine[common:], theirs[common:]
        if not mine or not theirs:
            break
        word, other = _word(mine), _word(theirs)
        if any(map(str.isdigit, word)) and any(map(str.isdigit, other)):
            total -= _OTHER_NUMBER
        mine, theirs = _resumed(mine, theirs, len(word), len(other))
    return max(0, total)


def _word(text: str) -> str:
    """The first word with the space behind it."""
    end = text.find(" ", 1)
    return text if end < 0 else text[: end + 1]


def _resumed(mine: str, theirs: str, word: int, other: int) -> tuple[str, str]:
    """What is left of both behind a word that is not the same: replaced, left out or put in, as goes on longest."""
    ways = (mine[word:], theirs[other:]), (mine[word:], theirs), (mine, theirs[other:])
    return max(ways, key=lambda way: _common(*way))
