"""What is said of a source's encoding: by HTTP or an archive, and by the page itself."""
from __future__ import annotations

import codecs

import regex

_IN_PAGE = regex.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:-]{2,40})"""
)
_NAME = regex.compile(r"[\w.:+-]{2,40}", regex.ASCII)
# Names under which browsers, mailers and old pages know the code pages that Python does not.
_PAGES = {
    "windows-1258": "windows-1258", "cp1258": "windows-1258", "x-cp1258": "windows-1258",
    "viscii": "viscii", "csviscii": "viscii", "viscii1.1-1": "viscii",
    "vps": "vps", "x-viet-vps": "vps", "x-vps": "vps",
    "tcvn3": "tcvn3", "tcvn": "tcvn3", "tcvn-5712": "tcvn3", "tcvn5712": "tcvn3", "x-viet-tcvn5712": "tcvn3",
    "x-viet-tcvn": "tcvn3", "abc": "tcvn3",
    "vni": "vni", "x-viet-vni": "vni", "vni-win": "vni", "x-vni": "vni",
}  # fmt: skip
# Python's codecs that no page is in.
_NO_ENCODINGS = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"])


def declarations(content: bytes, declared: str | None) -> list[str]:
    """The names said, without repetition, the strongest first: `declared`, then the page's own; in lower case."""
    found = _IN_PAGE.search(content[:4096])
    own = [name.decode("ascii", "replace") for name in found.groups() if name] if found else []
    names = [name.strip("\"' \t").lower() for name in ([declared] if declared else []) + own]
    return list(dict.fromkeys(_PAGES.get(name, name) for name in names if _NAME.fullmatch(name)))


def codec_of(name: str) -> str | None:
    """Python's name of the encoding `name`, None where it knows none."""
    try:
        codec = codecs.lookup(name).name
        b"".decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if codec.replace("_", "-") in _NO_ENCODINGS else codec
