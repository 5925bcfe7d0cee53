"""The checks of a database: those of each article as stored, and those between articles, worked out here."""
from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.store import Archive
from extractor.checks import checks_across
from extractor.model import Check, Figure, Quantity, Span
from extractor.witnesses import Witness, witness_of
from patterns import Ruleset

#: What is looked at first.
_ORDER = ("differs", "conflict", "agrees")

_FIGURES = """
SELECT f.figure_id, f.article_id, f.source, f.article_title, f.sentence, s.start AS sentence_start,
       s."end" AS sentence_end, f.fact_key, f.quote, f.start, f."end", f.kind, f.value_text, f.value_max_text, f.unit,
       f.bound, f.relation, f.direction, f.modality, f.indicator, f.indicator_key, f.scope, f.period, f.base,
       f.base_period, f.rule, coalesce(g.sentence_id, -g.id) AS sentence_id,
       (SELECT json_group_object(field, json_array(start, "end"))
        FROM figure_spans WHERE figure_id = f.figure_id) AS spans,
       (SELECT quote FROM figure_spans WHERE figure_id = f.figure_id AND field = 'number') AS number
FROM figure_facts f JOIN figures g ON g.id = f.figure_id LEFT JOIN sentences s ON s.id = g.sentence_id{}
ORDER BY f.article_id, f.start"""

_CONTEXT = (
    "relation", "direction", "modality", "indicator", "indicator_key", "scope", "period", "base", "base_period",
)  # fmt: skip

_STORED = """
SELECT c.check_id, c.kind, c.formula, c.expected, c.told, c.tolerance, c.unit, c.verdict, k.role, k.figure_id
FROM check_facts c JOIN check_figures k ON k.check_id = c.check_id{} ORDER BY c.check_id, k.ordinal"""

_OF_CHECKS = "\nWHERE {} IN (SELECT value FROM json_each(:checks))"
_OF_FIGURES = "\nWHERE f.figure_id IN (SELECT figure_id FROM check_figures" + _OF_CHECKS.format("check_id") + ")"


@dataclass(frozen=True, slots=True)
class Told:
    """A stored figure as a check shows it; `line` is its sentence, `span` its quote, both in the article's text."""

    figure_id: int
    article_id: int
    article: str
    fact_key: str
    quote: str
    sentence: str
    line: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """A check with the stored figures that it is made of, in its order."""

    check: Check
    figures: tuple[Told, ...]

    @property
    def articles(self) -> list[int]:
        return sorted({told.article_id for told in self.figures})

    def by_sentence(self) -> list[list[tuple[str, Told]]]:
        """The figures that stand in one sentence together, each with its role, in the order of the texts."""
        groups: dict[tuple[int, Span], list[tuple[str, Told]]] = {}
        for role, told in zip(self.check.roles, self.figures, strict=True):
            groups.setdefault((told.article_id, told.line), []).append((role, told))
        return [groups[place] for place in sorted(groups)]

    def record(self) -> dict[str, Any]:
        """One row, readable alone."""
        c = self.check
        return {
            "kind": c.kind,
            "verdict": c.verdict,
            "articles": "; ".join(map(str, self.articles)),
            "formula": c.formula,
            "expected": c.expected,
            "told": c.told,
            "tolerance": c.tolerance,
            "unit": c.unit,
            "roles": "; ".join(c.roles),
            "quotes": "; ".join(told.quote for told in self.figures),
            "fact_keys": "; ".join(told.fact_key for told in self.figures),
            "sentences": " | ".join(dict.fromkeys(told.sentence for told in self.figures)),
        }


def find(archive: Archive, rules: Ruleset, articles: Collection[int] | None = None) -> list[Found]:
    """All checks, or those that have a figure in one of `articles`: what disagrees first."""
    rows = list(_rows(archive, _FIGURES.format("")))
    told = {row["figure_id"]: _told(row) for row in rows}
    witnesses = [witness for row in rows if (witness := _witness(row))]
    checks = [*_stored(archive, _STORED.format("")).values(), *checks_across(rules, witnesses)]
    found = [_found(check, told) for check in checks]
    wanted = [f for f in found if articles is None or not set(f.articles).isdisjoint(articles)]
    return sorted(wanted, key=lambda f: (_ORDER.index(f.check.verdict), f.articles, f.figures[-1].span))


def kept(archive: Archive, checks: Sequence[int]) -> list[Found]:
    """The stored checks of these ids, in their order; those that are not there any more are left out."""
    given = {"checks": json.dumps(list(checks))}
    stored = _stored(archive, _STORED.format(_OF_CHECKS.format("c.check_id")), given)
    told = {row["figure_id"]: _told(row) for row in _rows(archive, _FIGURES.format(_OF_FIGURES), given)}
    return [_found(stored[check], told) for check in checks if check in stored]


def _found(check: Check, told: Mapping[int, Told]) -> Found:
    return Found(check, tuple(told[i] for i in check.figures))


def _rows(archive: Archive, sql: str, parameters: Mapping[str, object] | None = None) -> Iterator[Mapping[str, Any]]:
    answer = archive.query(sql, parameters or {})
    for row in answer.rows:
        yield dict(zip(answer.columns, row, strict=True))


def _stored(archive: Archive, sql: str, parameters: Mapping[str, object] | None = None) -> dict[int, Check]:
    """Stored checks by their ids."""
    by_check = groupby(_rows(archive, sql, parameters), key=lambda row: row["check_id"])
    return {check: _check(list(rows)) for check, rows in by_check}


def _check(rows: Sequence[Mapping[str, Any]]) -> Check:
    first = rows[0]
    plain = ("formula", "expected", "told", "tolerance", "unit", "verdict")
    figures, roles = tuple(row["figure_id"] for row in rows), tuple(row["role"] for row in rows)
    return Check(first["kind"], figures, roles, **{name: first[name] for name in plain})


def _told(row: Mapping[str, Any]) -> Told:
    span = Span(row["start"], row["end"])
    line = Span(row["sentence_start"], row["sentence_end"]) if row["sentence"] else span
    name = row["article_title"] or row["source"]
    sentence = row["sentence"] or row["quote"]
    return Told(row["figure_id"], row["article_id"], name, row["fact_key"], row["quote"], sentence, line, span)


def _witness(row: Mapping[str, Any]) -> Witness | None:
    number = row["number"] or row["quote"]
    return witness_of(_figure(row), number, row["figure_id"], row["article_id"], row["sentence_id"])


def _figure(row: Mapping[str, Any]) -> Figure:
    """The figure as it was before it was stored."""
    spans = {name: Span(*span) for name, span in json.loads(row["spans"]).items()}
    own = Span(row["start"], row["end"])
    amount = row["value_text"], row["value_max_text"], row["unit"], row["bound"], row["rule"]
    quantity = Quantity(row["kind"], own, spans.get("number", own), *amount)
    return Figure(quantity, **{name: row[name] for name in _CONTEXT}, attribution=None, spans=spans)
