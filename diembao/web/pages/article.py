"""An article: its text with all facts marked, beside them the list of facts and all about the one selected."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request

from db.reader import StoredArticle
from db.search_terms import terms_of
from db.store import StoreError
from diembao.web.databases import archive
from diembao.web.judged import Judged, judged
from diembao.web.kept import Kept, articles
from diembao.web.marked_text import Fact, Marks
from diembao.web.preferences import reviewer
from diembao.web.rules import rules
from diembao.web.selected import Selected, selected
from extractor.model import Span

page = Blueprint("article", __name__)

#: More places of searched words than this are not marked: the words are too common to help.
_MOST_HITS = 500


@page.get("/article/<int:article_id>")
def article(article_id: int) -> str:
    whole = kept(article_id)
    found, facts = whole.article, whole.facts
    chosen = _chosen(found, facts)
    searched = request.args.get("q", "")
    said = judged(archive(), found.id, facts, reviewer())
    return render_template(
        "article.html",
        article=found,
        facts=facts,
        kinds=whole.kinds,
        chosen=chosen,
        searched=searched,
        to_fact=partial(_to_fact, searched),
        judged=said,
        unexplained=whole.unexplained,
        paragraphs=whole.marked(_marks(chosen, whole.unexplained, _hits(found, searched), said)),
        shown=None if searched else whole.shown,  # with words searched for, every link is another
        current=None if found.fields["current"] else archive().article(found.fields["name"]).id,
    )


def _to_fact(searched: str, key: str) -> str:
    """The link from the page to itself with a fact selected. There are hundreds on a page, so it is made plainly."""
    return f"?{urlencode({'fact': key, **({'q': searched} if searched else {})})}#here"


def stored(article_id: int) -> StoredArticle:
    """The article of this id; the page of a missing one is a 404."""
    return kept(article_id).article


def kept(article_id: int) -> Kept:
    """As `stored`, with what its pages have in common."""
    try:
        return articles().get(archive(), article_id)
    except StoreError:
        abort(404, "error.article")


def _chosen(found: StoredArticle, facts: Sequence[Fact]) -> Selected | None:
    key = request.args.get("fact")
    return selected(archive(), found, facts, key, rules()) if key else None


def _marks(chosen: Selected | None, unexplained: tuple[Span, ...], hits: list[Span], said: Judged) -> Marks:
    missed = [Span(mark.start, mark.end) for mark in said.marks]
    labels = {"unexplained": unexplained, "hit": hits, "missed": missed}
    return Marks(chosen.fact.key, chosen.places.fields, labels) if chosen else Marks(labels=labels)


def _hits(found: StoredArticle, searched: str) -> list[Span]:
    """Where the words that led here stand."""
    return terms_of(searched).spans_in(found.text)[:_MOST_HITS] if searched else []
