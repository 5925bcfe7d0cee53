"""What is remembered of an address that was fetched. No database is needed to know what a visit is."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """The last fetch of an address (of a page, or of a feed), so that the next one can ask whether anything is new.

    `fetched` is UTC in ISO 8601; `etag` and `last_modified` are as the server sent them; `sha256` is that of the
    content; `feed` is the feed or sitemap that named the address; `ruleset` is the one that the page was read by, and
    `fault` why it gave no article.
    """

    url: str
    fetched: str
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    feed: str | None = None
    ruleset: str | None = None
    fault: str | None = None
