"""Officials: named persons with the posts that the article gives them, and every place where they are meant."""
from __future__ import annotations

from collections.abc import Iterable

import regex

from extractor.block_lines import lines_of
from extractor.model import FACT_BLOCKS, Official, Post, Reading, Span
from extractor.names import Name, find_names
from extractor.posts import Posts, find_posts
from extractor.resolve import Cast, Person, find_mentions
from extractor.ties import Scope, Tie, find_ties
from patterns import Ruleset


def find_officials(reading: Reading, rules: Ruleset) -> tuple[Official, ...]:
    """The officials of an article in the order in which they come in, each with all its mentions."""
    ties: list[Tie] = []
    names: list[Name] = []
    loose: list[Posts] = []
    for span in lines_of(reading, FACT_BLOCKS):
        seen, posts = find_names(reading.view, span, rules), find_posts(reading.view, span, rules)
        tied = list(find_ties(Scope(reading.view, span, seen, posts, rules)))
        ties += tied
        names += _with_tied(seen, tied)
        loose += [p for p in posts if not any(tie.told is p for tie in tied)]
    people = _people(reading, ties)
    mentions = find_mentions(reading, Cast(tuple(people), tuple(names), tuple(loose)), rules)
    return tuple(_official(reading, person, ties, mentions[person.name]) for person in people)


def _with_tied(names: list[Name], ties: Iterable[Tie]) -> list[Name]:
    """The names of a line; where a tie reads one otherwise (`Quảng Ninh Nguyễn ...`), the tie knows better."""
    sure = [tie.name for tie in ties]
    return [*sure, *(name for name in names if not any(name.span.overlaps(other.span) for other in sure))]


def _people(reading: Reading, ties: Iterable[Tie]) -> list[Person]:
    people: dict[str, Person] = {}
    for tie in ties:
        name = tie.name.name.of(reading.view)
        if len(name.split()) == 1:
            continue
        known = people.get(name)
        held = (*known.posts, *tie.posts.each(reading.view)) if known else tie.posts.each(reading.view)
        people[name] = Person(name, tuple(dict.fromkeys(held)))
    return list(people.values())


def _official(reading: Reading, person: Person, ties: Iterable[Tie], mentions: tuple[Span, ...]) -> Official:
    own = [tie for tie in ties if tie.name.name.of(reading.view) == person.name]
    best = max(own, key=lambda tie: (len(tie.posts.held), len(tie.posts.last.organisation(reading.text) or "")))
    posts = tuple(dict.fromkeys(post for tie in own for post in tie.posts.each(reading.text)))
    return Official(
        name=best.name.name.of(reading.text),
        honorific=_honorific(reading, own, mentions),
        title=_spaced(best.posts.title(reading.text), (tie.posts.title(reading.text) for tie in own)),
        organisation=_fullest(best.posts.last.organisation(reading.text), posts),
        posts=posts,
        mentions=mentions,
        rule=f"officials:{best.rule}",
    )


def _spaced(title: str, forms: Iterable[str]) -> str:
    """The title as the article writes it with all its spaces: pages lose some (`Chủtịch`)."""
    same = [form for form in forms if form.replace(" ", "").casefold() == title.replace(" ", "").casefold()]
    return max([title, *same], key=lambda form: form.count(" "))


def _honorific(reading: Reading, ties: Iterable[Tie], mentions: Iterable[Span]) -> str | None:
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
