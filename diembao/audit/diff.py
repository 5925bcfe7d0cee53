"""What differs between two readings of articles: facts added, removed and changed, field by field."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from db.reader import StoredFact
from diembao.audit.pairing import paired
from diembao.audit.said import Said
from diembao.audit.versions import Version

What = Literal["added", "removed", "changed"]
#: A field's value before and after.
Pair = tuple[Any, Any]

#: Fields that are worked out of others: shown only where those are the same.
_DERIVED: Mapping[str, tuple[str, ...]] = {
    "value": ("value_text",), "value_max": ("value_max_text",), "value_base": ("value_text", "unit"),
    "value_max_base": ("value_max_text", "unit"), "unit_base": ("unit",), "indicator_key": ("indicator",),
    "period_start": ("period", "date", "date_end"), "period_end": ("period", "date", "date_end"),
    "base_period_start": ("base_period",), "base_period_end": ("base_period",), "series": ("name",),
    "year": ("name", "date"), "key": ("name", "number", "issuer", "type"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs. `version` is the reading that `fact` stands in: the later one, where it was removed the
    earlier; `fields` are those that changed, with their value before and after."""

    what: What
    version: Version
    fact: StoredFact
    fields: Mapping[str, Pair]
    said: tuple[Said, ...] = ()

    @property
    def order(self) -> tuple[bool, int]:
        """What somebody has judged comes first, then what was lost."""
        return not self.said, ("removed", "changed", "added").index(self.what)

    def record(self) -> dict[str, Any]:
        """The change for JSON; `start` and `end` count in the text of its reading."""
        fact, version = self.fact, self.version
        return {
            "change": self.what,
            "kind": fact.kind,
            "fact_key": fact.fact_key,
            "rule": fact.rule,
            "source": version.name,
            "title": version.title,
            "quote": fact.quote,
            "start": fact.span.start,
            "end": fact.span.end,
            "sentence": version.line_of(fact.span).of(version.text),
            "fields": {name: {"old": old, "new": new} for name, (old, new) in self.fields.items()},
            "row": dict(fact.fields),
            "verdicts": [said.record() for said in self.said],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, those with a verdict first. `before`, `after` and `both` count articles; `faults` tell which could
    not be read any more, by their name."""

    changes: tuple[Change, ...]
    before: int
    after: int
    both: int
    faults: Mapping[str, str]

    def summary(self) -> dict[str, dict[str, dict[str, int]]]:
        """How many facts changed how, by kind and by the rule that made them."""
        kinds = [(change.fact.kind, change.what) for change in self.changes]
        rules = [(change.fact.rule, change.what) for change in self.changes]
        return {"kinds": _counted(kinds), "rules": _counted(rules)}

    @property
    def differs(self) -> bool:
        return bool(self.changes or self.faults)


def _counted(changes: Iterable[tuple[str, What]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (name, what), number in sorted(Counter(changes).items()):
        found.setdefault(name, {})[what] = number
    return found


def difference(before: Iterable[Version], after: Iterable[Version], said: Mapping[str, tuple[Said, ...]]) -> Difference:
    """Holds each article against its other reading, by its name; one that is in one of the two only is added or
    removed with all its facts. `said` are the verdicts by fact_key."""
    older = {version.name: version for version in before}
    changes: list[Change] = []
    faults: dict[str, str] = {}
    counts = Counter(before=len(older))
    for newer in after:
        known = older.pop(newer.name, None)
        counts.update(after=1, both=int(known is not None))
        faults |= {newer.name: newer.fault} if newer.fault else {}
        changes += _changes(known, newer, said)
    for gone in older.values():
        changes += [_alone("removed", gone, fact, said) for fact in gone.facts]
    ordered = tuple(sorted(changes, key=lambda change: change.order))
    return Difference(ordered, counts["before"], counts["after"], counts["both"], faults)


def _changes(before: Version | None, after: Version, said: Mapping[str, tuple[Said, ...]]) -> Iterator[Change]:
    if before is None:
        yield from (_alone("added", after, fact, said) for fact in after.facts)
        return
    for old, new in paired(before.facts, after.facts, before.text == after.text):
        if new is None and old is not None:
            yield _alone("removed", before, old, said)
        elif old is None and new is not None:
            yield _alone("added", after, new, said)
        elif old is not None and new is not None and (fields := changed_fields(old, new, before.text, after.text)):
            keys = dict.fromkeys((old.fact_key, new.fact_key))
            yield Change("changed", after, new, fields, tuple(v for key in keys for v in said.get(key, ())))


def _alone(what: What, version: Version, fact: StoredFact, said: Mapping[str, tuple[Said, ...]]) -> Change:
    return Change(what, version, fact, {}, said.get(fact.fact_key, ()))


def changed_fields(old: StoredFact, new: StoredFact, before: str, after: str) -> dict[str, Pair]:
    """The fields of a fact that differ, with both values; `before` and `after` are the texts of its article."""
    names = dict.fromkeys([*old.fields, *new.fields])
    values = {name: (old.fields.get(name), new.fields.get(name)) for name in names}
    values |= {"quote": (old.quote, new.quote), "rule": (old.rule, new.rule), "fact_key": (old.fact_key, new.fact_key)}
    changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
    if "quote" in changed:
        del changed["fact_key"]  # it is made of the quote
    changed |= _mentions(old, new, before, after)
    return {name: pair for name, pair in changed.items() if not changed.keys() & set(_DERIVED.get(name, ()))}


def _mentions(old: StoredFact, new: StoredFact, before: str, after: str) -> dict[str, Pair]:
    """The mentions that only one of the two has, by their words."""
    told = Counter(span.of(before) for span in old.mentions[1:])
    tells = Counter(span.of(after) for span in new.mentions[1:])
    if told == tells:
        return {}
    return {"mentions": (sorted((told - tells).elements()), sorted((tells - told).elements()))}
