"""The full-text index of the current articles: the words of their titles and content, as written and without marks.

Both columns have the same length, and none is stored: FTS5 keeps the words only, so an entry is taken out by
telling it the very words again. That is why they are always made here, of what the database holds.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from extractor.view import view

NAME = "article_search"
#: `remove_diacritics 2` would find nothing for `da nang` and make đồng and động one.
CREATE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5"
    """(body, body_fold, content="", tokenize="unicode61 remove_diacritics 0")"""
)
_WORDS = "SELECT title, text FROM articles WHERE id = :id"
_BLOCKS = """SELECT start, "end" FROM blocks WHERE article_id = :id AND kind <> 'boilerplate' ORDER BY ordinal"""
_INSERT = f"INSERT INTO {NAME} (rowid, body, body_fold) VALUES (:id, :body, :fold)"
_DELETE = f"INSERT INTO {NAME} ({NAME}, rowid, body, body_fold) VALUES ('delete', :id, :body, :fold)"


def add_to_search(c: Connection, article_id: int) -> None:
    """Indexes an article whose row and blocks are stored, and which is not indexed."""
    c.execute(text(_INSERT), _entry(c, article_id))


def take_from_search(c: Connection, article_id: int) -> None:
    """Takes out an article that is indexed and whose row and blocks are still as they were then."""
    c.execute(text(_DELETE), _entry(c, article_id))


def index_all(c: Connection) -> None:
    """Indexes every current article; none may be indexed yet."""
    for i in c.scalars(text("SELECT id FROM articles WHERE current = 1")).all():
        add_to_search(c, i)


def is_of_search(name: str | None) -> bool:
    """Whether a table is the index, or one of those that SQLite keeps it in: no table of `db/tables.py`."""
    return name is not None and (name == NAME or name.startswith(f"{NAME}_"))


def folded(text: str) -> str:
    """Lower case and without marks, đ as d; character for character, so the length stays."""
    return text.translate(_FOLDED)


class _Folding(dict[int, str]):
    """Each character's folded one, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = "d" if character in "đĐðÐ" else unicodedata.normalize("NFD", character)[0].lower()
        self[code] = plain if len(plain) == 1 else character
        return self[code]


_FOLDED = _Folding()


@cache
def folded_letter_pattern(plain: str) -> str:
    """A pattern of `re` for every letter that is folded into this one."""
    return "[" + "".join(sorted(re.escape(one) for one in _written().get(plain, {plain}))) + "]"


@cache
def _written() -> dict[str, set[str]]:
    """By folded letter those with marks and capitals, of the scripts of Europe; others are folded into themselves."""
    written: dict[str, set[str]] = {}
    for character in map(chr, (*range(0x21, 0x530), *range(0x1E00, 0x2000), *range(0x2100, 0x2150))):
        written.setdefault(folded(character), set()).add(character)
    return written


def _entry(c: Connection, article_id: int) -> dict[str, Any]:
    title, whole = c.execute(text(_WORDS), {"id": article_id}).one()
    blocks: Iterable[Any] = c.execute(text(_BLOCKS), {"id": article_id})
    body = view("\n".join(_parts(title, whole, blocks)))
    return {"id": article_id, "body": body, "fold": folded(body)}


def _parts(title: str | None, whole: str, blocks: Iterable[Any]) -> Iterator[str]:
    """The title stands in front even where it is a block too: who searches for it wants that article first."""
    yield title or ""
    yield from (whole[start:end] for start, end in blocks)
