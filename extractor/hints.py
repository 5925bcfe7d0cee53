"""What a page's head says of its article: JSON-LD first, then Open Graph and the usual meta names."""
from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Head:
    """The raw sayings of a page: meta names (lower case) to contents, JSON-LD texts, title, lang, canonical, time."""

    meta: Mapping[str, str]
    linked: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    stamp: str | None = None


def hints_of(head: Head) -> dict[str, str]:
    """title, published, author, publisher, section, language, url, lead and type, each where the page says it.

    Texts are as the page writes them, in NFC; nothing is judged here.
    """
    said: dict[str, Any] = {}
    for article in _articles(head.linked):
        for name, value in _of_linked(article).items():
            said[name] = said.get(name) or value
    for name, keys in _META.items():
        said[name] = said.get(name) or next((head.meta[key] for key in keys if head.meta.get(key)), None)
    said["title"] = said.get("title") or head.title
    said["page_title"] = head.title
    said["published"] = said.get("published") or head.stamp
    said["language"] = head.language
    said["url"] = head.canonical or said.get("url")
    return {name: _plain(value) for name, value in said.items() if isinstance(value, str) and value.strip()}


def _plain(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _articles(texts: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for text in texts:
        try:
            data = json.loads(text, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            if not _ARTICLES.isdisjoint(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield item


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
