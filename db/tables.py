"""The tables, each column written down once: what `db/rows.py` fills, the migrations build and `views.sql` reads.

`start`/`end` are code points into `articles.text` of the row's article, so that
`substr(text, start + 1, end - start) = quote`. Enumerated columns are held by CHECK, times are UTC in ISO 8601.
"""
from __future__ import annotations

from typing import get_args

import sqlalchemy
from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, event

from db import review_tables
from db.columns import (
    BASES,
    BOUNDS,
    CHECK_ROLES,
    DECIDERS,
    DIRECTIONS,
    DOUBTS,
    EVENT_TYPES,
    MODALITIES,
    RELATIONS,
    ROLES,
    SESSIONS,
    STATEMENT_KINDS,
    STATUSES,
    count,
    extent,
    fact,
    flag,
    interval,
    key,
    one_of,
    part_of_article,
    quote,
    text,
    to,
)
from db.search_index import CREATE
from extractor.model import BlockKind, CheckKind, FigureKind, NumeralClass, Verdict

# Names for every constraint, so that a batch migration can find it.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _mentions(name: str, parent: str, target: str) -> Table:
    """Every place where a fact is told; the first, ordinal 0, is the fact's own quote."""
    sentence = to("sentence_id", "sentences", needed=False)
    return Table(
        name,
        metadata,
        to(parent, target, key=True),
        Column("ordinal", Integer, primary_key=True),
        sentence,
        *quote(),
        Index(None, "sentence_id"),
    )


def _spans(name: str, parent: str, target: str) -> Table:
    """Where each field of a fact was read."""
    return Table(name, metadata, to(parent, target, key=True), Column("field", Text, primary_key=True), *quote())


runs = Table(
    "runs",
    metadata,
    key(),
    text("ruleset", needed=True),
    text("version", needed=True),
    text("started", needed=True),
    text("finished"),
    *count("added"),
    *count("unchanged"),
    *count("new_versions"),
    *count("re_extracted"),
    *count("aliases"),
    *count("failed"),
)

sources = Table(
    "sources",
    metadata,
    key(),
    text("sha256", needed=True),
    Column("content", LargeBinary, nullable=False),  # the source's bytes, zlib-compressed
    Column("size", Integer, nullable=False),  # of the bytes, before compression
    text("media_type", needed=True),
    text("encoding", needed=True),
    text("decoding"),  # what was done to decode it, one step a line
    text("given"),  # what a feed, an archive or a line of JSON said of the article, as JSON
    UniqueConstraint("sha256"),
)

# Every name that the same bytes came under; `name` as in articles, `file` as the caller called it.
source_names = Table(
    "source_names",
    metadata,
    key(),
    to("source_id", "sources"),
    text("name", needed=True),
    text("file", needed=True),
    UniqueConstraint("source_id", "name", "file"),
    Index(None, "name"),
)

# One row a version; `name` (the URL, else the path) is the article's identity, `current` marks the latest version.
articles = Table(
    "articles",
    metadata,
    key(),
    to("source_id", "sources", part=False),
    to("run_id", "runs", part=False),
    text("name", needed=True),
    Column("version", Integer, nullable=False),
    *flag("current"),
    text("url"),
    text("title"),
    text("published"),
    text("author"),
    text("publisher"),
    text("section"),
    text("language"),
    text("observed_on"),  # the day that the article speaks of; `observed_basis` says what says so
    *one_of("observed_basis", BASES, needed=False),
    text("text", needed=True),
    text("evidence"),  # what is said of title, published, author ..., by whom, and which of it was taken, as JSON
    UniqueConstraint("name", "version"),
    Index("ix_articles_current_name", "name", unique=True, sqlite_where=sqlalchemy.text("current = 1")),
    Index("ix_articles_current_source", "source_id", unique=True, sqlite_where=sqlalchemy.text("current = 1")),
    Index(None, "published"),
)

blocks = Table(
    "blocks",
    metadata,
    key(),
    *part_of_article(),
    Column("ordinal", Integer, nullable=False),
    *one_of("kind", get_args(BlockKind)),
    text("reason"),
    *extent(),
    text("selector"),  # the CSS path of its element in an HTML page
    Column("source_start", Integer),  # its stretch of the decoded source, entities, tags and all
    Column("source_end", Integer),
    Column("header_start", Integer),  # the row that heads a row of a table
    Column("header_end", Integer),
    UniqueConstraint("article_id", "ordinal"),
)

