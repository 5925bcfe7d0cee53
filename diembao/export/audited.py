"""A stored article with all that shows how its facts came about."""
from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from diembao.article_facts import numbered
from diembao.audit.lists import Places, facts_with_lists, places
from extractor.model import Span

#: What belongs to a figure's own quote, so that its place tells nothing more.
OWN = frozenset({"number", "unit", "bound"})

_ORIGIN = """
SELECT s.sha256, s.media_type, r.ruleset, r.version, r.started
FROM articles a JOIN sources s ON s.id = a.source_id JOIN runs r ON r.id = a.run_id WHERE a.id = ?"""
_UNEXPLAINED = 'SELECT start, "end" FROM numerals WHERE article_id = ? AND class = \'unknown\' ORDER BY start'


@dataclass(frozen=True, slots=True)
class Audited:
    """An article with its `facts` as `diembao show` numbers them from 1, `places` where their fields were read,
    `unexplained` the numbers without a class. It was read `at` (UTC in ISO 8601) by a `ruleset` and a `version` of
    diembao, from bytes of this `sha256`."""

    article: StoredArticle
    facts: tuple[StoredFact, ...]
    places: Places
    unexplained: tuple[Span, ...]
    sha256: str
    media_type: str
    ruleset: str
    version: str
    at: str

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def name(self) -> str:
        return str(self.article.fields["name"])

    @property
    def source(self) -> str:
        """The source as an IRI: its address, else its bytes by their hash (RFC 6920)."""
        digest = base64.urlsafe_b64encode(bytes.fromhex(self.sha256)).decode().rstrip("=")
        return str(self.article.fields["url"] or f"ni:///sha-256;{digest}")

    def places_of(self, fact: StoredFact) -> Mapping[str, Span]:
        """Where the fields of a fact were read, its own number, unit and bound left out."""
        own = self.places.get((fact.kind, fact.fact_key), {})
        return {field: span for field, span in own.items() if field not in OWN}


def audited(archive: Archive, article: StoredArticle) -> Audited:
    """An article of the database with its provenance."""
    whole = replace(article, facts=facts_with_lists(archive, article))
    unexplained = tuple(Span(start, end) for start, end in archive.query(_UNEXPLAINED, [article.id]).rows)
    origin = next(iter(archive.query(_ORIGIN, [article.id]).rows))
    return Audited(whole, tuple(numbered(whole)), places(archive, article.id), unexplained, *origin)
