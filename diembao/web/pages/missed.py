"""Which of several places a reviewer means, where the words of what was missed stand more than once, or nowhere."""
from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from diembao.web.missed import places_of
from diembao.web.pages.article import stored
from extractor.model import Span

page = Blueprint("missed", __name__)

#: How many characters around a place are shown.
_AROUND = 70


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what stands before and behind it."""

    span: Span
    before: str
    words: str
    behind: str


@page.get("/article/<int:article_id>/missed")
def missed(article_id: int) -> str:
    article = stored(article_id)
    words = request.args.get("words", "")
    places = [_place(article.text, span) for span in places_of(words, article.text, None)]
    return render_template("missed.html", article=article, words=words, places=places, kind=request.args.get("kind"))


def _place(text: str, span: Span) -> Place:
    return Place(
        span, text[max(0, span.start - _AROUND) : span.start], span.of(text), text[span.end : span.end + _AROUND]
    )
