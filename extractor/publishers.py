"""What a publisher's own markup says: the body, the lead, a caption."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import regex

from extractor.containers import extent_of, is_telling, is_within
from extractor.css import require_selectors, selected
from extractor.markup import Element, Markup, read_markup
from extractor.model import Page, PageLine, Source
from patterns import PatternError, Ruleset

#: What selectors may say of an element beside that it is to be dropped.
ROLES = ("title", "lead", "byline", "dateline", "caption", "heading")
_RANK = {role: rank for rank, role in enumerate((*ROLES, "drop"))}
_SELECTOR = regex.compile(r"([\w-]+)?((?:[.#][\w-]+|\[[\w-]+=(?P<quote>['\"]?)[\w-]+(?P=quote)\])*)")
# What a selector needs to stand in a page: the names of its classes and ids, the values of its attributes.
_MARK = regex.compile(r"(?<=[.#])[\w-]+|(?<==['\"]?)[^'\"=\]]+(?=['\"]?\])")
_TAG = regex.compile(r"[a-z][a-z0-9]*")
_PART = regex.compile(r"([.#])([\w-]+)|\[([\w-]+)=['\"]?([\w-]+)['\"]?\]")
# What a body may be.
_BODIES = frozenset(["div", "article", "section", "main", "td"])
# The title stands beside the body or in the element around it, no further out than this.
_AROUND = 5
# Of the prose so much stands in the body, and so much there and in what has a role: the lead may stand outside.
_SOME, _MOST = 0.4, 0.75


def told_by_publisher(page: Page, source: Source, rules: Ruleset) -> Page:
    """The page, its lines with the roles that its publisher's own markup gives them, and its body's extent.

    PatternError where a selector of a rule file is none.
    """
    families = _publishers(rules)
    if not page.lines:
        return page
    markup = read_markup(source.decoded)
    if not families.may_know(markup):
        return page
    told = families.told_of(markup, page)
    if told is None:
        return page
    lines = tuple(_with_role(line, markup, told) for line in page.lines)
    body = markup.elements[told.body]
    # Else another site gives the class another meaning.
    if _share_of_prose(Page(lines, page.extent), body) < _MOST:
        return page
    return Page(lines, extent_of(lines, body) or page.extent)


def _with_role(line: PageLine, markup: Markup, told: _Told) -> PageLine:
    at = line.element
    while at >= 0:
        if at in told.dropped:
            return line._replace(dropped=told.dropped[at])
        if at in told.roles:
            return line._replace(role=told.roles[at], dropped=None)
        at = markup.elements[at].parent
    return line


@dataclass(frozen=True, slots=True)
class _Told:
    """What a publisher's rules say of a page: its body's element, each element's role, and why elements are dropped."""

    body: int
    roles: Mapping[int, str]
    dropped: Mapping[int, str]


#: A family, its selector of a body, and the element that fits it.
_Fit = tuple[Mapping[str, Any], str, int]


@lru_cache(maxsize=8)
def _publishers(rules: Ruleset) -> _Publishers:
    return _Publishers(rules)


