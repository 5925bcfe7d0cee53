"""The views of `views.sql`, made anew whenever the file differs from what the database has."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n.*?;$", re.MULTILINE | re.DOTALL)


@cache
def views() -> dict[str, str]:
    """The statement that makes each view, by the view's name, in the order of the file."""
    sql = Path(__file__).with_name("views.sql").read_text("utf-8")
    return {match[1]: match[0].removesuffix(";") for match in _VIEW.finditer(sql)}


def views_are_current(connection: Connection) -> bool:
    return _stored(connection) == views()


def create_views(connection: Connection) -> None:
    for statement in views().values():
        connection.exec_driver_sql(statement)


def drop_views(connection: Connection) -> None:
    for name in _stored(connection):
        connection.exec_driver_sql(f'DROP VIEW "{name}"')


def _stored(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'view'")
    return {str(name): str(sql) for name, sql in rows}
