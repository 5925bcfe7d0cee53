"""What a post's body is joined by across articles: its name in one spelling, its parent, trade, province and area."""
from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from extractor.bodies import chain_at, find_places, province_of
from extractor.model import Body, Post, Span
from extractor.view import view
from patterns import Ruleset

#: The area of the bodies that govern the whole country.
COUNTRY = "Việt Nam"
#: A day of the provinces of today.
_TODAY = "2025-07-01"
_TOKEN = regex.compile(r"(?<![\p{L}\d])\p{Lu}[\p{Lu}\d]+(?![\p{L}\d])")
_SHORT = regex.compile(r"^(Bộ|Sở) (\p{Lu}[\p{Lu}&\-]+)(?!\p{L})")
_PARTS = regex.compile(r",\s|\s?\(|\)|\s[-–]\s")
_PUNCTUATION = regex.compile(r"[^\p{L}\p{M}\d/&]+")
_CITY = regex.compile(r"(?i)\bTp\.?\s?(?=\p{Lu})")


def body_of(post: Post, rules: Ruleset) -> Body:
    """The keys of a post's body; of one whose title says its body (`Thủ tướng`), those of that body."""
    title = plain(post.title)
    if post.organisation is None:
        said = {plain(entry["name"]): entry["body"] for entry in rules.table("title_body")}
        return Body(said.get(title), area=COUNTRY if title in rules.words("national_titles") else None)
    told = _whole(view(post.organisation), rules)
    own, *parents = [span.of(told) for span in chain_at(told, 0, len(told), rules)] or [_PARTS.split(told)[0]]
    places = [part for span in find_places(told, Span(0, len(told)), rules) for part in _PARTS.split(span.of(told))]
    province = next((found for place in reversed(places) if (found := province_of(place, None, rules))), None)
    parent = next((_key(name, rules) for name in parents), None)
    key, below = _key(own, rules), _is_below(own, rules)
    if not _known_apart(key, bool(places) or below, province, rules):
        return Body(parent=parent, province=province)
    key = _placed(key, province, rules)
    area = None if below or len(places) > 1 else _area(key, province, rules)
    return Body(key, parent, _trade(key, province, rules), province, area)


def _is_below(name: str, rules: Ruleset) -> bool:
    """Whether the name tells a commune or a part of one: `xã Tân Phú`, not `xã hội`."""
    return _named_place(rules.words("small_places")).search(name) is not None


@lru_cache(maxsize=4)
def _named_place(words: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?i:(?<!\p{{L}})(?:{'|'.join(sorted(words))})) [\p{{Lu}}\d]")


def plain(text: str) -> str:
    """A name in one spelling: lower case, one place of the tone mark, no punctuation, single spaces."""
    return " ".join(_PUNCTUATION.sub(" ", view(text)).casefold().split())


def _key(name: str, rules: Ruleset) -> str:
    name = _CITY.sub("thành phố ", name)
    known = rules.by_form("body").get(name.lower())
    long = {entry["name"]: entry["expansion"] for entry in rules.table("body_abbreviation")}
    key = plain(_TOKEN.sub(lambda m: long.get(m[0], m[0]), known["name"] if known else name))
    return _without_level(key, rules)


def _whole(name: str, rules: Ruleset) -> str:
    """`Bộ KH&CN` as `Bộ Khoa học và Công nghệ`: what the code of the body's documents would say."""
    short = _SHORT.match(name)
    if short is None:
        return name
    code = short[1][0] + regex.sub(r"[^\p{Lu}]", "", short[2])
    issuer = rules.by_form("issuer").get(code.lower())
    return f"{issuer['name']}{name[short.end():]}" if issuer else name


def _without_level(key: str, rules: Ruleset) -> str:
    """`sở y tế tỉnh phú thọ` and `sở y tế phú thọ` are one; a province's city keeps its level."""
    for form, level, name in _provinces(rules):
        if key.endswith(f" {form}"):
            return f"{key.removesuffix(form).rstrip().removesuffix(level)} {name}"
    return key


@lru_cache(maxsize=4)
def _provinces(rules: Ruleset) -> tuple[tuple[str, str, str], ...]:
    """Each spelling of a province, the word for its level and its name, all plain."""
    levels = {"municipality": " thành phố"}
    return tuple(
        (plain(form), levels.get(entry["level"], " tỉnh"), plain(entry["name"]))
        for entry in rules.table("province")
        for form in entry["forms"]
    )


def _known_apart(key: str, placed: bool, province: str | None, rules: Ruleset) -> bool:
    """Whether the name tells the body from all others: not `Sở Y tế` without a place, nor one in an unknown place."""
    if province is not None:
        return True
    if placed or ends_with(key, rules.words("no_place_told")):
        return False
    national = any(word in key for word in rules.words("national_words"))
    return national or not _starts(key, rules.words("local_bodies"))


def _placed(key: str, province: str | None, rules: Ruleset) -> str:
    """The key with the province that only the parent's name tells."""
    if province is None or plain(province) in key or not _starts(key, rules.words("local_bodies")):
        return key
    return f"{key} {plain(province)}"


def _trade(key: str, province: str | None, rules: Ruleset) -> str | None:
    for head in sorted(rules.words("trade_heads"), key=len, reverse=True):
        if key.startswith(f"{head} "):
            return key.removeprefix(head).removesuffix(plain(province or "")).strip() or None
    return None


def _area(key: str, province: str | None, rules: Ruleset) -> str | None:
    """What the body governs. A city or district below the province keeps its level in the key."""
    if key.startswith("bộ "):
        return COUNTRY
    below = any(f" {word} " in key for word in ("thành phố", "huyện", "quận", "thị xã"))
    if province is None or below or not _starts(key, rules.words("governing_bodies")):
        return None
    return province_of(province, _TODAY, rules) if key.endswith(f" {plain(province)}") else None


def _starts(key: str, heads: Iterable[str]) -> bool:
    return any(key == head or key.startswith(f"{head} ") for head in heads)


def ends_with(key: str, words: Iterable[str]) -> bool:
    """Whether a key is one of the words or ends with one."""
    return any(key == word or key.endswith(f" {word}") for word in words)
