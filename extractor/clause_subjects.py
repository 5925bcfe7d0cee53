"""The subject of each figure of a clause: its own, the one that a comma cut off, or one of a list of nouns."""
from __future__ import annotations

from dataclasses import replace

from extractor.clauses import Clause
from extractor.counted_phrases import CountedPhrases
from extractor.model import Quantity, Span
from extractor.subjects import Subject, Subjects
from patterns import Ruleset

#: Most words that an item of a list of subjects has.
_LISTED_WORDS = 4


class ClauseSubjects:
    """Reads the subjects of one article's clauses."""

    def __init__(self, rules: Ruleset, view: str, blank: str, subjects: Subjects, counted: CountedPhrases) -> None:
        self._view, self._blank, self._subjects, self._counted = view, blank, subjects, counted
        self._joint = rules.rule("context:joint_noun").pattern
        self._bare_measure = rules.rule("context:bare_measure").pattern

    def head(self, clause: Clause, index: int) -> Span:
        """From the clause's start, or the last figure in it that is not embedded, to this figure's bound or number."""
        start = clause.span.start
        for before in clause.quantities[:index]:
            if not self._counted.embedded(start, before):
                start = self._told_end(before, clause.quantities[index])
        quantity = clause.quantities[index]
        bound = quantity.bound_span
        end = bound.start if bound and bound.end <= quantity.span.start else quantity.span.start
        return Span(start, max(start, end))

    def _told_end(self, before: Quantity, quantity: Quantity) -> int:
        """Where a figure and the joint noun that it counts end: `4 làn xe với nền đường 22 m`."""
        joint = self._joint.match(self._view, before.span.end, quantity.span.start) if before.kind == "count" else None
        return joint.end() if joint else before.span.end

    def of(self, clause: Clause, head: Span, pending: Subject | None, chained: bool) -> Subject:
        """The clause's own subject, or `pending`, the one that a comma cut off before its verb.

        In a chain, behind another figure, `đạt tỷ lệ` alone is no subject.
        """
        subject = self._subjects.read(self._blank, head.start, head.end)
        told = subject.indicator
        if told and (pending or chained) and self._bare_measure.match(self._blank, told.start, told.end):
            subject = replace(subject, indicator=None)
        if pending is None or head.start != clause.span.start:
            return subject
        if subject.scope and not subject.indicator and pending.indicator and pending.verb.endswith("được"):
            return replace(pending, verb=f"{pending.verb} {subject.verb}".strip())  # `vốn được A, B giao là …`
        if subject.indicator or subject.scope:
            return self._listed(clause, subject, pending)
        return replace(pending, verb=f"{pending.verb} {subject.verb}".strip(), opener=subject.opener)

    def _listed(self, clause: Clause, subject: Subject, pending: Subject) -> Subject:
        """`Chè, mật ong, dược liệu đạt 72 triệu`: short nouns before the comma are of the same list."""
        first, last = pending.indicator, subject.indicator
        if first is None or last is None or clause.mark != "," or pending.verb or pending.opener or subject.opener:
            return subject
        listed = Span(first.start, last.end)
        if any(len(part.split()) > _LISTED_WORDS for part in listed.of(self._blank).split(",")):
            return subject
        return replace(subject, indicator=listed)
