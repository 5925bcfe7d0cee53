"""Bytes to a Source: decoded once, NFC once, HTML turned into the text of its nodes. The only file that imports bs4."""
from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from extractor.decoding import decode, refuse_binary
from extractor.hints import Head, hints_of
from extractor.language import require_vietnamese
from extractor.model import Source, SourceError, Span

#: More than any article of a newspaper; parsing more takes minutes.
LIMIT = 10_000_000

_OPENS_LIKE_HTML = regex.compile(
    r"(?is)\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?"
    r"<(?:!doctype html|html|head|body|div|p|article|h1|table|meta|span|section|figure)\b"
)
_CLOSING_TAG = regex.compile(r"(?i)</(?:p|div|body|html|td|li|h1)\s*>")
_BLANK = regex.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ]
)
_DROPPED = frozenset(
    [
        "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "select", "option",
        "button", "input", "textarea", "title", "math",
    ]
)
# What stands in one of these is no part of an article; the nearest such ancestor is a block's hint.
_REGIONS = frozenset(["nav", "aside", "footer"])
_HIDDEN = regex.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")


def read_source(
    content: bytes,
    name: str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> Source:
    """The source of one file or page. SourceError says what is wrong with it and what to do, without its name.

    `given` is what was told of the article beside its page, by a feed, an archive or a line of JSON.
    `text` of a plain-text file is exactly its decoded bytes in NFC, line ends, BOM and all.
    """
    refuse_binary(content)
    if len(content) > LIMIT:
        raise SourceError(f"is too large ({len(content):,} bytes; the limit is {LIMIT:,}); give one article a file")
    text, encoding = decode(content)
    digest = hashlib.sha256(content).hexdigest()
    if not _is_html(text, name, media_type):
        require_vietnamese(text)
        return Source(name, content, text, digest, media_type or "text/plain", encoding, url, given=given or {})
    page = _read_page(text)
    if not page.text.strip():
        raise SourceError("is an HTML page without any text; it may need a browser to show it: save the rendered page")
    require_vietnamese(page.text)
    hints = hints_of(page.head)
    url, kind = url or hints.get("url"), media_type or "text/html"
    return Source(name, content, page.text, digest, kind, encoding, url, hints, page.blocks, given or {})


def _is_html(text: str, name: str, media_type: str | None) -> bool:
    if media_type:
        return "html" in media_type
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _OPENS_LIKE_HTML.match(text):
        return True
    return len(_CLOSING_TAG.findall(text[:100_000])) > 2


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    blocks: tuple[tuple[Span, str], ...]
    head: Head


def _read_page(markup: str) -> _Page:
    soup = BeautifulSoup(markup, "html.parser")
    writer = _Writer()
    for event, node in _walk(soup):
        writer.take(event, node)
    writer.flush()
    # A fragment without a body is an article's own markup, cut out by whoever stored it: nothing lies outside.
    extent = writer.extent() if soup.find("body") is not None else None
    blocks = (((extent, "article"),) if extent else ()) + tuple(writer.lines)
    return _Page("".join(writer.pieces), blocks, _head(soup))


def _walk(root: Tag) -> Iterator[tuple[str, PageElement]]:
    """Opens, texts and closes in document order, without recursion: pages nest as deep as they like."""
    stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while stack:
        tag, children = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            yield "close", tag
        elif isinstance(node, Tag):
            if not _is_dropped(node):
                yield "open", node
                stack.append((node, iter(node.contents)))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", node


def _is_dropped(tag: Tag) -> bool:
    if tag.name in _DROPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(str(tag.get("style", ""))))


