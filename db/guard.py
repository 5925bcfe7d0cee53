"""What a connection that only reads may do: a list of what is allowed, so that all else is refused."""
from __future__ import annotations

import sqlite3

_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION}
)
# Settings that tell without being set; the driver and full-text search ask some of them by themselves.
_SETTINGS = frozenset(
    (
        *("application_id", "collation_list", "compile_options", "data_version", "database_list", "encoding"),
        *("function_list", "page_count", "page_size", "pragma_list", "read_uncommitted", "table_list", "user_version"),
    )
)
# Questions about the table or index that is their value.
_QUESTIONS = frozenset(
    ["foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list", "table_xinfo"]
)
_FUNCTIONS = frozenset(["load_extension", "writefile", "edit", "fts3_tokenizer"])


def allow_reading(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """SQLite's authorizer callback: reading is allowed, writing, attaching, loading and setting are not."""
    if action in _ALLOWED:
        allowed = True
    elif action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        allowed = name in (_SETTINGS if second is None else _QUESTIONS)
    elif action == sqlite3.SQLITE_UPDATE:
        # Asked when json_each or a full-text table is first used; the schema itself cannot be updated so.
        allowed = first == "sqlite_master"
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _FUNCTIONS
    else:
        allowed = False
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
