"""The measure of the public article-extraction-benchmark: texts compared by their runs of four words.

Of each page the shingles that both texts have, that only the given one has and that only the true one has are counted
and divided by their sum, so that a long page weighs no more than a short one. Precision and recall are the means over
pages of what these shares give, F1 is the harmonic mean of the two means. A page without any given (true) text has no
say in precision (recall).
"""
from __future__ import annotations

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the shingles of a page, the shares that both texts, only the given and only the true one have, and whether
    the two have the same words throughout."""

    both: float
    given: float
    true: float
    exact: bool

    @property
    def precision(self) -> float | None:
        return _of(self.both, self.given)

    @property
    def recall(self) -> float | None:
        return _of(self.both, self.true)


@dataclass(frozen=True, slots=True)
class Score:
    """What pages come to, all from 0 to 1; `exact` is the share of pages with the same words throughout."""

    f1: float
    precision: float
    recall: float
    exact: float


def shares(true: str, given: str) -> Shares:
    """How two texts agree; the shares are all 0 where both are empty."""
    ours, theirs = _WORD.findall(given), _WORD.findall(true)
    given_runs, true_runs = _shingles(ours), _shingles(theirs)
    counts = [(given_runs & true_runs).total(), (given_runs - true_runs).total(), (true_runs - given_runs).total()]
    both, only_given, only_true = (count / (sum(counts) or 1) for count in counts)
    return Shares(both, only_given, only_true, ours == theirs)


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """A text shorter than a shingle is one by itself."""
    runs = (tuple(words[at : at + _LENGTH]) for at in range(max(1, len(words) - _LENGTH + 1)))
    return Counter(run for run in runs if run)


def score(pages: Sequence[Shares]) -> Score:
    """The score of pages; 0 where no page has a say."""
    precision = _mean([page.precision for page in pages])
    recall = _mean([page.recall for page in pages])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(f1, precision, recall, statistics.fmean(page.exact for page in pages))


def resamples(count: int, times: int = 1000, seed: int = 0) -> list[list[int]]:
    """The pages of each resample, as indices: the same for every reader, so that differences are paired."""
    chance = random.Random(seed)
    return [chance.choices(range(count), k=count) for _ in range(times)]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the middle 95 % of the values."""
    ordered = sorted(values)
    cut = round(0.025 * (len(ordered) - 1))
    return ordered[cut], ordered[-1 - cut]


def _of(both: float, only: float) -> float | None:
    return both / (both + only) if both + only else None


def _mean(values: Sequence[float | None]) -> float:
    told = [value for value in values if value is not None]
    return statistics.fmean(told) if told else 0.0
