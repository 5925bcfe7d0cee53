"""Every rule proves itself on its examples and counterexamples, and nothing in a rule file lies idle."""
from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

import extractor
from extractor.model import Span
from extractor.openings import matches
from extractor.view import view
from patterns import BUILT_IN, Rule
from tests.reading import CORPUS, rules

FILES = sorted(BUILT_IN.rglob("*.toml"))


@cache
def contents() -> dict[str, dict[str, Any]]:
    """What each rule file says, by its name without suffix."""
    return {path.relative_to(BUILT_IN).with_suffix("").as_posix(): tomllib.loads(path.read_text("utf-8"))
            for path in FILES}  # fmt: skip


@cache
def code() -> list[ast.AST]:
    """All that the extractor's modules are made of; parsed once, for hundreds of tests ask."""
    modules = sorted(Path(extractor.__file__).parent.glob("*.py"))
    return [node for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8")))]


@cache
def texts_in_code() -> set[str]:
    return {node.value for node in code() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def asked_for(method: str) -> set[str]:
    """The names that the extractor asks the ruleset for: `rules.<method>("name", ...)`."""
    calls = [n for n in code() if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    wanted = [call.args for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == method]
    return {a.value for args in wanted for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str)}


@pytest.mark.parametrize("rule", rules().rules, ids=lambda rule: rule.name)
def test_each_example_is_matched_once_and_as_stated(rule: Rule) -> None:
    for example in rule.examples:
        seen = view(example["text"])
        found = list(rule.pattern.finditer(seen))
        assert len(found) == 1, (example["text"], [m[0] for m in found])
        if "match" in example:
            assert found[0][0] == view(example["match"]), example["text"]
        given = found[0].groupdict()
        for name, value in example.get("groups", {}).items():
            assert given[name] == view(value), (example["text"], name)


@pytest.mark.parametrize("rule", rules().rules, ids=lambda rule: rule.name)
def test_no_counterexample_is_matched(rule: Rule) -> None:
    for text in rule.counterexamples:
        assert (found := rule.pattern.search(view(text))) is None, (text, found and found[0])


@pytest.mark.parametrize("rule", [rule for rule in rules().rules if rule.needs], ids=lambda rule: rule.name)
def test_each_example_holds_a_word_that_its_rule_needs(rule: Rule) -> None:
    for example in rule.examples:
        assert any(word in view(example["text"]).lower() for word in rule.needs), example["text"]


@pytest.mark.parametrize("rule", [rule for rule in rules().rules if rule.opens], ids=lambda rule: rule.name)
def test_a_rule_finds_the_same_where_it_opens_as_everywhere(rule: Rule) -> None:
    texts = [example["text"] for example in rule.examples] + list(rule.counterexamples)
    texts += [path.read_text("utf-8") for path in sorted((CORPUS / "articles").glob("*.txt"))]
    for seen in map(view, texts):
        told = [match.span() for match in matches(rule, seen, Span(0, len(seen)))]
        assert told == [match.span() for match in rule.pattern.finditer(seen)], seen[:200]


def test_the_code_asks_only_for_words_that_a_file_has() -> None:
    known = {name for data in contents().values() for name in data.get("words", {})}
    assert asked_for("words") <= known


def test_the_code_asks_only_for_tables_that_a_file_has() -> None:
    known = {key for data in contents().values() for key in data}
    assert asked_for("table") | asked_for("by_form") <= known


@pytest.mark.parametrize("stem", contents())
def test_the_words_of_a_file_are_used_by_the_code(stem: str) -> None:
    assert set(contents()[stem].get("words", {})) <= texts_in_code()


@pytest.mark.parametrize("stem", contents())
def test_the_tables_of_a_file_are_used_by_code_or_patterns(stem: str) -> None:
    patterns = [rule.source for rule in rules().rules]
    patterns += [pattern for data in contents().values() for pattern in data.get("define", {}).values()]
    named = {name for pattern in patterns for name in regex.findall(r"\\L<(\w+)>", pattern)}
    assert contents()[stem].keys() - {"lists", "words", "define", "rule"} <= named | texts_in_code()


@pytest.mark.parametrize("rule", rules().rules, ids=lambda rule: rule.name)
def test_every_rule_is_read_by_some_stage(rule: Rule) -> None:
    """A rule whose kind, file and name no stage asks for would be proven and never run."""
    stem = rule.name.partition(":")[0]
    assert {rule.kind, stem, rule.name} & texts_in_code()
