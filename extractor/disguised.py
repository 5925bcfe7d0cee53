"""Letters of an old code page in Unicode text, as windows-1252 shows them (`Hµ Néi`, `Haø Noäi`), read as such.

In the whole text where none of it is Vietnamese as it stands, else in the stretches that show them. Changed only where
the words become plainly Vietnamese that plainly were not.
"""
from __future__ import annotations

import re
from itertools import islice

from extractor.entities import shown
from extractor.legacy import PAGES, Codepage
from extractor.readings import Reading, in_code_pages, plainest
from extractor.stretches import STRETCH, places, rewritten
from extractor.syllables import evidence_of, marked_words

_OWN = re.compile(r"[ơưƠƯ\u1ea0-\u1ef9\u031b\u0323\u0309]")
_OWN_ENOUGH = 20
# TCVN3, VNI: what hardly stands behind these letters in any other text.
# One set of letters first, by which a text without them is passed over quickly.
_BESIDE_OTHERS = re.compile(
    "[¨©ª¬®µ¶·¸¹¼½¾øåïäëûØÅÏÄËÛ](?:(?<=[A-Za-z][¨©ª¬®µ¶·¸¹¼½¾])|(?<=[aeouyAEOUY][øåïäëûØÅÏÄËÛ]))"
)
# To leave a text as it is needs no proof, to change it does.
_MARGIN_OVER_NOTHING = 0.3


def read_disguised(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with such letters read, and a phrase that says so; itself and none where there are none."""
    if len(list(islice(_OWN.finditer(text), _OWN_ENOUGH))) < _OWN_ENOUGH:
        return _whole(text)
    return _stretches(text) if _BESIDE_OTHERS.search(text) else (text, ())


def _whole(text: str) -> tuple[str, tuple[str, ...]]:
    open_text = shown(text)
    best = None if open_text.isascii() else _best(open_text)
    if best is None:
        return _stretches(text)
    return PAGES[best.name].read(open_text), (_phrase(best),)


def _stretches(text: str) -> tuple[str, tuple[str, ...]]:
    if not _BESIDE_OTHERS.search(text):
        return text, ()
    suspects = {found for found in STRETCH.findall(text) if _BESIDE_OTHERS.search(found) and not _OWN.search(found)}
    best = _best("\n".join(sorted(suspects)))
    if best is None or not PAGES[best.name].font:
        return text, ()
    old = {stretch: letters for stretch in suspects if (letters := _if_old(PAGES[best.name], stretch)) is not None}
    found = sum(stretch in old for stretch in STRETCH.findall(text))
    text = rewritten(text, lambda stretch: old.get(stretch, stretch))
    return text, (f"{_phrase(best)}, in {places(found)} of a Unicode text",)


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
