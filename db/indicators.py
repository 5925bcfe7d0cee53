"""What is told of indicators across articles: the list of them, and the figures of one."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from db.alphabet import alphabetical
from db.keyed_lists import keys_of
from db.list_page import ListPage
from db.typed import glob_of, globs_of, holds

_LINES = text("""
    SELECT f.indicator_key AS "key", count(*) AS figures, count(DISTINCT s.story) AS articles,
           count(DISTINCT f.scope) AS scopes, json_group_array(DISTINCT f.unit) AS units,
           min(f.period_start) AS first, max(f.period_end) AS last
    FROM figures f CROSS JOIN stories s ON s.article_id = f.article_id
    WHERE f.indicator_key IN :keys GROUP BY f.indicator_key""").bindparams(bindparam("keys", expanding=True))
_TOLD = """indicator_key IN :keys AND (indicator_key = :key OR modality = 'plan')"""
_SCOPES = text(f"""
    SELECT scope, count(*), sum(count(*)) OVER () FROM figure_facts WHERE {_TOLD}
    GROUP BY scope ORDER BY count(*) DESC, alphabetical(scope), scope
    LIMIT :limit""").bindparams(bindparam("keys", expanding=True))
_FIGURES = text(f"""
    SELECT indicator_key, article_id, fact_key, kind, value, value_text, value_max, value_max_text, unit, value_base,
           value_max_base, unit_base, bound, relation, direction, modality, scope, period, period_start, period_end,
           base, base_period_start, base_period_end, attribution, quote, coalesce(article_title, source), published
    FROM figure_facts
    WHERE {_TOLD} AND (:any OR scope IS :none OR scope GLOB :scope)
    ORDER BY period_start IS NULL, period_start DESC, period_end DESC, figure_id
    LIMIT :limit""").bindparams(bindparam("keys", expanding=True))
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
    """A figure of a current article with what tells it apart from others of its indicator; `key` is that of its own,
    `title` the article's, or its name where it has none. Values are REAL for drawing, their texts exact."""

    key: str
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
    """An indicator with the number of its figures, its `scopes`, the most told first, each with the number of theirs,
    and the figures that are wanted, by period, those without one last; `more` where these are only the latest."""

    key: str
    total: int
    scopes: Mapping[str | None, int]
    figures: tuple[ToldFigure, ...]
    more: bool


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


def indicator(
    c: Connection, key: str, scope: str | None = None, plans: Sequence[str] = ()
) -> Indicator | None:
    """The indicator with its figures of a scope, in any case (empty: of none told), or all, and with what is planned
    under the keys `plans`; None where nothing is told of it."""
    told = {"key": key, "keys": [key, *plans]}
    scopes = c.execute(_SCOPES, {"limit": _MOST_SCOPES, **told}).all()
    if not scopes:
        return None
    wanted = {"any": scope is None, "scope": glob_of(scope or ""), "none": None if scope == "" else "\0"}
    rows = c.execute(_FIGURES, {"limit": MOST_FIGURES + 1, **told, **wanted}).all()
    figures = sorted((ToldFigure(*row) for row in rows[:MOST_FIGURES]), key=_by_period)
    return Indicator(key, scopes[0][2], {row[0]: row[1] for row in scopes}, tuple(figures), len(rows) > MOST_FIGURES)


def _by_period(figure: ToldFigure) -> tuple[bool, str, str, str, str]:
    first, last = figure.period_start or "", figure.period_end or ""
    return not first, first, last, alphabetical(figure.scope or ""), figure.published or ""
