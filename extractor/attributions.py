"""Who is said to give the figures of a sentence: `Theo báo cáo của X, …`, `Báo cáo của X cho thấy, …`."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Reading, Span
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Attribution:
    """The whole phrase, and the name of the source in it."""

    span: Span
    name: Span


def find_attributions(reading: Reading, rules: Ruleset) -> tuple[Attribution, ...]:
    """All phrases that name a source of figures, in the order of the sentences."""
    patterns = [rules.rule("context:source").pattern, rules.rule("context:report").pattern]
    return tuple(
        Attribution(Span(*match.span()), Span(*match.span("source")))
        for sentence in reading.sentences
        for pattern in patterns
        for match in pattern.finditer(reading.view, sentence.span.start, sentence.span.end)
    )
