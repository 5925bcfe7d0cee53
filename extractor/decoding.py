"""Bytes to text, once: the encoding by evidence, and a plain refusal of what is no text at all."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.declared import codec_of, declarations
from extractor.disguised import read_disguised
from extractor.entities import shown
from extractor.legacy import PAGES, seen
from extractor.model import SourceError
from extractor.readings import MARGIN, Reading, in_code_pages, plainest, reading
from extractor.syllables import marked_words
from extractor.twice_encoded import read_once

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
_SEEN = re.compile(r"[^\s\ufeff\u200b]")
# Control characters that no text holds, whatever its encoding.
_CONTROL = frozenset([*range(9), *range(14, 27), 127])
_NO_CONTROL = bytes(set(range(256)) - _CONTROL)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` as the bytes say it, not composed; `encoding` of the bytes; `steps`: what was done, a phrase each."""

    text: str
    encoding: str
    steps: tuple[str, ...] = ()


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of `content`. SourceError where it is empty, no text, or in no encoding that makes it Vietnamese.

    A BOM and strict UTF-8 go before all that is said; then comes `declared` (by HTTP or an archive), then the page's
    own declaration, each only if the words bear it out; then windows-1258 and the old code pages by their words.
    Mojibake is repaired where the evidence is plain. A UTF-8 BOM stays in the text as U+FEFF, so that the text is
    exactly what the bytes say.
    """
    refuse_binary(content)
    decoded = _as_unicode(content, declared) or _as_legacy(content, declared)
    if decoded.text.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROL):
        raise SourceError("holds control characters, so it is not a text; give a plain-text or HTML file")
    if not _SEEN.search(decoded.text):
        raise SourceError("is empty: there is nothing but white space in it; check that the download worked")
    return decoded


def refuse_binary(content: bytes) -> None:
    """SourceError where the bytes are empty or begin as a known kind of file that is no text."""
    if not content.strip():
        raise SourceError("is empty; check that the download worked")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise SourceError("is an image (WebP), not a text")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise SourceError(f"is {what}")


def _as_unicode(content: bytes, declared: str | None) -> Decoded | None:
    found = _utf_16(content) or _utf_8(content)
    if found is None:
        return None
    said = [] if content.isascii() else [name for name in declarations(content, declared) if not _agrees(name, found)]
    overruled = tuple(f"declared {name}, not followed: the bytes are {found.encoding.upper()}" for name in said)
    text, once = read_once(found.text)
    text, letters = read_disguised(text)
    return Decoded(text, found.encoding, (*overruled, *found.steps, *once, *letters))


def _agrees(name: str, found: Decoded) -> bool:
    codec = codec_of(name)
    return codec is not None and codec.replace("-sig", "").startswith(found.encoding[:6])


def _utf_16(content: bytes) -> Decoded | None:
    """UTF-16 by its BOM, or by its words. SourceError where there are NUL bytes for another reason."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Decoded(content.decode("utf-16"), "utf-16")
        except UnicodeDecodeError as error:
            raise SourceError(f"says that it is utf-16, but is not at byte {error.start}; save it as UTF-8") from error
    if b"\x00" not in content:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        found = reading(encoding, encoding.upper(), _sample(content.decode(encoding, "replace")))
        if found.is_plain and (text := _strictly(content, encoding)) is not None:
            return Decoded(text, encoding, (f"read as {found.label}, without a byte order mark: {found.evidence}",))
    raise SourceError("is a binary file: it holds NUL bytes; give a plain-text or HTML file")


def _utf_8(content: bytes) -> Decoded | None:
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # A download or an archive that stopped within a character; one that only looks so has no others before.
        cut = error.reason == "unexpected end of data" and not content[: error.start].isascii()
        if not cut:
            return None
        return Decoded(content[: error.start].decode("utf-8"), "utf-8", ("cut off within its last character",))


def _as_legacy(content: bytes, declared: str | None) -> Decoded:
    said = declarations(content, declared)
    readings = _readings(content, said)
    followed = next((one for one in readings if one.name in said and one.is_plain), None)
    best = plainest(readings)
    if best is None or (followed and followed.evidence.share > best.evidence.share - MARGIN):
        best = followed
    text = _read_as(best.name, content) if best else None
    if best is None or text is None:
        raise SourceError(
            f"is not UTF-8 (byte {_not_utf_8(content)}), and no other known encoding makes it Vietnamese; "
            "save it as UTF-8"
        )
    overruled = tuple(_overruled(name, readings) for name in said if name != best.name)
    return Decoded(text, best.name, (*overruled, f"read as {best.label}: {best.evidence}"))


def _readings(content: bytes, said: Sequence[str]) -> list[Reading]:
    """A sample of the words as every known encoding reads them, those that are declared first."""
    named = {name: _read_as(name, content) for name in said if name not in PAGES and codec_of(name)}
    declared = [reading(name, name, _sample(text)) for name, text in named.items() if text is not None]
    return declared + in_code_pages(_sample(seen(content)))


def _sample(text: str) -> str:
    return " ".join(marked_words(shown(text)))


def _read_as(name: str, content: bytes) -> str | None:
    page = PAGES.get(name)
    if page is None:
        return _strictly(content, name)
    return page.read(shown(seen(content)) if page.font else seen(content))


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _overruled(name: str, readings: Sequence[Reading]) -> str:
    if name not in PAGES and codec_of(name) is None:
        return f"declared {name}, which is no known encoding"
    evidence = next((str(one.evidence) for one in readings if one.name == name), "the bytes are something else")
    return f"declared {name}, not followed: {evidence}"


def _not_utf_8(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(content)
