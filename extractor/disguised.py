"""Letters of an old code page in Unicode text, as windows-1252 shows them (`Hµ Néi`, `Haø Noäi`), read as such.

In the whole text where none of it is Vietnamese as it stands, else in the stretches that show them. Changed only where
the words become plainly Vietnamese that plainly were not.
"""
from __future__ import annotations

import re
from itertools import islice
from string import ascii_letters

from extractor.beyond_ascii import beyond_ascii
from extractor.entities import shown
from extractor.legacy import PAGES, Codepage, unseen
from extractor.readings import Reading, in_code_pages, plainest
from extractor.stretches import STRETCH, places, rewritten
from extractor.syllables import FIRST, evidence_of, marked_words

_OWN = re.compile(r"[ơưƠƯ\u1ea0-\u1ef9\u031b\u0323\u0309]")
_OWN_ENOUGH = 20
# TCVN3, VNI: signs, and behind which letters they hardly stand in any other text.
_FONTS = (("¨©ª¬®µ¶·¸¹¼½¾", ascii_letters), ("øåïäëûØÅÏÄËÛ", "aeouyAEOUY"))
_BESIDE_OTHERS = re.compile("|".join(f"[{signs}](?<=[{letters}][{signs}])" for signs, letters in _FONTS))
_BEHIND = {sign: letters for signs, letters in _FONTS for sign in signs}
# Plain Vietnamese has a tone or a letter of its own in most words: in an old code page these are many signs.
_FEWEST_SIGNS, _SAMPLE = 4, 5_000
# What a text in any language is printed with, and so no sign of letters.
_PUNCTUATION = frozenset("‘’“”–—…•\u00a0")
# To leave a text as it is needs no proof, to change it does.
_MARGIN_OVER_NOTHING = 0.3


def read_disguised(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with such letters read, and a phrase that says so; itself and none where there are none."""
    if len(list(islice(_OWN.finditer(beyond_ascii(text)), _OWN_ENOUGH))) < _OWN_ENOUGH:
        return _whole(text)
    return _stretches(text)


def _whole(text: str) -> tuple[str, tuple[str, ...]]:
    open_text = shown(text)
    best = _best(open_text) if _may_be_old(open_text) else None
    if best is None:
        return _stretches(text)
    return PAGES[best.name].read(open_text), (_phrase(best),)


def _may_be_old(text: str) -> bool:
    """Whether it has signs enough, most of them of those that windows-1252 or iso-8859-1 has."""
    signs = "".join(FIRST.findall(beyond_ascii(text))[:_SAMPLE])
    return len(set(signs) - _PUNCTUATION) >= _FEWEST_SIGNS and len(unseen(signs)) * 2 > len(signs)


def _stretches(text: str) -> tuple[str, tuple[str, ...]]:
    if not any(_stands_behind(text, sign, _BEHIND[sign]) for sign in _BEHIND.keys() & set(beyond_ascii(text))):
        return text, ()
    suspects = {found for found in STRETCH.findall(text) if _BESIDE_OTHERS.search(found) and not _OWN.search(found)}
    best = _best("\n".join(sorted(suspects)))
    if best is None or not PAGES[best.name].font:
        return text, ()
    old = {stretch: letters for stretch in suspects if (letters := _if_old(PAGES[best.name], stretch)) is not None}
    found = sum(stretch in old for stretch in STRETCH.findall(text))
    text = rewritten(text, lambda stretch: old.get(stretch, stretch))
    return text, (f"{_phrase(best)}, in {places(found)} of a Unicode text",)


def _stands_behind(text: str, sign: str, letters: str) -> bool:
    """As `_BESIDE_OTHERS` for one sign; a page has few of most, which are found without looking at all its markup."""
    at = text.find(sign)
    while at >= 0:
        if at and text[at - 1] in letters:
            return True
        at = text.find(sign, at + 1)
    return False


def _if_old(page: Codepage, stretch: str) -> str | None:
    letters = page.read(stretch)
    return letters if evidence_of(letters).vietnamese > evidence_of(stretch).vietnamese else None


def _best(text: str) -> Reading | None:
    """The one code page that makes plain Vietnamese of `text`, where the text itself is nothing like it."""
    words = " ".join(marked_words(text))
    best = plainest(in_code_pages(words))
    if best is None or best.evidence.share < evidence_of(words).share + _MARGIN_OVER_NOTHING:
        return None
    return best


def _phrase(best: Reading) -> str:
    return f"letters of {best.label} shown as windows-1252, read as such: {best.evidence}"
