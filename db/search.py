"""Full-text search over the current articles, the best first, each with its place in the text."""
from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from db.search_index import NAME
from db.search_terms import Terms, terms_of
from extractor.model import Span

# The title stands in the index twice where the page has it in its text, so it needs no weight of its own.
_RANKED = f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH :query ORDER BY rank, rowid LIMIT :limit OFFSET :offset"
_COUNT = f"SELECT count(*) FROM {NAME} WHERE {NAME} MATCH :query"
_ARTICLES = text("SELECT id, name, url, title, published, publisher, text FROM articles WHERE id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
# One row an article: at each row SQLite lets another page go first.
_BLOCKS = text(
    """SELECT article_id, group_concat(start || '-' || "end", ' ') FROM blocks"""
    " WHERE article_id IN :ids AND kind <> 'boilerplate' GROUP BY article_id"
).bindparams(bindparam("ids", expanding=True))
#: How much of an article is shown around its best place, in characters.
_SHOWN = 260


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `hit` where it is what was searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `place` is the span of its text that `snippet` shows, `matches` the number of places
    in its content where a term stands."""

    article_id: int
    name: str
    url: str | None
    title: str | None
    published: str | None
    publisher: str | None
    title_pieces: tuple[Piece, ...]
    place: Span
    snippet: tuple[Piece, ...]
    matches: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found; `total` counts the articles of all pages, `marked` whether marks counted."""

    total: int
    marked: bool
    hits: tuple[Hit, ...]


def search(c: Connection, typed: str, *, limit: int, offset: int = 0) -> Hits:
    """The articles that hold all that was typed, from number `offset` on, at most `limit` of them."""
    terms = terms_of(typed)
    if not terms.terms:
        return Hits(0, terms.marked, ())
    query = {"query": terms.fts()}
    total = c.scalar(text(_COUNT), query) or 0
    ids = c.scalars(text(_RANKED), query | {"limit": limit, "offset": offset}).all()
    return Hits(total, terms.marked, tuple(_hits(c, ids, terms)))


def _hits(c: Connection, ids: Sequence[int], terms: Terms) -> Iterator[Hit]:
    rows = {row.id: row for row in c.execute(_ARTICLES, {"ids": ids})}
    blocks: dict[int, list[Span]] = {i: [] for i in ids}
    blocks |= {i: sorted(_spans(told)) for i, told in c.execute(_BLOCKS, {"ids": ids})}
    for i in ids:
        row = rows[i]
        title = row.title or ""
        found = terms.spans_in(row.text, blocks[i])
        place = _place(found, blocks[i], row.text)
        told = (i, row.name, row.url, row.title, row.published, row.publisher)
        titled = pieces(title, Span(0, len(title)), terms.spans_in(title))
        yield Hit(*told, titled, place, pieces(row.text, place, found), len(found))


def _spans(told: str) -> Iterator[Span]:
    """The spans of `10-20 30-40`."""
    return (Span(*map(int, span.split("-"))) for span in told.split(" "))


def _place(found: Sequence[Span], blocks: Sequence[Span], whole: str) -> Span:
    """The stretch of one block that holds most of what was found; the first block where only the title has it."""
    if not blocks:
        return Span(0, 0)
    if not found:
        return Span(blocks[0].start, min(blocks[0].end, blocks[0].start + _SHOWN))
    starts = [span.start for span in found]
    many = [bisect(starts, start + _SHOWN - _SHOWN // 4) - i for i, start in enumerate(starts)]
    best = found[many.index(max(many))]
    return _around(best, next(block for block in blocks if block.contains(best)), whole)


def _around(span: Span, block: Span, whole: str) -> Span:
    """Some of a block around a span in it, from the beginning of a word to the end of one."""
    start = max(block.start, span.start - _SHOWN // 4)
    end = max(span.end, min(block.end, start + _SHOWN))
    before, behind = whole[start : span.start].find(" "), whole[span.end : end].rfind(" ")
    start += before + 1 if start > block.start else 0
    return Span(start, end if end == block.end or behind < 0 else span.end + behind)


def pieces(whole: str, place: Span, found: Sequence[Span]) -> tuple[Piece, ...]:
    """The text at `place`, cut where what was found begins and ends."""
    cut, at = [], place.start
    for span in sorted(span for span in found if place.contains(span)):
        start = max(at, span.start)
        if start < span.end:
            cut += [Piece(whole[at:start], False), Piece(whole[start : span.end], True)]
            at = span.end
    cut.append(Piece(whole[at : place.end], False))
    return tuple(piece for piece in cut if piece.text)
