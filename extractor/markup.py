"""HTML as a flat list of events with exact offsets: elements open and close, texts stand between, whatever the markup.

A tokenizer of our own rather than html.parser, whose reading of broken markup changed between patch releases of
Python: the same bytes must give the same text everywhere, in time that is linear in their number.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Literal

from extractor.model import Span
from extractor.tag_ends import end_of

EventKind = Literal["open", "text", "close"]
#: What happens, to which element (its index in `Markup.elements`), and where in the source.
Event = tuple[EventKind, int, int, int]

#: Elements that start a line of their own.
BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    ]
)  # fmt: skip
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Their content is no markup.
_RAW = frozenset(["script", "style", "textarea", "title", "iframe", "xmp", "noframes"])
_CLOSING = {name: re.compile(rf"(?i)</{name}(?=[\s/>])") for name in _RAW}
# Which open element a new one ends, and what of its ancestors it looks no further than (HTML Standard, 13.1.2.4).
_ENDED_BY: Mapping[str, frozenset[str]] = {
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "tr": frozenset(["tr", "td", "th"]),
    "td": frozenset(["td", "th"]),
    "th": frozenset(["td", "th"]),
    "tbody": frozenset(["tr", "td", "th", "thead", "tbody"]),
    "option": frozenset(["option"]),
}  # fmt: skip
_SCOPE = frozenset(["ul", "ol", "dl", "table", "select", "body", "article", "section", "div"])
_CELLS = frozenset(["td", "th", "table"])
_TABLE = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "body", "html"])
# In these a paragraph that is still open stays open.
_KEEPS_PARAGRAPH = BLOCKS - {"body", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"}
_ENDING = _KEEPS_PARAGRAPH | _ENDED_BY.keys()
#: Deeper than any page that a person made; what is nested deeper is read as if it were not nested.
DEPTH = 400
_LOOKED_BACK = 64
# Of what is written in a tag so many characters are looked at for what the element says of itself.
_SAID = 4_000
# What an element says of itself, without taking all of its attributes apart.
_SAYS = re.compile(r"""(?i)(?<![\w-])(?:class|id|role)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""")

# A whole tag in the common case; without its `>` where quotation marks need a closer look.
_MARKUP = re.compile(
    r"""<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^\s/<>\x00]{0,60})(?P<written>[^<>"']*+(?:"[^"<>]*+"[^<>"']*+)*+)(?P<end>>)?"""
    r"|(?P<other>!--|[!?]|/))"
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=\x00]{1,80})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


@dataclass(slots=True)
class Element:
    """One element of the page: all of it is `start` to `end` of the source, what it holds `inner` to `outer`."""

    name: str
    parent: int
    start: int
    inner: int
    written: str
    outer: int = -1
    end: int = -1
    _attributes: dict[str, str] | None = None
    _said: str | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, names in lower case, entities resolved; the first of two of one name."""
        if self._attributes is None:
            found: dict[str, str] = {}
            for name, double, single, bare in _ATTRIBUTE.findall(self.written):
                found.setdefault(name.lower(), unescape(double or single or bare))
            self._attributes = found
        return self._attributes

    @property
    def said(self) -> str:
        """Its id, classes and role, as written; no more than people write."""
        if self._said is None:
            self._said = _said(self.written[:_SAID]) if self.written else ""
        return self._said

    def get(self, name: str) -> str:
        """The value of an attribute, empty where there is none."""
        return self.attributes.get(name, "") if self.written else ""


def _said(written: str) -> str:
    if written.startswith(' class="') and written.count('"') == 2:
        return written[8:-1]  # every other element says no more
    return " ".join(double or single or bare for double, single, bare in _SAYS.findall(written))


@dataclass(slots=True)
class Markup:
    """A source taken apart: its elements in order of their start tags, and what happens in it."""

    source: str
    elements: list[Element] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def ancestors(self, index: int) -> Iterator[Element]:
        """The element and those around it, from the inside."""
        while index >= 0:
            yield self.elements[index]
            index = self.elements[index].parent

    def inner(self, index: int) -> Span:
        element = self.elements[index]
        return Span(element.inner, element.outer)


@lru_cache(maxsize=1)
def read_markup(source: str) -> Markup:
    """The events of a page; each element that opens also closes, in proper nesting, no deeper than DEPTH.

    The last page is remembered, since more than one reader asks for it in turn: nobody may change what is given.
    """
    reader = _Reader(Markup(source))
    reader.read()
    return reader.page


@dataclass(slots=True)
class _Reader:
    """Takes the tags of a page in one by one. Tags come by the thousand, so that what is common comes first."""

    page: Markup
    stack: list[int] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    between: bool = True

    def read(self) -> None:
        source, stack, elements, at = self.page.source, self.stack, self.page.elements, 0
        for found in _MARKUP.finditer(source):
            start = found.start()
            if start < at:
                continue  # within what is no markup, or within the value of an attribute
            slash, name, written, closed, _ = found.groups()
            end = found.end() if closed else end_of(source, found)
            if end < 0:
                break
            if start > at:
                self._text(at, start)
            at = end
            if name is None:
                continue
            name = name.lower()
            if not slash:
                at = self._open(name, start, end, written if closed else source[found.end("name") : end - 1])
            elif not self.ignored and stack and elements[stack[-1]].name == name:
                self._pop(start, end)
            else:
                self._close(name, start, end)
        if at < len(source):
            self._text(at, len(source))
        while stack:
            self._pop(len(source), len(source))

    def _text(self, start: int, end: int) -> None:
        # Half of a page's texts: white space beside the tag of a block, which no browser shows.
        if self.between and not self.page.source[start:end].strip(" \t\r\n\f"):
            return
        self.between = False
        self.page.events.append(("text", self.stack[-1] if self.stack else -1, start, end))

    def _open(self, name: str, start: int, end: int, written: str) -> int:
        """Takes a start tag in; gives where reading goes on."""
        if name in _ENDING:
            self._end_implied(name, start)
        stack, elements, is_void = self.stack, self.page.elements, name in _VOID
        if len(stack) >= DEPTH and not is_void:
            self.ignored[name] = self.ignored.get(name, 0) + 1
            return end
        index = len(elements)
        elements.append(Element(name, stack[-1] if stack else -1, start, end, written))
        self.page.events.append(("open", index, start, end))
        stack.append(index)
        self.opened[name] = self.opened.get(name, 0) + 1
        self.between = name in BLOCKS
        if name in _RAW:
            return self._raw(name, end)
        if is_void or (written.endswith("/") and name not in BLOCKS):
            self._pop(end, end)
        return end

    def _raw(self, name: str, start: int) -> int:
        """Passes over what is no markup, up to the tag that closes it."""
        closing = _CLOSING[name].search(self.page.source, start)
        outer = closing.start() if closing else len(self.page.source)
        end = self.page.source.find(">", outer) + 1 or len(self.page.source)
        if name == "title" and outer > start:
            self._text(start, outer)
        self._pop(outer, end)
        return end

    def _pop(self, outer: int, end: int) -> None:
        index = self.stack.pop()
        element = self.page.elements[index]
        element.outer, element.end = outer, end
        self.opened[element.name] -= 1
        self.between = element.name in BLOCKS
        self.page.events.append(("close", index, outer, end))

    def _close(self, name: str, start: int, end: int) -> None:
        """Takes an end tag in that is not the one of the innermost element."""
        if self.ignored.get(name):
            self.ignored[name] -= 1
            return
        depth = self._depth_of(name) if self.opened.get(name) else 0
        for left in range(depth, 0, -1):
            self._pop(start, start if left > 1 else end)

    def _depth_of(self, name: str) -> int:
        """How many elements a closing tag ends: up to the last of its name, but none outside of its own cell."""
        for depth, index in enumerate(reversed(self.stack), 1):
            found = self.page.elements[index].name
            if found == name:
                return depth
            if found in _CELLS and name not in _TABLE:
                return 0
        return 0

    def _end_implied(self, name: str, start: int) -> None:
        """A paragraph ends where a block begins, an item where the next one does."""
        if name in _KEEPS_PARAGRAPH and self.opened.get("p"):
            self._end_open(frozenset(["p"]), start)
        if (ended := _ENDED_BY.get(name)) and any(self.opened.get(one) for one in ended):
            self._end_open(ended, start)

    def _end_open(self, names: frozenset[str], start: int) -> None:
        elements = self.page.elements
        for depth in range(1, min(len(self.stack), _LOOKED_BACK) + 1):
            name = elements[self.stack[-depth]].name
            if name in names:
                if name in ("td", "th") and "tr" in names and depth < len(self.stack):
                    continue
                for _ in range(depth):
                    self._pop(start, start)
                return
            if name in _SCOPE:
                return
