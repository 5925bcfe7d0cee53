"""The elements of a page that CSS selectors name. The only file that imports bs4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder

from extractor.markup import Markup
from extractor.model import Span
from patterns import PatternError


def selected(markup: Markup, top: int, asked: Mapping[str, Sequence[str]], family: str) -> Iterator[tuple[int, str]]:
    """The elements within `top` (-1 for the whole page) that the selectors name, each with its role.

    PatternError, which names the `family` of publishers, where a selector is none.
    """
    return _selected(BeautifulSoup("", builder=_Events(markup, top)), asked, family)


def require_selectors(asked: Mapping[str, Sequence[str]], family: str) -> None:
    """PatternError where a selector is none."""
    list(_selected(BeautifulSoup("", "html.parser"), asked, family))


class _Events(HTMLTreeBuilder):
    """Builds the tree of one element from the events of its page; each tag's `sourceline` is its element's index."""

    def __init__(self, markup: Markup, top: int) -> None:
        super().__init__(store_line_numbers=True)
        self._markup = markup
        held = markup.elements[top] if top >= 0 else None
        self._top = Span(held.start, held.end) if held else Span(0, len(markup.source))

    def prepare_markup(  # type: ignore[override]
        self,
        markup: Any,
        user_specified_encoding: Any = None,
        document_declared_encoding: Any = None,
        exclude_encodings: Any = None,
    ) -> Iterator[tuple[Any, None, None, bool]]:
        yield markup, None, None, False

    def feed(self, _: Any) -> None:
        soup: Any = self.soup
        for kind, index, start, end in self._markup.events:
            if start < self._top.start or end > self._top.end:
                continue
            element = self._markup.elements[index]
            if kind == "open":
                said = dict(element.attributes)  # the tree takes it for its own and parts the classes
                soup.handle_starttag(element.name, None, None, said, sourceline=index, sourcepos=start)
            elif kind == "close":
                soup.handle_endtag(element.name)
            else:
                soup.handle_data(self._markup.source[start:end])


def _selected(tree: BeautifulSoup, asked: Mapping[str, Sequence[str]], family: str) -> Iterator[tuple[int, str]]:
    """The elements that any other CSS selectors name, each with its role."""
    for role, selectors in asked.items():
        selector = ", ".join(selectors)
        try:
            for tag in tree.select(selector) if selector else ():
                if tag.sourceline is not None:
                    yield tag.sourceline, role
        except Exception as error:  # soupsieve's own error names no file
            raise PatternError(f"publisher `{family}`: `{selector}` is no CSS selector: {error}") from error
