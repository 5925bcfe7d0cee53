"""Which element of a page holds its article: found by where the prose stands, not by any site's markup."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import regex

from extractor.markup import Element, Markup
from extractor.model import PageLine
from extractor.page import REGIONS
from extractor.selectors import Paths

#: Gives the reason why what a class, id or role says so is no article, None where it says nothing of the kind.
Judge = Callable[[str], str | None]

# A shorter line says nothing of where the article is, nor does one that is mostly links.
_TELLING, _LINKED = 40, 0.5
# An element goes on to be looked into while one child holds this share of what it holds.
_DOMINANT = 0.6
# What holds so much of all prose is no side matter, whatever its class says.
_MAIN = 0.4
# Of how many characters a linked title is at least, and a teaser at most; so many alike make a list.
_TITLE, _TITLE_LENGTH, _TEASER, _LIST, _LINKS = 0.8, 15, 350, 3, 6
_ITEMS = frozenset(["li", "div", "article", "section", "tr", "td", "figure"])
# What a class says of a caption, in one of so many elements around it.
_CAPTION = re.compile(
    r"""(?i)class=["']?[^"'>]*?(?<![a-z])(?:fig|p)?(?:caption|(?:img|photo|image)-?desc|chu-?thich)"""
)
_NEAR = 3
# An element of more markup than this holds more than a caption.
_CAPTIONED = 2500
# Elements that hold one paragraph each.
_PARAGRAPHS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "th", "tr", "dd", "figcaption", "pre"])
_NUMBER = regex.compile(r"\d+")
_STOP = regex.compile(r"[.!?…:,;]")


def weights(markup: Markup, lines: Sequence[PageLine], text: str, noise: Sequence[str | None]) -> list[float]:
    """For each element, how many characters of prose stand in it."""
    held = [0.0] * len(markup.elements)
    for line in lines:
        size = len(line.span)
        if line.element < 0 or size < _TELLING or line.linked >= _LINKED or line.tag in REGIONS:
            continue
        if noise[line.element] is None:
            worth = size if _STOP.search(line.span.of(text)) else size / 3
            held[line.element] += worth
    for index in range(len(markup.elements) - 1, -1, -1):
        parent = markup.elements[index].parent
        if parent >= 0:
            held[parent] += held[index]
    return held


def _own(element: Element, judge: Judge) -> str | None:
    if not element.written or element.name in ("html", "body", "p", "a", "span", "br", "img"):
        return None
    said = element.said
    return judge(said) if said else None


def article_element(markup: Markup, held: Sequence[float]) -> int:
    """The element that holds the article, -1 where no element holds prose."""
    at = max(range(len(held)), key=lambda index: held[index], default=-1)
    if at < 0 or not held[at]:
        return -1
    children: dict[int, list[int]] = {}
    for index, element in enumerate(markup.elements):
        children.setdefault(element.parent, []).append(index)
    while True:
        best = max(children.get(at, ()), key=lambda index: held[index], default=-1)
        dominant = best >= 0 and held[best] >= _DOMINANT * held[at]
        if not dominant or markup.elements[best].name in _PARAGRAPHS:
            return at
        at = best


def freed(markup: Markup, judge: Judge, lines: Sequence[PageLine], text: str) -> list[str | None]:
    """The noise of each element, less that of elements that hold a good part of the page's prose."""
    noise: list[str | None] = [None] * len(markup.elements)
    held = weights(markup, lines, text, noise)
    whole = max(held, default=0.0)
    for index, element in enumerate(markup.elements):
        around = noise[element.parent] if element.parent >= 0 else None
        own = _own(element, judge) if not around and held[index] < _MAIN * whole else None
        noise[index] = around or own
    _mark_teasers(markup, lines, noise)
    return noise


def _mark_teasers(markup: Markup, lines: Sequence[PageLine], noise: list[str | None]) -> None:
    """Marks the items of lists of other articles: three or more alike, each a linked title and little else."""
    size = len(markup.elements)
    links, told, longest = [0] * size, [0] * size, [0] * size
    for line in lines:
        if line.element >= 0 and not line.dropped:
            is_title = line.linked >= _TITLE and len(line.span) >= _TITLE_LENGTH
            links[line.element] += is_title
            if not is_title and len(line.span) >= _TELLING:
                told[line.element] += 1
                longest[line.element] = max(longest[line.element], len(line.span))
    items: dict[tuple[int, str, str], list[int]] = {}
    for index in range(size - 1, -1, -1):
        element = markup.elements[index]
        if element.parent >= 0:
            links[element.parent] += links[index]
            told[element.parent] += told[index]
            longest[element.parent] = max(longest[element.parent], longest[index])
        if element.name in _ITEMS:
            items.setdefault((element.parent, element.name, _first_class(element)), []).append(index)
    for alike in items.values():
        teasers = [i for i in alike if 1 <= links[i] <= _LINKS and told[i] <= 1 and longest[i] <= _TEASER]
        if len(teasers) >= _LIST and len(teasers) >= 0.7 * len(alike):
            for index in teasers:
                noise[index] = noise[index] or "list of other articles"
    for index, element in enumerate(markup.elements):
        if element.parent >= 0:
            noise[index] = noise[index] or noise[element.parent]


def _first_class(element: Element) -> str:
    """The first of its classes without the numbers in it: `post-7816` and `post-8106` are alike."""
    return _NUMBER.sub("", element.said.split(" ")[0])


def judged(markup: Markup, lines: Sequence[PageLine], noise: Sequence[str | None]) -> tuple[PageLine, ...]:
    """The lines, each with its path and what the markup around it says: that it is no article, or a caption."""
    paths = Paths(markup)
    said: dict[int, tuple[str | None, str | None, str | None]] = {-1: (None, None, None)}
    told = []
    for line in lines:
        at = line.element
        if at not in said:
            said[at] = paths.of(at), "caption" if _captions(markup, at) else None, noise[at]
        told.append(PageLine(line.span, line.tag, at, line.source, line.pieces, line.linked, *said[at]))
    return tuple(told)


def _captions(markup: Markup, index: int) -> bool:
    for _ in range(_NEAR):
        if index < 0:
            return False
        element = markup.elements[index]
        if element.name == "figcaption":
            return True
        if element.written and element.outer - element.inner < _CAPTIONED and _CAPTION.search(element.written):
            return True
        index = element.parent
    return False
