"""The view of a text that rules match on: the same length, look-alike characters made one.

Real pages write no-break spaces, U+2011 hyphens, `Ð` (U+00D0) for `Đ` (U+0110) and both ways of placing the tone
mark (`hoà`/`hòa`). Each is one code point in NFC, so the view keeps every offset; quotes come from the text itself.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import regex

from extractor.beyond_ascii import beyond_ascii
from extractor.model import Span

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_LIKE = {**dict.fromkeys(_SPACES, " "), "\u2010": "-", "\u2011": "-", "\u00ad": "-", "Ð": "Đ", "ð": "đ", "％": "%"}
_ALIKE = regex.compile("[" + "".join(_LIKE) + "]")

# Old-style tone placement on the open syllables oa, oe, uy to the new style, letter for letter.
_TONES = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
_OLD_TO_NEW = {
    first + _TONES[second][tone]: _TONES[first][tone] + second
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in range(5)
}
_NEW_TO_OLD = {new: old for old, new in _OLD_TO_NEW.items() if new != old}
_SECONDS = {first: "".join(old[1] for old in _OLD_TO_NEW if old[0] == first) for first in "ou"}
_OLD = regex.compile(
    r"(?<![qQ])(?:" + "|".join(f"[{o}{o.upper()}][{s}{s.upper()}]" for o, s in _SECONDS.items()) + r")(?!\p{L})"
)
# Whatever is changed beside a tab.
_OTHERS = frozenset("".join(_LIKE) + "".join(_TONES.values()) + "".join(_TONES.values()).upper())


@lru_cache(maxsize=2)
def view(text: str) -> str:
    """`text` with look-alikes made one, character for character: `len(view(text)) == len(text)`."""
    plain = text.replace("\t", " ")
    if _OTHERS.isdisjoint(beyond_ascii(text)):
        return plain
    return _OLD.sub(_respell, _ALIKE.sub(lambda match: _LIKE[match[0]], plain))


@cache
def letter_pattern(of_view: str) -> str:
    """A pattern of `re` for the letter of a text, in whichever case, where its view has this one."""
    written = {of_view, of_view.lower(), of_view.upper()}
    written |= {other for other, seen in _LIKE.items() if seen in written}
    return "[" + "".join(sorted(re.escape(one) for one in written if len(one) == 1)) + "]"


def word_patterns(of_view: str) -> list[str]:
    """Patterns of `re` for what a text has, in whichever case, where its view has this word; side by side, they find
    it without a view being made."""
    found = []
    while of_view:
        pair, behind = of_view[:2], of_view[2:]
        old = _NEW_TO_OLD.get(pair) if not behind[:1].isalpha() else None
        if old:
            new_way, old_way = ("".join(map(letter_pattern, way)) for way in (pair, old))
            found.append(rf"(?:{new_way}|{old_way}(?![^\W\d_]))")
        else:
            found.append(letter_pattern(pair[0]))
        of_view = behind if old else of_view[1:]
    return found


def _respell(match: regex.Match[str]) -> str:
    old = match.group()
    new = _OLD_TO_NEW[old.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(old, new, strict=True))


def blanked(view: str, spans: Iterable[Span], sign: str = " ") -> str:
    """The view with `sign` for each character of these spans: what stands around them can be read as one phrase."""
    characters = list(view)
    for span in spans:
        characters[span.start : span.end] = sign * len(span)
    return "".join(characters)
