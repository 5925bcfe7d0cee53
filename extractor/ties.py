"""Ties: which posts the text gives to which name, by the shapes in which the press sets the two side by side.

`Giám đốc Sở X Nguyễn Văn A`, `ông A, Giám đốc Sở X`, `các Phó Chủ tịch UBND tỉnh: A, B và C`, `luật sư A (Đoàn luật sư
TP Hà Nội)`. A post that the text leaves without a name is tied to none.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.model import Span
from extractor.names import Name, name_at
from extractor.posts import Posts, with_body_behind
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Tie:
    """A name and the posts that the text ties to it; `told` the posts as they were found, `rule` the shape."""

    name: Name
    posts: Posts
    told: Posts
    rule: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Where ties are looked for: a line of the view, the names in it, and the posts."""

    view: str
    span: Span
    names: list[Name]
    posts: list[Posts]
    rules: Ruleset


def find_ties(scope: Scope) -> Iterator[Tie]:
    """All ties within one line, in the order of its posts."""
    for told in scope.posts:
        yield from _ties(scope, told) if told.last.counts else _of_profession(scope, told)


def _ties(scope: Scope, told: Posts) -> Iterator[Tie]:
    name = _name_behind(scope, told, close=True)
    before = None if name else _names_before(scope, told)
    if before:
        yield from (Tie(one, told, told, "name then post") for one in before)
    elif name := name or _name_behind(scope, told, close=False):
        known = told if told.last.body else _with_body(scope, told, name)
        yield Tie(name, known or told, told, "post then name")
        if _is_plural(scope, told):
            yield from (Tie(one, told, told, "post then names") for one in _more_names(scope, name))


_BEHIND = regex.compile(r" \([^()\d]{1,40}\) | ?, (?=\S)|,? [-–] | là:? | (?:bao )?gồm(?: có)?:? |: | ")
_NAMED = regex.compile(r",? [-–] |: ")


def _name_behind(scope: Scope, posts: Posts, *, close: bool) -> Name | None:
    """The name right behind posts; with a sign between (`Chủ tịch UBND tỉnh, ông A`) only one that is addressed."""
    link = _BEHIND.match(scope.view, posts.span.end, scope.span.end)
    if link is None or (link.group() == " " or "(" in link.group()) is not close:
        return None
    name = name_at(scope.view, link.end(), scope.span.end, scope.rules)
    if name is None or close or name.honorific is not None or _NAMED.match(link.group()):
        return name
    return name if _speaks(scope, posts, name) else None


def _speaks(scope: Scope, posts: Posts, name: Name) -> bool:
    """`Phó Giám đốc Sở X, Lê Văn A cho biết`: a full name behind a comma is the post's where it goes on to speak."""
    full = scope.rules.rule("names:full").pattern.match(scope.view, name.name.start)
    verb = scope.rules.rule("reporting_verbs:said").pattern
    how = scope.rules.rule("reporting_verbs:manner").pattern.match(scope.view, name.name.end)
    at = (how.end() if how else name.name.end) + 1
    return posts.last.body is not None and full is not None and verb.match(scope.view, at) is not None


# Number words but `năm`, which is mostly a year, and digits that are of no date or year.
_PLURAL = regex.compile(
    r"(?i)(?<![\p{L}\d/.,-])(?:các|những|hai|ba|bốn|sáu|(?<!(?:ngày|tháng|quý|sáng|chiều|tối|năm|thứ) )\d{1,2})"
    r"(?: đồng chí| vị| ông| bà)?:? $"
)
_ALSO = regex.compile(r" ?, (?:và )?| và | cùng |; ")


def _is_plural(scope: Scope, posts: Posts) -> bool:
    """Whether the post is told of several: `các Phó Chủ tịch`, `4 thành viên HĐQT`."""
    start = posts.span.start
    return _PLURAL.search(scope.view, max(scope.span.start, start - 20), start) is not None


def _more_names(scope: Scope, name: Name) -> Iterator[Name]:
    """The names that go on a list behind `name`, up to one that has a post of its own."""
    while link := _ALSO.match(scope.view, name.span.end, scope.span.end):
        following = name_at(scope.view, link.end(), scope.span.end, scope.rules)
        if following is None or len(following.name.of(scope.view).split()) < 2 or _has_own_post(scope, following):
            return
        name = following
        yield name


def _has_own_post(scope: Scope, name: Name) -> bool:
    return any(_between(scope.rules).fullmatch(scope.view, name.name.end, told.span.start) for told in scope.posts)


def _names_before(scope: Scope, told: Posts) -> list[Name]:
    """The name that stands before a post; of `A và B, các Phó Giám đốc …` all."""
    before = [name for name in scope.names if name.span.end <= told.span.start]
    link = _between(scope.rules).fullmatch(scope.view, before[-1].span.end, told.span.start) if before else None
    if link is None:
        return []
    kept = [before.pop()]
    while link["plural"] and before and _ALSO.fullmatch(scope.view, before[-1].span.end, kept[0].span.start):
        kept.insert(0, before.pop())
    return kept


@lru_cache(maxsize=4)
def _between(rules: Ruleset) -> regex.Pattern[str]:
    """What may stand between a name and its post; `plural` where the post is of several."""
    words = "|".join(sorted(map(regex.escape, rules.words("name_post_link")), key=len, reverse=True))
    age = r"(?:,? \(?(?:\d{2} tuổi|SN \d{4}|sinh năm \d{4}|sinh ngày [\d/.]+)\)?)?"
    plural = r"(?<plural>các |(?:đều|cùng) (?:là|giữ chức) )?"
    return regex.compile(rf"{age}(?: ?, ?| \(| ?[-–] |: |,? (?:{words}) ){plural}")


def _of_profession(scope: Scope, told: Posts) -> Iterator[Tie]:
    """`luật sư A (Đoàn luật sư TP Hà Nội)`: a profession is a post where the name's body is told behind it."""
    name = _name_behind(scope, told, close=True)
    posts = _with_body(scope, told, name) if name else None
    if name and posts:
        yield Tie(name, posts, told, "profession")


def _with_body(scope: Scope, told: Posts, name: Name) -> Posts | None:
    return with_body_behind(scope.view, told, name.span.end, scope.span.end, scope.rules)
