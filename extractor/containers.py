"""Which element of a page holds its article, and what of it is none: by where its prose stands."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex

from extractor.markup import Element, Markup, read_markup
from extractor.model import Page, PageLine, Source, Span
from extractor.page import REGIONS
from extractor.page_classes import PageClasses, page_classes
from extractor.selectors import Paths
from extractor.teasers import mark_teasers
from patterns import Ruleset

# A shorter line says nothing of where the article is, nor does one that is mostly links.
TELLING, LINKED = 40, 0.5
# An element goes on to be looked into while one child holds this share of what it holds.
_DOMINANT = 0.6
# What holds so much of all prose is no side matter, whatever its class says.
_MAIN = 0.4
# A caption is told by one of so many elements around it; one of more markup than this holds more than a caption.
_NEAR, _CAPTIONED = 3, 2500
# Within so many elements around a line in a cell its table is found.
_ROWS = 6
# Elements that hold one paragraph each.
_PARAGRAPHS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "th", "tr", "dd", "figcaption", "pre"])
# What a page may write its title as, the likeliest first.
_TITLES = frozenset(["h1", "h2", "h3"])
_STOP = regex.compile(r"[.!?…:,;]")


def judged(source: Source, rules: Ruleset) -> Page:
    """The page of a source: each line with its path and what the markup says of it, and where the article is."""
    if not source.lines:
        return Page()
    markup, classes = read_markup(source.decoded), page_classes(rules)
    holders = _holders(markup, source.lines)
    noise = _noise(markup, classes, source, holders)
    lines = tuple(_lines(markup, classes, source.lines, noise))
    # A fragment without a body is an article's own markup, cut out by whoever stored it: nothing lies outside.
    if not any(element.name == "body" for element in markup.elements):
        return Page(lines)
    behind = lines[_titled(lines, source) :]
    element = _article_element(markup, holders, _weights(markup, holders, behind, source.text, noise))
    return Page(lines, extent_of(lines, markup.elements[element]) if element >= 0 else None)


def extent_of(lines: Sequence[PageLine], element: Element) -> Span | None:
    """The stretch of the text that an element's lines take; None where it holds none."""
    inside = [line.span for line in lines if is_within(line, element)]
    return Span(inside[0].start, inside[-1].end) if inside else None


def is_within(line: PageLine, element: Element) -> bool:
    return element.start <= line.source.start and line.source.end <= element.end


def is_telling(line: PageLine) -> bool:
    """It may say where the article is: long enough, and not mostly links."""
    return len(line.span) >= TELLING and line.linked < LINKED


def _titled(lines: Sequence[PageLine], source: Source) -> int:
    """The first line that may be the article's: none stands before its title."""
    titles = {source.hints.get("title"), source.hints.get("page_title")}
    named = [at for at, line in enumerate(lines) if line.tag in _TITLES and line.span.of(source.text) in titles]
    return min(named, key=lambda at: (lines[at].tag, at), default=0)


def _lines(
    markup: Markup, classes: PageClasses, lines: Sequence[PageLine], noise: Sequence[str | None]
) -> Iterator[PageLine]:
    paths = Paths(markup)
    said: dict[int, tuple[str | None, str | None, str | None]] = {-1: (None, None, None)}
    for number, line in enumerate(lines):
        at = line.element
        if at not in said:
            pictured = line.tag == "img" and _is_under_picture(markup, lines, number)
            said[at] = paths.of(at), "caption" if pictured or _captions(markup, classes, at) else None, noise[at]
        yield PageLine(line.span, line.tag, at, line.source, line.pieces, line.linked, *said[at])


def _captions(markup: Markup, classes: PageClasses, index: int) -> bool:
    near = islice(markup.ancestors(index), _NEAR)
    return any(
        one.name == "figcaption" or (one.outer - one.inner < _CAPTIONED and classes.is_caption(one)) for one in near
    )


def _holders(markup: Markup, lines: Sequence[PageLine]) -> list[int]:
    """The elements that hold a line, in the order of the page: less than half of a page's."""
    found: set[int] = set()
    for index in {line.element for line in lines}:
        while index >= 0 and index not in found:
            found.add(index)
            index = markup.elements[index].parent
    return sorted(found)


def _is_under_picture(markup: Markup, lines: Sequence[PageLine], number: int) -> bool:
    """A table that holds a picture and this one line, a row each: how many editors set a picture with its caption."""
    near = islice(markup.ancestors(lines[number].element), _ROWS)
    table = next((element for element in near if element.name == "table"), None)
    beside = [line for line in lines[max(0, number - 1) : number + 2] if table and is_within(line, table)]
    return table is not None and len(beside) == 1 and "<img" in markup.source[table.start : lines[number].source.start]


def _noise(markup: Markup, classes: PageClasses, source: Source, holders: Sequence[int]) -> list[str | None]:
    """For each holder of a line why it is no article, by itself or what is around it; None for most of the prose."""
    noise: list[str | None] = [None] * len(markup.elements)
    held = _weights(markup, holders, source.lines, source.text, noise)
    whole = max(held, default=0.0)
    for index in holders:
        element = markup.elements[index]
        if element.parent >= 0 and (around := noise[element.parent]):
            noise[index] = around
        elif held[index] < _MAIN * whole:
            noise[index] = classes.reason(element)
    mark_teasers(markup, holders, source.lines, noise)
    return noise


def _weights(
    markup: Markup, holders: Sequence[int], lines: Sequence[PageLine], text: str, noise: Sequence[str | None]
) -> list[float]:
    """For each holder of a line, how many characters of prose stand in it."""
    held = [0.0] * len(markup.elements)
    for line in lines:
        size = len(line.span)
        if line.element >= 0 and is_telling(line) and line.tag not in REGIONS and noise[line.element] is None:
            worth = size if _STOP.search(line.span.of(text)) else size / 3
            held[line.element] += worth
    for index in reversed(holders):
        parent = markup.elements[index].parent
        if parent >= 0:
            held[parent] += held[index]
    return held


def _article_element(markup: Markup, holders: Sequence[int], held: Sequence[float]) -> int:
    """The element that holds the article, -1 where no element holds prose."""
    at = max(holders, key=held.__getitem__, default=-1)
    if at < 0 or not held[at]:
        return -1
    children: dict[int, list[int]] = {}
    for index in holders:
        children.setdefault(markup.elements[index].parent, []).append(index)
    while True:
        best = max(children.get(at, ()), key=held.__getitem__, default=-1)
        dominant = best >= 0 and held[best] >= _DOMINANT * held[at]
        if not dominant or markup.elements[best].name in _PARAGRAPHS:
            return at
        at = best
