"""Bytes to a Source: decoded once, NFC once, HTML turned into its lines, each with the way back to the page."""
from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import regex

from extractor.decoding import decode, refuse_binary
from extractor.hints import hints_of, sayings_of
from extractor.language import require_vietnamese
from extractor.markup import read_markup
from extractor.model import Source, SourceError
from extractor.page import read_lines

#: More than any article of a newspaper; parsing more takes minutes.
LIMIT = 10_000_000

_OPENS_LIKE_HTML = regex.compile(
    r"(?is)\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?"
    r"<(?:!doctype html|html|head|body|div|p|article|h1|table|meta|span|section|figure)\b"
)
_CLOSING_TAG = regex.compile(r"(?i)</(?:p|div|body|html|td|li|h1)\s*>")


def read_source(
    content: bytes,
    name: str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    given: Mapping[str, Any] | None = None,
    any_language: bool = False,
) -> Source:
    """The source of one file or page. SourceError says what is wrong with it and what to do, without its name.

    `text` of a plain-text file is exactly its decoded bytes in NFC, line ends, BOM and all. `charset` is what HTTP or
    an archive said of the encoding, `given` what a feed or archive said of the article; with `any_language` a text
    that is not Vietnamese is read too, for cleaning alone.
    """
    refuse_binary(content)
    if len(content) > LIMIT:
        raise SourceError(f"is too large ({len(content):,} bytes; the limit is {LIMIT:,}); give one article a file")
    decoded = decode(content, charset)
    source = Source(
        name,
        content,
        decoded.text,
        hashlib.sha256(content).hexdigest(),
        media_type or "text/plain",
        decoded.encoding,
        url,
        decoded=decoded.text,
        steps=decoded.steps,
        given=dict(given or {}),
    )
    if _is_html(source.text, name, media_type):
        source = _page(replace(source, media_type=media_type or "text/html"))
    else:
        source = replace(source, text=unicodedata.normalize("NFC", decoded.text))
    if not any_language:
        require_vietnamese(source.text)
    return source


def _is_html(text: str, name: str, media_type: str | None) -> bool:
    if media_type:
        return "html" in media_type
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _OPENS_LIKE_HTML.match(text):
        return True
    return len(_CLOSING_TAG.findall(text[:100_000])) > 2


def _page(source: Source) -> Source:
    markup = read_markup(source.decoded)
    text, lines = read_lines(markup)
    if not text.strip():
        raise SourceError("is an HTML page without any text; it may need a browser to show it: save the rendered page")
    sayings = sayings_of(markup)
    hints = hints_of(sayings)
    url = source.url or hints.get("url")
    return replace(source, text=text, url=url, hints=hints, sayings=sayings, lines=lines)
