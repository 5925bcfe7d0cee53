"""Where a fact leads beyond its article: to the page on its indicator, person, event series or document."""
from __future__ import annotations

from flask import url_for

from db.reader import StoredArticle, StoredFact
from db.store import Archive


def joined_page(archive: Archive, article: StoredArticle, fact: StoredFact) -> str | None:
    """The address of the page on what a fact is of; None where it is of nothing that other articles could tell too,
    or stands in an older version, which those pages leave out."""
    if not article.fields["current"]:
        return None
    if fact.kind in ("official", "statement"):
        person = archive.person_of(article.id, fact.kind, fact.fact_key)
        return url_for("people.person", person_id=person) if person is not None else None
    endpoint, field = _PAGES[fact.kind]
    key = fact.fields[field]
    return url_for(endpoint, key=key) if key else None


#: By kind of fact its page, and the field that it is found by.
_PAGES = {
    "figure": ("indicators.indicator", "indicator_key"),
    "event": ("series.series", "series"),
    "document": ("documents.document", "key"),
}
