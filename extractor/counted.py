"""The noun that a number counts: `3.275 lao động`, `28 Sở Công thương`, `7 xã, thị trấn`, `4 - 5 quán`.

Any noun may be counted, so what stops it is known rather than what it is: function words, verbs, punctuation.
Words as underthesea groups them keep it from being cut inside a compound.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.model import Reading, Sentence, Span
from patterns import Ruleset

# A quotation mark may open before the noun: `12 “siêu thực phẩm”`.
_NOUN_START = regex.compile(r"\s{0,3}(?:(?<=\s)[“\"‘'])?(?=\p{L})")
_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}+")
_NAME_BEHIND = regex.compile(r"(?:\s\p{Lu}\p{Ll}+){0,2}")
_SYLLABLE = regex.compile(r"\S+")
_SYLLABLES = 3
_JOIN = regex.compile(r"(?i)\s?,\s|\s(?:và|hoặc)\s|\s")


def counted_noun(reading: Reading, rules: Ruleset, masked: str, sentence: Sentence, end: int) -> Span | None:
    """The head of the noun phrase behind a number that ends at `end`, or None where no noun follows."""
    start = _NOUN_START.match(masked, end, sentence.span.end)
    if not start:
        return None
    first = _word_at(reading, sentence, start.end())
    if first is None or masked[first.start] == "\0":
        return None
    word = first.of(masked).lower()
    if word in rules.words("not_counted") or word in rules.words("verb_behind"):
        return None
    if first.of(masked)[0].isupper() and not {word, word.split()[0]} & rules.words("capital_noun"):
        return None  # a name, of a street or a thing: `2 Ngô Quyền`
    noun = _long(rules, masked, first)
    noun = _named(reading, sentence, masked, noun)
    return _joined(rules, reading, sentence, masked, noun)


def _word_at(reading: Reading, sentence: Sentence, start: int) -> Span | None:
    """The word that starts there; the rest of one where segmentation glued the number to it."""
    for word in sentence.words:
        if word.start <= start < word.end:
            return _short(reading.view, Span(start, word.end))
    return None


def _short(view: str, word: Span) -> Span:
    """A word of at most three syllables: segmentation joins `xe gắn máy hiệu`."""
    syllables = list(_SYLLABLE.finditer(view, word.start, word.end))
    return Span(word.start, syllables[_SYLLABLES - 1].end()) if len(syllables) > _SYLLABLES else word


@lru_cache(maxsize=4)
def _longest_first(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _long(rules: Ruleset, masked: str, first: Span) -> Span:
    for noun in _longest_first(rules.words("long_noun")):
        if (
            masked[first.start : first.start + len(noun)].lower() == noun
            and not masked[first.start + len(noun) : first.start + len(noun) + 1].isalpha()
        ):
            return Span(first.start, max(first.start + len(noun), first.start))
    return first


def _named(reading: Reading, sentence: Sentence, masked: str, noun: Span) -> Span:
    """A capitalised head runs on over its capitalised name: `Sở Công thương`, `Chi cục` does not."""
    text = noun.of(masked)
    if not _CAPITAL.match(text) or len(text.split()) > 1:
        return noun
    following = [word for word in sentence.words if word.start >= noun.end][:1]
    if following and following[0].start == noun.end + 1 and _CAPITAL.match(following[0].of(masked)):
        end = following[0].end
        rest = _NAME_BEHIND.match(masked, end, sentence.span.end)
        return Span(noun.start, rest.end() if rest and len(following[0].of(masked).split()) == 1 else end)
    return noun


def _joined(rules: Ruleset, reading: Reading, sentence: Sentence, masked: str, noun: Span) -> Span:
    """Nouns of place counted together are one: `tỉnh, thành phố`, `tỉnh và thành phố`, `tỉnh thành phố`."""
    nouns = rules.words("joined_noun")
    while noun.of(masked).lower().split(",")[-1].split(" và ")[-1].strip() in nouns or noun.of(masked).lower() in nouns:
        join = _JOIN.match(masked, noun.end, sentence.span.end)
        after = _word_at(reading, sentence, join.end()) if join else None
        if after is None or after.start != (join.end() if join else -1) or after.of(masked).lower() not in nouns:
            break
        if after.of(masked)[0].isupper() != noun.of(masked)[0].isupper():
            break
        noun = Span(noun.start, after.end)
    return noun
