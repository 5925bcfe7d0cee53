"""What of a text is not ASCII: a page's markup is, so a question about the rest is answered in a fraction of it."""
from __future__ import annotations

from functools import lru_cache

_ASCII = bytes(range(128))


@lru_cache(maxsize=2)
def beyond_ascii(text: str) -> str:
    """The characters of `text` that are not ASCII, in their order, without what lies between them.

    Remembered for a page and its text: each is asked by one reader after another.
    """
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
