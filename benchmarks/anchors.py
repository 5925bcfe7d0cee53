"""How many facts are found again when the page around them has changed, and how many that were edited are confirmed.

    python benchmarks/anchors.py [FOLDER] [--faults]

Every article of the folder is read once. Then its text is changed in ways that leave each quote what it was, and each
fact is looked for by its anchor: it is right where it is found at its very characters (or in a line that is the same
letter for letter), wrong where it is found elsewhere, unsure where it is not found or not told apart. Then every figure
is edited, one at a time, in each way that makes another figure of it; none of those may be found again.
"""
from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import get_args

import corpus
import patterns
from benchmarks.changed_pages import CHANGES, EDITS, Change, as_it_was, edited, with_quote
from extractor.anchoring import Found, Status, locate
from extractor.anchors import anchor_of
from extractor.model import Extraction, SourceError, Span
from extractor.pipeline import extract
from extractor.source import read_source


@dataclass(frozen=True, slots=True)
class Fact:
    """A quote of an article and what it tells."""

    kind: str
    span: Span


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


def after_edits(extraction: Extraction, change: Change | None = None) -> Iterator[tuple[str, str, Found]]:
    """Each edit of each figure, what stands there then, and as what the figure is found on the page, which may have
    been changed otherwise too."""
    text = extraction.source.text
    for figure in extraction.figures:
        anchor = anchor_of(text, figure.span)
        for name, other in edited(figure.span.of(text)):
            page = with_quote(as_it_was(extraction), figure.span, other)
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
    kinds = get_args(Status)
    yield f"{'':26}" + "".join(f" {kind:>9}" for kind in kinds)
    for label, change in (("", None), (", all four", CHANGES["all four at once"])):
        found = [one for article in articles for one in after_edits(article, change)]
        for name in EDITS:
            counts = Counter[str](f.status for edit, _, f in found if edit == name)
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
