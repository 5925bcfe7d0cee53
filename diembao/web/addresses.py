"""Addresses inside the pages that a form or link may send the reader back to."""
from __future__ import annotations

from urllib.parse import urlsplit


def inside(address: str | None) -> str:
    """The address if it leads to a page of ours, else the start page: no form sends a reader to another site."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and address.isprintable()
    return address if plain else "/"
