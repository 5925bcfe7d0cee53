"""What the class, id or role of an element says of it, by the rules for them: no article, and why; a caption."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import regex

from extractor.markup import Element
from patterns import Rule, Ruleset

_HUMP = regex.compile(r"(?<=[a-z])(?=[A-Z])")
# So many names of classes of the pages before are remembered: a site's pages share theirs.
_KNOWN = 20_000
# Elements that lay nothing out, or everything.
_SILENT = frozenset(["html", "body", "p", "a", "span", "br", "img"])


class PageClasses:
    """The rules for classes, with what they said of each before."""

    def __init__(self, rules: Ruleset) -> None:
        self._reason = lru_cache(_KNOWN)(_namer(rules.of_kind("page_class")))
        self._caption = lru_cache(_KNOWN)(_namer(rules.of_kind("caption_class")))

    def reason(self, element: Element) -> str | None:
        """Why an element is no part of the article, None where its class says nothing of the kind."""
        return self._reason(element.said) if element.written and element.name not in _SILENT else None

    def is_caption(self, element: Element) -> bool:
        """Whether its class says that it holds a caption."""
        return bool(element.written and self._caption(element.said))


def _namer(rules: tuple[Rule, ...]) -> Callable[[str], str | None]:
    def named(said: str) -> str | None:
        written = _HUMP.sub("-", said).replace("_", "-")
        return next((rule.name.partition(":")[2] for rule in rules if rule.pattern.search(written)), None)

    return named


@lru_cache(maxsize=8)
def page_classes(rules: Ruleset) -> PageClasses:
    """The rules for classes of a ruleset, one object for all its pages."""
    return PageClasses(rules)
