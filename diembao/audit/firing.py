"""A rule fired once more on the place that a stored fact was read from."""
from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Mention, Span
from patterns import Ruleset
from patterns.loader import BUILT_IN


def file_of(rule: str) -> str | None:
    """The file of a rule, as it is called in the project; None where it is a user's own."""
    stem = rule.partition(":")[0]
    return f"patterns/{stem}.toml" if (BUILT_IN / f"{stem}.toml").exists() else None


def fired(rules: Ruleset, name: str, view: str, sentence: Span, quote: Span) -> Mention | None:
    """The match of a rule in a sentence of the view that lies on a quote: the one that covers most of it. None where
    there is no rule of this name, or it does not match there."""
    found = _matches(rules, name, view, sentence, quote)
    return max(found, key=lambda mention: (_shared(mention.span, quote), -len(mention.span)), default=None)


def _matches(rules: Ruleset, name: str, view: str, sentence: Span, quote: Span) -> Iterator[Mention]:
    if not any(rule.name == name for rule in rules.rules):
        return
    rule = rules.rule(name)
    for match in rule.pattern.finditer(view, sentence.start, sentence.end, overlapped=True):
        span = Span(*match.span())
        if _near(span, quote):
            named = ((n, Span(*match.span(n))) for n, got in match.groupdict().items() if got is not None)
            yield Mention(rule.kind, span, rule.name, {n: s for n, s in named if n[0] != "_"})


def _near(span: Span, quote: Span) -> bool:
    """Whether a match is on a quote, or right before it, as a verb is before the words said."""
    return span.overlaps(quote) or 0 <= quote.start - span.end <= 1


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
