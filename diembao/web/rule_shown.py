"""A rule as its page shows it: its file, the words that its pattern names, its examples with what it matches there."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Span
from extractor.view import view
from patterns import BUILT_IN, Rule, Ruleset
from patterns.comments import comment_of


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what the rule matches in it, and the words of each named group."""

    before: str
    match: str
    behind: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleShown:
    """`file` is as it is called in the project, or a user's own path; `lists` are the words that the pattern names,
    `defined` the sub-patterns."""

    rule: Rule
    file: str
    comment: str
    examples: Sequence[Example]
    lists: Mapping[str, Sequence[str]]
    defined: Mapping[str, str]


def shown(rules: Ruleset, rule: Rule) -> RuleShown:
    lists, defined = rules.parts(rule)
    examples = [_example(rule, str(example["text"])) for example in rule.examples]
    return RuleShown(rule, _file(rule), comment_of(rule), examples, lists, defined)


def _file(rule: Rule) -> str:
    path = Path(rule.file)
    return path.relative_to(BUILT_IN.parent).as_posix() if path.is_relative_to(BUILT_IN) else str(path)


def _example(rule: Rule, text: str) -> Example:
    """Matched here once more; a test holds that every rule matches its examples."""
    match = rule.pattern.search(view(text))
    if match is None:
        return Example(text, "", "", {})
    span = Span(*match.span())
    named = {name: Span(*match.span(name)) for name, got in match.groupdict().items() if got and name[0] != "_"}
    groups = {name: group.of(text) for name, group in named.items()}
    return Example(text[: span.start], span.of(text), text[span.end :], groups)
