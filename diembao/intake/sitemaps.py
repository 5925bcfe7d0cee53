"""Sitemaps: the pages that a site lists, or the further sitemaps; news sitemaps with titles and dates."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from diembao.intake.bodies import unpacked
from diembao.intake.feeds import Entry
from diembao.intake.refusals import FetchError

#: Bytes of a sitemap, unpacked: what sitemaps.org allows.
LIMIT = 52_428_800
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages and the further sitemaps that a sitemap names, in its order."""

    pages: list[Entry] = field(default_factory=list)
    sitemaps: list[Entry] = field(default_factory=list)


def sitemap_of(content: bytes) -> Sitemap:
    """What a sitemap (XML, plain text or either packed with gzip) lists. FetchError where it is none.

    Entities are not expanded, and nothing that the file names is loaded.
    """
    if content.startswith(GZIP):
        content = unpacked(content, LIMIT)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(list(_of_lines(content)))
    found = Sitemap()
    for kind, entry in _of_xml(content):
        (found.sitemaps if kind == "sitemap" else found.pages).append(entry)
    return found


def _of_lines(content: bytes) -> Iterator[Entry]:
    lines = content.decode("utf-8", "replace").removeprefix("\ufeff").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise FetchError("is no sitemap: neither XML nor lines of addresses; check the address", lasting=True)
    return (Entry(line, {}) for line in lines)


def _of_xml(content: bytes) -> Iterator[tuple[str, Entry]]:
    from lxml import etree

    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    depth = 0
    try:
        for event, element in etree.iterparse(BytesIO(content), events=("start", "end"), **safe):
            name = _local(element.tag)
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1 and name not in ("urlset", "sitemapindex"):
                raise FetchError(f"is no sitemap, but XML of another kind (<{name}>); check the address", lasting=True)
            if event == "end" and depth == 1:
                if name in ("url", "sitemap"):
                    yield name, _entry(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise FetchError(f"is no sitemap that can be read: {error}", lasting=True) from error


def _entry(element: Any) -> Entry:
    told = {_local(part.tag): "".join(part.itertext()).strip() for part in element.iter() if len(part) == 0}
    given = {key: told[name] for key, name in (("title", "title"), ("published", "publication_date")) if told.get(name)}
    return Entry(told.get("loc") or None, given, told.get("lastmod"))


def _local(tag: Any) -> str:
    """The name of an element without its namespace, empty for comments, instructions and entities."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
