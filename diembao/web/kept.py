"""What every page of an article has in common, made once and kept as long as the article stays as it is."""
from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app
from markupsafe import Markup

from db.reader import StoredArticle
from db.store import Archive
from diembao.web.language import language
from diembao.web.marked_text import Fact, Marks, Paragraph, facts_of, paragraphs
from extractor.model import Span

EXTENSION = "diembao-kept"
#: Articles that are kept: more than are read at a time, and some ten megabytes.
_MOST = 64


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """An article with its facts, numbered, the numbers that no rule explains, and its text as it is marked while no
    fact is selected; `html` is what was made of that, by number of the paragraph and language."""

    article: StoredArticle
    facts: Sequence[Fact]
    kinds: Mapping[str, int]
    unexplained: tuple[Span, ...]
    paragraphs: Sequence[Paragraph]
    html: dict[tuple[int, str], Markup] = field(default_factory=dict)

    def marked(self, marks: Marks) -> Iterator[Paragraph]:
        """The paragraphs with these marks; those that none of them touches are the kept ones themselves."""
        return paragraphs(self.article, self.facts, marks, self.paragraphs)

    def shown(self, number: int, paragraph: Paragraph, show: Callable[[Paragraph], Markup]) -> Markup:
        """A paragraph as `show` writes it, which is asked once where the paragraph is the kept one."""
        if paragraph is not self.paragraphs[number]:
            return show(paragraph)
        key = (number, language())
        if key not in self.html:
            self.html[key] = show(paragraph)
        return self.html[key]


class Articles:
    """The articles that were asked for last, each made anew when it has changed."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[int, tuple[object, Kept]] = OrderedDict()

    def get(self, archive: Archive, article_id: int) -> Kept:
        """StoreError where there is no such article."""
        stamp = archive.article_stamp(article_id)
        with self._lock:
            known = self._kept.get(article_id)
            if known and known[0] == stamp:
                self._kept.move_to_end(article_id)
                return known[1]
        made = _made(archive, article_id)
        with self._lock:
            self._kept[article_id] = (stamp, made)
            self._kept.move_to_end(article_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def _made(archive: Archive, article_id: int) -> Kept:
    article = archive.article(article_id)
    facts, unexplained = facts_of(article), archive.unexplained(article_id)
    plain = tuple(paragraphs(article, facts, Marks(labels={"unexplained": unexplained})))
    return Kept(article, facts, Counter(fact.kind for fact in facts), unexplained, plain)


def set_articles(app: Flask) -> None:
    app.extensions[EXTENSION] = Articles()


def articles() -> Articles:
    """Those of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Articles)
    return found
