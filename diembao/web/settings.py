"""What the pages are served with, and what a request may ask of it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

EXTENSION = "diembao"


@dataclass(frozen=True, slots=True)
class Settings:
    """`reviewer` signs verdicts until the reader says another name; `password` is needed wherever it is not None;
    `names` are names under which it may be asked besides the `host` that it is bound to; `patterns` is a folder of
    rules on top of the built-in ones. A query of the SQL page shows at most `sql_rows` rows and runs for at most
    `sql_seconds`."""

    database: Path
    reviewer: str
    host: str = "127.0.0.1"
    port: int = 8765
    password: str | None = None
    language: str = "en"
    names: tuple[str, ...] = ()
    patterns: Path | None = None
    sql_rows: int = 1000
    sql_seconds: float = 10.0


def settings() -> Settings:
    """Those of the app that answers now."""
    return cast(Settings, current_app.extensions[EXTENSION])
