"""Where a passage of an old text stands in a new one: the same words at a place that fits, or what became of them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractor.anchors import NEAR, WIDE, Anchor
from extractor.likeness import Fit, fit_of
from extractor.model import Span
from extractor.plain import Plain, plain_of
from extractor.replaced import MOST_PLACES, beside, places_of, replaced, rivals

Status = Literal["ok", "moved", "ambiguous", "changed", "gone"]

#: Characters of context that must agree in all, and next to the quote on each side.
LEAST, LEAST_BESIDE = 12, 3
#: By how much of a score the best place must be ahead of the next.
MARGIN = 0.05
#: A place with so much of the context need not be compared with places where also words beside the quote changed.
_SURE = 0.9
#: A quote of so many characters that stands once is shown where it stands, even in another context.
_LONG = 40
# Words that stand whole: `5%` does not in `15%`, `-5%`, `5%/tháng`.
_WHOLE = r"(?<![\p{{L}}\p{{N}}%/+\-−–.,]){}(?![\p{{L}}\p{{N}}%/]|[.,]\d)"
_PUNCTUATION = " ,.;:()"
_LITTLE = "the words stand there, but too little of what stood around them"
_SENTENCE_ENDS, _CLOSING = tuple(".!?…"), " ”\"’»)"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage; `score` says how much of its context the place has, from 0 to 1.

    `ok`: it is where it was. `moved`: it stands at `span`. `ambiguous`: it may be the one at `span` or another, or
    too little of its context is left to tell. `changed`: at its place, `span`, stands `now` instead. `gone`: neither
    the words in their context nor their place is there. `why` says in words what the status does not.
    """

    status: Status
    span: Span | None
    score: float
    why: str
    now: str | None = None


