"""Who is said to give the figures of a sentence: `Theo báo cáo của X, …`, `Báo cáo của X cho thấy, …`."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.match import fire
from extractor.model import Reading, Span
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
