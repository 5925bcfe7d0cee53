"""Addresses as the names of articles: two spellings of one address are one article."""
from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# What says who sent the reader, never which article it is. `zarsrc` is Zalo's, `vn_*` VnExpress's.
_TRACKING = re.compile(
    r"(?i)utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|igshid|yclid|mc_[ce]id|_ga|zarsrc"
    r"|vn_(?:source|campaign|medium|term|content|thumb|zone)"
)
_PORTS = {"http": 80, "https": 443}


def identity(url: str) -> str:
    """What an address is known by: host in lower case, without default port, user, fragment and tracking parameters.

    What is no http(s) address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not host:
        return url
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    kept = [piece for piece in parts.query.split("&") if not _TRACKING.fullmatch(piece.partition("=")[0])]
    return urlunsplit((parts.scheme, place, parts.path or "/", "&".join(kept), ""))
