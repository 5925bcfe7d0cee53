"""The rules that explain how facts were read, loaded once for all requests."""
from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask, current_app

from diembao.extractions import load_rules

if TYPE_CHECKING:
    from patterns import Ruleset

EXTENSION = "diembao-rules"


class Rules:
    """The built-in rules, with those of a folder on top; loading takes a second or more, and is done once."""

    def __init__(self, extra: Path | None) -> None:
        self._extra = extra
        self._lock = Lock()
        self._loaded: Ruleset | None = None

    def loaded(self) -> Ruleset:
        """Failure where a rule file is wrong."""
        with self._lock:
            self._loaded = self._loaded or load_rules(self._extra)
            return self._loaded


def set_rules(app: Flask, extra: Path | None) -> Rules:
    app.extensions[EXTENSION] = made = Rules(extra)
    return made


def rules() -> Ruleset:
    """Those of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Rules)
    return found.loaded()
