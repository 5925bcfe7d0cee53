"""Posts in the text: titles with the bodies that they are held in, one behind the other (`Bí thư X, Chủ tịch Y`)."""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.bodies import body_at
from extractor.model import Post, Span
from extractor.names import name_at
from extractor.openings import matches
from patterns import Ruleset
from patterns.checks import Entry


@dataclass(frozen=True, slots=True)
class Held:
    """One post as written: its title, and its body where one is told; `head` the body's head that the title implies."""

    title: Span
    body: Span | None
    head: str | None
    entry: Entry

    @property
    def end(self) -> int:
        return max(self.title.end, self.body.end) if self.body else self.title.end

    def organisation(self, text: str) -> str | None:
        if self.body is None:
            return None
        return f"{self.head} {self.body.of(text)}" if self.head else self.body.of(text)

    @property
    def counts(self) -> bool:
        """A mere profession is a post only with a body."""
        return self.body is not None or self.entry.get("level") != "profession"


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts of one person, told one behind the other."""

    held: tuple[Held, ...]

    @property
    def span(self) -> Span:
        return Span(self.held[0].title.start, self.held[-1].end)

    @property
    def last(self) -> Held:
        return self.held[-1]

    def title(self, text: str) -> str:
        """Everything up to the last post, without its body."""
        return text[self.span.start : self.last.title.end]

    def each(self, text: str) -> tuple[Post, ...]:
        return tuple(Post(held.title.of(text), held.organisation(text)) for held in self.held)


_NEXT = regex.compile(r",? kiêm(?: nhiệm)? | ?, | [-–] ")
_TO_BODY = regex.compile(r" (?:của |tại |thuộc )?")
#: The body that a title has in it: `Bộ trưởng Y tế` is of `Bộ Y tế`.
_IMPLIED = {
    "bộ trưởng": "Bộ", "thứ trưởng": "Bộ", "cục trưởng": "Cục", "vụ trưởng": "Vụ", "viện trưởng": "Viện",
    "chi cục trưởng": "Chi cục", "tổng cục trưởng": "Tổng cục",
}  # fmt: skip
_HOUSE = regex.compile(r"(?i)(?<= )(?<!quốc )(?:ban|phòng|đoàn|khoa|công ty|tập đoàn|tiểu ban)$")


def find_posts(view: str, span: Span, rules: Ruleset) -> list[Posts]:
    """All posts within a span of the view, those of one person together, in order."""
    found: list[Posts] = []
    for match in matches(rules.rule("titles:title"), view, span):
        if not found or match.start() >= found[-1].span.end:
            found.append(_posts_from(view, match, span.end, rules))
    return found


def _posts_from(view: str, match: regex.Match[str], end: int, rules: Ruleset) -> Posts:
    held = [_held(view, match, end, rules)]
    while (link := _NEXT.match(view, held[-1].end, end)) is not None:
        following = rules.rule("titles:title").pattern.match(view, link.end(), end)
        if following is None or not held[-1].counts:
            break
        held.append(_held(view, following, end, rules))
    return Posts(tuple(held))


def _held(view: str, match: regex.Match[str], end: int, rules: Ruleset) -> Held:
    title, entry = Span(*match.span()), _titles(rules)[match["core"].lower()]
    house = _HOUSE.search(view, title.start, title.end)
    body = _house(view, house.start(), end, rules) if house else None
    if body is not None:
        return Held(title, body, None, entry)
    link = _TO_BODY.match(view, title.end, end)
    if link is None:
        return Held(title, None, None, entry)
    if link.group() == " " and entry.get("level") in ("profession", "coach"):
        return Held(title, body_at(view, link.end(), end, rules), None, entry)  # capitals alone are the person's
    body, head = _body(view, match["core"].lower(), link.end(), end, rules)
    return Held(title, body, head, entry)


_BEHIND_NAME = regex.compile(r",? \(|,? [-–] |, | (?:của|tại|thuộc) ")
_CLOSING = regex.compile(r"\)|,? [-–] |,|[.;]?$|[.;]\s")
_SOURCE = regex.compile(r"(?r)[Tt]heo $")


def with_body_behind(view: str, posts: Posts, name_end: int, end: int, rules: Ruleset) -> Posts | None:
    """Posts with the body that stands behind their holder's name (`HLV A của B`, `bác sĩ A, Bệnh viện B, …`), or None.

    Behind a comma only a profession has its body, and one that is closed off: in `Theo luật sư A, Bộ B phải …` it opens
    what is said.
    """
    link = _BEHIND_NAME.match(view, name_end, end)
    if link is None or (link.group() == ", " and posts.last.entry.get("level") != "profession"):
        return None
    of = link.group().strip() in ("của", "tại", "thuộc")
    body, head = _body(view, "", link.end(), end, rules) if of else (body_at(view, link.end(), end, rules), None)
    if body is None or not (of or _closes(view, posts, body, end, rules)):
        return None
    return Posts((*posts.held[:-1], replace(posts.last, body=body, head=head)))


def _closes(view: str, posts: Posts, body: Span, end: int, rules: Ruleset) -> bool:
    if _CLOSING.match(view, body.end, end):
        return True
    speaks = rules.rule("reporting_verbs:said").pattern.match(view, body.end + 1, end)
    return speaks is not None and not _SOURCE.search(view, 0, posts.span.start)


def _house(view: str, start: int, end: int, rules: Ruleset) -> Span | None:
    """The body whose head is the title's last word: `trưởng phòng Pháp chế Sở X`, in small letters too."""
    match = rules.rule("officials:house").pattern.match(view, start, end)
    own = body_at(view, start, end, rules) or (Span(*match.span()) if match else None)
    link = _TO_BODY.match(view, own.end, end) if own else None
    of = body_at(view, link.end(), end, rules) if link else None
    return Span(own.start, of.end) if own and of else own


@lru_cache(maxsize=4)
def _titles(rules: Ruleset) -> dict[str, Entry]:
    return dict(rules.by_form("title"))


def _body(view: str, core: str, start: int, end: int, rules: Ruleset) -> tuple[Span | None, str | None]:
    """The body of a post, read where its title ends, and the head that the title implies."""
    body = body_at(view, start, end, rules)
    if body is not None:
        return body, None
    trade = rules.rule("officials:trade").pattern.match(view, start, end) if core in _IMPLIED else None
    if trade:
        return Span(*trade.span()), _IMPLIED[core]
    realm = rules.rule("officials:realm").pattern.match(view, start, end)
    if realm:
        return Span(*realm.span()), None
    alone = rules.rule("officials:by_name_alone").pattern.match(view, start, end)
    return (Span(*alone.span()), None) if alone and not _is_person(view, start, end, rules) else (None, None)


def _is_person(view: str, start: int, end: int, rules: Ruleset) -> bool:
    """Whether the capitals behind a title are a person's."""
    name = name_at(view, start, end, rules)
    return name is not None and (name.honorific is not None or _known_family(view, name.name, rules))


def _known_family(view: str, name: Span, rules: Ruleset) -> bool:
    return rules.rule("names:full").pattern.match(view, name.start) is not None
