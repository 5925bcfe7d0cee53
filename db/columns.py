"""The kinds of column that the tables are made of, and the values of those that are enumerated."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

BOUNDS = ("exact", "about", "nearly", "over", "at_least", "at_most")
RELATIONS = ("level", "attainment", "change", "share")
DIRECTIONS = ("up", "down")
MODALITIES = ("actual", "plan", "estimate")
EVENT_TYPES = (
    "meeting", "issuance", "ceremony", "signing", "award", "fair",
    "training", "inspection", "appointment", "enforcement", "incident",
)  # fmt: skip
SESSIONS = ("morning", "noon", "afternoon", "evening")
STATUSES = ("held", "planned", "cancelled")
ROLES = ("organiser", "coorganiser", "chair", "attendee")
STATEMENT_KINDS = ("direct", "indirect")
BASES = ("published", "event", "year")
DECIDERS = ("rule", "manual")
DOUBTS = ("possible", "different")
FACT_KINDS = ("figure", "event", "official", "statement", "document")
JUDGEMENTS = ("correct", "wrong", "unsure")
CHECK_ROLES = ("reached", "plan", "percent", "part", "whole", "level", "base", "change", "from", "to", "first", "again")


def key() -> Column[Any]:
    return Column("id", Integer, primary_key=True)


def text(name: str, *, needed: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=not needed)


def _checked(column: Column[Any], condition: str) -> tuple[Column[Any], CheckConstraint]:
    return column, CheckConstraint(condition, name=column.name)  # beside the column: Alembic sees none inside it


def count(name: str) -> tuple[Any, ...]:
    return _checked(Column(name, Integer, nullable=False), f"{name} >= 0")


def one_of(name: str, values: Iterable[str], *, needed: bool = True, key: bool = False) -> tuple[Any, ...]:
    listed = ", ".join(f"'{value}'" for value in values)
    return _checked(Column(name, Text, nullable=not needed, primary_key=key), f"{name} IN ({listed})")


def flag(name: str) -> tuple[Any, ...]:
    return _checked(Column(name, Integer, nullable=False), f"{name} IN (0, 1)")


def to(name: str, target: str, *, needed: bool = True, part: bool = True, key: bool = False) -> Column[Any]:
    """A foreign key; a row that is a `part` of its target goes when the target goes."""
    foreign = ForeignKey(f"{target}.id", ondelete="CASCADE" if part else None)
    return Column(name, Integer, foreign, nullable=not needed, primary_key=key)


def extent() -> tuple[Any, ...]:
    in_order = CheckConstraint('start >= 0 AND "end" > start', name="extent")
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False), in_order


def quote() -> tuple[Any, ...]:
    return *extent(), text("quote", needed=True)


def interval(prefix: str) -> tuple[Any, ...]:
    """The first and last day (ISO dates) of the period in the column `prefix`."""
    start, end = f"{prefix}_start", f"{prefix}_end"
    return text(start), text(end), CheckConstraint(f"{end} >= {start}", name=prefix)


def part_of_article() -> tuple[Any, ...]:
    return to("article_id", "articles"), to("run_id", "runs", part=False)


def fact() -> tuple[Any, ...]:
    """What every fact has: its stable key, its rule, its run, its quote and the sentence that the quote begins in."""
    return (
        key(),
        *part_of_article(),
        to("sentence_id", "sentences", needed=False),
        text("fact_key", needed=True),
        text("rule", needed=True),
        *quote(),
        UniqueConstraint("article_id", "fact_key"),
        Index(None, "fact_key"),
    )
