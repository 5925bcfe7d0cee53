"""The way back: from a span of the text to the stretch of the decoded source that it was read from, and again."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape

import regex

from extractor.markup import read_markup
from extractor.model import PageLine, Source, Span
from extractor.page import read_lines

#: Of the decoded source, from its start up to its end.
_Stretch = tuple[int, int]

_BLANK = regex.compile(r"[ \t\r\n\f]+")
_ENTITY = r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|\w{2,32});?"
# Combining marks U+0300 to U+036F, plain or as entities, belong to the letter before them.
_MARK = r"(?:\p{M}|&#(?:76[89]|7[7-9]\d|8[0-6]\d|87[0-9]);|&#[xX]0?3[0-6][0-9a-fA-F];)"
_ATOM = regex.compile(rf"[ \t\r\n\f]+|(?:{_ENTITY}|.){_MARK}*+", regex.DOTALL)
_LETTER = regex.compile(r".\p{M}*+", regex.DOTALL)


def shown(decoded: str, span: Span, media_type: str) -> str:
    """The text that a stretch of a decoded source shows, in NFC, white space collapsed: a block's text, read anew."""
    stretch = span.of(decoded)
    text = read_lines(read_markup(stretch))[0] if "html" in media_type else stretch
    return collapsed(text)


def collapsed(text: str) -> str:
    """The text in NFC, each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def source_span(source: Source, span: Span, page: PageLine | None) -> Span | None:
    """The stretch of `source.decoded` that a span of the text was read from; None where it cannot be told exactly.

    `page` is the line of the page that the span lies in, None for a plain text.
    """
    if page is None:
        return span if source.decoded == source.text else _of_text(source, span)
    if span == page.span:
        return page.source
    origins = _of_line(source.decoded, page.span.of(source.text), page.pieces)
    start, end = span.start - page.span.start, span.end - page.span.start
    return Span(origins[start][0], origins[end - 1][1]) if origins and start < end else None


def _of_line(decoded: str, line: str, pieces: Sequence[_Stretch]) -> list[_Stretch] | None:
    """For each character of a line, the stretch that it was read from; None for a row of cells."""
    atoms: list[tuple[str, _Stretch]] = []
    for sign, origin in (atom for start, end in pieces for atom in _atoms(decoded[start:end], start)):
        if sign != " " or (atoms and atoms[-1][0] != " "):
            atoms.append((sign, origin))
    while atoms and atoms[-1][0] == " ":
        atoms.pop()
    return [origin for _, origin in atoms] if "".join(sign for sign, _ in atoms) == line else None


def _atoms(raw: str, at: int) -> Iterator[tuple[str, _Stretch]]:
    for found in _ATOM.finditer(raw):
        for sign in unicodedata.normalize("NFC", _BLANK.sub(" ", unescape(found[0]))):
            yield sign, (at + found.start(), at + found.end())


def _of_text(source: Source, span: Span) -> Span | None:
    """In a text that NFC changed: letter by letter from its beginning."""
    at, start = 0, None
    for found in _LETTER.finditer(source.decoded):
        if start is None and at >= span.start:
            start = found.start()
        at += len(unicodedata.normalize("NFC", found[0]))
        if at >= span.end:
            return None if start is None else Span(start, found.end())
    return None
