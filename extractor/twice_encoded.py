"""UTF-8 that was taken for another encoding and saved again (`Há»™i`): repaired where its signs are, and only there.

Stretch by stretch, else word by word; read back directly where that makes Vietnamese of it, else as ftfy judges. No
repair may touch a digit, sign or letter of ASCII, or cost a Vietnamese word.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import regex

from extractor.beyond_ascii import beyond_ascii
from extractor.entities import shown
from extractor.legacy import unseen
from extractor.stretches import places, rewritten
from extractor.syllables import evidence_of

# What is beyond ASCII in UTF-8 begins, seen as windows-1252, with one of a few letters, and goes on with signs.
_TAIL = "\u0080-\u009f¡-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_SIGNS = regex.compile(
    rf"á[º»][\xa0{_TAIL}]|[ÃÄÅ][{_TAIL}]|(?<=[a-z])Ã[ \xa0]|Æ[°¡¯\xa0]|â€[{_TAIL}]|â‚[¬«]|"
    r"(?<!\p{L})Â[\xa0©®°±²³·£¥§«»¼½¾]|"
    r"·[ª∫]\S|√[^\s\d]|∆[∞°]|ƒ[ëêÉ]|ß[╗║]"
)
# What each of them begins with or holds, beside one another or not.
_MAY_BE_SIGNS = regex.compile(r"á[º»]|[ÃÄÅÆÂ·√∆ƒß]|â[€‚]")
_AS_ENTITIES = regex.compile(r"&(?:aacute|#225);&(?:raquo|ordm|#187|#186);|&(?:Atilde|Auml|AElig|#195|#196|#198);&")
_TOKEN = regex.compile(r"[^ \t\r\n<>]+")
# A no-break space that became a space: `ngÃ y` was `ngày`, `vÃ cho` was `và cho`.
_LOST_SPACE = regex.compile(r"Ã (?=(?P<end>(?:y|i|o|u|ch?|m|ng?|nh|p|t)\b)?)")
_NOT_ASCII = regex.compile(r"[^\x00-\x7f]+|\s+")
_CONTROL = regex.compile(r"[\x80-\x9f]")
# A guillemet that opens a quotation, and is not half of a sign: then `khá»…` closes one.
_QUOTATION = regex.compile(r"(?<![ÂÃº»‚])«")
_LAYERS = 3


class _Repair(NamedTuple):
    """The text as it was meant, and the encodings that it had been taken for."""

    text: str
    taken_for: tuple[str, ...]


def read_once(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with such stretches repaired, and a phrase that says so; itself and none where there are none."""
    if not _may_hold_signs(text):
        return text, ()
    repairs: list[_Repair] = []

    def repaired(stretch: str) -> str:
        repair = _repaired(shown(stretch) if _AS_ENTITIES.search(stretch) else stretch)
        if repair is None:
            return stretch
        repairs.append(repair)
        return repair.text

    text = rewritten(text, repaired)
    taken_for = dict.fromkeys(name for repair in repairs for name in repair.taken_for)
    said = f"mojibake repaired in {places(len(repairs))}: UTF-8 read as {' and '.join(taken_for)}"
    return text, (said,) if repairs else ()


def _may_hold_signs(text: str) -> bool:
    shown_signs = _MAY_BE_SIGNS.search(beyond_ascii(text)) and _SIGNS.search(text)
    return bool(shown_signs or _AS_ENTITIES.search(text))


def _repaired(stretch: str) -> _Repair | None:
    if not _SIGNS.search(stretch) or _QUOTATION.search(stretch):
        return None
    spaced = _LOST_SPACE.sub(lambda found: "Ã\u00a0" if found["end"] else "Ã\u00a0 ", stretch)
    for way in (_directly, _by_ftfy):
        repair = way(spaced)
        if repair and not _SIGNS.search(repair.text) and _is_gain(stretch, repair.text):
            return repair
    return _word_by_word(stretch)


def _word_by_word(stretch: str) -> _Repair | None:
    """Words that repair makes Vietnamese; and where there are such, the others that could be so too (`bá»‹`)."""
    suspects = {word for word in _TOKEN.findall(stretch) if _SIGNS.search(word)}
    sure = {word: repair for word in suspects if (repair := _surely(word))}
    if not sure:
        return None
    likely = {word: repair for word in suspects - sure.keys() if (repair := _directly(word)) and _is_word(repair.text)}
    words: Mapping[str, _Repair] = sure | likely
    taken_for = tuple(dict.fromkeys(name for repair in words.values() for name in repair.taken_for))
    return _Repair(_TOKEN.sub(lambda found: _text_of(words, found.group()), stretch), taken_for)


def _text_of(words: Mapping[str, _Repair], word: str) -> str:
    return words[word].text if word in words else word


def _surely(word: str) -> _Repair | None:
    repairs = (way(word) for way in (_directly, _by_ftfy))
    return next((repair for repair in repairs if repair and _is_gain(word, repair.text)), None)


def _directly(text: str) -> _Repair | None:
    """All of it read back as UTF-8, up to three times; None where some of it was never UTF-8."""
    taken_for: list[str] = []
    while len(taken_for) < _LAYERS and _SIGNS.search(text):
        found = next((found for way in _VIEWS if (found := way(text))), None)
        if found is None:
            break
        text, name = found
        taken_for.append(name)
    return _Repair(text, tuple(dict.fromkeys(taken_for))) if taken_for else None


def _from_windows_1252(text: str) -> tuple[str, str] | None:
    content = unseen(text)
    return _as_utf_8(content, "windows-1252") if len(content) == len(text) else None


def _from_macroman(text: str) -> tuple[str, str] | None:
    try:
        return _as_utf_8(text.encode("mac_roman"), "macroman")
    except UnicodeEncodeError:
        return None


_VIEWS: tuple[Callable[[str], tuple[str, str] | None], ...] = (_from_windows_1252, _from_macroman)


def _as_utf_8(content: bytes, name: str) -> tuple[str, str] | None:
    try:
        return content.decode("utf-8"), name
    except UnicodeDecodeError:
        return None


def _by_ftfy(text: str) -> _Repair | None:
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    # Spaces and control characters are nothing to guess at.
    fixed = fix_encoding_and_explain(text, TextFixerConfig(restore_byte_a0=False, fix_c1_controls=False))
    if not fixed.explanation:
        return None
    names = {step.parameter.removeprefix("sloppy-") for step in fixed.explanation if step.action == "encode"}
    return _Repair(fixed.text, tuple(sorted(names - {"latin-1"})) or ("windows-1252",))


def _is_gain(before: str, after: str) -> bool:
    """No digit, sign or letter of ASCII is touched; and there are more Vietnamese words, or there were none to lose."""
    if _NOT_ASCII.sub("", before) != _NOT_ASCII.sub("", after) or _CONTROL.search(after):
        return False
    was, now = evidence_of(before), evidence_of(after)
    return now.share >= was.share and (now.vietnamese > was.vietnamese or not was.vietnamese)


def _is_word(text: str) -> bool:
    evidence = evidence_of(text)
    return bool(evidence.words) and evidence.vietnamese == evidence.words
