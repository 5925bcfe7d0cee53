"""A stored article as it was read: text, blocks, sentences and words, and what was told of it, from the database."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.reader import StoredArticle
from db.store import Archive
from extractor.model import Article, Block, Numeral, Official, Reading, Sentence, Source, Span
from extractor.triggers import Told
from extractor.view import view

_SENTENCES = """
SELECT s.start, s."end", s.words, b.ordinal FROM sentences s JOIN blocks b ON b.id = s.block_id
WHERE s.article_id = ? ORDER BY s.ordinal"""
_NUMERALS = 'SELECT start, "end", class, rule FROM numerals WHERE article_id = ? ORDER BY start'
_SPOKEN = """
SELECT p.start, p."end" FROM statement_spans p JOIN statements t ON t.id = p.statement_id
WHERE t.article_id = ? ORDER BY p.start"""
_SOURCES = """
SELECT p.start, p."end" FROM figure_spans p JOIN figures f ON f.id = p.figure_id
WHERE f.article_id = ? AND p.field = 'attribution' ORDER BY p.start"""


def reading_of(archive: Archive, article: StoredArticle) -> Reading:
    """The article ready to be read by rules; its source has no bytes."""
    told = {name: article.fields[name] for name in ("title", "published", "author", "publisher", "section", "language")}
    source = Source(article.fields["name"], b"", article.text, "", "", "", article.fields["url"])
    blocks = tuple(Block(block.span, block.kind, block.reason) for block in article.blocks)
    sentences = tuple(_sentence(article.text, *row) for row in archive.query(_SENTENCES, [article.id]).rows)
    return Reading(source, Article(**told, blocks=blocks), view(article.text), sentences)


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


def told_of(archive: Archive, article: StoredArticle) -> Told:
    """What was read of the article, as the database keeps it."""
    of_kind = {kind: [fact for fact in article.facts if fact.kind == kind] for kind in _KINDS}
    events: dict[str, tuple[Span, ...]] = {}
    for event in of_kind["event"]:
        events[event.fields["type"]] = (*events.get(event.fields["type"], ()), *event.mentions)
    return Told(
        tuple(_official(fact.fields, fact.mentions, fact.rule) for fact in of_kind["official"]),
        tuple(fact.span for fact in of_kind["statement"]),
        _spans(archive, _SPOKEN, article.id),
        _spans(archive, _SOURCES, article.id),
        events,
        tuple(mention for fact in of_kind["document"] for mention in fact.mentions),
        tuple(Numeral(Span(s, e), c, rule) for s, e, c, rule in archive.query(_NUMERALS, [article.id]).rows),
    )


_KINDS = ("event", "official", "statement", "document")


def _official(fields: Mapping[str, Any], mentions: tuple[Span, ...], rule: str) -> Official:
    told = (fields["name"], fields["honorific"], fields["title"], fields["organisation"])
    return Official(*told, (), mentions, rule, fields["key"])


def _spans(archive: Archive, sql: str, article: int) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in archive.query(sql, [article]).rows)
