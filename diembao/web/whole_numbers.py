"""Whole numbers of addresses and forms, as far as the database can hold them."""
from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

#: SQLite's greatest integer; a greater one is no id of anything.
_GREATEST = 2**63 - 1


def whole(told: str) -> int:
    """The number that was told; ValueError for what is none, or too great or small to be one of the database."""
    number = int(told)
    if abs(number) > _GREATEST:
        raise ValueError(f"{told[:30]} is beyond every id")
    return number


class _Id(IntegerConverter):
    """`<int:...>` in an address: a number that no row can have leads nowhere, as an unknown address does."""

    def __init__(self, map: Map, *options: Any, **named: Any) -> None:
        super().__init__(map, *options, **{"max": _GREATEST, **named})


def set_ids(app: Flask) -> None:
    """Before the pages of the app are set."""
    app.url_map.converters["int"] = _Id
