"""What a user types into a search box: as an FTS5 query, and as patterns that find the same words in a text."""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.search_index import folded, folded_letter_pattern
from extractor.model import Span
from extractor.view import view, word_patterns

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

    def pattern(self, marked: bool) -> re.Pattern[str]:
        """Finds the term in a text as it stands: the ways to write each letter are in the pattern, so that no text is
        folded, which takes ten times as long. It begins with a letter, which is looked for quickly."""
        return _pattern(self, marked)


@lru_cache(maxsize=256)
def _pattern(term: Term, marked: bool) -> re.Pattern[str]:
    words = [word_patterns(one) if marked else list(map(folded_letter_pattern, one)) for one in term.words]
    (first, *rest), *more = words
    end = r"[^\W_]*" if term.open else r"(?![^\W_])"
    beginning = rf"{first}(?<![^\W_].)" if first[0] == "[" else rf"(?<![^\W_]){first}"
    return re.compile(r"[\W_]+".join(["".join([beginning, *rest]), *map("".join, more)]) + end)


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
        """Where the terms stand in a text, or in some stretches of it that follow each other, in its order, overlaps
        and all."""
        places = within if within is not None else [Span(0, len(text))]
        found: set[tuple[int, int]] = set()
        for term in self.terms:
            pattern = term.pattern(self.marked)
            # What two stretches hold together is no phrase; single words are found in one go.
            for place in places if len(term.words) > 1 else [Span(0, len(text))]:
                found.update(match.span() for match in pattern.finditer(text, place.start, place.end))
        return list(_inside(places, sorted(found)))


def _inside(places: Sequence[Span], found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """What lies in one of the places, which follow each other."""
    starts = [place.start for place in places]
    for start, end in found:
        at = bisect(starts, start) - 1
        if at >= 0 and end <= places[at].end:
            yield Span(start, end)


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
