"""The articles, those that came last first, a page at a time."""
from __future__ import annotations

from flask import Blueprint, render_template, request

from diembao.web.databases import archive
from diembao.web.whole_numbers import whole

page = Blueprint("articles", __name__)

_SHOWN = 50


@page.get("/articles")
def articles() -> str:
    before = request.args.get("before", type=whole)
    found = archive().latest_articles(before=before, limit=_SHOWN + 1)
    shown = found[:_SHOWN]
    return render_template("articles.html", articles=shown, more=shown[-1].id if len(found) > _SHOWN else None)
