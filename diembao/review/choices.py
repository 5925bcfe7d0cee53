"""What a reviewer means by a typed choice: which fields, which kinds, which of several places."""
from __future__ import annotations

from collections.abc import Sequence

from db.said import FactToReview

#: The kinds of fact by the letter that chooses them.
KINDS = {"f": "figure", "e": "event", "o": "official", "s": "statement", "d": "document"}
KINDS_TOLD = ", ".join(f"{letter} {kind}" for letter, kind in KINDS.items())


class NoChoice(Exception):
    """What was typed chooses nothing; the text says why."""


def fields_chosen(typed: str, fact: FactToReview) -> list[str | None]:
    """The fields of these numbers or names, each once; nothing typed is the fact as a whole, None."""
    names = list(fact.fields)
    return list(dict.fromkeys(_field(word, names) for word in typed.replace(",", " ").split())) or [None]


def _field(word: str, names: Sequence[str]) -> str:
    if word in names:
        return word
    return names[_number(word, len(names), "field") - 1]


def kinds_chosen(typed: str) -> list[str]:
    """The kinds of these letters or names, each once."""
    return list(dict.fromkeys(_kind(word) for word in typed.lower().replace(",", " ").split()))


def _kind(word: str) -> str:
    for letter, kind in KINDS.items():
        if word in (letter, kind, f"{kind}s"):
            return kind
    raise NoChoice(f"`{word}` is no kind of fact: {KINDS_TOLD}")


def place_chosen(typed: str, count: int) -> int:
    """The index of the place of this number, which counts from 1."""
    return _number(typed, count, "place") - 1


def _number(word: str, count: int, what: str) -> int:
    if word.isascii() and word.isdigit() and 1 <= int(word) <= count:
        return int(word)
    raise NoChoice(f"`{word}` is no {what}: give a number from 1 to {count}")
