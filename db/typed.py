"""What a reader types to narrow a list, as patterns of SQLite's GLOB: no function of ours is called for each row."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from db.search_index import folded
from extractor.view import view

#: More is nothing that one types to narrow a list.
_MOST_CHARACTERS, _MOST_WORDS = 120, 8
#: Beyond this code point no letter of Vietnamese stands.
_LAST = 0x1EFF


def globs_of(typed: str) -> tuple[str, ...]:
    """A pattern for each word, which may stand anywhere; all are to fit. Case does not count, marks if any is typed."""
    read = view(unicodedata.normalize("NFC", typed[:_MOST_CHARACTERS].replace("\0", " ")))
    written = _signs(read) if read.lower() == folded(read) else _signs_with_marks(read)
    return tuple(f"*{word}*" for word in written.split()[:_MOST_WORDS])


def glob_of(text: str) -> str:
    """A pattern that fits this text alone, in any case."""
    return _signs_with_marks(text)


def holds(column: str, globs: Iterable[str]) -> tuple[str, Mapping[str, str]]:
    """The SQL condition, with its parameters, that a column fits all patterns; true where there is none."""
    named = {f"glob{number}": glob for number, glob in enumerate(globs)}
    return " AND ".join(["1", *(f"{column} GLOB :{name}" for name in named)]), named


def _signs(read: str) -> str:
    """Each letter as any that is the same without marks."""
    return "".join(_spellings().get(folded(sign), _literal(sign)) for sign in read)


def _signs_with_marks(text: str) -> str:
    return "".join(_either_case(sign) for sign in text)


def _either_case(sign: str) -> str:
    if sign in "đĐðÐ":
        return "[đĐÐ]"
    lower, upper = sign.lower(), sign.upper()
    return f"[{lower}{upper}]" if lower != upper and len(lower) == len(upper) == 1 else _literal(sign)


def _literal(sign: str) -> str:
    return f"[{sign}]" if sign in "*?[" else sign


@cache
def _spellings() -> Mapping[str, str]:
    """By each plain letter a class of all that are it without marks."""
    found: dict[str, list[str]] = {}
    for sign in map(chr, range(_LAST + 1)):
        if sign.isalpha():
            found.setdefault(folded(sign), []).append(sign)
    return {plain: f"[{''.join(signs)}]" for plain, signs in found.items() if plain.isascii()}
