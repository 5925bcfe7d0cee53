"""What a reviewer says: verdicts on facts, facts that were missed, an article read whole; and all of it taken back."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diembao.web.databases import archive, store
from diembao.web.judged import SESSION, judged, next_to_judge
from diembao.web.missed import places_of
from diembao.web.pages.article import kept, stored
from diembao.web.preferences import reviewer
from diembao.web.whole_numbers import whole

page = Blueprint("verdicts", __name__, url_prefix="/article/<int:article_id>")


@page.post("/verdict")
def verdict(article_id: int) -> Response:
    """Keeps a verdict on a fact as the page showed it; then on to the next one that nobody has judged."""
    key, field = request.form.get("fact", ""), request.form.get("field") or None
    seen = archive().fact_to_review(key, article_id)
    store().add_verdict(
        key,
        request.form.get("verdict", ""),
        field=field,
        note=request.form.get("note"),
        reviewer=reviewer(),
        session=SESSION,
        seen=replace(seen, fields={**seen.fields, **_seen(set(seen.fields))}),
    )
    return _to(article_id, key if field else _next(article_id, key))


def _seen(known: set[str]) -> Mapping[str, Any]:
    """The fields as the form hands them back."""
    try:
        told = json.loads(request.form.get("seen", "{}"))
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(told, dict) or not set(told) <= known:
        abort(400)
    return told


def _next(article_id: int, key: str) -> str:
    facts = kept(article_id).facts
    said = judged(archive(), article_id, facts, reviewer())
    following = next_to_judge(facts, said.standing, key)
    return following.key if following else key


@page.post("/mark")
def mark(article_id: int) -> Response:
    """Keeps that a fact was missed: at the offsets that were selected, else where the words stand that were typed."""
    words, kind = request.form.get("words", ""), request.form.get("kind", "")
    start = request.form.get("start", type=whole)
    text = stored(article_id).text
    places = places_of(words, text, start)
    if len(places) != 1:
        return redirect(url_for("missed.missed", article_id=article_id, words=words, kind=kind), 303)
    note = request.form.get("note")
    store().add_mark(article_id, places[0].start, places[0].end, kind, note, reviewer=reviewer(), session=SESSION)
    return _to(article_id, request.form.get("fact"))


@page.post("/reading")
def reading(article_id: int) -> Response:
    """Keeps that the reviewer has read the article whole and marked all that was missed."""
    store().add_reading(article_id, reviewer(), session=SESSION)
    return _to(article_id, request.form.get("fact"))


@page.post("/undo")
def undo(article_id: int) -> Response:
    """Takes the reviewer's last word back, and shows where it was said."""
    what = request.form.get("what")
    if what == "mark":
        taken = store().undo_mark(reviewer(), SESSION)
        return _to(archive().article(taken.article_name).id, request.form.get("fact"))
    if what == "reading":
        read = store().undo_reading(reviewer(), SESSION)
        return _to(archive().article(read.article_name).id, request.form.get("fact"))
    given = store().undo_verdict(reviewer(), SESSION)
    return _to(archive().article(given.article_name).id, given.fact_key)


def _to(article_id: int, key: str | None) -> Response:
    to = url_for("article.article", article_id=article_id, fact=key or None, _anchor="here" if key else None)
    return redirect(to, 303)