class _Publishers:
    """The families of publishers that rule files tell of."""

    def __init__(self, rules: Ruleset) -> None:
        self._families = rules.table("publisher")
        for family in self._families:  # each selector once, since a page is asked for few of them
            require_selectors({role: family.get(role, ()) for role in _RANK}, family["name"])

    @cached_property
    def _by_mark(self) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
        """The selectors of bodies by the one class or id that an element must have to be looked at closer."""
        found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        for selector, family, mark, value in self._bodies:
            if not value:
                found.setdefault(mark, []).append((selector, family))
        return found

    @cached_property
    def _by_value(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        """The selectors that ask for no class or id, each with the value of an attribute that they ask for."""
        return [(value, selector, family) for selector, family, _, value in self._bodies if value]

    @cached_property
    def _bodies(self) -> list[tuple[str, Mapping[str, Any], str, str]]:
        return [
            (selector, family, *_mark_of(selector, family["name"]))
            for family in self._families
            for selector in family["body"]
        ]

    def may_know(self, markup: Markup) -> bool:
        """Whether any element may be the body of one of them."""
        said = " ".join(element.said for element in markup.elements if element.name in _BODIES)
        by_mark = any(mark in said for mark in self._by_mark)
        return by_mark or any(value in markup.source for value, _, _ in self._by_value)

    def told_of(self, markup: Markup, page: Page) -> _Told | None:
        """What the family says whose body the page holds; None where it holds none of any family."""
        found = self._body(markup)
        if found is None or _share_of_prose(page, markup.elements[found[0]]) < _SOME:
            return None
        body, family = found
        return _Told(body, *_roles(markup, _with_title(markup, body), family))

    def _body(self, markup: Markup) -> tuple[int, Mapping[str, Any]] | None:
        """The first element that a family's selector names, in the order of the families' own selectors."""
        found = [*self._marked(markup), *self._valued(markup)]
        best = min(found, key=lambda one: (one[0]["body"].index(one[1]), one[2]), default=None)
        return (best[2], best[0]) if best else None

    def _marked(self, markup: Markup) -> Iterator[_Fit]:
        """What fits a selector that asks for a class or id."""
        for index, element in enumerate(markup.elements):
            for mark in set(element.said.split()) if element.name in _BODIES else ():
                for selector, family in self._by_mark.get(mark, ()):
                    if _fits(element, selector):
                        yield family, selector, index

    def _valued(self, markup: Markup) -> Iterator[_Fit]:
        """What alone fits another selector: by its value a body may be named part by part."""
        for value, selector, family in self._by_value:
            likely = [index for index, element in enumerate(markup.elements) if value in element.written]
            fits = [index for index in likely if _fits(markup.elements[index], selector)]
            if len(fits) == 1 and markup.elements[fits[0]].name in _BODIES:
                yield family, selector, fits[0]


def _mark_of(selector: str, family: str) -> tuple[str, str]:
    """The first class or id that a selector asks for; or else none, and the first value of an attribute."""
    parts = _PART.findall(selector)
    if not _SELECTOR.fullmatch(selector) or not parts:
        raise PatternError(f"publisher `{family}`: `{selector}` is no selector of a body; write `tag.class#id`")
    marks = [name for sign, name, _, _ in parts if sign]
    return (marks[0], "") if marks else ("", parts[0][3])


def _fits(element: Element, selector: str) -> bool:
    found = _SELECTOR.fullmatch(selector)
    if not found or (found[1] and found[1] != element.name):
        return False
    classes = set(element.get("class").split())
    return all(
        (name in classes if sign == "." else element.get("id") == name if sign else element.get(key) == value)
        for sign, name, key, value in _PART.findall(found[2])
    )


def _share_of_prose(page: Page, body: Element) -> float:
    """Of the prose that stands where the article seems to be, how much the body or a role holds: 0 to 1."""
    told = [line for line in page.lines if not line.dropped and is_telling(line)]
    there = [line for line in told if page.extent is None or page.extent.contains(line.span)]
    known = [line for line in there if line.role or is_within(line, body)]
    whole = sum(len(line.span) for line in there)
    return sum(len(line.span) for line in known) / whole if whole else 1.0


def _with_title(markup: Markup, body: int) -> int:
    """The nearest element around the body that holds an `h1` too, else the body; -1 for the whole of a fragment."""
    headings = [index for index, element in enumerate(markup.elements) if element.name == "h1"]
    at = body
    for _ in range(_AROUND):
        element = markup.elements[at]
        if any(element.start <= markup.elements[heading].start < element.end for heading in headings):
            return at
        if element.parent < 0:
            return -1
        at = element.parent
    return body


def _roles(markup: Markup, top: int, family: Mapping[str, Any]) -> tuple[dict[int, str], dict[int, str]]:
    """What a family's selectors say of the elements within `top`: the role of some, and why others are dropped."""
    names = {element.name for element in markup.elements}
    written = "\n".join({element.written for element in markup.elements})
    asked = {role: _possible(family.get(role, ()), names, written) for role in (*ROLES, "drop")}
    named = {role: [one for one in selectors if _SELECTOR.fullmatch(one)] for role, selectors in asked.items()}
    others = {role: [one for one in selectors if one not in named[role]] for role, selectors in asked.items()}
    found = list(_fitting(markup, top, named))
    if any(others.values()):
        found += selected(markup, top, others, family["name"])
    reason = f"other matter on pages of {family['name']}"
    roles: dict[int, str] = {}
    for index, role in sorted(found, key=lambda one: _RANK[one[1]]):
        roles.setdefault(index, role)
    return {i: r for i, r in roles.items() if r != "drop"}, {i: reason for i, r in found if r == "drop"}


def _possible(selectors: Sequence[str], names: Set[str], written: str) -> list[str]:
    """The selectors whose classes and values, or else tags, some element has: the others name nothing."""

    def fits(one: str) -> bool:
        return all(mark in written for mark in _marks(one)) if _marks(one) else names >= set(_TAG.findall(one))

    return [one for one in selectors if ":" in one or fits(one)]


@lru_cache(maxsize=1024)
def _marks(selector: str) -> tuple[str, ...]:
    return tuple(_MARK.findall(selector))


def _fitting(markup: Markup, top: int, asked: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The elements that selectors of one element each name, each with its role; no tree is needed for them."""
    told = [(selector, role, _marks(selector)) for role, selectors in asked.items() for selector in selectors]
    end = markup.elements[top].end if top >= 0 else len(markup.source)
    for index in range(max(top, 0), len(markup.elements)) if told else ():
        element = markup.elements[index]
        if element.start >= end:
            break
        for selector, role, marks in told:
            if all(mark in element.written for mark in marks) and _fits(element, selector):
                yield index, role
