"""Bytes to text, once: the encoding by evidence, and a plain refusal of what is no text at all."""
from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from extractor.language import vietnamese_share
from extractor.model import SourceError

_MAGIC = (
    (b"%PDF", "a PDF file: save its text first, for example with pdftotext"),
    (b"\x89PNG", "an image (PNG), not a text"),
    (b"\xff\xd8\xff", "an image (JPEG), not a text"),
    (b"GIF8", "an image (GIF), not a text"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, xlsx, odt): unpack it, or save it as plain text"),
    (b"PK\x05\x06", "an empty zip archive: unpack archives and give the files in them"),
    (b"\xd0\xcf\x11\xe0", "an old office document (doc, xls): save it as plain text"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a rar archive: unpack it first"),
    (b"{\\rtf", "an RTF document: save it as plain text"),
    (b"SQLite format 3", "an SQLite database, not an article"),
)
_DECLARED = regex.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:-]{2,40})"""
)
# Control characters that no text holds, whatever its encoding.
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_CONTROL_BYTES = bytes([*range(9), *range(0x0E, 0x1B), 0x7F])
# A share of letters below this is not Vietnamese read in the right encoding.
_PLAUSIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text as its bytes say it, not yet in NFC; `steps` say what was done beside the plain decoding."""

    text: str
    encoding: str
    steps: tuple[str, ...] = ()


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of `content` and its encoding. SourceError where it is empty or no text.

    UTF-16 is taken by its BOM, then UTF-8 strictly, then what the page declares, then windows-1258 if that gives
    Vietnamese. A UTF-8 BOM stays in the text as U+FEFF, so that the text is exactly what the bytes say.
    """
    refuse_binary(content)
    text, encoding = _decoded(content)
    if _CONTROL.search(text) if b"\x00" in content else len(content.translate(None, _CONTROL_BYTES)) < len(content):
        raise SourceError("holds control characters, so it is not a text; give a plain-text or HTML file")
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        raise SourceError("is empty: there is nothing but white space in it; check that the download worked")
    return Decoded(text, encoding)


def refuse_binary(content: bytes) -> None:
    """SourceError where the bytes are empty or begin as a known kind of file that is no text."""
    if not content.strip():
        raise SourceError("is empty; check that the download worked")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise SourceError("is an image (WebP), not a text")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise SourceError(f"is {what}")


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    if b"\x00" in content:
        raise SourceError("is a binary file: it holds NUL bytes; give a plain-text or HTML file")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _otherwise(content, error)


def _strictly(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise SourceError(f"says that it is {encoding}, but is not at byte {error.start}; save it as UTF-8") from error


def _otherwise(content: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    for encoding in (*_declared(content), "windows-1258"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if vietnamese_share(unicodedata.normalize("NFC", text)) >= _PLAUSIBLE:
            return text, encoding
    raise SourceError(
        f"is not UTF-8 (byte {error.start}), and no other known encoding makes it Vietnamese; save it as UTF-8"
    )


def _declared(content: bytes) -> list[str]:
    found = _DECLARED.search(content[:4096])
    return [name.decode("ascii") for name in found.groups() if name] if found else []
