"""Lists of other articles: items alike side by side, each a linked title and little else."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.markup import Element, Markup
from extractor.model import PageLine

# Of how many characters a linked title is at least, a text, and a teaser at most.
_TITLE, _TITLE_LENGTH, _TOLD, _TEASER = 0.8, 15, 40, 350
# So many alike make a list; each may link to so many articles.
_LIST, _LINKS = 3, 6
_ITEMS = frozenset(["li", "div", "article", "section", "tr", "td", "figure"])
_NUMBER = regex.compile(r"\d+")


def mark_teasers(markup: Markup, holders: Sequence[int], lines: Sequence[PageLine], noise: list[str | None]) -> None:
    """Marks the items of lists of other articles: three or more alike, each a linked title and little else.

    `holders` are the elements that hold a line, in the order of the page; no other is looked at.
    """
    size = len(markup.elements)
    links, told, longest = [0] * size, [0] * size, [0] * size
    for line in lines:
        if line.element >= 0:
            is_title = line.linked >= _TITLE and len(line.span) >= _TITLE_LENGTH
            links[line.element] += is_title
            if not is_title and len(line.span) >= _TOLD:
                told[line.element] += 1
                longest[line.element] = max(longest[line.element], len(line.span))
    items: dict[tuple[int, str, str], list[int]] = {}
    for index in reversed(holders):
        element = markup.elements[index]
        around = element.parent
        if around >= 0:
            links[around] += links[index]
            if told[index]:
                told[around] += told[index]
                longest[around] = max(longest[around], longest[index])
        if element.name in _ITEMS:
            items.setdefault((element.parent, element.name, _first_class(element)), []).append(index)
    for alike in items.values():
        teasers = [i for i in alike if 1 <= links[i] <= _LINKS and told[i] <= 1 and longest[i] <= _TEASER]
        if len(teasers) >= _LIST and len(teasers) >= 0.7 * len(alike):
            for index in teasers:
                noise[index] = noise[index] or "list of other articles"
    for index in holders:
        parent = markup.elements[index].parent
        if parent >= 0:
            noise[index] = noise[index] or noise[parent]


def _first_class(element: Element) -> str:
    """The first of its classes without the numbers in it: `post-7816` and `post-8106` are alike."""
    first = element.said.partition(" ")[0]
    return first if first.isalpha() else _NUMBER.sub("", first)
