"""What a user types into a search box: as an FTS5 query, and as patterns that find the same words in a text."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.search_index import folded
from extractor.model import Span
from extractor.view import view

_PART = re.compile(r'"(?P<phrase>[^"]*)"?(?P<open>\*)?|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„«»\0", '""""" ')
#: A word as the index cuts them: letters and digits.
_WORD = re.compile(r"[^\W_]+")
#: More is no search, but somebody trying.
_MOST_CHARACTERS, _MOST_TERMS = 400, 32


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together; where the term is `open` its last word is only the beginning of one."""

    words: tuple[str, ...]
    open: bool

    def fts(self) -> str:
        return '"' + " ".join(self.words) + '"' + ("*" if self.open else "")

    def pattern(self) -> re.Pattern[str]:
        end = r"[^\W_]*" if self.open else r"(?![^\W_])"
        return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, self.words)) + end, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms must stand in an article. If any letter has a mark, all are looked up as written, else without."""

    terms: tuple[Term, ...]
    marked: bool

    @property
    def column(self) -> str:
        return "body" if self.marked else "body_fold"

    def fts(self) -> str:
        """The MATCH expression; with every term in quotes no sign of FTS5's own language is left in it."""
        return f"{self.column} : (" + " AND ".join(term.fts() for term in self.terms) + ")"

    def spans_in(self, text: str, within: Sequence[Span] | None = None) -> list[Span]:
        """Where the terms stand in a text, or in some stretches of it, in its order, overlaps and all."""
        read = view(text) if self.marked else folded(text)  # without marks, both ways to place one are the same
        patterns = [term.pattern() for term in self.terms]
        places = within if within is not None else [Span(0, len(text))]
        found = {
            Span(*match.span())
            for place in places
            for pattern in patterns
            for match in pattern.finditer(read, place.start, place.end)
        }
        return sorted(found, key=lambda span: (span.start, span.end))


def terms_of(typed: str) -> Terms:
    """The terms of what a user typed: words, `"phrases in quotes"`, `begin*`; empty where there is no word in it."""
    plain = unicodedata.normalize("NFC", typed[:_MOST_CHARACTERS]).translate(_QUOTES)
    read = view(plain)
    return Terms(tuple(_terms(read))[:_MOST_TERMS], read.lower() != folded(read))


def _terms(read: str) -> Iterator[Term]:
    for part in _PART.finditer(read):
        told = part["phrase"] if part["phrase"] is not None else part["word"]
        words = tuple(word.lower() for word in _WORD.findall(told))
        if words:
            yield Term(words, bool(part["open"]) or (part["word"] or "").endswith("*"))
