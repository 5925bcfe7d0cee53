"""Officials: named persons with the posts that the article gives them, and every place where they are meant."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.model import FACT_BLOCKS, Official, Post, Reading, Span
from extractor.names import Name, find_names, name_at
from extractor.posts import Posts, find_posts
from extractor.resolve import Cast, Person, find_mentions
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class _Tie:
    """A name and the posts that the text ties to it; `rule` the shape in which it does."""

    name: Name
    posts: Posts
    rule: str


def find_officials(reading: Reading, rules: Ruleset) -> tuple[Official, ...]:
    """The officials of an article in the order in which they come in, each with all its mentions."""
    ties: list[_Tie] = []
    names: list[Name] = []
    loose: list[Posts] = []
    for span in _spans(reading):
        seen, posts = find_names(reading.view, span, rules), find_posts(reading.view, span, rules)
        tied = list(_tie(reading.view, span, seen, posts, rules))
        ties += tied
        names += _with_tied(seen, tied)
        loose += [p for p in posts if not any(tie.posts is p for tie in tied)]
    people = _people(reading, ties)
    mentions = find_mentions(reading, Cast(tuple(people), tuple(names), tuple(loose)), rules)
    return tuple(_official(reading, person, ties, mentions[person.name]) for person in people)


def _spans(reading: Reading) -> Iterator[Span]:
    """The lines of the blocks that facts are taken from: neither a name nor a post goes on over a line's end."""
    for block in reading.article.blocks:
        if block.kind in FACT_BLOCKS:
            at = block.span.start
            for line in block.span.of(reading.text).splitlines(keepends=True):
                yield Span(at, at + len(line))
                at += len(line)


def _with_tied(names: list[Name], ties: Iterable[_Tie]) -> list[Name]:
    """The names of a line; where a tie reads one otherwise (`Quảng Ninh Nguyễn ...`), the tie knows better."""
    sure = [tie.name for tie in ties]
    return [*sure, *(name for name in names if not any(name.span.overlaps(other.span) for other in sure))]


_BEHIND = regex.compile(r" ?, (?=\S)|,? [-–] | là |: | ")


def _tie(view: str, span: Span, names: list[Name], posts: list[Posts], rules: Ruleset) -> Iterator[_Tie]:
    for told in posts:
        if not told.last.counts:
            continue
        name = _name_behind(view, told, span.end, rules, close=True)
        if name is None and (before := _name_before(view, told, names, rules)):
            yield _Tie(before, told, "name then post")
        elif name := name or _name_behind(view, told, span.end, rules, close=False):
            yield _Tie(name, told, "post then name")


def _name_behind(view: str, posts: Posts, end: int, rules: Ruleset, *, close: bool) -> Name | None:
    """The name right behind posts; with a sign between (`Chủ tịch UBND tỉnh, ông A`) only one that is addressed."""
    link = _BEHIND.match(view, posts.span.end, end)
    if link is None or (link.group() == " ") is not close:
        return None
    name = name_at(view, link.end(), end, rules)
    if name is None or (not close and name.honorific is None and not _NAMED.match(link.group())):
        return None
    return name


_NAMED = regex.compile(r",? [-–] |: ")


def _name_before(view: str, posts: Posts, names: list[Name], rules: Ruleset) -> Name | None:
    before = [name for name in names if name.span.end <= posts.span.start]
    if not before or not _link(rules).fullmatch(view, before[-1].span.end, posts.span.start):
        return None
    return before[-1]


@lru_cache(maxsize=4)
def _link(rules: Ruleset) -> regex.Pattern[str]:
    """What may stand between a name and its post."""
    words = "|".join(sorted(map(regex.escape, rules.words("name_post_link")), key=len, reverse=True))
    age = r"(?:,? \(?(?:\d{2} tuổi|SN \d{4}|sinh năm \d{4}|sinh ngày [\d/.]+)\)?)?"
    return regex.compile(rf"{age}(?: ?, ?| \(| ?[-–] |: |,? (?:{words}) )")


def _people(reading: Reading, ties: Iterable[_Tie]) -> list[Person]:
    people: dict[str, Person] = {}
    for tie in ties:
        name = tie.name.name.of(reading.view)
        if len(name.split()) == 1:
            continue
        known = people.get(name)
        held = (*known.posts, *tie.posts.each(reading.view)) if known else tie.posts.each(reading.view)
        people[name] = Person(name, tuple(dict.fromkeys(held)))
    return list(people.values())


def _official(reading: Reading, person: Person, ties: Iterable[_Tie], mentions: tuple[Span, ...]) -> Official:
    own = [tie for tie in ties if tie.name.name.of(reading.view) == person.name]
    best = max(own, key=lambda tie: (len(tie.posts.held), len(tie.posts.last.organisation(reading.text) or "")))
    posts = tuple(dict.fromkeys(post for tie in own for post in tie.posts.each(reading.text)))
    return Official(
        name=best.name.name.of(reading.text),
        honorific=_honorific(reading, own, mentions),
        title=best.posts.title(reading.text),
        organisation=_fullest(best.posts.last.organisation(reading.text), posts),
        posts=posts,
        mentions=mentions,
        rule=f"officials:{best.rule}",
    )


def _honorific(reading: Reading, ties: Iterable[_Tie], mentions: Iterable[Span]) -> str | None:
    told = [tie.name.honorific for tie in ties if tie.name.honorific]
    if told:
        return told[0].of(reading.text)
    for span in mentions:
        match = _ADDRESS.match(span.of(reading.text))
        if match:
            return match.group().strip()
    return None


_ADDRESS = regex.compile(r"(?i)(?:ông|bà|đồng chí|anh|chị|ngài)(?= )")


def _fullest(organisation: str | None, posts: Iterable[Post]) -> str | None:
    """The body in the fullest form that the article writes of it."""
    forms = [post.organisation for post in posts if post.organisation and organisation]
    return max((f for f in forms if f.startswith(organisation or "")), key=len, default=organisation)
