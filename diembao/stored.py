"""A stored article as it was extracted: the database turned back into an Extraction, no source read again."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from diembao.audit.lists import facts_with_lists, places
from extractor.model import (
    Article,
    Candidate,
    Document,
    Event,
    Extraction,
    Figure,
    Numeral,
    Observed,
    Official,
    Post,
    Quantity,
    Reading,
    Sentence,
    Source,
    Span,
    Statement,
)
from extractor.view import view

_ORIGIN = """
SELECT coalesce((SELECT file FROM source_names n WHERE n.source_id = a.source_id AND n.name = a.name ORDER BY n.id),
                a.name), s.sha256, s.media_type, s.encoding, s.decoding, r.ruleset
FROM articles a JOIN sources s ON s.id = a.source_id JOIN runs r ON r.id = a.run_id WHERE a.id = ?"""
_SENTENCES = """
SELECT s.start, s."end", s.words, b.ordinal FROM sentences s JOIN blocks b ON b.id = s.block_id
WHERE s.article_id = ? ORDER BY s.ordinal"""
_NUMERALS = 'SELECT start, "end", class, rule FROM numerals WHERE article_id = ? ORDER BY start'
_POSTS = """
SELECT o.fact_key, p.title, p.organisation FROM posts p JOIN officials o ON o.id = p.official_id
WHERE o.article_id = ? ORDER BY o.id, p.ordinal"""

#: The fields of a figure that are no part of its quantity.
_CONTEXT = (
    "relation", "direction", "modality", "indicator", "indicator_key", "scope", "period", "base", "base_period",
    "attribution",
)  # fmt: skip
_EVENT = (
    "type", "name", "edition", "date", "date_end", "session", "venue", "locality", "province", "attendance", "status",
    "series", "year",
)  # fmt: skip
_PARTIES = ("organisers", "coorganisers", "chairs", "attendees")


def stored_extraction(archive: Archive, article: StoredArticle) -> Extraction:
    """All that was read from an article, but for its checks, the bytes of its source and what they were decoded to,
    and the keys that posts are joined by."""
    file, sha256, media_type, encoding, decoding, ruleset = next(iter(archive.query(_ORIGIN, [article.id]).rows))
    told, fields = _Told(archive, article), article.fields
    steps = tuple(decoding.splitlines()) if decoding else ()
    source = Source(file, b"", article.text, sha256, media_type, encoding, fields["url"], steps=steps)
    observed = Observed(fields["observed_on"], fields["observed_basis"]) if fields["observed_on"] else None
    return Extraction(
        _reading(archive, article, source),
        tuple(map(told.figure, told.of("figure"))),
        tuple(map(told.event, told.of("event"))),
        tuple(map(told.official, told.of("official"))),
        tuple(map(told.statement, told.of("statement"))),
        tuple(map(told.document, told.of("document"))),
        tuple(Numeral(Span(s, e), c, rule) for s, e, c, rule in archive.query(_NUMERALS, [article.id]).rows),
        ruleset,
        observed=observed,
    )


def _reading(archive: Archive, article: StoredArticle, source: Source) -> Reading:
    page = {name: article.fields[name] for name in ("title", "published", "author", "publisher", "section", "language")}
    rows = archive.query(_SENTENCES, [article.id]).rows
    sentences = tuple(_sentence(article.text, *row) for row in rows)
    candidates = tuple(map(_candidate, json.loads(article.fields["evidence"] or "[]")))
    page_said = Article(**page, blocks=article.blocks, evidence=candidates)
    return Reading(source, page_said, view(article.text), sentences)


def _candidate(told: Mapping[str, Any]) -> Candidate:
    places = {name: Span(**told[name]) if told[name] else None for name in ("span", "source_span")}
    return Candidate(**{**told, **places})


def _sentence(text: str, start: int, end: int, words: str, block: int) -> Sentence:
    return Sentence(Span(start, end), tuple(_words(text, Span(start, end), words)), block)


def _words(text: str, sentence: Span, words: str) -> Iterator[Span]:
    """The words of a sentence, stored as `kinh_phí khuyến_công`, each where it stands."""
    at = sentence.start
    for word in words.split(" "):
        start = end = at
        for index, syllable in enumerate(word.split("_")):
            found = text.find(syllable, end, sentence.end)
            if found < 0:
                return  # a word with a low line of its own: the rest has no words
            start, end = (start if index else found), found + len(syllable)
        yield Span(start, end)
        at = end


class _Told:
    """The facts of a stored article, turned back one by one."""

    def __init__(self, archive: Archive, article: StoredArticle) -> None:
        self._archive, self._article = archive, article
        self._facts = {(fact.kind, fact.fact_key): fact for fact in facts_with_lists(archive, article)}
        self._places = places(archive, article.id)
        self._posts: dict[str, tuple[Post, ...]] = {}
        for key, title, organisation in archive.query(_POSTS, [article.id]).rows:
            self._posts[key] = (*self._posts.get(key, ()), Post(title, organisation))

    def of(self, kind: str) -> Sequence[StoredFact]:
        """The facts of a kind in the order in which they were extracted."""
        keys = self._archive.query(f"SELECT fact_key FROM {kind}s WHERE article_id = ? ORDER BY id", [self._article.id])
        return [self._facts[kind, key] for (key,) in keys.rows]

    def figure(self, fact: StoredFact) -> Figure:
        f, spans = fact.fields, dict(self._places.get(("figure", fact.fact_key), {}))
        number, unit, bound = (spans.pop(name, None) for name in ("number", "unit", "bound"))
        amount = (f["value_text"], f["value_max_text"], f["unit"], f["bound"], fact.rule, unit, bound)
        quantity = Quantity(f["kind"], fact.span, number or fact.span, *amount)
        return Figure(quantity, **_chosen(f, _CONTEXT), spans=spans)

    def event(self, fact: StoredFact) -> Event:
        f = fact.fields
        parties: dict[str, Any] = {name: tuple(f.get(name, ())) for name in _PARTIES}
        inferred = bool(f["date_inferred"])
        return Event(**_chosen(f, _EVENT), **parties, date_inferred=inferred, mentions=fact.mentions, rule=fact.rule)

    def official(self, fact: StoredFact) -> Official:
        told = _chosen(fact.fields, ("name", "honorific", "title", "organisation", "key"))
        return Official(**told, posts=self._posts.get(fact.fact_key, ()), mentions=fact.mentions, rule=fact.rule)

    def statement(self, fact: StoredFact) -> Statement:
        spans = self._places.get(("statement", fact.fact_key), {})
        told = _chosen(fact.fields, ("speaker", "verb", "kind"))
        return Statement(**told, span=fact.span, rule=fact.rule, verb_span=spans.get("verb"),
                         speaker_span=spans.get("speaker"))  # fmt: skip

    def document(self, fact: StoredFact) -> Document:
        told = _chosen(fact.fields, ("type", "number", "date", "issuer", "title", "key"))
        return Document(**told, mentions=fact.mentions, rule=fact.rule)


def _chosen(fields: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names}
