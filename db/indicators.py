"""What is told of indicators across articles: the list of them, and the figures of one."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from db.keyed_lists import keys_of
from db.list_page import ListPage
from db.typed import glob_of, globs_of, holds

_LINES = text("""
    SELECT f.indicator_key AS "key", count(*) AS figures, count(DISTINCT s.story) AS articles,
           count(DISTINCT f.scope) AS scopes, json_group_array(DISTINCT f.unit) AS units,
           min(f.period_start) AS first, max(f.period_end) AS last
    FROM figures f CROSS JOIN stories s ON s.article_id = f.article_id
    WHERE f.indicator_key IN :keys GROUP BY f.indicator_key""").bindparams(bindparam("keys", expanding=True))
_SCOPES = text("""
    SELECT scope, count(*) FROM figure_facts WHERE indicator_key = :key
    GROUP BY scope ORDER BY count(*) DESC, scope LIMIT :limit""")
_FIGURES = """
    SELECT article_id, fact_key, kind, value, value_text, value_max, value_max_text, unit, value_base, value_max_base,
           unit_base, bound, relation, direction, modality, scope, period, period_start, period_end, base,
           base_period_start, base_period_end, attribution, quote, coalesce(article_title, source), published
    FROM figure_facts
    WHERE indicator_key = :key AND (:any OR scope IS :none OR scope GLOB :scope)
    ORDER BY period_start IS NULL, period_start, period_end, scope, published, figure_id
    LIMIT :limit"""
#: Scopes that a reader may choose among, figures that are read of one indicator: more than can be looked at.
_MOST_SCOPES, MOST_FIGURES = 200, 1000


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in a list; `articles` counts near duplicates once. `first` and `last` are the ISO days that its
    periods begin and end with."""

    key: str
    figures: int
    articles: int
    scopes: int
    units: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure of a current article with what tells it apart from others of its indicator; `title` is the article's,
    or its name where it has none. Values are REAL for drawing, their texts exact."""

    article_id: int
    fact_key: str
    kind: str
    value: float
    value_text: str
    value_max: float | None
    value_max_text: str | None
    unit: str | None
    value_base: float | None
    value_max_base: float | None
    unit_base: str | None
    bound: str
    relation: str
    direction: str | None
    modality: str
    scope: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    base: str | None
    base_period_start: str | None
    base_period_end: str | None
    attribution: str | None
    quote: str
    title: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its `scopes`, the most told first, each with the number of its figures, and the figures that
    are wanted, by period, those without one last; `more` where these are not all."""

    key: str
    scopes: Mapping[str | None, int]
    figures: tuple[ToldFigure, ...]
    more: bool

    @property
    def total(self) -> int:
        return sum(self.scopes.values())


def indicator_lines(
    c: Connection, typed: str = "", *, after: str = "", most_first: bool = True, limit: int
) -> ListPage[IndicatorLine]:
    """Indicators with all words typed in their key, those with the most figures first, else by key."""
    keys = keys_of(c, "figures", "indicator_key", holds("indicator_key", globs_of(typed)), after, most_first, limit)
    lines = {row["key"]: _line(row) for row in c.execute(_LINES, {"keys": keys.lines}).mappings()}
    return ListPage([lines[key] for key in keys.lines if key in lines], keys.after)


def _line(row: Mapping[Any, Any]) -> IndicatorLine:
    units = tuple(sorted(unit for unit in json.loads(row["units"]) if unit))
    return IndicatorLine(**{**row, "units": units})


def indicator(c: Connection, key: str, scope: str | None = None) -> Indicator | None:
    """The indicator with its figures of a scope, in any case (empty: of none told), or all; None where nothing is told
    of it."""
    scopes: dict[str | None, int] = {}
    for told, many in c.execute(_SCOPES, {"key": key, "limit": _MOST_SCOPES}):
        scopes[told] = many
    if not scopes:
        return None
    wanted = {"any": scope is None, "scope": glob_of(scope or ""), "none": None if scope == "" else "\0"}
    rows = c.execute(text(_FIGURES), {"key": key, "limit": MOST_FIGURES + 1, **wanted}).all()
    return Indicator(key, scopes, tuple(ToldFigure(*row) for row in rows[:MOST_FIGURES]), len(rows) > MOST_FIGURES)
