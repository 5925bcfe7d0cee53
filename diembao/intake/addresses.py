"""Addresses as the names of articles: two spellings of one address are one article."""
from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

# What says who sent the reader, never which article it is. `zarsrc` is Zalo's, `vn_*` VnExpress's.
_TRACKING = re.compile(
    r"(?i)utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|igshid|yclid|mc_[ce]id|_ga|zarsrc"
    r"|vn_(?:source|campaign|medium|term|content|thumb|zone)"
)
# Left as it is written; all else (`tin-chè.html`) is written as a browser sends it.
_ASCII = "".join(chr(code) for code in range(0x21, 0x7F))
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
    host = f"[{host}]" if ":" in host else _ascii(host)
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    kept = [piece for piece in parts.query.split("&") if not _TRACKING.fullmatch(piece.partition("=")[0])]
    path, query = (quote(part, safe=_ASCII) for part in (parts.path or "/", "&".join(kept)))
    return urlunsplit((parts.scheme, place, path, query, ""))


def _ascii(host: str) -> str:
    """A host as it is asked for, where it can be: `báo.vn` is `xn--bo-mia.vn`."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
