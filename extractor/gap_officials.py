"""Titles with a capitalised name beside them of which no official was read, each with what excuses it."""
from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.block_lines import lines_of
from extractor.model import FACT_BLOCKS, Span
from extractor.names import find_names
from extractor.posts import Posts, find_posts
from extractor.ties import Scope, find_ties
from extractor.triggers import Excuse, Search, Trigger, overlaps_any, sentences_in

#: How far from a title its holder's name may stand, in characters; from one in small letters, which is often no title.
_NEAR, _SMALL = 90, 15


def find_official_triggers(search: Search) -> Iterator[Trigger]:
    """The titles in the article's lines, each with the name that is tied to it, or stands by it."""
    for line in lines_of(search.reading, FACT_BLOCKS):
        names, posts = find_names(search.view, line, search.rules), find_posts(search.view, line, search.rules)
        ties = list(find_ties(Scope(search.view, line, names, posts, search.rules)))
        free = [name.span for name in names if not overlaps_any(name.span, search.told.named)]
        for held in posts:
            tied = [tie.name.span for tie in ties if tie.told is held]
            yield _trigger(search, line, held, tied, free)


def _trigger(search: Search, line: Span, posts: Posts, tied: list[Span], free: list[Span]) -> Trigger:
    """`tied` are the names whose the posts are; `free` those of the line that mean no official."""
    home = next(iter(sentences_in(search.reading, posts.span)), None)
    sentence = home.span if home else line
    missed = [name for name in tied if not overlaps_any(name, search.told.named)]
    excuse = None if missed else _excuse(search, posts, tied, sentence)
    beside = None if excuse else next(iter(missed), None) or _name_by(search, posts, free, sentence)
    span = posts.span if len(posts.held) > 1 else posts.last.title
    return Trigger("official", span, sentence, "titles:title", excuse or (None if beside else "no name"), beside)


def _excuse(search: Search, posts: Posts, tied: list[Span], sentence: Span) -> Excuse | None:
    named = search.told.named
    if tied or overlaps_any(posts.span, named) or any(_touches(search.view, posts.span, span) for span in named):
        return "told"
    if not posts.last.counts:
        return "no post"
    return "one of many" if _SEVERAL.search(search.view, sentence.start, posts.span.start) else None


_SEVERAL = regex.compile(r"(?i)(?<!\p{L})(?:các|những|mọi|mỗi|nhiều|một|từng)\s$")
_BETWEEN = regex.compile(r"[\s,:–()-]{0,4}(?:(?i:là|hiện là|giữ chức|giữ chức vụ|kiêm|nay là|ông|bà|đồng chí)\s)?")


def _touches(view: str, one: Span, other: Span) -> bool:
    """Whether nothing but what joins a name and a post stands between them."""
    start, end = (one.end, other.start) if one.end <= other.start else (other.end, one.start)
    return start <= end and _BETWEEN.fullmatch(view, start, end) is not None


_CAPITALS = regex.compile(r"[\s,:–-]{1,3}(?P<name>\p{Lu}\p{Ll}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*){1,4})(?!\p{L})")


def _name_by(search: Search, posts: Posts, free: list[Span], sentence: Span) -> Span | None:
    """The name nearest to the title in its sentence, else the capitals right behind it that are a name's."""
    reach = _NEAR if search.view[posts.span.start].isupper() else _SMALL
    near = [name for name in free if sentence.contains(name) and _apart(name, posts.span) <= reach]
    if near:
        return min(near, key=lambda name: _apart(name, posts.span))
    capitals = _CAPITALS.match(search.view, posts.span.end, sentence.end)
    return Span(*capitals.span("name")) if capitals else None


def _apart(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)
