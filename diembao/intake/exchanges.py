"""What a server answers to one request, as far as it is wanted."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from diembao.intake.bodies import body_of
from diembao.intake.media import media_type_of
from diembao.intake.refusals import FetchError

# Seconds of rest for a host that says that it is asked too often, but not when to come again.
_REST = 60.0
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")


@dataclass(frozen=True, slots=True)
class Answer:
    """`content` is the unpacked body of a 200; `location` is where a redirect leads, whole; `rest` the seconds that
    the server wants to be left alone. `retrieved` is UTC in ISO 8601."""

    url: str
    status: int
    retrieved: str
    content: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    rest: float | None = None


def answer_of(response: httpx.Response, limit: int, kinds: Collection[str] | None) -> Answer:
    """An answer whose body is read only if it is a page. FetchError where that is too large or of another kind."""
    headers, status = response.headers, response.status_code
    kind, charset = media_type_of(headers.get("Content-Type"))
    content = b""
    if status == 200:
        _require_kind(kind, kinds)
        content = body_of(response.iter_raw(), headers.get("Content-Encoding", ""), limit)
    return Answer(
        str(response.request.url), status, datetime.now(UTC).isoformat(timespec="seconds"), content, kind, charset,
        _mark(headers.get("ETag")), _mark(headers.get("Last-Modified")), _location(response), _rest(response),
    )  # fmt: skip


def _require_kind(kind: str | None, kinds: Collection[str] | None) -> None:
    if kind is None or kinds is None or kind in kinds:
        return
    if kind in _FEEDS:
        raise FetchError(f"is a feed ({kind}), not an article: give it with --feed", lasting=True)
    raise FetchError(f"is {kind}, not the page of an article (HTML or text)", lasting=True)


def _mark(value: str | None) -> str | None:
    """What can be sent back as it came."""
    return value if value and value.isascii() and len(value) <= 1000 else None


def _location(response: httpx.Response) -> str | None:
    where = response.headers.get("Location")
    if response.status_code not in (301, 302, 303, 307, 308) or not where:
        return None
    try:
        return str(response.request.url.join(where))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"is redirected to something that is no address ({error})", lasting=True) from error


def _rest(response: httpx.Response) -> float | None:
    """The seconds of rest that a 429 or 503 asks for; a 503 that asks for none is plain trouble."""
    told = response.headers.get("Retry-After", "").strip()
    if response.status_code not in (429, 503):
        return None
    if told.isdecimal() and len(told) < 9:
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return _REST if response.status_code == 429 else None
