"""Tables whose rows are only ever added: triggers refuse every change of a row and every deletion."""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

APPEND_ONLY = ("verdicts", "marks", "readings")


def refuse_changes(connection: Connection) -> None:
    """Makes the triggers that are not there: a migration that makes a table anew drops those of the old one."""
    for table in APPEND_ONLY:
        for statement in _triggers(table):
            connection.exec_driver_sql(statement)


def _triggers(table: str) -> Iterator[str]:
    for action, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_are_not_{done} BEFORE {action} ON {table} {_refusal(table, done)}"
    # REPLACE deletes the row that it replaces without a word to the trigger above.
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {table}_are_not_replaced BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR undoes = NEW.undoes) {_refusal(table, 'replaced')}"
    )


def _refusal(table: str, done: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{table} are never {done}: add a row that takes the earlier one back'); END"