@dataclass(slots=True)
class _Writer:
    """Writes one line a block, and remembers each line's hint and the element that holds most of the prose."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[tuple[Span, str]] = field(default_factory=list)
    opened: list[tuple[Tag, int]] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    linked: int = 0
    regions: list[str] = field(default_factory=list)
    links: int = 0
    rows: int = 0
    pictured: bool = False
    prose: dict[int, float] = field(default_factory=dict)
    extents: dict[int, Span] = field(default_factory=dict)

    def take(self, event: str, node: PageElement) -> None:
        if event == "text":
            self._text(str(node))
        elif isinstance(node, Tag):
            (self._open if event == "open" else self._close)(node)

    def _text(self, text: str) -> None:
        self.buffer.append(text)
        if self.links:
            self.linked += len(text.strip())

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if self.rows and name in ("td", "th"):
            self.buffer.append("\t")
        elif name in ("br", "td") or (name in _BLOCKS and not self.rows):
            self.flush()
        if name == "tr" and _is_data_row(tag):
            self.rows += 1
        if name in _REGIONS:
            self.regions.append(name)
        self.pictured |= name == "img"
        self.links += name == "a"
        self.opened.append((tag, self.length))

    def _close(self, tag: Tag) -> None:
        if not self.opened:
            return
        name = tag.name
        if name == "tr" or (not self.rows and (name in _BLOCKS or name == "td")):
            self.flush()
        if name == "tr" and self.rows:
            self.rows -= 1
        if name in _REGIONS:
            self.regions.pop()
        self.links -= name == "a"
        opened, start = self.opened.pop()
        if id(opened) in self.prose:
            self.extents[id(opened)] = Span(start, self.length)

    def flush(self) -> None:
        """Ends the line: its text in NFC, white space as a browser shows it."""
        raw, linked = "".join(self.buffer), self.linked
        self.buffer, self.linked = [], 0
        cells = [_BLANK.sub(" ", cell).strip(" ") for cell in raw.split("\t")] if self.rows else [_BLANK.sub(" ", raw)]
        line = unicodedata.normalize("NFC", "\t".join(cells).strip(" \t\n"))
        if not line.strip():
            return
        self.pieces += [line, "\n"]
        all_link = linked >= 0.8 * len(line)
        self.lines.append((Span(self.length, self.length + len(line)), self._hint(all_link)))
        self.pictured = False
        self.length += len(line) + 1
        if not all_link and len(line) > 60 and not self.regions:
            self._credit(len(line))

    def _hint(self, all_link: bool) -> str:
        if self.regions:
            return self.regions[-1]
        named = next((t.name for t, _ in reversed(self.opened) if t.name in _BLOCKS), "body")
        if all_link:
            return f"{named} a" if named in ("h1", "li", "tr") else "a"
        return "img" if self.pictured and named not in ("h1", "h2", "h3", "li") else named

    def _credit(self, weight: int) -> None:
        """Prose speaks for the element around its paragraph, and half as much for the one around that."""
        holders = [t for t, _ in reversed(self.opened[-8:]) if t.name in _BLOCKS or t.name == "td"]
        own = 1 if holders and holders[0].name in ("p", "h2", "h3", "blockquote", "li") else 0
        for tag, share in zip(holders[own : own + 2], (1.0, 0.5), strict=False):
            self.prose[id(tag)] = self.prose.get(id(tag), 0.0) + share * weight

    def extent(self) -> Span | None:
        """The extent of the element with most of the prose, None where no line is long enough to tell."""
        best = max(self.prose, key=lambda key: self.prose[key], default=None)
        return None if best is None else self.extents.get(best, Span(0, self.length))


def _is_data_row(row: Tag) -> bool:
    """A row of a table of data, not of one that lays out the page: short cells without blocks of their own."""
    cells = row.find_all(["td", "th"], recursive=False)
    if len(cells) < 2 or row.find(["table", "ul", "h1", "h2"]) is not None:
        return False
    return all(len(cell.get_text()) < 200 for cell in cells)


def _head(soup: BeautifulSoup) -> Head:
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if key and tag.get("content"):
            meta.setdefault(str(key).lower(), str(tag["content"]).strip())
    linked = tuple(tag.get_text() for tag in soup.find_all("script", type="application/ld+json"))
    html, title = soup.find("html"), soup.find("title")
    canonical = soup.find("link", rel="canonical")
    stamp = soup.find("time", attrs={"datetime": True})
    return Head(
        meta,
        linked,
        title.get_text() if isinstance(title, Tag) else None,
        str(html.get("lang") or "") or None if isinstance(html, Tag) else None,
        str(canonical.get("href") or "") or None if isinstance(canonical, Tag) else None,
        str(stamp["datetime"]) if isinstance(stamp, Tag) else None,
    )
