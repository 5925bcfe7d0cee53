"""What columns hold, in the reader's language: their names, those of their values that are words of ours, numbers.

In English everything stands as in the database, so that it can be asked for in SQL as it is read here.
"""
from __future__ import annotations

import re
from collections.abc import Mapping

from db.reader import StoredFact
from diembao.article_facts import AS_STORED, Fields, Wording, told_of
from diembao.web.language import language, say, say_or
from diembao.web.numbers import written

#: The columns, by kind of fact, whose values are words of ours, and the part of `messages.toml` that has them.
WORDS: Mapping[tuple[str, str], str] = {
    ("figure", "kind"): "measure",
    ("figure", "bound"): "bound",
    ("figure", "relation"): "relation",
    ("figure", "direction"): "direction",
    ("figure", "modality"): "modality",
    ("event", "type"): "event",
    ("event", "status"): "status",
    ("event", "session"): "session",
    ("statement", "kind"): "person",
}
#: Reasons that end with words of the page, or the name of its publisher.
_QUOTING = re.compile(r"(.+? after|other matter on pages of)( .*)", re.DOTALL)


def column(name: str, kind: str = "") -> str:
    """What a column is called; `title` is the post of an official, but what a document is about."""
    return say_or(f"field.{name}_of_{kind}", say_or(f"field.{name}", name))


def value(stored: object, kind: str, name: str) -> object:
    """What a column of this kind of fact holds."""
    part = WORDS.get((kind, name))
    return stored if part is None or language() == "en" else _word(part, str(stored))


def reason(stored: str) -> str:
    """Why a block is no part of the article; what is quoted in a reason stays."""
    known = _QUOTING.match(stored)
    words, quoted = known.groups() if known else (stored, "")
    return say_or(f"reason.{words}", words) + quoted


def told_here(fact: StoredFact) -> str:
    """What the row of a fact holds, the empty fields left out."""
    return told_fields(fact.kind, fact.fields)


def told_fields(kind: str, fields: Fields) -> str:
    """As `told_here`, of a row alone."""
    return told_of(kind, fields, AS_STORED if language() == "en" else _INWORDS)


def _word(part: str, stored: str) -> str:
    told = say_or(f"{part}.{stored}", stored)
    return told[:1].lower() + told[1:]


def _relation(relation: str, direction: str | None) -> str:
    return _word("direction", direction) if direction else _word("relation", relation)


def _value(least: str, most: str | None) -> str:
    return f"{written(least)}–{written(most)}" if most is not None else written(least)


def _base(base: str) -> str:
    return f"{say('chart.base')} {base}"


_INWORDS = Wording(_word, _value, _relation, _base)
