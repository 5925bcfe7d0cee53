"""Which of several places a reviewer means, where the words of what was missed stand more than once, or nowhere."""
from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from diembao.web.missed import places_of
from diembao.web.pages.article import stored
from extractor.model import Span

page = Blueprint("missed", __name__)

#: How many characters around a place are shown.
_AROUND = 70
#: What may be part of a word, and the white space before it.
_CUT_BEHIND = re.compile(r"\s+\S*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the whole words before and behind it, and an ellipsis where there are more."""

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
    before, behind = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    if span.start > _AROUND:
        before = f"…{_CUT_BEHIND.sub('', before[::-1], count=1)[::-1]}"
    if span.end + _AROUND < len(text):
        behind = f"{_CUT_BEHIND.sub('', behind, count=1)}…"
    return Place(span, before, span.of(text), behind)
