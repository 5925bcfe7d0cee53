"""What is told across articles, found by what a user types: people, events and documents as rows with their sources."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.intervals import interval
from db.store import Archive
from diembao.exits import Failure

_PEOPLE = """
SELECT c.person_id AS id, c.person, group_concat(c.title || coalesce(' ' || c.organisation, ''), '; ') AS posts,
       min(c.first_seen) AS first_seen, max(c.last_seen) AS last_seen,
       (SELECT count(DISTINCT s.story) FROM officials o JOIN stories s ON s.article_id = o.article_id
        WHERE o.person_id = c.person_id) AS articles
FROM career c GROUP BY c.person_id ORDER BY alphabetical(c.person), c.person_id"""
_PERSON = """
SELECT person_id AS id, person, seen, dated_by, fact, told, official_id AS official, article_title AS article, source
FROM person_facts WHERE person_id = ? ORDER BY seen IS NULL, seen, fact, article_id, start"""
_EVENTS = """
SELECT date, date_end, type, name, edition, locality, province, organisers, coorganisers, status,
       article_title AS article, source
FROM event_facts ORDER BY date IS NULL, date, name"""
_SERIES = """
SELECT series, edition, year, date, type, locality, province, organisers, coorganisers, articles, sources
FROM event_series"""
_DOCUMENTS = "SELECT type, number, date, issuer, title, articles, sources FROM document_citations"
_CITATIONS = """
SELECT type, number, date, issuer, title, quote, article_title AS article, source
FROM document_facts ORDER BY number IS NULL, number, type, article_id"""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def named(self) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Each row by column, beside the row."""
        return ((dict(zip(self.columns, row, strict=True)), row) for row in self.rows)


def people(archive: Archive) -> Found:
    """Every person with the posts in which it was seen."""
    return _ask(archive, _PEOPLE)


def person(archive: Archive, wanted: str) -> Found:
    """What is told of the people of this id or name, or else with this in their name. Failure where there is none."""
    known = [(row["id"], row["person"]) for row, _ in people(archive).named()]
    ids = [i for i, name in known if str(i) == wanted or _alike(name) == _alike(wanted)]
    ids = ids or [i for i, name in known if has(wanted, name)]
    if not ids:
        raise Failure(f"nobody is called `{wanted}`; `diembao people` lists everyone")
    told = [_ask(archive, _PERSON, i) for i in ids]
    return Found(told[0].columns, [row for found in told for row in found.rows])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; None is any. `first` and `last` are ISO days, months or years, both inclusive."""

    type: str | None = None
    province: str | None = None
    first: str | None = None
    last: str | None = None

    def holds(self, event: dict[str, Any]) -> bool:
        """Whether an event is one of them; one without a date is not where dates are asked for."""
        if self.type and event["type"] != self.type:
            return False
        if self.province and _alike(self.province) not in _alike(event["province"] or "").split(","):
            return False
        return self.first is self.last is None or self._in_time(event["date"], event.get("date_end"))

    def _in_time(self, date: str | None, end: str | None) -> bool:
        start, until = interval(date and date.split(",")[0])[0], interval(end or (date and date.split(",")[-1]))[1]
        first, last = interval(self.first)[0] or "", interval(self.last)[1] or "9999"
        return start is not None and until is not None and start <= last and until >= first


def events(archive: Archive, wanted: Wanted) -> Found:
    """The events that are wanted, by date."""
    return _only(_ask(archive, _EVENTS), wanted)


def series(archive: Archive, text: str, wanted: Wanted) -> Found:
    """The editions of the event series with this in their name."""
    found = _only(_ask(archive, _SERIES), wanted)
    return Found(found.columns, [row for named, row in found.named() if has(text, named["series"])])


def _only(found: Found, wanted: Wanted) -> Found:
    return Found(found.columns, [row for named, row in found.named() if wanted.holds(named)])


def documents(archive: Archive) -> Found:
    """Every document with the number of articles that cite it."""
    return _ask(archive, _DOCUMENTS)


def citations(archive: Archive, text: str) -> Found:
    """Where the documents of this number, or with this in type, number, issuer or title, are cited."""
    found, part = _ask(archive, _CITATIONS), "".join(text.split())
    rows = [row for named, row in found.named() if has(part, "".join((named["number"] or "").split()))]
    rows = rows or [row for row in found.rows if has(text, " ".join(value or "" for value in row[:5]))]
    if not rows:
        raise Failure(f"no document has `{text}` in its number or title; `diembao documents` lists all")
    return Found(found.columns, rows)


def has(part: str, text: str) -> bool:
    """Whether `part` stands in `text`, whatever the case; marks count only where `part` has any."""
    part, text = _alike(part), _alike(text)
    return part in (text if part != _bare(part) else _bare(text))


def _alike(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ð", "đ")


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _ask(archive: Archive, sql: str, *parameters: object) -> Found:
    answer = archive.query(sql, parameters)
    return Found(answer.columns, list(answer.rows))
