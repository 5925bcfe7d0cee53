"""What a `Content-Type` says."""
from __future__ import annotations

import re

HTML = frozenset(["text/html", "application/xhtml+xml"])
#: What an article may be.
PAGES = HTML | {"text/plain"}

_CHARSET = re.compile(r"""(?i);\s*charset\s*=\s*["']?\s*([\w.:-]+)""")


def media_type_of(header: str | None) -> tuple[str | None, str | None]:
    """The media type (lower case, without parameters) and the charset, each None where it is not told."""
    kind = (header or "").partition(";")[0].strip().lower()
    charset = _CHARSET.search(header or "")
    return kind or None, charset[1] if charset else None
