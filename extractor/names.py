"""Names of persons as the press writes them, with what they are addressed by: the shared reader."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.match import disjoint
from extractor.model import Span
from extractor.openings import matches
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text: the name alone, and what stands before it (`ông`, `PGS.TS`, `Đại tá`)."""

    name: Span
    honorific: Span | None

    @property
    def span(self) -> Span:
        return Span(self.honorific.start, self.name.end) if self.honorific else self.name


def find_names(view: str, span: Span, rules: Ruleset) -> list[Name]:
    """The persons named within a span of the view: who is addressed, or has a family name and more."""
    return disjoint(_names(view, span, rules))


def name_at(view: str, start: int, end: int, rules: Ruleset) -> Name | None:
    """The person whose name, or honorific, starts at `start`; for a place where only a name can stand."""
    match = rules.rule("names:behind_title").pattern.match(view, start, end)
    return _name(match) if match else None


def _names(view: str, span: Span, rules: Ruleset) -> Iterator[Name]:
    for rule in rules.of_kind("person"):
        for match in matches(rule, view, span):
            yield _name(match)


def _name(match: regex.Match[str]) -> Name:
    groups = match.groupdict()
    honorific = Span(*match.span("honorific")) if groups.get("honorific") else None
    return Name(Span(*match.span("name")), honorific)
