"""A page as it may come back: changed around its facts, each quote what it was; or with one of its figures edited."""
from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.model import FACT_BLOCKS, Extraction, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A text made of another one: `origins` gives for each of its characters which one of that it was."""

    text: str
    origins: Sequence[int]

    def of(self, kept: Sequence[int]) -> Page:
        """The page with these of its characters alone, in this order."""
        return Page("".join(self.text[i] for i in kept), [self.origins[i] for i in kept])

    def place(self, span: Span) -> Span | None:
        """Where a span of the old text stands now; None where it is not there in one piece."""
        there = [i for i, origin in enumerate(self.origins) if span.start <= origin < span.end]
        whole = bool(there) and there[-1] - there[0] + 1 == len(there) and self.origins[there[0]] == span.start
        return Span(there[0], there[-1] + 1) if whole else None

    def lines(self) -> list[list[int]]:
        """The characters of each line that holds something, its end with it."""
        made, at = [], 0
        for line in self.text.splitlines(keepends=True):
            made.append(list(range(at, at + len(line))))
            at += len(line)
        return [line for line in made if self.of(line).text.strip()]


Change = Callable[[Page, Extraction], Page]


def as_it_was(extraction: Extraction) -> Page:
    return Page(extraction.source.text, range(len(extraction.source.text)))


def spaces(page: Page, _: Extraction) -> Page:
    """Each run of white space is one space; the ends of lines are lost."""
    shown = dict.fromkeys((match.start() for match in re.finditer(r"\s+", page.text)), " ")
    kept = [i for i, sign in enumerate(page.text) if i in shown or not sign.isspace()]
    return Page("".join(shown.get(i, page.text[i]) for i in kept), [page.origins[i] for i in kept])


def header(page: Page, extraction: Extraction) -> Page:
    """Without the first line that no facts are taken from."""
    dropped = next(b.span for b in extraction.article.blocks if b.kind not in FACT_BLOCKS)
    return page.of([i for i, origin in enumerate(page.origins) if not dropped.start <= origin < dropped.end])


def copies(page: Page, _: Extraction) -> Page:
    """Without the lines that stand there a second time, as captions do."""
    seen: set[str] = set()
    kept = []
    for line in page.lines():
        told = page.of(line).text.strip()
        if told not in seen:
            kept += line
        seen.add(told)
    return page.of(kept)


def decomposed(page: Page, _: Extraction) -> Page:
    """In NFD: a letter and its marks are characters of their own."""
    apart = [unicodedata.normalize("NFD", sign) for sign in page.text]
    return Page("".join(apart), [origin for origin, signs in zip(page.origins, apart, strict=True) for _ in signs])


def reordered(page: Page, _: Extraction) -> Page:
    """Its lines in another order."""
    lines = page.lines()
    random.Random(17).shuffle(lines)
    return page.of(list(chain.from_iterable(lines)))


def chained(*changes: Change) -> Change:
    def change(page: Page, extraction: Extraction) -> Page:
        for one in changes:
            page = one(page, extraction)
        return page

    return change


CHANGES: dict[str, Change] = {
    "white space collapsed": spaces,
    "a header line removed": header,
    "copies of lines removed": copies,
    "decomposed (NFD)": decomposed,
    "all four at once": chained(header, copies, spaces, decomposed),
    "paragraphs reordered": reordered,
    "reordered, and all four": chained(header, copies, reordered, spaces, decomposed),
}  # fmt: skip


def _next_digit(match: re.Match[str]) -> str:
    return str((int(match[0]) + 1) % 10)


#: How a figure becomes another: what is replaced in its quote, by what.
EDITS: dict[str, tuple[str, str | Callable[[re.Match[str]], str]]] = {
    "first digit": (r"\d", _next_digit),
    "last digit": (r"\d(?=\D*$)", _next_digit),
    "decimal sign": (r"(?<=\d),(?=\d)", "."),
    "grouping sign": (r"(?<=\d)\.(?=\d)", ","),
    "sign": (r"^(?=\d)", "-"),
    "dash for a sign": (r"^(?=\d)", "–"),
    "digit before": (r"^(?=\d)", "1"),
    "group before": (r"^(?=\d)", "1."),
    "digit behind": (r"(?<=\d)(?=\D*$)", "0"),
    "scale": (r"tỷ|triệu|nghìn|ngàn", lambda match: "triệu" if match[0] == "tỷ" else "tỷ"),
    "unit": (r"đồng$|%$", lambda match: "USD" if match[0] == "đồng" else " điểm"),
    "rate": (r"(?<=%|g)$", "/tháng"),
    "thing counted": (r"(?<=\d )(?=\p{L})".replace(r"\p{L}", r"[^\W\d_]"), "lượt "),
    "words for digits": (r"\d+", "mấy"),
}  # fmt: skip


def edited(quote: str) -> Iterator[tuple[str, str]]:
    """Each edit that the quote allows with what it makes of it."""
    for name, (pattern, made) in EDITS.items():
        other = re.sub(pattern, made, quote, count=1)
        if other != quote:
            yield name, other


def with_quote(page: Page, span: Span, other: str) -> Page:
    """The page, as it was so far, with another quote at this place."""
    origins = [*range(span.start), *[span.start] * len(other), *range(span.end, len(page.text))]
    return Page(page.text[: span.start] + other + page.text[span.end :], origins)
