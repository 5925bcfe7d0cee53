"""The lines of a source, which cleaning judges one by one, and what can be told from a line's own shape."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.model import Page, PageLine, Source, Span
from extractor.view import view

# Byte order marks, zero-width spaces, direction marks and the like: no letters, and no white space to Python either.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u00ad"
_ENDS = re.compile(r"[.!?…;:。！？]\W{0,4}$")
_FULL_STOP = re.compile(r"[.!?…。！？]\W{0,4}$")
# As much of a line as the two look at.
_END = 5
_SENTENCE_END = regex.compile(r"[.!?…][”\"')]?\s+(?=[\p{Lu}\d“\"])")
# It begins with a letter: no digit, and no fraction, small or Roman number.
_WORD = re.compile(r"[^\W\d_¹-¾\u2070-\u209f\u2150-\u218f][^\W_]*")
_SEEN = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text without surrounding white space; `view` is its text as rules match it.

    `tag` is the page's own element around it (`p`, `h2`, `a` for nothing but links, `nav` ...), None in plain text;
    `apart` says that an empty line stands before it; `page` is what an HTML page says of it.
    """

    span: Span
    view: str
    tag: str | None
    apart: bool
    page: PageLine | None = None

    @property
    def words(self) -> int:
        return _count(_WORD, self.view)

    @property
    def capitals(self) -> bool:
        """It has letters, and no small one."""
        return self.view.isupper()

    @property
    def ends(self) -> bool:
        """It ends as a sentence or a clause does."""
        return bool(_ENDS.search(self.view[-_END:]))

    @property
    def stops(self) -> bool:
        """It ends as a sentence does."""
        return bool(_FULL_STOP.search(self.view[-_END:]))

    @property
    def sentences(self) -> int:
        """About how many sentences it holds."""
        return _count(_SENTENCE_END, self.view) + 1

    @property
    def prose(self) -> bool:
        """It reads as a paragraph: a sentence of some length that ends, or several sentences."""
        return (self.words >= 8 and self.stops) or self.sentences >= 3 or (self.words >= 40 and self.ends)


@lru_cache(maxsize=4096)
def _count(pattern: re.Pattern[str] | regex.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def lines_of(source: Source, page: Page) -> tuple[Line, ...]:
    """The lines of the source that hold more than white space, in order."""
    whole = view(source.text)
    if page.lines:
        inner = ((trimmed(source.text, line.span), line) for line in page.lines)
        return tuple(Line(span, span.of(whole), line.tag, False, line) for span, line in inner if span)
    found, at, apart = [], 0, False
    for raw in source.text.splitlines(keepends=True):
        span = trimmed(source.text, Span(at, at + len(raw)))
        at += len(raw)
        if not span:
            apart = True
            continue
        found.append(Line(span, span.of(whole), None, apart))
        apart = False
    return tuple(found)


def trimmed(text: str, span: Span, more: str = _INVISIBLE) -> Span:
    """The span without white space, invisible characters and `more` at its ends; empty where nothing is left."""
    rest, before = span.of(text), ""
    if rest[:1].isalnum() and (rest[-1] == "." or rest[-1].isalnum()):
        return span
    start = span.start
    while rest != before:
        before = rest
        shorter = rest.lstrip().lstrip(more)
        start += len(rest) - len(shorter)
        rest = shorter.rstrip().rstrip(more)
    return Span(start, start + len(rest))


def unseen(text: str, taken: list[Span]) -> Iterator[Span]:
    """Runs of characters that are not white space and lie in none of the spans, which are in order."""
    at = 0
    for span in [*taken, Span(len(text), len(text))]:
        for found in _SEEN.finditer(text, at, span.start):
            yield Span(*found.span())
        at = max(at, span.end)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Letters and digits alone, in lower case, for comparing what is printed twice with other dashes and spaces."""
    return "".join(filter(str.isalnum, text)).casefold()
