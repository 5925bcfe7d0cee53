"""CSS paths of the elements of a page, so that an auditor's browser can show where a block stands."""
from __future__ import annotations

from collections import Counter

import regex

from extractor.markup import Markup, read_markup
from extractor.model import Span

# A path goes up to an element with an id, and no further than this.
_STEPS = 12
_NAME = regex.compile(r"-?[a-zA-Z_][\w-]{0,60}", regex.ASCII)
_TAG = regex.compile(r"[a-z][a-z0-9-]*")


def elements_by_path(decoded: str) -> dict[str, list[Span]]:
    """The stretches of the elements of a decoded page that each path leads to: deep down, where it does not go up to
    the top, it may lead to several."""
    markup = read_markup(decoded)
    paths = Paths(markup)
    found: dict[str, list[Span]] = {}
    for index, element in enumerate(markup.elements):
        if path := paths.of(index):
            found.setdefault(path, []).append(Span(element.start, element.end))
    return found


class Paths:
    """The CSS paths of a page's elements: `#main > div:nth-of-type(2) > p:nth-of-type(3)`."""

    def __init__(self, markup: Markup) -> None:
        self._elements = markup.elements
        self._ids = Counter(element.get("id") for element in markup.elements if "id=" in element.written)
        seen: dict[tuple[int, str], int] = {}
        self._places: list[int] = []
        for element in markup.elements:
            kind = (element.parent, element.name)
            place = seen[kind] = seen.get(kind, 0) + 1
            self._places.append(place)
        self._known: dict[int, tuple[str, ...] | None] = {-1: ()}

    def of(self, index: int) -> str | None:
        """The path of an element; None for text outside of all elements, and where a name is no CSS."""
        steps = self._steps(index)
        return " > ".join(steps) if steps else None

    def _steps(self, index: int) -> tuple[str, ...] | None:
        unknown: list[int] = []
        while index not in self._known:
            unknown.append(index)
            index = self._elements[index].parent
        for index_of in reversed(unknown):
            self._known[index_of] = self._joined(self._known[self._elements[index_of].parent], index_of)
        return self._known[unknown[0] if unknown else index]

    def _joined(self, around: tuple[str, ...] | None, index: int) -> tuple[str, ...] | None:
        element = self._elements[index]
        named = element.get("id") if "id=" in element.written else ""
        if named and self._ids[named] == 1 and _NAME.fullmatch(named):
            return (f"#{named}",)
        if around is None or not _TAG.fullmatch(element.name):
            return None
        alone = element.name in ("html", "body")
        step = element.name if alone else f"{element.name}:nth-of-type({self._places[index]})"
        return (*around[1 - _STEPS :], step)
