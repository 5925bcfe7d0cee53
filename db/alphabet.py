"""The order of Vietnamese words: a ă â b c d đ e ê … o ô ơ … u ư v x y, syllable by syllable, tones last in each.

As dictionaries have it, all of `hà …` stands before `hạ …`; of one syllable the tones go ngang, huyền, hỏi, ngã, sắc,
nặng. Code points would put `Đặng` and `Ất` behind `Vũ`.
"""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(r"[0-9]+|[^\W\d_]+|[^\W_]")
#: Marks that make another letter, in the order of the alphabet, and those that tell the tone, in their order.
_LETTERS = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_CROSSED = str.maketrans("\u0111\u00f0", "\u0111\u0111")  # `Ð` stands for `Đ` on real portals


@lru_cache(65_536)
def alphabetical(text: str) -> str:
    """What to compare by code points to have texts in the order of the alphabet; numbers go by their value, case and
    what is neither letter nor digit do not count. Remembered, for each page of a list asks for all of its names."""
    return "".join(map(_place, _PART.findall(unicodedata.normalize("NFC", text.casefold()))))


def alphabetical_value(value: object) -> str | None:
    """As `alphabetical`, of whatever SQL hands over; NULL stays NULL."""
    return None if value is None else alphabetical(str(value))


@lru_cache(16384)
def _place(part: str) -> str:
    """Two signs a letter and an end below all of them, so that a syllable stands before those that it begins."""
    if part.isdigit() and part.isascii():
        value = part.lstrip("0")
        return f"{len(value):04}{value}\x01"
    letters, tone = [], "0"
    for sign in unicodedata.normalize("NFD", part.translate(_CROSSED)):
        if sign == "\u0111":
            letters.append("d1")
        elif sign in _TONES:
            tone = _TONES[sign]
        elif sign in _LETTERS and letters:
            letters[-1] = letters[-1][0] + _LETTERS[sign]
        elif not unicodedata.combining(sign):
            letters.append(f"{sign}0")
    return f"{''.join(letters)}\x01{tone}"
