"""Addresses that open a live page at a quote: `https://…#:~:text=prefix-,quote,-suffix`."""
from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit, urlunsplit

from extractor.model import Span

#: A quote longer than this, in characters, is named by its first and last words alone.
_LONGEST = 120
#: How many words of either end then, and how many of what stands before and behind a quote.
_ENDS, _BESIDE = 4, 3


def page_with_quote(url: str | None, text: str, span: Span, block: Span) -> str | None:
    """The address of a page that opens at `span` of its text; None where there is no address a browser may follow.

    `block` is the one that holds the quote, for what stands beside it: a fragment cannot reach over the end of one
    there, and words before and behind tell one of several equal quotes from the others.
    """
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    before = _words(text[max(block.start, span.start - 200) : span.start])[-_BESIDE:]
    behind = _words(text[span.end : min(block.end, span.end + 200)])[:_BESIDE]
    told = [_encoded(before) + "-"] if before and _apart(text, span.start) else []
    told += _quoted(span.of(text))
    told += ["-" + _encoded(behind)] if behind and _apart(text, span.end) else []
    directive = f"{parts.fragment}:~:text={','.join(told)}"
    return urlunsplit(parts._replace(fragment=directive))


def _quoted(quote: str) -> list[str]:
    """The quote whole, or its beginning and end where it is long or goes over lines, which may be blocks."""
    words = _words(quote)
    if len(words) > 2 * _ENDS and (len(quote) > _LONGEST or "\n" in quote.strip()):
        return [_encoded(words[:_ENDS]), _encoded(words[-_ENDS:])]
    return [_encoded(words)]


def _apart(text: str, at: int) -> bool:
    """Whether a place parts two words: what is beside it in one word cannot be told as words of their own."""
    return not re.match(r"\w\w", text[at - 1 : at + 1])


def _words(text: str) -> list[str]:
    return text.split()


def _encoded(words: list[str]) -> str:
    """Percent-encoded, `-` too, which else would part prefix and suffix."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")