sentences = Table(
    "sentences",
    metadata,
    key(),
    *part_of_article(),
    to("block_id", "blocks"),
    Column("ordinal", Integer, nullable=False),
    *quote(),
    text("words", needed=True),  # as underthesea groups them: `kinh_phí khuyến_công`
    UniqueConstraint("article_id", "ordinal"),
    Index(None, "block_id"),
)

# `value` is for SQL, `value_text` exact: a binary REAL cannot hold 95.6 or 1/3.
figures = Table(
    "figures",
    metadata,
    *fact(),
    *one_of("kind", get_args(FigureKind)),
    Column("value", Float, nullable=False),
    text("value_text", needed=True),
    Column("value_max", Float),
    text("value_max_text"),
    text("unit"),
    Column("value_base", Float),
    Column("value_max_base", Float),
    text("unit_base"),
    *one_of("bound", BOUNDS),
    *one_of("relation", RELATIONS),
    *one_of("direction", DIRECTIONS, needed=False),
    *one_of("modality", MODALITIES),
    text("indicator"),
    text("indicator_key"),
    text("scope"),
    text("period"),
    *interval("period"),
    text("base"),
    text("base_period"),
    *interval("base_period"),
    text("attribution"),
    Index(None, "indicator_key", "period_start"),
    Index(None, "period_start"),
    Index(None, "unit"),
    Index(None, "sentence_id"),
)
figure_spans = _spans("figure_spans", "figure_id", "figures")

# Figures of one article that vouch for each other; `told` is what the last of them says, `expected` what the others
# make of it, both in `unit` and exact.
checks = Table(
    "checks",
    metadata,
    key(),
    *part_of_article(),
    *one_of("kind", get_args(CheckKind)),
    *one_of("verdict", get_args(Verdict)),
    text("formula", needed=True),
    text("expected", needed=True),
    text("told", needed=True),
    text("tolerance", needed=True),
    text("unit"),
    Index(None, "article_id"),
    Index(None, "verdict"),
)
check_figures = Table(
    "check_figures",
    metadata,
    to("check_id", "checks", key=True),
    Column("ordinal", Integer, primary_key=True),
    *one_of("role", CHECK_ROLES),
    to("figure_id", "figures"),
    Index(None, "figure_id"),
)

events = Table(
    "events",
    metadata,
    *fact(),
    *one_of("type", EVENT_TYPES),
    text("name", needed=True),
    Column("edition", Integer),
    text("date"),
    text("date_end"),
    *interval("period"),  # from the first day of `date` to the last of `date_end`, else of `date`
    *flag("date_inferred"),
    *one_of("session", SESSIONS, needed=False),
    text("venue"),
    text("locality"),
    text("province"),
    Column("attendance", Integer),
    *one_of("status", STATUSES),
    text("series"),  # the name without what changes from one time to the next
    Column("year", Integer),
    Index(None, "type", "period_start"),
    Index(None, "province"),
    Index(None, "series", "edition"),
    Index(None, "sentence_id"),
)
event_mentions = _mentions("event_mentions", "event_id", "events")
event_parties = Table(
    "event_parties",
    metadata,
    to("event_id", "events", key=True),
    *one_of("role", ROLES, key=True),
    Column("ordinal", Integer, primary_key=True),
    text("name", needed=True),
    Index(None, "name"),
)

# Who of one name is who is decided in `db/people.py`, kept in person_links and may be decided otherwise by hand.
people = Table(
    "people", metadata, key(), text("name", needed=True), text("name_key", needed=True), Index(None, "name_key")
)

officials = Table(
    "officials",
    metadata,
    *fact(),
    to("person_id", "people", part=False),
    text("name", needed=True),
    text("honorific"),
    text("title", needed=True),
    text("organisation"),
    text("key"),  # the name in one spelling
    Index(None, "person_id"),
    Index(None, "name"),
    Index(None, "sentence_id"),
)
official_mentions = _mentions("official_mentions", "official_id", "officials")

