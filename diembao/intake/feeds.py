"""RSS and Atom feeds as the press writes them: the articles that they name, however badly they are written."""
from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from diembao.intake.refusals import FetchError

#: Bytes of a feed that are read; those of papers have seldom one million, and bad ones cost many seconds a million.
LIMIT = 4_000_000

_HTML = re.compile(rb"(?is)\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b")
_DECLARED = re.compile(r"(?i)^(?:application|text)/(?:rss|atom|rdf)\+xml$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a list names: its whole address, None where the list gives none; what is told of it."""

    url: str | None
    given: dict[str, Any]
    changed: str | None = None


def entries_of(content: bytes, url: str, media_type: str | None) -> list[Entry]:
    """The entries of a feed in its order. FetchError where it is none; of a web page, the feeds that it names."""
    if _HTML.match(content):
        raise FetchError(_no_feed(content, url), lasting=True)
    import feedparser

    # As a stream: feedparser would take bytes that look like a path or an address for one, and open it.
    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    feed = feedparser.parse(BytesIO(content), response_headers=headers, sanitize_html=False)
    if not feed.entries and not feed.get("version"):
        why = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise FetchError(f"is no RSS or Atom feed{why}; check the address", lasting=True)
    return [_entry(entry, url) for entry in feed.entries]


def _entry(entry: Any, base: str) -> Entry:
    link = (entry.get("link") or "").strip()
    told = {"title": _plain(entry.get("title")), "published": _published(entry), "author": _plain(entry.get("author"))}
    given = {name: value for name, value in told.items() if value}
    return Entry(urljoin(base, link) if link else None, given)


def _published(entry: Any) -> str | None:
    """The date in ISO 8601 where it is one that is known, else as it stands."""
    for name in ("published", "updated"):
        told = (entry.get(name) or "").strip()
        if told:
            return _iso(told) or _utc(entry.get(f"{name}_parsed")) or str(told)
    return None


def _iso(told: str) -> str | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(told).isoformat()
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def _utc(parsed: Any) -> str | None:
    return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None


def _plain(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


class _Links(HTMLParser):
    """The feeds that a page names in its head."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        alternate = tag == "link" and "alternate" in told.get("rel", "").lower().split()
        if alternate and _DECLARED.match(told.get("type", "")):
            self.found.append(urljoin(self._base, told.get("href", "")))


def _no_feed(content: bytes, url: str) -> str:
    links = _Links(url)
    links.feed(content[:500_000].decode("utf-8", "replace"))
    if not links.found:
        return "is a web page, not a feed, and names none; look for an address that ends in .rss or .xml"
    return f"is a web page, not a feed; the feeds that it names: {', '.join(dict.fromkeys(links.found[:20]))}"