def locate(anchor: Anchor, text: str) -> Found:
    """Where the passage stands in `text`, in code points of `text`, which need not be composed.

    Only the same words are `ok` or `moved`, letter for letter in the plain form (`extractor.plain`), with at least
    `LEAST` characters of their context, `LEAST_BESIDE` of them on each side and a letter or digit among those (a side
    that has less in the quote's line needs that, and the end of the line), and `MARGIN` ahead of every other place;
    where other words stand in as much of the quote's line, the lines around it must be there too. Of places whose
    whole lines are the same one must also stand between the same lines, or as many times and as far in the order as
    before.
    """
    return _Search(anchor, plain_of(text), text).found()


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for one anchor in one text."""

    anchor: Anchor
    plain: Plain
    text: str

    def found(self) -> Found:
        if self._is_where_it_was():
            return Found("ok", self.anchor.span, 1.0, "")
        places = self._exact()
        if places is None:
            return Found("ambiguous", None, 0.0, "the same words in the same context stand at very many places")
        fits = sorted((fit_of(self.anchor, self.plain, *place) for place in places), key=lambda fit: -fit.score)
        good = [fit for fit in fits if self._is_enough(fit)]
        other = self._other(good)
        return self._chosen(good, other) if good else self._not_here(fits, other)

    def _is_where_it_was(self) -> bool:
        a, text = self.anchor, self.plain.text
        if a.span.of(self.text) != a.quote:
            return False
        at = self.plain.place(a.span)
        around = text[max(0, at.start - WIDE) : at.start], text[at.end : at.end + WIDE]
        return at.of(text) == a.words and around == (a.before, a.after)

    def _exact(self) -> list[tuple[int, int]] | None:
        """The places of the words with the least of their context; None where they are too many to tell apart."""
        a = self.anchor
        least = min(LEAST_BESIDE, a.own_before), min(LEAST_BESIDE, a.own_after)
        for before, after in (least, (LEAST, LEAST), (NEAR, NEAR), (WIDE, WIDE)):
            head = a.before[max(0, len(a.before) - before) :]
            found = places_of(self.plain.text, head + a.words + a.after[:after])
            if len(found) <= MOST_PLACES:
                return [(at + len(head), at + len(head) + len(a.words)) for at in found]
        return None

    def _is_enough(self, fit: Fit) -> bool:
        """Whether so much of the context is there that the place may be the quote's."""
        a = self.anchor
        if not (_tells(a.before[len(a.before) - fit.words_before :]) or self._begins(fit)):
            return False
        if not (_tells(a.after[: fit.words_after]) or self._ends(fit)):
            return False
        own = min(NEAR, a.own_before) + min(NEAR, a.own_after)
        return fit.near >= LEAST and 2 * fit.near >= own

    def _begins(self, fit: Fit) -> bool:
        """Whether the line begins with all that stood before the quote, where that was too little to tell places."""
        a = self.anchor
        few = not _tells(a.before[len(a.before) - a.own_before :])
        return few and fit.before >= a.own_before and self._begins_line(fit.start - a.own_before)

    def _ends(self, fit: Fit) -> bool:
        """Whether the line ends with all that stood behind the quote, where that was too little to tell places."""
        a = self.anchor
        few = not _tells(a.after[: a.own_after])
        return few and fit.after >= a.own_after and self._ends_line(fit.end + a.own_after)

    def _begins_line(self, at: int) -> bool:
        """Whether a line begins here, or at least a sentence: a page may have lost its ends of line."""
        before = self.plain.text[max(0, at - 4) : at]
        return self.plain.is_break(at - 1) or (before[-1:] == " " and before.rstrip(_CLOSING).endswith(_SENTENCE_ENDS))

    def _ends_line(self, at: int) -> bool:
        text = self.plain.text
        return self.plain.is_break(at) or (text[at] == " " and text[at - 1] in _SENTENCE_ENDS)

    def _other(self, good: Sequence[Fit]) -> Fit | None:
        """The place that fits best of those where other words stand."""
        found = rivals(self.anchor, self.plain)
        if not found and (not good or good[0].score < _SURE):
            found = replaced(self.anchor, self.plain)
        apart = [fit for fit in found if not good or fit.end <= good[0].start or good[0].end <= fit.start]
        return max(apart, key=lambda fit: fit.score, default=None)

    def _chosen(self, good: Sequence[Fit], other: Fit | None) -> Found:
        best = good[0]
        if other and other.score >= best.score + MARGIN:
            return self._changed(other)
        if other and (other.score > best.score - MARGIN or self._is_no_better(best, other)):
            return self._unsure(best, "the place of other words has as much of the context")
        twins = [fit for fit in good if fit.score > best.score - MARGIN or self._own(fit) >= self._own(best)]
        return self._of_twins(twins) if len(twins) > 1 else self._confirmed(best)

    def _of_twins(self, twins: Sequence[Fit]) -> Found:
        """One of several places where all of the line is the same: the one that also stands between the same lines, or
        between so many of them as no other and in its old order."""
        best = twins[0]
        ahead = best.score >= twins[1].score + MARGIN
        if ahead and (best.score >= _SURE or self._is_in_order(best)):
            return self._confirmed(best)
        equal = [fit for fit in twins if fit.score == best.score and self._is_in_order(fit)]
        return self._confirmed(equal[0]) if equal else self._unsure(best, f"{len(twins)} places fit equally")

    def _own(self, fit: Fit) -> int:
        """How much of the quote's own line is there."""
        return min(fit.before, self.anchor.own_before) + min(fit.after, self.anchor.own_after)

    def _is_no_better(self, best: Fit, other: Fit) -> bool:
        """Whether only the lines around tell a place from that of other words, and not all of these are there."""
        return best.score < _SURE and self._own(other) >= self._own(best)

    def _is_in_order(self, fit: Fit) -> bool:
        """Whether the words stand as often as before, and as often before this place as before the quote."""
        a, text = self.anchor, self.plain.text
        return text.count(a.words) == a.occurrences and text.count(a.words, 0, fit.start) == a.occurrence

    def _not_here(self, weak: Sequence[Fit], other: Fit | None) -> Found:
        a, text = self.anchor, self.plain.text
        if weak and not (other and other.score > weak[0].score):
            return self._unsure(weak[0], _LITTLE)
        if other:
            return self._other_words(other)
        often = text.count(a.words)
        if often == 1 and len(a.words) >= _LONG:
            at = text.index(a.words)
            return self._unsure(fit_of(a, self.plain, at, at + len(a.words)), _LITTLE)
        if place := beside(a, self.plain):
            return self._changed(fit_of(a, self.plain, *place))
        return Found("gone", None, 0.0, f"the same words stand in other contexts: {often}" if often else "")

    def _other_words(self, other: Fit) -> Found:
        """The words themselves may stand there, and those beside them be others."""
        whole = regex.compile(_WHOLE.format(regex.escape(self.anchor.words)))
        found = whole.search(self.plain.text, other.start, other.end)
        if found is None:
            return self._changed(other)
        there = self.plain.text[other.start : other.end]
        why = f"the words stand there, but those beside them are others now: {there}"
        return self._unsure(replace(other, start=found.start(), end=found.end()), why)

    def _confirmed(self, fit: Fit) -> Found:
        span = self.plain.span(fit.start, fit.end)
        same = span == self.anchor.span and span.of(self.text) == self.anchor.quote
        return Found("ok" if same else "moved", span, fit.score, "")

    def _unsure(self, fit: Fit, why: str) -> Found:
        return Found("ambiguous", self.plain.span(fit.start, fit.end), fit.score, why)

    def _changed(self, fit: Fit) -> Found:
        there = self.plain.text[fit.start : fit.end].strip(_PUNCTUATION)
        around = self.anchor.before[-NEAR:] + self.anchor.after[:NEAR]
        if there in around and not any(map(str.isdigit, there)):
            return Found("gone", None, fit.score, "what stood before and behind it stands together now")
        span = self.plain.span(fit.start, fit.end)
        return Found("changed", span, fit.score, "", span.of(self.text))


def _tells(beside: str) -> bool:
    """Whether so much stands beside a quote, and not signs alone: `1 - ` before `2 lần` is not the dash of `10 - `."""
    return len(beside) >= LEAST_BESIDE and any(map(str.isalnum, beside))
