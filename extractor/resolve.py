"""Who is meant: full names, short names (`ông Vinh`) and titles alone (`Thứ trưởng`), only where it is clear."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.match import fire
from extractor.model import FACT_BLOCKS, Post, Reading, Span
from extractor.names import Name
from extractor.posts import Held, Posts
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Person:
    """A named person with the posts that the article tells."""

    name: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in an article: its officials, every name in it, and the posts that stand without a name."""

    people: tuple[Person, ...]
    names: tuple[Name, ...]
    loose: tuple[Posts, ...]


def find_mentions(reading: Reading, cast: Cast, rules: Ruleset) -> dict[str, tuple[Span, ...]]:
    """By full name, every place where that official is meant, in order."""
    found: dict[str, list[Span]] = {person.name: [] for person in cast.people}
    by_title = (*_by_title(reading, cast, rules), *_by_title_and_name(reading, cast))
    for name, span in (*_by_name(reading, cast), *by_title, *_by_office(reading, cast, rules)):
        found[name].append(span)
    return {name: tuple(_settled(spans)) for name, spans in found.items()}


def _settled(spans: list[Span]) -> Iterator[Span]:
    end = -1
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            yield span
            end = span.end


def _by_name(reading: Reading, cast: Cast) -> Iterator[tuple[str, Span]]:
    known = {person.name for person in cast.people}
    last_full: dict[str, str] = {}
    for name in sorted(cast.names, key=lambda n: n.span):
        written = name.name.of(reading.view)
        if len(written.split()) > 1:
            last_full[written.split()[-1]] = written
        if written in known:
            yield written, name.span
        elif name.honorific and (who := _short(written, last_full, known)):
            yield who, name.span
    yield from _bare(reading, cast)


def _short(written: str, last_full: dict[str, str], known: set[str]) -> str | None:
    """Whom a short name means: the last one named in full whose name ends so; for a foreigner, has it in it."""
    parts = written.split()
    full = last_full.get(parts[-1])
    if full is not None and full.endswith(written) and full in known:
        return full
    holders = [name for name in known if written in name.split()]
    return holders[0] if len(parts) == 1 and full is None and len(holders) == 1 else None


def _bare(reading: Reading, cast: Cast) -> Iterator[tuple[str, Span]]:
    """Full names that stand without what would tell a name by itself, such as foreign ones."""
    seen = [name.name for name in cast.names]
    for person in cast.people:
        pattern = rf"(?<!\p{{L}}){regex.escape(person.name)}(?!\p{{L}}| \p{{Lu}}\p{{Ll}})"
        for match in regex.finditer(pattern, reading.view):
            span = Span(*match.span())
            if _in_facts(reading, span) and not any(span.overlaps(other) for other in seen):
                yield person.name, span


def _in_facts(reading: Reading, span: Span) -> bool:
    return any(block.kind in FACT_BLOCKS and block.span.contains(span) for block in reading.article.blocks)


def _by_title(reading: Reading, cast: Cast, rules: Ruleset) -> Iterator[tuple[str, Span]]:
    for posts in cast.loose:
        held = posts.last
        if len(posts.held) == 1 and _may_stand_alone(reading.view, held, rules):
            holders = [person for person in cast.people if any(_same(held, p, reading) for p in person.posts)]
            if len(holders) == 1 and (held.body or _named_before(cast, reading, holders[0], held)):
                yield holders[0].name, posts.span


_GIVEN = regex.compile(r" (\p{Lu}\p{L}+(?:-\p{L}+)?)(?!\p{L}|[ -]\p{Lu})")


def _by_title_and_name(reading: Reading, cast: Cast) -> Iterator[tuple[str, Span]]:
    """`Bộ trưởng Dũng`, `Ngoại trưởng Lavrov`: a title with the part of the name by which its holder is called."""
    for posts in cast.loose:
        title = posts.last.title
        given = _GIVEN.match(reading.view, title.end) if len(posts.held) == 1 else None
        if given is None:
            continue
        holders = [person for person in cast.people if given[1] in _called(person.name)]
        holders = [p for p in holders if any(_glued(post.title) == _glued(title.of(reading.view)) for post in p.posts)]
        if len(holders) == 1:
            yield holders[0].name, Span(title.start, given.end())


def _called(name: str) -> tuple[str, ...]:
    """By which parts of a name its holder may be called: the last of a Vietnamese name, of a foreign one any."""
    parts = name.split()
    return tuple(parts[-1:]) if regex.search(r"[^\x00-\x7f]", name) else tuple(parts)


def _named_before(cast: Cast, reading: Reading, person: Person, held: Held) -> bool:
    opening = [block.span.end for block in reading.article.blocks if block.kind in ("title", "lead")]
    if held.title.end <= max(opening, default=0):
        return True  # the title and the lead speak of those whom the article goes on to name
    return any(n.name.of(reading.view) == person.name and n.name.end <= held.title.start for n in cast.names)


def _may_stand_alone(view: str, held: Held, rules: Ruleset) -> bool:
    line = view.rfind("\n", 0, held.title.start) + 1
    before = view[line : held.title.start].rstrip().lower()
    written = held.title.of(view)
    named = bool(held.entry.get("alone")) and (written[0].isupper() or before.endswith("vị"))
    return named and not any(_ends_with(before, word) for word in rules.words("not_holder"))


def _ends_with(text: str, word: str) -> bool:
    return text.endswith(word) and not text[: -len(word)][-1:].isalpha()


def _same(held: Held, post: Post, reading: Reading) -> bool:
    if _glued(held.title.of(reading.view)) != _glued(post.title):
        return False
    body = held.organisation(reading.view)
    return body is None or post.organisation is None or _alike(body, post.organisation)


def _glued(title: str) -> str:
    """Letters alone: pages lose spaces where they lose a tag (`Chủtịch`)."""
    return title.lower().replace(" ", "")


def _alike(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    return one.startswith(other) or other.startswith(one)


_CITY = regex.compile(r"\bt\.?p\.? ?(?:hcm|hồ chí minh)\b|\btp\b\.?")


def _plain(body: str) -> str:
    plain = _CITY.sub(lambda m: "thành phố hồ chí minh" if len(m.group()) > 4 else "thành phố", body.lower())
    return plain.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd").replace("uỷ", "ủy")


#: Who is meant by a head of something: the titles that say so, and how the body of the post opens.
_OFFICES = {
    "head_of_local_government": ("chủ tịch", ("ubnd",)),
    "head_of_government": ("thủ tướng", ("", "chính phủ")),
    "head_of_party": ("bí thư", ("tỉnh ủy", "thành ủy")),
    "head_of_trade": ("bộ trưởng", ("", "bộ")),
}


def _by_office(reading: Reading, cast: Cast, rules: Ruleset) -> Iterator[tuple[str, Span]]:
    for block in reading.article.blocks:
        if block.kind not in FACT_BLOCKS:
            continue
        for mention in fire(rules.of_kind("descriptor"), reading.view, block.span):
            title, bodies = _OFFICES[mention.rule.split(":")[1]]
            holders = [person for person in cast.people if any(_holds(p, title, bodies) for p in person.posts)]
            if len(holders) == 1:
                yield holders[0].name, mention.span


def _holds(post: Post, title: str, bodies: tuple[str, ...]) -> bool:
    body = _plain(post.organisation or "")
    return _glued(post.title) == _glued(title) and any(body.startswith(b) if b else not body for b in bodies)
