"""Abbreviations that the article defines (`khuyến công quốc gia (KCQG)`) or everyone knows, for grouping in SQL."""

from __future__ import annotations

import regex

from extractor.model import Reading
from patterns import Ruleset

_DEFINED = regex.compile(r"\((?:gọi tắt là |viết tắt là )?(\p{Lu}[\p{Lu}\d&\-]{1,11})\)")
#: How far before its bracket the words of an abbreviation may begin, in characters.
_REACH = 90
_TOKEN = regex.compile(r"(?<![\p{L}\d])\p{Lu}[\p{Lu}\d&\-]+(?![\p{L}\d])")


class Abbreviations:
    """What each abbreviation of one article stands for, in lower case."""

    def __init__(self, reading: Reading, rules: Ruleset) -> None:
        self._known = {entry["name"]: entry["expansion"].lower() for entry in rules.table("abbreviation")}
        for match in _DEFINED.finditer(reading.view):
            before = reading.view[max(0, match.start() - _REACH) : match.start()]
            words = _initialled(before.split(), match.group(1))
            if words:
                self._known[match.group(1)] = words

    def key(self, indicator: str) -> str:
        """The indicator in lower case with abbreviations written out and spaces single."""
        bare = _DEFINED.sub(lambda m: "" if m.group(1) in self._known else m.group(), indicator)
        return " ".join(_TOKEN.sub(lambda m: self._known.get(m.group(), m.group()), bare).lower().split())


def _initialled(words: list[str], abbreviation: str) -> str | None:
    """The last words whose initials spell the abbreviation, or None."""
    letters = [c for c in abbreviation if c.isalpha()]
    tail = [w for word in words for w in word.replace("-", " ").split()][-len(letters) :]
    if len(tail) == len(letters) and all(w[:1].upper() == c for w, c in zip(tail, letters, strict=True)):
        return " ".join(tail).lower()
    return None
