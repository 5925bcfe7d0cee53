"""Text to bytes in the code pages before Unicode, for tests of what reads them."""
from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from extractor.codepages import TCVN3, VISCII, VNI_PAIRS, VNI_SIGNS, VPS

ARTICLES = sorted((Path(__file__).parent.parent / "corpus" / "articles").glob("*.txt"))
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
_SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)) + "đ"
#: The 134 letters that Vietnamese has beyond ASCII.
LETTERS = "".join(letter for letter in _SMALL + _SMALL.upper() if not letter.isascii())
# Signs that not all of the code pages have.
_SIGNS = str.maketrans({"★": "*", "•": "-", "–": "-", "…": "...", "“": '"', "”": '"', "\u00a0": " "})


def article(path: Path) -> str:
    """A corpus article in NFC, its typography brought down to what every code page has."""
    return unicodedata.normalize("NFC", path.read_text("utf-8")).translate(_SIGNS)


def page_of(text: str, charset: str = "utf-8") -> str:
    """An HTML page with a paragraph a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    paragraphs = "\n".join(f"<p>{line}</p>" for line in lines)
    return f'<html><head><meta charset="{charset}"><title>{lines[0]}</title></head><body>{paragraphs}</body></html>'


def encoded(text: str, page: str) -> bytes:
    """`text` in one of the five code pages. TCVN3 stores a capital with a tone as the small letter."""
    if page == "windows-1258":
        return b"".join(_windows_1258(letter) for letter in text)
    letters = _ENCODERS[page]
    return b"".join(letters.get(letter) or letter.encode("windows-1252") for letter in text)


def as_shown(content: bytes) -> str:
    """The bytes as a program shows them that takes them for iso-8859-1."""
    return content.decode("latin-1")


def _windows_1258(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return (base + "".join(part for part in parts if part in TONES)).encode("windows-1258")


def by_bytes(table: Mapping[str, str]) -> dict[str, bytes]:
    """A table of letters to hex as letters to bytes."""
    return {
        letter: bytes([code])
        for letters, row in table.items()
        for letter, code in zip(letters, bytes.fromhex(row), strict=True)
    }


def _tcvn3() -> dict[str, bytes]:
    small = by_bytes(TCVN3)
    return {letter.upper(): code for letter, code in small.items()} | small


def _vni() -> dict[str, bytes]:
    pairs = {letter: base + mark for base, marks, row in VNI_PAIRS for mark, letter in zip(marks, row, strict=True)}
    capitals = {letter.upper(): pair.upper() for letter, pair in pairs.items()}
    signs = {letter: sign for sign, letter in VNI_SIGNS.items()}
    return {letter: written.encode("windows-1252") for letter, written in (pairs | capitals | signs).items()}


_ENCODERS = {"tcvn3": _tcvn3(), "vni": _vni(), "viscii": by_bytes(VISCII), "vps": by_bytes(VPS)}
PAGES = ("windows-1258", *_ENCODERS)
