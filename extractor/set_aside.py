"""What merely looks like a figure: dates, documents, times, editions, names and labels, found first and masked."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from extractor.match import disjoint, fire
from extractor.model import Classified, Mention, Moment, NumeralClass, Reading, Span
from extractor.openings import masked
from patterns import Ruleset

_ASIDE = ("time", "edition", "name", "label", "document")
_DIGIT = regex.compile(r"\d")
_INSIDE = regex.compile(r"[.,]?\d")


def set_aside(
    reading: Reading, rules: Ruleset, moments: Sequence[Moment], documents: Sequence[Span]
) -> list[Classified]:
    """Every stretch of digits that counts nothing, with its class; `documents` are the spans of document numbers."""
    found = [Classified(m.span, m.kind, m.rule) for m in moments]
    found += [Classified(span, "document", "documents") for span in documents]
    wanted = [rule for rule in rules.of_file("numerals") if rule.kind in _ASIDE]
    for sentence in reading.sentences:
        if _DIGIT.search(reading.view, sentence.span.start, sentence.span.end):
            aside = (_classified(m) for m in fire(wanted, reading.view, sentence.span))
            found += [item for item in aside if not _cuts_a_number(reading.view, item.span)]
    return disjoint(found)


def _cuts_a_number(view: str, span: Span) -> bool:
    """Whether the stretch ends inside a number: `quân đội 1,2 triệu người` has no `quân đội 1`."""
    inside = _INSIDE.match(view, span.end)
    return inside is not None and view[span.end - 1 : span.end].isdigit()


def _classified(mention: Mention) -> Classified:
    cls: NumeralClass = mention.kind  # type: ignore[assignment]  # only the kinds of _ASIDE are fired
    return Classified(mention.groups.get("number", mention.span), cls, mention.rule)


def mask(view: str, aside: Iterable[Classified]) -> str:
    """The view with the characters of what is set aside replaced, one for one, by a sign that no rule reads."""
    return masked(view, (item.span for item in aside))


