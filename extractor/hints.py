"""What a page says of its article: JSON-LD first, then Open Graph and the usual meta names, then title and time."""
from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from extractor.markup import Element, Markup
from extractor.model import Saying, Span
from extractor.page import REGIONS

_META = {
    "title": ("og:title", "twitter:title", "title"),
    "published": (
        "article:published_time", "pubdate", "datepublished", "publishdate", "dc.date.issued", "dc.date", "date",
    ),
    "author": ("article:author", "author", "dc.creator", "dable:author"),
    "publisher": ("og:site_name", "application-name", "copyright"),
    "section": ("article:section",),
    "url": ("og:url",),
    "lead": ("og:description", "description"),
    "type": ("og:type",),
}
_ARTICLES = frozenset(["Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "AnalysisNewsArticle"])


# The site itself and all its news, as the first steps of a path.
_HOMES = frozenset(["trang chủ", "trang nhất", "home", "tin tức", "tin tức sự kiện"])
_SITE = re.compile(r"(?i)^(?:https?:)?//[^/?#]*")
# A time that stands in one of these is another article's, or the clock of the site.
_ELSEWHERE = REGIONS | {"li", "a", "header", "ul"}


def sayings_of(markup: Markup) -> tuple[Saying, ...]:
    """All that the page says of title, published, author, publisher, section, language, url, lead and type.

    The surest first: JSON-LD, then meta names in the order of `_META`, then JSON-LD's path to the page, then elements.
    Texts are as the page writes them, in NFC; nothing is judged here.
    """
    items = [(item, element) for element in markup.elements for item in _linked_items(markup, element)]
    told = [*_linked(items), *_meta(markup), *_paths(items), *_elements(markup)]
    return tuple(
        Saying(name, _plain(value), where, Span(element.start, element.end))
        for name, value, where, element in told
        if isinstance(value, str) and value.strip()
    )


_Told = tuple[str, Any, str, Element]


_Item = tuple[Mapping[str, Any], Element]


def _linked_items(markup: Markup, element: Element) -> Iterator[Mapping[str, Any]]:
    """The objects of a script of JSON-LD; none where it is no JSON."""
    if element.name != "script" or "ld+json" not in element.get("type"):
        return
    try:
        data = json.loads(markup.source[element.inner : element.outer], strict=False)
    except (json.JSONDecodeError, RecursionError):
        return
    yield from _items(data)


def _linked(items: list[_Item]) -> Iterator[_Told]:
    for item, element in items:
        if not _ARTICLES.isdisjoint(_kinds(item)):
            yield from ((name, value, "json-ld", element) for name, value in _of_linked(item).items())


def _paths(items: list[_Item]) -> Iterator[_Told]:
    """The section by the path to the page: its first step that is neither the site itself nor the page."""
    for item, element in items:
        steps = item.get("itemListElement")
        if "BreadcrumbList" in _kinds(item) and isinstance(steps, list):
            named = [_step(step) for step in steps if isinstance(step, dict)]
            within = [name for name, path in named if name and name.lower() not in _HOMES and path.strip("/")]
            yield from (("section", name, "json-ld breadcrumb", element) for name in within[: min(1, len(named) - 1)])


def _step(step: Mapping[str, Any]) -> tuple[str, str]:
    """The name of a step and the path of its address; the last one often has no address, and is the page."""
    item = step.get("item")
    told = item if isinstance(item, dict) else {"@id": item}
    name, address = step.get("name") or told.get("name"), told.get("@id") or told.get("url")
    return (name if isinstance(name, str) else ""), (_SITE.sub("", address) if isinstance(address, str) else "")


def _kinds(item: Mapping[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _meta(markup: Markup) -> Iterator[_Told]:
    said: dict[str, Element] = {}
    for element in markup.elements:
        if element.name == "meta" and element.get("content").strip():
            key = element.get("property") or element.get("name") or element.get("itemprop")
            said.setdefault(key.lower(), element)
    for name, keys in _META.items():
        yield from ((name, said[key].get("content"), f"meta {key}", said[key]) for key in keys if key in said)


def _elements(markup: Markup) -> Iterator[_Told]:
    for index, element in enumerate(markup.elements):
        if element.name == "title" and element.parent >= 0 and markup.elements[element.parent].name != "svg":
            title = markup.source[element.inner : element.outer]
            yield "title", unescape(title), "title", element
            yield "page_title", unescape(title), "title", element
        elif element.name == "html":
            yield "language", element.get("lang"), "html lang", element
        elif element.name == "link" and "canonical" in element.get("rel").lower().split():
            yield "canonical", element.get("href"), "link canonical", element
        elif element.name == "time" and element.get("datetime"):
            around = {one.name for one in markup.ancestors(element.parent)}
            if not around & _ELSEWHERE:
                yield "published", element.get("datetime"), "time", markup.elements[index]


def hints_of(sayings: tuple[Saying, ...]) -> dict[str, str]:
    """The first that is said of each field; the canonical address before any other."""
    said: dict[str, str] = {}
    for saying in sayings:
        said.setdefault(saying.field, saying.value)
    if "canonical" in said:
        said["url"] = said.pop("canonical")
    return said


def _plain(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _of_linked(article: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": article.get("headline"),
        "published": article.get("datePublished"),
        "author": _names(article.get("author")),
        "publisher": _names(article.get("publisher")),
        "section": article.get("articleSection"),
        "lead": article.get("description"),
    }


def _names(value: Any) -> str | None:
    parts = value if isinstance(value, list) else [value]
    names = [part.get("name") if isinstance(part, dict) else part for part in parts]
    return ", ".join(name for name in names if isinstance(name, str) and name.strip()) or None