# Bodies that posts are in, each as the articles tell it apart from others; `db/people.py` compares them.
bodies = Table(
    "bodies",
    metadata,
    key(),
    *(text(name) for name in ("key", "parent", "trade", "province", "area")),
    Index(None, "key", "parent"),
)

# A post that an article gives a person; `observed` is the day that the article speaks of, never when the post began.
posts = Table(
    "posts",
    metadata,
    to("official_id", "officials", key=True),
    Column("ordinal", Integer, primary_key=True),
    to("person_id", "people", part=False),
    to("body_id", "bodies", needed=False, part=False),
    text("title", needed=True),
    text("title_key", needed=True),
    text("organisation"),
    text("observed"),
    Index(None, "person_id", "body_id", "observed"),
)

# Why an official is that person. Officials are told by their fact's key, which lasts when they are extracted again;
# a manual decision, one or more rows of one number, overrules the rule's and remembers the person before it.
person_links = Table(
    "person_links",
    metadata,
    key(),
    text("official_key", needed=True),
    to("person_id", "people"),
    *one_of("decided_by", DECIDERS),
    text("reason", needed=True),
    text("at", needed=True),
    Column("decision", Integer),
    to("previous_id", "people", needed=False, part=False),
    Index(None, "official_key"),
    Index(None, "person_id"),
    Index(None, "previous_id"),
    Index(None, "decision"),
)

# People of one name that the rule left apart: `possible` may be the same, for review; `different` may not.
person_doubts = Table(
    "person_doubts",
    metadata,
    to("person_id", "people", key=True),
    to("other_id", "people", key=True),
    *one_of("verdict", DOUBTS),
    text("reason", needed=True),
    Index(None, "other_id"),
)

statements = Table(
    "statements",
    metadata,
    *fact(),
    to("official_id", "officials", needed=False),
    text("speaker", needed=True),
    text("verb"),
    *one_of("kind", STATEMENT_KINDS),
    Index(None, "speaker"),
    Index(None, "official_id"),
    Index(None, "sentence_id"),
)
statement_spans = _spans("statement_spans", "statement_id", "statements")

documents = Table(
    "documents",
    metadata,
    *fact(),
    text("type", needed=True),
    text("number"),
    text("date"),
    text("issuer"),
    text("title"),
    text("key"),  # what the same document has in every article
    Index(None, "number"),
    Index(None, "key"),
    Index(None, "type", "date"),
    Index(None, "sentence_id"),
)
document_mentions = _mentions("document_mentions", "document_id", "documents")

numerals = Table(
    "numerals",
    metadata,
    key(),
    *part_of_article(),
    to("sentence_id", "sentences", needed=False),
    text("rule"),
    *quote(),
    *one_of("class", get_args(NumeralClass)),
    UniqueConstraint("article_id", "start"),
    Index(None, "class"),
    Index(None, "sentence_id"),
)

# Smallest hashes of an article's word shingles, a band of them a row: articles that share a band may be the same text.
article_bands = Table(
    "article_bands",
    metadata,
    to("article_id", "articles", key=True),
    Column("band", Integer, primary_key=True),
    Column("hash", Integer, nullable=False),
    Index(None, "hash", "band"),
)

# An article that tells what the earlier one `other_id` tells in nearly the same words: marked, never dropped.
near_duplicates = Table(
    "near_duplicates",
    metadata,
    to("article_id", "articles", key=True),
    to("other_id", "articles"),
    Column("similarity", Float, nullable=False),
    Index(None, "other_id"),
)

# What is remembered of an address (a page's, or a feed's) since it was last fetched; see `db/visits.py`.
fetches = Table(
    "fetches",
    metadata,
    Column("url", Text, primary_key=True),
    text("fetched", needed=True),
    Column("status", Integer),
    text("etag"),
    text("last_modified"),
    text("sha256"),
    text("feed"),
    text("ruleset"),
    text("fault"),
)
# What people say of facts.
verdicts = review_tables.verdicts(metadata)
marks = review_tables.marks(metadata)
readings = review_tables.readings(metadata)

#: The tables of facts by the kind of fact that they hold.
FACTS = {"figure": figures, "event": events, "official": officials, "statement": statements, "document": documents}

# Full-text search is a virtual table, which SQLAlchemy has no word for: `db/search_index.py`.
event.listen(metadata, "after_create", lambda _, connection, **__: connection.exec_driver_sql(CREATE))
