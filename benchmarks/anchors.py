"""How many facts are found again when the page around them has changed, and how many that were edited are confirmed.

    python benchmarks/anchors.py [FOLDER] [--faults]

Every article of the folder is read once. Then its text is changed in ways that leave each quote what it was, and each
fact is looked for by its anchor: it is right where it is found at its very characters (or in a line that is the same
letter for letter), wrong where it is found elsewhere, unsure where it is not found or not told apart. Then every figure
is edited, one at a time, in each way that makes another figure of it; none of those may be found again.
"""
from __future__ import annotations

import argparse
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import corpus
import patterns
from extractor.anchoring import Found, locate
from extractor.anchors import anchor_of
from extractor.model import FACT_BLOCKS, Extraction, SourceError, Span
from extractor.pipeline import extract
from extractor.source import read_source


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


@dataclass(frozen=True, slots=True)
class Fact:
    """A quote of an article and what it tells."""

    kind: str
    span: Span


Change = Callable[[Page, Extraction], Page]


def as_it_was(extraction: Extraction) -> Page:
    return Page(extraction.source.text, range(len(extraction.source.text)))


def spaces(page: Page, _: Extraction) -> Page:
    """Each run of white space is one space; the ends of lines are lost."""
    runs = [match.start() for match in re.finditer(r"\s+", page.text)]
    shown = {i: " " for i in runs}
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


def facts_of(extraction: Extraction) -> list[Fact]:
    """Each fact by the quote that tells it."""
    told = [Fact("figure", figure.span) for figure in extraction.figures]
    told += [Fact("statement", statement.span) for statement in extraction.statements]
    for kind in ("event", "official", "document"):
        told += [Fact(kind, fact.mentions[0]) for fact in getattr(extraction, f"{kind}s")]
    return told


def judged(extraction: Extraction, change: Change) -> Iterator[tuple[Fact, str, Found]]:
    """Each fact of an article that a change leaves on the page, whether it is found right, and as what."""
    page = change(as_it_was(extraction), extraction)
    for fact in facts_of(extraction):
        found, place = locate(anchor_of(extraction.source.text, fact.span), page.text), page.place(fact.span)
        if place is not None:
            yield fact, _verdict(found, place, page.text), found


def _verdict(found: Found, place: Span, text: str) -> str:
    if found.status not in ("ok", "moved") or found.span is None:
        return "unsure"
    return "right" if found.span == place or _line(text, found.span) == _line(text, place) else "wrong"


def _line(text: str, span: Span) -> tuple[str, str, str]:
    """A passage in its line."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return text[start : span.start], span.of(text), text[span.end : end if end >= 0 else len(text)]


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


def after_edits(extraction: Extraction, change: Change | None = None) -> Iterator[tuple[str, str, Found]]:
    """Each edit of each figure, what stands there then, and as what the figure is found on the page, which may have
    been changed otherwise too."""
    text = extraction.source.text
    for figure in extraction.figures:
        anchor = anchor_of(text, figure.span)
        for name, other in edited(figure.span.of(text)):
            new = text[: figure.span.start] + other + text[figure.span.end :]
            # Each new character comes from a place of its own in the old text, so that lines can be told by it.
            shift = len(other) - len(figure.span)
            origins = [min(i, figure.span.end - 1) if i < figure.span.end + shift else i - shift for i in range(len(new))]
            page = Page(new, origins)
            yield name, other, locate(anchor, (change(page, extraction) if change else page).text)


def read_articles(folder: Path) -> list[Extraction]:
    """What is extracted from the articles of a folder; files that hold none are left out and named."""
    rules, made = patterns.load(), []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".html", ".htm"):
            try:
                made.append(extract(read_source(path.read_bytes(), path.name), rules))
            except SourceError as error:
                print(f"left out: {path.name} {error}", file=sys.stderr)
    return made


def table(articles: Sequence[Extraction], faults: bool = False) -> Iterator[str]:
    """How many facts are right, wrong and unsure after each change."""
    yield f"{'':26} {'right':>6} {'wrong':>6} {'unsure':>6} {'share':>7} {'ms':>7}"
    for name, change in CHANGES.items():
        started = time.perf_counter()
        all_judged = [(article, *one) for article in articles for one in judged(article, change)]
        spent = 1000 * (time.perf_counter() - started)
        marks = Counter(mark for _, _, mark, _ in all_judged)
        counts = "".join(f" {marks[mark]:6}" for mark in ("right", "wrong", "unsure"))
        yield f"{name:26}{counts} {marks['right'] / max(1, marks.total()):7.1%} {spent:7.1f}"
        for article, fact, mark, found in all_judged if faults else ():
            if mark != "right":
                quote = fact.span.of(article.source.text)
                yield f"    {mark}: {fact.kind} {quote[:60]!r}: {found.status} {found.score:.2f} {found.why}"


def edit_table(articles: Sequence[Extraction], faults: bool = False) -> Iterator[str]:
    """As what edited figures are found, by kind of edit; `ok` and `moved` confirm what is no longer there."""
    kinds = ("ok", "moved", "ambiguous", "changed", "gone")
    yield f"{'':26}" + "".join(f" {kind:>9}" for kind in kinds)
    for label, change in (("", None), (", all four", CHANGES["all four at once"])):
        found = [one for article in articles for one in after_edits(article, change)]
        for name in EDITS:
            counts = Counter(f.status for edit, _, f in found if edit == name)
            yield f"{name + label:26}" + "".join(f" {counts[kind]:9}" for kind in kinds)
        for edit, other, f in found if faults else ():
            if f.status in ("ok", "moved"):
                yield f"    confirmed: {edit} {other!r} at {f.span} {f.score:.2f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=corpus.ARTICLES)
    options.add_argument("--faults", action="store_true", help="also list what is not right")
    chosen = options.parse_args()
    articles = read_articles(chosen.folder)
    if not articles:
        sys.exit(f"{chosen.folder} holds no article")
    print("\n".join(chain(table(articles, chosen.faults), [""], edit_table(articles, chosen.faults))))


if __name__ == "__main__":
    main()
