"""Who is said to give the figures of a sentence: `Theo báo cáo của X, …`, `Báo cáo của X cho thấy, …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.bodies import body_at
from extractor.match import fire
from extractor.model import Reading, Sentence, Span, Statement
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Attribution:
    """The whole phrase, and the name of the source in it."""

    span: Span
    name: Span


def find_attributions(reading: Reading, rules: Ruleset) -> tuple[Attribution, ...]:
    """All phrases that name a source of figures, in the order of the sentences."""
    told = [rules.rule("context:source"), rules.rule("context:report")]
    found = (mention for sentence in reading.sentences for mention in fire(told, reading.view, sentence.span))
    return tuple(Attribution(mention.span, mention.groups["source"]) for mention in found)


class Speaking:
    """Which organisations speak in the sentences of an article."""

    def __init__(self, reading: Reading, rules: Ruleset, statements: Sequence[Statement]) -> None:
        self._spans = [
            s.speaker_span
            for s in statements
            if s.speaker_span and body_at(reading.view, s.speaker_span.start, s.speaker_span.end, rules)
        ]

    def of(self, sentence: Sentence) -> Span | None:
        """Where the organisation is named that speaks in a sentence, or None."""
        return next((span for span in self._spans if sentence.span.contains(span)), None)
