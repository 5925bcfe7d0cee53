"""A whole and its parts, where the words say so: `128 tỷ đồng, trong đó vốn A 56 tỷ đồng, vốn B 72 tỷ đồng`."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.match import find
from extractor.model import Reading, Span
from extractor.witnesses import ADDITIVE, Witness, same_unit
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole with the parts told behind its opener, in the order of the text; the first `sure` of them stand in
    the opener's own sentence. `closed` says that the words leave no room for further parts."""

    whole: Witness
    parts: tuple[Witness, ...]
    sure: int
    closed: bool


class Breakdowns:
    """Finds the breakdowns of one article; `levels` are its amounts in order."""

    def __init__(self, reading: Reading, rules: Ruleset, levels: Sequence[Witness]) -> None:
        self._reading, self._view = reading, reading.view
        self._levels = [w for w in levels if w.kind in ADDITIVE and w.is_level]
        self._opens = [rules.rule("checks:parts")]
        self._rest = rules.rule("checks:rest").pattern

    def all(self) -> Iterator[Breakdown]:
        for index, sentence in enumerate(self._reading.sentences):
            openers = find(self._opens, self._view, sentence.span)
            for number, opener in enumerate(openers):
                end = openers[number + 1].span.start if number + 1 < len(openers) else self._end(index)
                yield from self._of(index, opener.span, end, "all" in opener.groups)

    def _end(self, index: int) -> int:
        """How far the parts may be told: to the end of the paragraph, of the next one too where the opener heads its
        own, and never past a sentence that opens a breakdown of its own."""
        told = self._reading.sentences
        first, last = told[index], told[index]
        heads = index == 0 or told[index - 1].block != first.block
        next_block = next((s.block for s in told[index + 1 :] if s.block != first.block), None) if heads else None
        for later in told[index + 1 :]:
            if later.block not in (first.block, next_block) or find(self._opens, self._view, later.span):
                break
            last = later
        return last.span.end

    def _of(self, index: int, opener: Span, end: int, names_all: bool) -> Iterator[Breakdown]:
        sentence = self._reading.sentences[index]
        behind = [w for w in self._levels if opener.end <= w.span.start < end and not self._second(w)]
        plans = [w for w in self._levels if opener.end <= w.span.start < end and self._second(w)]
        done: list[Witness] = []
        for first in [*behind, *plans]:
            whole = self._whole(index, opener.start, first)
            parts = tuple(_parts(first, behind if first in behind else plans, whole)) if whole else ()
            if whole is None or len(parts) < 2 or first in done:
                continue
            done += parts
            sure = sum(w.span.start < sentence.span.end for w in parts)
            yield Breakdown(whole, parts, sure, self._closed(parts[:sure], names_all))

    def _whole(self, index: int, opener: int, part: Witness) -> Witness | None:
        """The last amount of the part's unit and modality before the opener, in its sentence; where the opener heads
        the sentence, in the one before it."""
        sentence = self._reading.sentences[index]
        start = sentence.span.start
        if not self._view[start:opener].strip(" -–+•“\"") and index:
            start = self._reading.sentences[index - 1].span.start
        told = [w for w in self._levels if start <= w.span.start and w.span.end <= opener and same_unit(w, part)]
        told = [w for w in told if w.planned == part.planned]
        return told[-1] if told else None

    def _second(self, witness: Witness) -> bool:
        """Whether it is the second of `a/b`, the plan or whole of the first."""
        before = self._view[max(0, witness.span.start - 2) : witness.span.start]
        return witness.fraction and before.rstrip().endswith("/")

    def _closed(self, parts: Sequence[Witness], names_all: bool) -> bool:
        """Whether no other part can be meant: `gồm A, B và C`, or the last is the rest."""
        if len(parts) < 2:
            return False
        gap = self._view[parts[-2].span.end : parts[-1].span.start]
        return bool(self._rest.search(gap)) or (names_all and regex.search(r"\svà\s", gap) is not None)


def _parts(first: Witness, behind: Sequence[Witness], whole: Witness) -> Iterator[Witness]:
    """From `first` on, what may be a part of the whole: of its unit, period and modality, each of something else."""
    seen = {(whole.anchor, whole.scope_anchor)}
    for w in behind:
        what = (w.anchor, w.scope_anchor)
        alike = same_unit(w, whole) and w.period == whole.period and w.planned == whole.planned
        under = w.holds_for[0] == whole.holds_for[0] or w.key == whole.key
        if w.span.start >= first.span.start and alike and under and what not in seen:
            seen.add(what)
            yield w
