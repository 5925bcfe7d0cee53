"""Near duplicates: the same press release in several papers, found by MinHash and marked, not dropped.

The words of an article's blocks, without its title and captions, make shingles of five; their smallest hashes, in bands
of a few, are stored and looked up by an index, so that an article is compared only with those that share a band.
The similarity that is kept is not the estimate but the exact share of shingles in common (Jaccard).
"""
from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, exists, func, insert, or_, select

from db.rows import Row
from db.tables import article_bands, articles, blocks, near_duplicates
from extractor.model import Block, Span

#: Blocks that another paper prints too when it prints the same text.
_TOLD = ("lead", "heading", "paragraph", "list_item", "table_row")
_SHINGLE = 5
#: An article with fewer shingles is too short to be told from others.
_FEWEST = 20
_BANDS, _ROWS = 32, 3
#: From which share of common shingles on two articles tell the same.
SIMILAR = 0.5
#: Most earlier articles that are compared word by word; they are the ones with the most bands in common.
_COMPARED = 20
_WORD = re.compile(r"\w+")


def shingles(text: str, told: Iterable[Block]) -> frozenset[int]:
    """The hashes of all runs of five words in the blocks that a reprint would have, whatever their case."""
    return frozenset(
        int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest()) for run in runs(text, told)
    )


def runs(text: str, told: Iterable[Block]) -> frozenset[tuple[str, ...]]:
    """The runs themselves: to compare two texts takes no hashes, which are for what is stored."""
    words = [w for block in told if block.kind in _TOLD for w in _WORD.findall(block.span.of(text).casefold())]
    return frozenset(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def bands(found: frozenset[int]) -> list[int]:
    """One number a band; two articles share one the likelier the more shingles they share. Nothing for a short one.

    One permutation is enough: each of the slots that the hashes fall into keeps its smallest, an empty one borrows.
    """
    if len(found) < _FEWEST:
        return []
    slots = [_EMPTY] * (_BANDS * _ROWS)
    for number in found:
        slot = number % len(slots)
        slots[slot] = min(slots[slot], number)
    while _EMPTY in slots:
        slots = [own if own != _EMPTY else slots[i - 1] for i, own in enumerate(slots)]
    return [_digest(slots[i : i + _ROWS]) for i in range(0, len(slots), _ROWS)]


_EMPTY = 1 << 64


def _digest(numbers: list[int]) -> int:
    return zlib.crc32(b"".join(number.to_bytes(8) for number in numbers))


def similarity(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The share of shingles, or runs, in common, from 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def band_rows(article_id: int, hashes: list[int]) -> list[Row]:
    """Rows of article_bands."""
    return [{"article_id": article_id, "band": band, "hash": number} for band, number in enumerate(hashes)]


def near_duplicate_row(article_id: int, other_id: int, alike: float) -> Row:
    """That an article tells what an earlier one does."""
    return {"article_id": article_id, "other_id": other_id, "similarity": round(alike, 4)}


def mark_duplicate(c: Connection, article_id: int, name: str, text: str, told: Iterable[Block]) -> None:
    """Stores the bands of an article, and the earlier article of another name that it nearly repeats, if any."""
    told = list(told)
    hashes = bands(shingles(text, told))
    if not hashes:
        return
    own = runs(text, told)
    alike = [(similarity(own, other), -i) for i, other in _stored(c, _candidates(c, name, hashes)).items()]
    c.execute(insert(article_bands), band_rows(article_id, hashes))
    share, other = max(alike, default=(0.0, 0))
    if share >= SIMILAR:
        c.execute(insert(near_duplicates).values(near_duplicate_row(article_id, -other, share)))


def _candidates(c: Connection, name: str, hashes: list[int]) -> list[int]:
    """Current articles of other names that share bands, but those that repeat one which is found itself."""
    b, a, d, first = article_bands.c, articles.c, near_duplicates.c, articles.alias()
    shared = or_(*((b.hash == number) & (b.band == band) for band, number in enumerate(hashes)))
    repeats = exists().where(d.article_id == b.article_id, first.c.id == d.other_id)
    found = select(b.article_id).join(articles, a.id == b.article_id).where(shared, a.current == 1, a.name != name)
    found = found.where(~repeats.where(or_(first.c.current == 1, first.c.name == name))).group_by(b.article_id)
    return [int(i) for i in c.scalars(found.order_by(func.count().desc(), b.article_id).limit(_COMPARED))]


def _stored(c: Connection, candidates: list[int]) -> dict[int, frozenset[tuple[str, ...]]]:
    """The runs of each of these articles, by its id."""
    texts = c.execute(select(articles.c.id, articles.c.text).where(articles.c.id.in_(candidates)))
    told: dict[int, list[Block]] = {i: [] for i in candidates}
    b = blocks.c
    found = select(b.article_id, b.start, b.end, b.kind).where(b.article_id.in_(candidates))
    for i, start, end, kind in c.execute(found.order_by(b.article_id, b.ordinal)):
        told[i].append(Block(Span(start, end), kind))
    return {i: _runs(text, tuple(told[i])) for i, text in texts}


@lru_cache(maxsize=64)
def _runs(text: str, told: tuple[Block, ...]) -> frozenset[tuple[str, ...]]:
    """What comes in one ingest repeats the same few again and again: they are taken apart once."""
    return runs(text, told)
