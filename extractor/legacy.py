"""Text of the code pages before Unicode to Vietnamese. In: what windows-1252 shows of the bytes; ASCII stays ASCII."""
from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import regex

from extractor.codepages import TCVN3, VISCII, VNI_PAIRS, VNI_SIGNS, VPS
from extractor.syllables import is_syllable

_LATIN = bytes(range(256)).decode("latin-1")
_SEEN = "".join(bytes([code]).decode("windows-1252", "ignore") or chr(code) for code in range(256))
_BYTES = {character: code for code, character in enumerate(_SEEN)} | {chr(code): code for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Codepage:
    """`name` for the record, `label` for people; `read` makes Vietnamese of what windows-1252 shows.

    `font`: a font's disguise for windows-1252, whose other signs and entities stay in use beside its letters.
    """

    name: str
    label: str
    font: bool
    read: Callable[[str], str]


def seen(content: bytes) -> str:
    """The bytes as windows-1252 shows them, one character a byte; the five bytes it lacks are control characters."""
    return codecs.charmap_decode(content, "strict", _SEEN)[0]


def unseen(text: str) -> bytes:
    """The bytes that windows-1252 (or iso-8859-1) shows as `text`; what it cannot show is left out."""
    return bytes(code for character in text if (code := _BYTES.get(character)) is not None)


def _letters(table: Mapping[str, str]) -> dict[int, str]:
    rows = (zip(letters, bytes.fromhex(row), strict=True) for letters, row in table.items())
    return {ord(view[code]): letter for row in rows for letter, code in row for view in (_LATIN, _SEEN)}


def _translated(letters: dict[int, str], text: str) -> str:
    return text.translate(letters)


def _vni() -> dict[str, str]:
    """All that VNI writes to its letter; a mark behind a capital may be small, one behind a small letter may not."""
    pairs = {base + mark: letter for base, marks, row in VNI_PAIRS for mark, letter in zip(marks, row, strict=True)}
    capitals = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in pairs.items()}
    return pairs | capitals | {pair.upper(): letter.upper() for pair, letter in pairs.items()} | VNI_SIGNS


# Its tones are signs of their own behind the letter; composing joins them.
_WINDOWS_1258 = {
    ord(sign): letter
    for sign, code in _BYTES.items()
    if code >= 0x80 and (letter := bytes([code]).decode("windows-1258", "ignore")) not in ("", sign)
}
_VNI = _vni()
_VNI_LETTER = regex.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TCVN3 = _letters(TCVN3)
_TCVN3_WORD = regex.compile(r"[A-Za-z\u00a1-\u024f\u1e00-\u1eff]++")
# The same byte is a letter of the font and a sign of the fonts beside it. Alone, none of these is a word; quotation
# marks are at ends of a word that make no syllable of it; beside a number there is money. `®` is always `đ`, as in
# `5.000®`.
_NO_WORD = regex.compile(r"[©·×÷§¬»¼½¾]+")
_QUOTED = regex.compile(r"([«©·]*)(.+?)([»©·]*)")
_CAPITALS = regex.compile(r"(?:[^a-zA-Z]*[A-Z]){2,}[^a-zA-Z]*")
_MONEY = "£¥¤¢"
_BESIDE_A_NUMBER = regex.compile(r"\d\s?$|^\s?\d")


def _read_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found.group()], text)


def _read_tcvn3(text: str) -> str:
    return _TCVN3_WORD.sub(_tcvn3_word, text)


def _tcvn3_word(found: regex.Match[str]) -> str:
    word = found.group()
    if word.isascii():
        return word
    return word if word in _MONEY and _is_counted(found) else _in_tcvn3(word)


@lru_cache(maxsize=20_000)
def _in_tcvn3(word: str) -> str:
    if _NO_WORD.fullmatch(word):
        return word
    whole = word.translate(_TCVN3)
    if not is_syllable(whole):
        return _within_signs(word) or whole
    # The font for capitals stores `CỘNG` as it does `CộNG`; one capital alone may begin a name (`Hà`).
    return whole.upper() if _CAPITALS.fullmatch(whole) else whole


def _is_counted(found: regex.Match[str]) -> bool:
    around = found.string[max(0, found.start() - 2) : found.start()], found.string[found.end() : found.end() + 2]
    return any(map(_BESIDE_A_NUMBER.search, around))


def _within_signs(word: str) -> str | None:
    """The word with the quotation marks around it kept; None where it is no word so either."""
    parts = _QUOTED.fullmatch(word)
    if parts is None or parts[2] == word:
        return None
    core = parts[2].translate(_TCVN3)
    return parts[1] + core + parts[3] if core.isascii() or is_syllable(core) else None


#: In the order in which they are tried; the commonest first.
CODEPAGES = (
    Codepage("windows-1258", "windows-1258", False, partial(_translated, _WINDOWS_1258)),
    Codepage("tcvn3", "TCVN3 (ABC)", True, _read_tcvn3),
    Codepage("vni", "VNI", True, _read_vni),
    Codepage("viscii", "VISCII", False, partial(_translated, _letters(VISCII))),
    Codepage("vps", "VPS", False, partial(_translated, _letters(VPS))),
)
PAGES = {page.name: page for page in CODEPAGES}
