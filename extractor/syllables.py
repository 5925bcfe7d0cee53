"""Is this word a Vietnamese syllable? Its letters, its build and its tone decide, no dictionary.

What a wrong code page makes of Vietnamese has letters of Vietnamese, but hardly ever its syllables; and words of
French, Spanish or German are none either. So the share of syllables among the words with marks tells a right reading
from a wrong one.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import regex

_ONSET = "b|ch?|d|đ|gi?|gh|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x"
_RIME = (
    "a(?:ch?|[imopty]|ng?|nh|u|k)?|ă(?:[cmptk]|ng?)|â(?:[cmptuy]|ng?)?|e(?:[cmoptk]|ng?|nh)?|ê(?:ch?|[mptu]|ng?|nh)?|"
    "i(?:ch|[amptu]|nh?|ê(?:[cmptu]|ng?))?|o(?:[cimptk]|ng?|ong|oc|a(?:ch?|[imopty]|ng?|nh)?|ă(?:[cmpt]|ng?)|e(?:[mot]|n)?)?|"
    "ô(?:[cimpt]|ng?|ông|ôc)?|ơ(?:[imptu]|n)?|"
    "u(?:[acimpt]|ng?|â(?:[ty]|ng?)|ê(?:ch|nh)?|ô(?:[cimt]|ng?)|ơ(?:n)?|y(?:[atu]|ch|nh?|p|ê(?:t|n))?)?|"
    "ư(?:[acimtu]|ng?|ơ(?:[cimptu]|ng?))?|y(?:[amtu]|ch|nh?|ê(?:[mtu]|ng?))?"
)
_SYLLABLE = regex.compile(rf"(?:{_ONSET})?(?:{_RIME})|gin?")
_STOPPED = regex.compile(r"(?:[cptk]|ch)$")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
#: Signs that letters of an old code page look like in windows-1252; the control characters are capitals in two of them.
_CONTROLS = "\x02-\x06\x10-\x15\x19\x1c-\x1e"
_SIGNS = "\x80-\x9f\xa1-\xbf×÷€‚„…†‡ˆ‰‹›•˜™"
LOOK_ALIKES = _CONTROLS + _SIGNS
# Plain ranges, Latin and what else may stand in a wrong reading: much faster than properties, on whole pages.
_LETTERS = "\u00c0-\u052f\u1e00-\u1eff\u3400-\u9fff\uac00-\ud7af"
#: A page in English has thousands of words that are all ASCII: the others are found by their first other letter.
FIRST = re.compile(f"[{_LETTERS}{_SIGNS}]")
_ASCII_BEFORE = re.compile(f"[A-Za-z{_CONTROLS}]")
_REST = re.compile(f"[A-Za-z{_LETTERS}{LOOK_ALIKES}]*")
_EDGES = "".join(regex.findall(f"[{LOOK_ALIKES}--ªµº]", "".join(map(chr, range(0x2200))), regex.V1))
_CAPITAL_WITHIN = regex.compile(r"[a-z][^\P{Lu}A-Z]")
_CONSONANTS = regex.compile(r"[b-df-hj-np-tv-xzđB-DF-HJ-NP-TV-XZĐ]+")
_SAMPLE = 5_000
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many of the words with marks are Vietnamese syllables."""

    vietnamese: int
    words: int

    @property
    def share(self) -> float:
        """0 to 1; 0 where there are no such words."""
        return self.vietnamese / self.words if self.words else 0.0

    def __str__(self) -> str:
        return f"{self.vietnamese} of {self.words} words are Vietnamese"


def evidence_of(text: str) -> Evidence:
    """What the words of `text` (its first 5,000 with marks; composed or not) say for its being Vietnamese."""
    words = [word for found in marked_words(unicodedata.normalize("NFC", text)) if _speaks(word := _bare(found))]
    return Evidence(sum(map(is_syllable, words)), len(words))


def marked_words(text: str) -> list[str]:
    """The first 5,000 words of `text` that are not all ASCII; signs that may be letters of a code page included."""
    return [word[:_LONGEST] for word in islice(_marked(text), _SAMPLE)]


def _marked(text: str) -> Iterator[str]:
    done = 0
    for found in FIRST.finditer(text):
        start = found.start()
        if start < done:
            continue
        while start > done and _ASCII_BEFORE.match(text, start - 1):
            start -= 1
        rest = _REST.match(text, start)
        done = rest.end() if rest else start
        yield text[start:done]


def _bare(word: str) -> str:
    return word.strip(_EDGES)


def _speaks(word: str) -> bool:
    """Neither ASCII, nor a single letter, nor an abbreviation like `NĐ`: these say nothing."""
    return len(word) > 1 and not word.isascii() and not _CONSONANTS.fullmatch(word)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether one word, composed or not, is built as Vietnamese builds its syllables; `ngÃ` with its capital is not."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain) or _CAPITAL_WITHIN.search(word):
        return False
    # A syllable that ends in a stop is said with a rising or a heavy tone only.
    return not _STOPPED.search(plain) or tones in (["\u0301"], ["\u0323"])
