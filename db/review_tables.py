"""What people say of facts: verdicts, marks of what was missed, articles read whole. Rows are only ever added.

None of these tables points at a fact or an article by its id: what is extracted again gets new ids, and what was said
of it stays. A fact is named by its `fact_key`, an article by its name and the sha256 of the bytes that were read. What
was said by mistake is taken back by a row that says so (`undoes`); `db/append_only.py` refuses every change.
"""
from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from db.columns import FACT_KINDS, JUDGEMENTS, extent, key, one_of, quote, text


def verdicts(metadata: MetaData) -> Table:
    """`judged` is the fact as it was seen, a JSON object of its fields; `field` is empty for the fact as a whole."""
    return _said(
        "verdicts",
        metadata,
        text("fact_key", needed=True),
        *one_of("kind", FACT_KINDS),
        text("rule", needed=True),
        *quote(),
        text("judged", needed=True),
        text("field"),
        *one_of("verdict", JUDGEMENTS, needed=False),
        text("note"),
        CheckConstraint("(verdict IS NULL) = (undoes IS NOT NULL)", name="says_or_undoes"),
        Index(None, "fact_key"),
    )


def marks(metadata: MetaData) -> Table:
    """A passage that tells a fact which was not found; `prefix` and `suffix` stand around it. `known` is a JSON array
    of the keys of the facts of this kind that were told there already: they are not what was missed."""
    return _said(
        "marks",
        metadata,
        *one_of("kind", FACT_KINDS),
        *extent(),
        *(text(name, needed=True) for name in ("quote", "prefix", "suffix", "known")),
        text("note"),
    )


def readings(metadata: MetaData) -> Table:
    """Articles that somebody has read whole, looking for facts of `kinds`, a JSON array; `ruleset` had read it."""
    return _said("readings", metadata, text("ruleset", needed=True), text("kinds", needed=True))


def _said(name: str, metadata: MetaData, *what: SchemaItem) -> Table:
    """What was said of which article, who said it and when (UTC), and which earlier row it takes back."""
    return Table(
        name,
        metadata,
        key(),
        text("article_name", needed=True),
        text("sha256", needed=True),
        *what,
        text("reviewer", needed=True),
        text("at", needed=True),
        text("session"),
        Column("undoes", Integer, ForeignKey(f"{name}.id")),
        UniqueConstraint("undoes"),
        Index(None, "article_name"),
    )
