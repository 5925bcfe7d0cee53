"""The values of an answer as a table shows them: with links where a column's name says what a value is of."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from diembao.rows import as_text
from diembao.web.asking import Cut


@dataclass(frozen=True, slots=True)
class Cell:
    """A value's text, or the beginning of one of `length` characters; `href` leads to what it names. `kind` is
    `null`, `number` or `text`."""

    text: str
    kind: str = "text"
    href: str | None = None
    length: int | None = None


def cells(columns: Sequence[str], row: Sequence[Any]) -> list[Cell]:
    """One cell a value. Those of the columns article_id, fact_key and source lead to the article or fact."""
    named = dict(zip(columns, row, strict=True))
    return [_cell(value, _href(name, value, named)) for name, value in zip(columns, row, strict=True)]


def _cell(value: Any, href: str | None) -> Cell:
    if isinstance(value, Cut):
        return Cell(value.text, length=value.length)
    kind = "null" if value is None else "number" if isinstance(value, int | float) else "text"
    return Cell(as_text(value), kind, href)


def _href(column: str, value: Any, row: Mapping[str, Any]) -> str | None:
    if column == "article_id" and isinstance(value, int) and value > 0:
        return url_for("article.article", article_id=value)
    if column == "fact_key" and isinstance(value, str) and value:
        return _to_fact(value, row.get("article_id"))
    if column == "source" and isinstance(value, str) and value:
        return url_for("named.source", name=value)
    return None


def _to_fact(key: str, article: Any) -> str:
    """Straight to the article where the row names it, so that a fact of an older version is found too."""
    if isinstance(article, int) and article > 0:
        return url_for("article.article", article_id=article, fact=key, _anchor="here")
    return url_for("named.fact", key=key)
