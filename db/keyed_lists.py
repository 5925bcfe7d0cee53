"""Lists of what facts have in common, a page at a time: the keys of indicators, event series, documents."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from db.list_page import ListPage, number_of

#: Both read an index of the key; older versions of articles are in it too, and are taken off or left out
#: by who tells what there is of a key. `LIMIT -1` keeps the place of a key from being worked out twice.
_BY_KEY = """
    SELECT told FROM (
        SELECT told, alphabetical(told) AS place
        FROM (SELECT DISTINCT {key} AS told FROM {table} WHERE {key} IS NOT NULL AND {fits})
        LIMIT -1)
    WHERE (place, told) > (alphabetical(:after), :after) ORDER BY place, told LIMIT :limit"""
_MOST_FIRST = """
    SELECT told FROM (
        SELECT {key} AS told, count(*) AS many FROM {table} WHERE {key} IS NOT NULL AND {fits} GROUP BY {key}
        UNION ALL
        SELECT {key}, -count(*) FROM {table}
        WHERE article_id IN (SELECT id FROM articles WHERE current = 0) AND {key} IS NOT NULL AND {fits}
        GROUP BY {key})
    GROUP BY told HAVING sum(many) > 0 ORDER BY sum(many) DESC, alphabetical(told), told
    LIMIT :limit OFFSET :after"""


def keys_of(
    c: Connection, table: str, key: str, fits: tuple[str, Mapping[str, Any]], after: str, most_first: bool, limit: int
) -> ListPage[str]:
    """The keys in a column of a table of facts that has an index, of those rows that fit an SQL condition with its
    parameters: those of most facts first, else in the order of the alphabet."""
    condition, words = fits
    seen = number_of(after)
    sql = (_MOST_FIRST if most_first else _BY_KEY).format(table=table, key=key, fits=condition)
    found = list(c.scalars(text(sql), {"after": seen if most_first else after, "limit": limit + 1, **words}))
    shown = found[:limit]
    return ListPage(shown, None if len(found) <= limit else str(seen + limit) if most_first else shown[-1])
