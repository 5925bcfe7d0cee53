"""Gaps: what may have been missed in an article that was read.

Numbers that no rule explains, reporting verbs without a statement, titles with a name but without an official, triggers
of events without an event. For each place that looks like a fact and is none the reason is told, so that what is left
is worth a look.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.gap_events import find_event_triggers
from extractor.gap_officials import find_official_triggers
from extractor.gap_statements import find_statement_triggers
from extractor.model import Reading, Span
from extractor.openings import matches
from extractor.triggers import Search, Told, Trigger, sentences_in
from patterns import Ruleset


def find_triggers(reading: Reading, rules: Ruleset, told: Told) -> list[Trigger]:
    """Every place that could tell a fact, in the order of the text; those without an excuse are gaps."""
    search = Search(reading, rules, told)
    found = [
        *_numerals(search),
        *find_statement_triggers(search),
        *find_official_triggers(search),
        *find_event_triggers(search),
        *_dropped(search),
    ]
    return sorted(found, key=lambda trigger: (trigger.span, trigger.kind))


def gaps(triggers: Iterable[Trigger]) -> list[Trigger]:
    """The triggers that nothing excuses."""
    return [trigger for trigger in triggers if trigger.excuse is None]


def _numerals(search: Search) -> Iterator[Trigger]:
    for numeral in search.told.numerals:
        home = next(iter(sentences_in(search.reading, numeral.span)), None)
        line = home.span if home else _line(search, numeral.span)
        yield Trigger("numeral", numeral.span, line, numeral.rule or "", None if numeral.cls == "unknown" else "told")


def _dropped(search: Search) -> Iterator[Trigger]:
    """Reporting verbs in what was dropped from the page."""
    rule = search.rules.rule("reporting_verbs:said")
    for block in search.reading.article.blocks:
        if block.kind == "boilerplate":
            for match in matches(rule, search.view, block.span):
                span = Span(*match.span())
                yield Trigger("statement", span, _line(search, span), rule.name, "boilerplate")


def _line(search: Search, span: Span) -> Span:
    text = search.reading.text
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)
