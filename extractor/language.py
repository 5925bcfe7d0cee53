"""Is this text Vietnamese? By its letters; a text without marks is told apart by its commonest words."""
from __future__ import annotations

from collections import Counter

import regex

from extractor.model import SourceError

# Letters that no other language's alphabet has: o and u with a horn, and the marked vowels of U+1EA0..1EF9.
_VIETNAMESE = regex.compile(r"[ơưƠƯ\u1ea0-\u1ef9]")
_WORD = regex.compile(r"[a-z]+")
# Real articles have 0.13 to 0.2 of such letters; a page half in English still has this.
_ENOUGH = 0.03
_ENOUGH_UNMARKED = 0.08
_UNMARKED = frozenset(
    [
        "cua", "va", "cac", "nhung", "nguoi", "khong", "duoc", "trong", "voi", "nam", "nay", "tren", "tai", "theo",
        "ngay", "cung", "tinh", "viec", "thi", "dong", "trieu", "phuong",
    ]
)
_FEW_LETTERS = 20
_SAMPLE = 200_000


def vietnamese_share(text: str) -> float:
    """The share, 0 to 1, of the letters of `text` (its first 200,000 characters) that only Vietnamese has."""
    letters = {letter: times for letter, times in Counter(text[:_SAMPLE]).items() if letter.isalpha()}
    own = sum(times for letter, times in letters.items() if _VIETNAMESE.match(letter))
    return own / sum(letters.values()) if letters else 0.0


def require_vietnamese(text: str) -> None:
    """SourceError where `text` (in NFC) is not Vietnamese, or is Vietnamese without its marks."""
    if vietnamese_share(text) >= _ENOUGH:
        return
    words = _WORD.findall(text[:_SAMPLE].lower())
    if words and sum(word in _UNMARKED for word in words) / len(words) >= _ENOUGH_UNMARKED:
        raise SourceError("is Vietnamese without diacritics, which the rules cannot read; give the text with its marks")
    if sum(map(str.isalpha, text[:_SAMPLE])) < _FEW_LETTERS:
        raise SourceError("holds hardly any words; check that the download worked")
    raise SourceError("is not Vietnamese: too few Vietnamese letters in it; only Vietnamese articles are read")
