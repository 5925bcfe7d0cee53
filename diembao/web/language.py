"""What the pages say, in English and Vietnamese: one entry a message in `messages.toml`."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import g, request

from diembao.web.settings import settings

#: The languages of the interface by their own names; the first is the default.
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
COOKIE = "language"


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Every message by its key, in each language. Keys of TOML tables are joined by dots."""
    told = tomllib.loads(Path(__file__).with_name("messages.toml").read_text("utf-8"))
    return {f"{page}.{key}": entry for page, entries in told.items() for key, entry in entries.items()}


def language() -> str:
    """The language of the page that is asked for: the reader's choice, else the one that the app was started with."""
    if "language" not in g:
        chosen = request.cookies.get(COOKIE, "")
        g.language = chosen if chosen in LANGUAGES else settings().language
    return str(g.language)


def say(key: str, **values: object) -> str:
    """A message in the reader's language, its `{names}` filled in. KeyError where there is no such message."""
    return messages()[key][language()].format_map(values) if values else messages()[key][language()]


def say_or(key: str, otherwise: str) -> str:
    """A message, or where none is of this key, `otherwise`: for values of columns, which are open."""
    return say(key) if key in messages() else otherwise
