"""The rules beside what they have made in the database: facts, and what reviewers say of those."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import current_app

from db.quality import Precision
from db.rule_facts import RuleCount
from db.store import Archive
from diembao.web.remembered import Remembered
from patterns import Rule, Ruleset

EXTENSION = "diembao-rule-lines"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What a rule has made of one kind of fact: how many in current articles, and how many of the judged are right,
    None where none was judged."""

    name: str
    kind: str
    facts: int
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of a file: those that facts come from with what they made, and the `others`, which steer and clean."""

    stem: str
    lines: Sequence[RuleLine]
    others: Sequence[Rule]

    @property
    def facts(self) -> int:
        return sum(line.facts for line in self.lines)


class RuleLines:
    """Counts are half a minute old at most: they take longer the more facts there are. Precision is worked out after
    each verdict, and as often."""

    def __init__(self) -> None:
        self._counts = Remembered[Sequence[RuleCount]](seconds=30)
        self._precision = Remembered[Sequence[Precision]](seconds=30)

    def lines(self, archive: Archive) -> list[RuleLine]:
        """One a rule and kind of fact, by name, also of rules that are in no file any more."""
        counts = {(one.rule, one.kind): one.facts for one in self._counts.get(None, archive.rule_counts)}
        said = self._precision.get(archive.last_verdict(), lambda: archive.precision("rule"))
        judged = {(one.name, one.kind): one for one in said}
        return [RuleLine(*key, counts.get(key, 0), judged.get(key)) for key in sorted({*counts, *judged})]


def rule_lines() -> RuleLines:
    """Those of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, RuleLines)
    return found


def files(rules: Ruleset, lines: Sequence[RuleLine]) -> Iterator[RuleFile]:
    """Every file of rules by its name, the lines of its rules with it."""
    of_rule: Mapping[str, list[RuleLine]] = {
        name: list(found) for name, found in groupby(lines, key=lambda line: line.name)
    }
    for stem, found in groupby(sorted(rules.rules, key=_stem), key=_stem):
        named = list(found)
        own = [line for rule in named for line in of_rule.get(rule.name, ())]
        yield RuleFile(stem, own, [rule for rule in named if rule.name not in of_rule])


def of_no_file(rules: Ruleset, lines: Sequence[RuleLine]) -> list[RuleLine]:
    """The lines of what is no rule of a file: ways of reading that are code, and rules that were dropped."""
    known = {rule.name for rule in rules.rules}
    return [line for line in lines if line.name not in known]


def _stem(rule: Rule) -> str:
    return rule.name.partition(":")[0]
