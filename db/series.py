"""Events that come again: the list of their series, and one with what every article tells of its editions."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from db.keyed_lists import keys_of
from db.list_page import ListPage
from db.typed import globs_of, holds

_LINES = text("""
    SELECT e.series AS "key", min(e.type) AS type, max(e.name) AS name, count(DISTINCT e.edition) AS editions,
           count(*) AS told, count(DISTINCT s.story) AS articles, min(e.year) AS first, max(e.year) AS last
    FROM events e JOIN stories s ON s.article_id = e.article_id
    WHERE e.series IN :keys GROUP BY e.series""").bindparams(bindparam("keys", expanding=True))
_EDITIONS = text("""
    SELECT edition, year, date, locality, province, organisers, coorganisers, status, name, articles
    FROM event_series WHERE series = :key""")
_TOLD = text("""
    SELECT article_id, fact_key, coalesce(article_title, source), published, name, edition, year, date, date_end,
           locality, province, organisers, coorganisers, status, quote
    FROM event_facts WHERE series = :key
    ORDER BY period_start IS NULL, period_start, published, event_id LIMIT :limit""")
#: What is read of one series: more than can be looked at.
MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series in a list: how many numbered editions are told, how often, in how many articles, from which year on."""

    key: str
    type: str
    name: str
    editions: int
    told: int
    articles: int
    first: int | None
    last: int | None

    @property
    def title(self) -> str:
        """What the event is called: as it is told if only once, else by what all its names have in common."""
        return self.name if self.told == 1 else self.key


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as one article tells it."""

    article_id: int
    fact_key: str
    article: str
    published: str | None
    name: str
    edition: int | None
    year: int | None
    date: str | None
    date_end: str | None
    locality: str | None
    province: str | None
    organisers: str | None
    coorganisers: str | None
    status: str
    quote: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition with what is told of it, and by whom. Where articles tell it differently, all of it by commas."""

    edition: int | None
    year: int | None
    date: str | None
    locality: str | None
    province: str | None
    organisers: str | None
    coorganisers: str | None
    status: str | None
    name: str
    articles: int
    told: tuple[ToldEvent, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A series with its editions by year; `alone` are events of the name where no edition is told anywhere. `more`
    where these are not all."""

    key: str
    editions: Sequence[Edition]
    alone: Sequence[ToldEvent]
    more: bool

    @property
    def title(self) -> str:
        """As that of its line in a list."""
        told = [event.name for edition in self.editions for event in edition.told] + [one.name for one in self.alone]
        return told[0] if len(told) == 1 and not self.more else self.key


def series_lines(
    c: Connection, typed: str = "", *, after: str = "", with_single: bool = False, most_first: bool = True, limit: int
) -> ListPage[SeriesLine]:
    """Series with all words typed in their key, those told most often first, else by key; events of which no edition
    is told anywhere only if they are wanted too."""
    condition, words = holds("series", globs_of(typed))
    fits = condition if with_single else f"{condition} AND edition IS NOT NULL"
    keys = keys_of(c, "events", "series", (fits, words), after, most_first, limit)
    lines: Mapping[str, SeriesLine] = {row["key"]: SeriesLine(**row) for row in _rows(c, keys.lines)}
    return ListPage([lines[key] for key in keys.lines if key in lines], keys.after)


def _rows(c: Connection, keys: Sequence[str]) -> Iterable[Mapping[Any, Any]]:
    return c.execute(_LINES, {"keys": keys}).mappings()


def series(c: Connection, key: str) -> Series | None:
    """A series by its key; None where no event is of it."""
    told = [ToldEvent(*row) for row in c.execute(_TOLD, {"key": key, "limit": MOST_TOLD + 1})]
    if not told:
        return None
    editions = c.execute(_EDITIONS, {"key": key}).mappings().all()
    by_edition: dict[int, list[ToldEvent]] = {}
    alone = []
    for event in told[:MOST_TOLD]:
        at = next((n for n, row in enumerate(editions) if _is_of(event, row)), None)
        alone.append(event) if at is None else by_edition.setdefault(at, []).append(event)
    made = [Edition(**row, told=tuple(by_edition.get(n, ()))) for n, row in enumerate(editions)]
    return Series(key, made, alone, len(told) > MOST_TOLD)


def _is_of(event: ToldEvent, edition: Mapping[Any, Any]) -> bool:
    """Whether an event is of an edition of the view `event_series`, which has the first one that does not speak against
    what the event tells: `lần thứ 17` without a year is of the year that others tell."""
    return event.edition in (None, edition["edition"]) and event.year in (None, edition["year"])
