"""Loads rule files strictly: whatever is unknown, missing, double, unused or does not compile is a PatternError.

A rule file is TOML with any of: `[lists]` (words for patterns, as `\\L<name>`), `[words]` (words for the code),
`[define]` (shared sub-patterns, as `(?&name)`), `[[rule]]`, and the tables of `patterns.schema`.
Built-in files are read in alphabetical order, then those of the user's directory, which add words to a list of
the same name and replace a rule or entry of the same name.
"""
from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import regex

from patterns import schema
from patterns.checks import Entry, PatternError, check_double, check_rule, check_type, entries, mapping

BUILT_IN = Path(__file__).parent
_LIST_USE = regex.compile(r"\\L<(\w+)>")
_FIRST_WORDS = regex.compile(r"\p{L}+(?: \p{L}+)?")
_DEFINE_USE = regex.compile(r"\(\?&(\w+)\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern with its name (`file:rule`), the kind of mention that it makes, and its proof; `file` is the
    path of the file that it stands in."""

    name: str
    kind: str
    pattern: regex.Pattern[str]
    source: str
    examples: tuple[Mapping[str, Any], ...]
    counterexamples: tuple[str, ...]
    needs: tuple[str, ...] = ()
    opens: frozenset[str] = frozenset()
    file: str = ""


_T = TypeVar("_T")


@dataclass(slots=True)
class _Raw:
    """What the files say, before anything is compiled."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    define: dict[str, str] = field(default_factory=dict)
    rules: dict[str, tuple[str, Entry]] = field(default_factory=dict)
    tables: dict[str, dict[str, Entry]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)


class Ruleset:
    """All rules and words, ready to use, and the sha256 of the files that they came from."""

    def __init__(self, raw: _Raw, sha256: str) -> None:
        self.sha256 = sha256
        self._raw = raw
        self._lists = dict(raw.lists)
        for name, table in raw.tables.items():
            self._lists[name] = [form for entry in table.values() for form in entry.get("forms", ())]
        self.rules = tuple(self._compile(name, *raw.rules[name]) for name in raw.rules)
        self._of_kind: dict[tuple[str, ...], tuple[Rule, ...]] = {}
        self._of_file: dict[str, tuple[Rule, ...]] = {}
        self._by_form: dict[str, Mapping[str, Entry]] = {}
        self._words = {name: frozenset(words) for name, words in raw.words.items()}
        self._check_use()

    def of_kind(self, *kinds: str) -> tuple[Rule, ...]:
        """The rules that make mentions of these kinds, in file order."""
        if kinds not in self._of_kind:
            self._of_kind[kinds] = tuple(rule for rule in self.rules if rule.kind in kinds)
        return self._of_kind[kinds]

    def of_file(self, stem: str) -> tuple[Rule, ...]:
        """The rules of one file, in its order."""
        if stem not in self._of_file:
            self._of_file[stem] = tuple(rule for rule in self.rules if rule.name.startswith(f"{stem}:"))
        return self._of_file[stem]

    def rule(self, name: str) -> Rule:
        """The rule `file:name`; KeyError where there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Rule]:
        return MappingProxyType({rule.name: rule for rule in self.rules})

    def words(self, name: str) -> frozenset[str]:
        """The words of `[words] name`; KeyError where no file has it."""
        return self._words[name]

    def list_words(self, name: str) -> frozenset[str]:
        """The words of `[lists] name`, for code that must agree with a pattern; KeyError where no file has it."""
        return frozenset(self._lists[name])

    def table(self, name: str) -> tuple[Entry, ...]:
        """The entries of a table of `patterns.schema`, in file order."""
        return tuple(self._raw.tables.get(name, {}).values())

    def by_form(self, name: str) -> Mapping[str, Entry]:
        """The entries of a table by each of their forms, in lower case."""
        if name not in self._by_form:
            found = {form.lower(): entry for entry in self.table(name) for form in entry.get("forms", ())}
            self._by_form[name] = MappingProxyType(found)
        return self._by_form[name]

    def parts(self, rule: Rule) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
        """The lists of words and the shared sub-patterns that a rule's pattern names, itself or through another."""
        defined = self._needed(rule.source, rule.file)
        named = _LIST_USE.findall("".join([rule.source, *defined.values()]))
        return {name: tuple(self._list(name, rule.file)) for name in named}, defined

    def compile(self, pattern: str, where: str) -> regex.Pattern[str]:
        """A pattern with the lists and definitions that it names; PatternError where it is wrong."""
        lists: dict[str, Any] = {name: self._list(name, where) for name in _LIST_USE.findall(pattern)}
        # A definition's own group gets a name that no rule's group can have.
        defines = "".join(f"(?<_{n}>{p})" for n, p in self._needed(pattern, where).items())
        lists |= {name: self._list(name, where) for name in _LIST_USE.findall(defines)}
        # Flags hold from where they stand: a pattern's leading `(?i)` must hold for its definitions too. These stand
        # last, where they are not gone through at every position before the pattern may fail.
        flags = "(?i)" if pattern.startswith("(?i)") else ""
        whole = f"(?:{pattern})(?(DEFINE){flags}{defines})" if defines else pattern
        whole = _DEFINE_USE.sub(r"(?&_\1)", whole)
        try:
            return regex.compile(whole, regex.V1, **lists)
        except regex.error as error:
            raise PatternError(f"{where}: the pattern does not compile: {error}") from error

    def _list(self, name: str, where: str) -> list[str]:
        if name not in self._lists:
            raise PatternError(f"{where}: there is no list `{name}`; add it under [lists] or mend the name")
        return self._lists[name]

    def _needed(self, pattern: str, where: str) -> dict[str, str]:
        found: dict[str, str] = {}
        todo = list(_DEFINE_USE.findall(pattern))
        while todo:
            name = todo.pop()
            if name in found:
                continue
            if name not in self._raw.define:
                raise PatternError(f"{where}: there is no definition `{name}`; add it under [define] or mend the name")
            found[name] = self._raw.define[name]
            todo += _DEFINE_USE.findall(found[name])
        return found

    def _compile(self, name: str, file: str, entry: Entry) -> Rule:
        where = f"{file}: rule `{entry['name']}`"
        compiled = self.compile(entry["pattern"], where)
        examples, counterexamples = tuple(entry["examples"]), tuple(entry["counterexamples"])
        needs, opens = tuple(entry.get("needs", ())), self._opens(entry.get("opens", ()), where)
        return Rule(name, entry["kind"], compiled, entry["pattern"], examples, counterexamples, needs, opens, file)

    def _opens(self, words: Iterable[str], where: str) -> frozenset[str]:
        """The first word, or two, of these and of the lists that they name, in lower case; `#` is a number."""
        named = {word: _LIST_USE.fullmatch(word) for word in words}
        named.pop("#", None)
        forms = [form for word, use in named.items() for form in (self._list(use[1], where) if use else [word])]
        firsts = {form: _FIRST_WORDS.match(form) for form in forms}
        for form in (form for form, first in firsts.items() if first is None):
            raise PatternError(f"{where}: `{form}` opens with no letter, so the rule cannot say what it opens with")
        digits = {"#"} if "#" in words else set()
        return frozenset(first.group().lower() for first in firsts.values() if first) | digits

    def _check_use(self) -> None:
        patterns = [entry["pattern"] for _, entry in self._raw.rules.values()] + list(self._raw.define.values())
        used = {name for pattern in patterns for name in _LIST_USE.findall(pattern)}
        for name in self._raw.lists.keys() - used:
            raise PatternError(f"{self._raw.where['lists.' + name]}: list `{name}` is used by no pattern")
        called = {name for pattern in patterns for name in _DEFINE_USE.findall(pattern)}
        for name in self._raw.define.keys() - called:
            raise PatternError(f"{self._raw.where['define.' + name]}: definition `{name}` is used by no pattern")


def load(extra: Path | None = None, built_in: Path = BUILT_IN) -> Ruleset:
    """The built-in rules, with those of the directory `extra` on top. PatternError where a file is wrong."""
    raw, digest = _Raw(), hashlib.sha256()
    for directory in (built_in, extra) if extra else (built_in,):
        if not directory.is_dir():
            raise PatternError(f"{directory}: no such directory of rule files")
        for path in sorted(directory.rglob("*.toml")):
            content = path.read_bytes()
            digest.update(path.relative_to(directory).as_posix().encode() + b"\0" + content + b"\0")
            _read(raw, path.relative_to(directory).with_suffix("").as_posix(), path, content, directory is not built_in)
    return Ruleset(raw, digest.hexdigest())


def _read(raw: _Raw, stem: str, path: Path, content: bytes, override: bool) -> None:
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{path}: not a TOML file in UTF-8: {error}") from error
    for key, value in data.items():
        if key in ("lists", "words"):
            _read_lists(raw, key, value, path, override)
        elif key == "define":
            _read_define(raw, value, path, override)
        elif key == "rule":
            for entry in entries(value, key, schema.RULE, path):
                check_rule(entry, path)
                where = f"{path}: rule `{entry['name']}`"
                _add(raw.rules, f"{stem}:{entry['name']}", (str(path), entry), where, override)
        elif key in schema.TABLES:
            table = raw.tables.setdefault(key, {})
            for entry in entries(value, key, schema.TABLES[key], path):
                _add(table, _identity(key, entry), entry, f"{path}: {key} `{entry['name']}`", override)
        else:
            known = ", ".join(("lists", "words", "define", "rule", *schema.TABLES))
            raise PatternError(f"{path}: unknown table `{key}`; known are {known}")


def _identity(table: str, entry: Entry) -> str:
    """Places share names (a town and a district, districts of two provinces); all else is known by its name."""
    keys = ("name", "level", "province") if table == "place" else ("name",)
    return "/".join(str(entry.get(key)) for key in keys)


def _add(into: dict[str, _T], name: str, value: _T, where: str, override: bool) -> None:
    if name in into and not override:
        raise PatternError(f"{where}: stands twice")
    into[name] = value


def _read_lists(raw: _Raw, key: str, value: Any, path: Path, override: bool) -> None:
    into = raw.lists if key == "lists" else raw.words
    for name, words in mapping(value, key, path).items():
        where = f"{path}: {key[:-1]} list `{name}`"
        check_type(words, schema.TEXTS, where)
        if name in into and not override:
            raise PatternError(f"{where}: stands twice")
        if name in schema.TABLES:
            raise PatternError(f"{where}: `{name}` is the name of a table")
        check_double(words, where)
        into[name] = into.get(name, []) + words
        raw.where[f"{key}.{name}"] = str(path)


def _read_define(raw: _Raw, value: Any, path: Path, override: bool) -> None:
    for name, pattern in mapping(value, "define", path).items():
        check_type(pattern, schema.TEXT, f"{path}: define `{name}`")
        _add(raw.define, name, pattern, f"{path}: define `{name}`", override)
        raw.where[f"define.{name}"] = str(path)
