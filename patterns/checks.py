"""The strictness of rule files: what an entry must hold, each fault a PatternError that names the file and the rule."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from patterns import schema

Entry = Mapping[str, Any]


class PatternError(Exception):
    """A rule file is wrong. The text names the file and the rule, and says what to change."""


def mapping(value: Any, key: str, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PatternError(f"{path}: [{key}] must be a table")
    return value


def entries(value: Any, key: str, table: schema.Table, path: Path) -> Iterator[Entry]:
    if not isinstance(value, list):
        raise PatternError(f"{path}: `{key}` must be written [[{key}]]")
    for entry in value:
        if not isinstance(entry, dict):
            raise PatternError(f"{path}: `{key}` must be written [[{key}]]")
        where = f"{path}: {key} `{entry.get('name', '(without a name)')}`"
        known = table.required | table.optional
        for name in entry.keys() - known.keys():
            raise PatternError(f"{where}: unknown key `{name}`; known are {', '.join(known)}")
        for name in table.required.keys() - entry.keys():
            raise PatternError(f"{where}: the key `{name}` is missing")
        for name, item in entry.items():
            if name not in ("examples", "counterexamples"):
                check_type(item, known[name], f"{where}: key `{name}`")
        check_double(entry.get("forms", []), where)
        yield entry


def check_type(value: Any, kind: str, where: str) -> None:
    right = {
        schema.TEXT: isinstance(value, str) and value != "",
        schema.TEXTS: isinstance(value, list) and all(isinstance(v, str) and v for v in value),
        schema.FLAG: isinstance(value, bool),
    }
    if not right[kind]:
        raise PatternError(f"{where}: must be {'a list of texts' if kind == schema.TEXTS else 'a ' + kind}, not empty")


def check_double(words: list[str], where: str) -> None:
    for word in words:
        if words.count(word) > 1:
            raise PatternError(f"{where}: `{word}` stands twice")


def check_rule(entry: Entry, path: Path) -> None:
    where = f"{path}: rule `{entry['name']}`"
    for key in ("examples", "counterexamples"):
        if not isinstance(entry[key], list) or not entry[key]:
            raise PatternError(f"{where}: needs at least one entry in `{key}`")
    for example in entry["examples"]:
        if not isinstance(example, dict) or not _is_example(example):
            raise PatternError(f"{where}: an example is {{ text = ..., match = ..., groups = {{...}} }}")
    if not all(isinstance(text, str) for text in entry["counterexamples"]):
        raise PatternError(f"{where}: a counterexample is a text")


def _is_example(example: Entry) -> bool:
    groups = example.get("groups", {})
    texts = [example.get("text"), example.get("match", ""), *(groups.values() if isinstance(groups, dict) else [None])]
    return not example.keys() - schema.EXAMPLE_KEYS and all(isinstance(text, str) for text in texts)
