"""The lines of a page: its text as a browser would break it, each line with the way back to the source."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

import regex

from extractor.markup import BLOCKS, Element, Markup
from extractor.model import PageLine, Span

_BLANKS = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
_DROPPED = frozenset(
    [
        "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "select", "option",
        "button", "input", "textarea", "title", "math", "audio", "video", "noframes",
    ]
)  # fmt: skip
#: What stands in one of these is no part of an article.
REGIONS = frozenset(["nav", "aside", "footer"])
_HIDDEN = regex.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# What an element has to do with lines: the other names are of words within one.
_TELLING = BLOCKS | REGIONS | {"br", "img", "a"}
_LINK_SHARE = 0.8


def read_lines(markup: Markup) -> tuple[str, tuple[PageLine, ...]]:
    """The text of all that a page shows, one line a block, cells of a row parted by tabs, and these lines in order."""
    writer = _Writer(markup)
    writer.write()
    return "".join(writer.pieces), tuple(writer.lines)


@dataclass(slots=True)
class _Writer:
    """Writes one line a block, and remembers where its pieces stand."""

    markup: Markup
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[PageLine] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    origins: list[tuple[int, int]] = field(default_factory=list)
    linked: int = 0
    regions: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    links: int = 0
    row: int = -1
    pictured: bool = False

    def write(self) -> None:
        dropped = -1
        for kind, index, start, end in self.markup.events:
            if dropped >= 0:
                if index == dropped and kind == "close":
                    dropped = -1
            elif kind == "text":
                self._text(start, end)
            elif kind == "close":
                self._close(index)
            elif self._open(index):
                dropped = index
        self.flush()

    def _text(self, start: int, end: int) -> None:
        raw = self.markup.source[start:end]
        text = unescape(raw) if "&" in raw else raw
        self.buffer.append(text if self.row < 0 else text.replace("\t", " "))
        self.origins.append((start, end))
        if self.links:
            self.linked += len(text.strip())

    def _open(self, index: int) -> bool:
        """Whether the element and all in it is not shown."""
        element = self.markup.elements[index]
        name = element.name
        if name in _DROPPED or (element.written and _is_hidden(element)):
            return True
        if name not in _TELLING:
            return False
        if name in BLOCKS:
            self._open_block(index, name)
        elif name == "a":
            self.links += 1
        elif name == "img":
            self.pictured = True
        elif name == "br":
            self._break(" ")
        if name in REGIONS:
            self.regions.append(name)
        return False

    def _open_block(self, index: int, name: str) -> None:
        self._break("\t" if name in ("td", "th") else " ")
        self.blocks.append(index)
        if name == "tr" and self.row < 0 and _is_data_row(self.markup, index):
            self.row = index

    def _break(self, within_row: str) -> None:
        if self.row >= 0:
            self.buffer.append(within_row)
        elif self.buffer:
            self.flush()

    def _close(self, index: int) -> None:
        name = self.markup.elements[index].name
        if name in BLOCKS:
            self._close_block(index, name)
        elif name == "a":
            self.links -= 1
        if name in REGIONS:
            self.regions.pop()

    def _close_block(self, index: int, name: str) -> None:
        if index == self.row or self.row < 0:
            self.flush()
            self.row = -1
        elif name not in ("td", "th"):
            self.buffer.append(" ")
        self.blocks.pop()

    def flush(self) -> None:
        """Ends the line: its text in NFC, white space as a browser shows it."""
        if not self.buffer:
            return
        raw, linked, origins = "".join(self.buffer), self.linked, self.origins
        self.buffer, self.linked, self.origins = [], 0, []
        if not raw.strip():
            return
        line = _shown_line(raw, self.row >= 0)
        self.pieces += [line, "\n"]
        home = self.blocks[-1] if self.blocks else -1
        all_link = linked >= _LINK_SHARE * len(line)
        self.lines.append(
            PageLine(
                span=Span(self.length, self.length + len(line)),
                tag=self._tag(all_link),
                element=home,
                source=_extent(self.markup.source, origins),
                pieces=tuple(origins),
                linked=min(1.0, linked / len(line)),
            )
        )
        self.pictured = False
        self.length += len(line) + 1

    def _tag(self, all_link: bool) -> str:
        if self.regions:
            return self.regions[-1]
        named = self.markup.elements[self.blocks[-1]].name if self.blocks else "body"
        if self.row >= 0:
            named = "tr"
        if all_link:
            return f"{named} a" if named in ("h1", "li", "tr") else "a"
        return "img" if self.pictured and named not in ("h1", "h2", "h3", "li") else named


def _shown_line(raw: str, row: bool) -> str:
    cells = [_BLANKS.sub(" ", cell).strip(" ") for cell in raw.split("\t")] if row else [_BLANKS.sub(" ", raw)]
    line = "\t".join(cells).strip(" \t\n")
    return line if line.isascii() else unicodedata.normalize("NFC", line)


def _is_hidden(element: Element) -> bool:
    written = element.written.lower()
    if "hidden" not in written and "none" not in written:
        return False
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def _is_data_row(markup: Markup, row: int) -> bool:
    """A row of a table of data, not of one that lays out the page: short cells without blocks of their own."""
    cells, nested = 0, False
    for index in _within(markup, row):
        element = markup.elements[index]
        if element.parent == row:
            cells += element.name in ("td", "th")
            if element.outer - element.inner > 4000:
                return False
        nested |= element.name in ("table", "ul", "h1", "h2", "form")
    return cells >= 2 and not nested and not any(_is_long(cell) for cell in _cells(markup, row))


def _within(markup: Markup, index: int) -> Iterator[int]:
    """The elements inside of an element."""
    end = markup.elements[index].end
    for at in range(index + 1, len(markup.elements)):
        if markup.elements[at].start >= end:
            return
        yield at


def _cells(markup: Markup, row: int) -> Iterator[str]:
    for index in _within(markup, row):
        element = markup.elements[index]
        if element.parent == row and element.name in ("td", "th"):
            yield markup.source[element.inner : element.outer]


_TAGS = regex.compile(r"<[^>]*>")


def _is_long(cell: str) -> bool:
    return len(unescape(_TAGS.sub("", cell))) >= 200


def _extent(source: str, pieces: Sequence[tuple[int, int]]) -> Span:
    """From the first to the last character that is not white space."""
    seen = pieces if len(pieces) == 1 else [piece for piece in pieces if _seen(source[slice(*piece)])]
    (start, end), (last, at_last) = seen[0], seen[-1]
    return Span(end - len(source[start:end].lstrip()), last + len(source[last:at_last].rstrip()))


def _seen(raw: str) -> bool:
    return bool(raw.strip()) and bool(unescape(raw).strip(" \t\r\n\f"))
