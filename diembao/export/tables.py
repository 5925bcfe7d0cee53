"""Tables and views as CSV files, for a spreadsheet if so wanted."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from db.store import Archive
from diembao.exits import Failure
from diembao.rows import print_rows

#: Spreadsheets take what begins so for a formula, whatever stands behind it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A number written out is what it looks like, with a sign too.
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")

_RELATIONS = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view with the columns that a CSV file of it has: all but those that hold bytes."""

    name: str
    columns: tuple[str, ...]

    @property
    def of_article(self) -> str | None:
        """The column that tells the article of a row, None where rows belong to none."""
        if self.name == "articles":
            return "id"
        return "article_id" if "article_id" in self.columns else None


def tables(archive: Archive) -> list[Table]:
    """The tables and views of a database by their names, but for SQLite's own and the ones behind a search."""
    kept = list(archive.query(_RELATIONS).rows)
    virtual = [name for name, sql in kept if (sql or "").upper().startswith("CREATE VIRTUAL")]
    hidden = tuple(f"{name}_" for name in virtual)
    names = [name for name, _ in kept if name not in virtual and not name.startswith(("sqlite_", *hidden))]
    return [Table(name, _columns(archive, name)) for name in names if name != "alembic_version"]


def _columns(archive: Archive, table: str) -> tuple[str, ...]:
    found = archive.query("SELECT name, type FROM pragma_table_info(?)", [table]).rows
    return tuple(name for name, kind in found if kind != "BLOB")


def table_named(archive: Archive, name: str) -> Table:
    """The table or view of this name. Failure where there is none."""
    known = {table.name: table for table in tables(archive)}
    if name not in known:
        raise Failure(f"there is no table or view `{name}`; `diembao schema` lists them")
    return known[name]


def write_table(
    archive: Archive, table: Table, out: TextIO, articles: Collection[int] | None = None, *, excel: bool = False
) -> None:
    """Writes the rows of a table, or those of these articles, as CSV; `excel` keeps spreadsheets from running text."""
    where, parameters = _where(table, articles)
    columns = ", ".join(f'"{name}"' for name in table.columns)
    rows = archive.query(f'SELECT {columns} FROM "{table.name}"{where}', parameters).rows
    print_rows(table.columns, map(guarded, rows) if excel else rows, "csv", out)


def _where(table: Table, articles: Collection[int] | None) -> tuple[str, Sequence[int]]:
    if articles is None:
        return "", ()
    if table.of_article is None:
        raise Failure(f"the rows of `{table.name}` belong to no single article: leave --article out")
    return f' WHERE "{table.of_article}" IN ({", ".join("?" * len(articles))})', tuple(articles)


def guarded(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row whose texts no spreadsheet takes for a formula: an apostrophe stands before those that look like one."""
    return tuple(_guarded(value) for value in row)


def _guarded(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def of_articles(found: Sequence[Table], articles: Collection[int] | None) -> Iterator[Table]:
    """The tables that can be cut to articles, where articles are named; else all."""
    return (table for table in found if articles is None or table.of_article is not None)
