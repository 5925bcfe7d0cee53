"""Addresses of a fact by its key alone, and of an article by its source: they lead on to the article's page."""
from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diembao.web.databases import archive

page = Blueprint("named", __name__)


@page.get("/fact/<key>")
def fact(key: str) -> Response:
    found = archive().article_of_fact(key)
    if found is None:
        abort(404, "error.fact")
    return redirect(url_for("article.article", article_id=found, fact=key, _anchor="here"))


@page.get("/source")
def source() -> Response:
    """The current article of `name`, its URL or path as stored."""
    found = archive().article_of_source(request.args.get("name", ""))
    if found is None:
        abort(404, "error.article")
    return redirect(url_for("article.article", article_id=found))
