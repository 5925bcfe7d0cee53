"""The facts of an extraction as they would be read back from a database, without one."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from db import rows
from db.bases import Bases
from db.keys import fact_keys
from db.reader import StoredFact, told_fields
from extractor.model import Extraction, Span


def facts_of(extraction: Extraction, article: str, bases: Bases) -> list[StoredFact]:
    """The facts of an extraction, in the order of the text, as the store would keep them for the article of this name.

    `bases` as for `Store.save`. ExtractionError where a fact cannot be stored.
    """
    return sorted(_facts(extraction, article, bases), key=lambda fact: fact.span)


#: Where a fact is told, all its mentions, and its row without a key.
_Told = Sequence[tuple[Span, tuple[Span, ...], rows.Row]]


def _facts(extraction: Extraction, article: str, bases: Bases) -> Iterator[StoredFact]:
    home, e = rows.Home(0, 0, extraction.source.text, extraction.observed), extraction
    told: dict[str, _Told] = {
        "figure": [(f.span, (f.span,), rows.figure_row(f, "", home, bases)) for f in e.figures],
        "event": [(rows.first(v.mentions, v), v.mentions, rows.event_row(v, "", home)) for v in e.events],
        "official": [(rows.first(o.mentions, o), o.mentions, rows.official_row(o, "", 0, home)) for o in e.officials],
        "statement": [(s.span, (s.span,), rows.statement_row(s, "", None, home)) for s in e.statements],
        "document": [(rows.first(d.mentions, d), d.mentions, rows.document_row(d, "", home)) for d in e.documents],
    }
    for kind, of_kind in told.items():
        yield from _stored(kind, article, home.text, of_kind)


def _stored(kind: str, article: str, text: str, told: _Told) -> Iterator[StoredFact]:
    keys = fact_keys(article, kind, [span for span, _, _ in told], text)
    for key, (span, mentions, row) in zip(keys, told, strict=True):
        fields = told_fields(row)
        yield StoredFact(kind, key, row["rule"], span, row["quote"], fields, mentions)
