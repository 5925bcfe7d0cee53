"""Sentences and words as spans, by underthesea. The only file that imports it, and only when it is called.

`word_tokenize` moves tone marks unless told not to and always composes to NFC, so each word is found again in
order from the end of the last one, and checked. `sent_tokenize` glues lines without a full stop, so it is called
block by block, and mends what it is known to cut wrongly.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.model import FACT_BLOCKS, Block, ExtractionError, Sentence, Span
from extractor.syllables import is_syllable

# underthesea cuts after these; the next capital then opens no sentence.
_GLUE_AFTER = regex.compile(
    r"(?:(?<![\p{L}\d])(?:PGS|GS|TS|ThS|BS|KS|LS|NSND|NSƯT|TSKH|TX|TT|TP|CP|Cty|Tp|St|Mr|Mrs|Ms|Dr)\.|^\d{1,2}\.)$"
)
# A sentence glued to the one before it without a space: `năm 2016.Theo`, `kinh tế.Bên cạnh`.
_GLUED = regex.compile(r"(?<=[\p{Ll}\d%)”\"]{2}[.?!;])(?=[\p{Lu}“\"][\p{Ll} ])|(?<=…)\s?(?=\p{Lu}\p{Ll})")
# And without a full stop either: `128 tỷ đồngTheo`, `(tăng 5%)Bên cạnh`, `đạt 95,6%Tuy nhiên`.
_RUN_IN = regex.compile(
    r"(?:(?<![\p{L}\d])(?<left>\p{Ll}{2,7})|[\p{L}\d%]\)|\d%?)(?<at>)(?<right>\p{Lu}\p{Ll}{1,6})(?=,?\s[\p{Ll}\d])"
)
_OPENS_BADLY = regex.compile(r"^[\s\"”’'.,;:!?)\]…]*$|^[\"”’')\]]\s*[,.;]")


def segment(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """The sentences of the blocks that facts are taken from, in order, each with its words as spans of `text`."""
    return tuple(
        Sentence(span, words_of(text, span), index)
        for index, block in enumerate(blocks)
        if block.kind in FACT_BLOCKS
        for span in sentences_of(text, block.span)
    )


def sentences_of(text: str, span: Span) -> Iterator[Span]:
    """The sentences within `span`, without surrounding white space; a line end always ends one."""
    start = span.start
    for line in span.of(text).splitlines(keepends=True):
        yield from _of_line(text, Span(start, start + len(line)))
        start += len(line)


def _of_line(text: str, line: Span) -> Iterator[Span]:
    from underthesea import sent_tokenize

    if not line.of(text).strip():
        return
    cuts: list[Span] = []
    at = line.start
    for piece in sent_tokenize(line.of(text)):
        start = text.find(piece, at, line.end)
        if start < 0:
            raise ExtractionError(f"sentence {piece!r} is not in its block")
        at = start + len(piece)
        if cuts and (_GLUE_AFTER.search(cuts[-1].of(text)) or _OPENS_BADLY.search(piece)):
            cuts[-1] = Span(cuts[-1].start, at)
        else:
            cuts.append(Span(start, at))
    for cut in cuts:
        yield from _unglued(text, cut)


def _unglued(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a piece; underthesea may have cut at a glued place already, and then none stands before it."""
    glued = [m.start() for m in _GLUED.finditer(text, span.start, span.end) if text[m.start() - 1] != ";"]
    glued += [m.start("at") for m in _RUN_IN.finditer(text, span.start, span.end) if _are_words(m)]
    for start, end in pairwise([span.start, *sorted(set(glued)), span.end]):
        if sentence := _trim(text, Span(start, end)):
            yield sentence


def _are_words(run_in: regex.Match[str]) -> bool:
    """Two words of Vietnamese, not the halves of a name such as `iPhone` or `VinFast`."""
    left, right = run_in["left"] or "", run_in["right"]
    plain = (left + right).isascii() and bool(left)
    return not plain and is_syllable(right) and (not left or is_syllable(left))


def _trim(text: str, span: Span) -> Span:
    piece = span.of(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip()))


def words_of(text: str, span: Span) -> tuple[Span, ...]:
    """The words within `span` as underthesea groups them; every character that is not white space is in one."""
    from underthesea import word_tokenize

    found: list[Span] = []
    at = span.start
    for word in word_tokenize(span.of(text), use_token_normalize=False):
        start = text.find(word, at, span.end)
        skipped = text[at:start]
        if start < 0 or (len(skipped) > 1 and len(skipped.split()) > 3):
            continue  # respelt by underthesea: the gap is filled below, syllable by syllable
        if skipped and skipped != " ":
            found.extend(_syllables(text, at, start))
        at = start + len(word)
        found.append(Span(start, at))
    found.extend(_syllables(text, at, span.end))
    return tuple(found)


_SYLLABLE = regex.compile(r"\S+")


def _syllables(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _SYLLABLE.finditer(text, start, end):
        yield Span(*match.span())
