"""The start page: what is in the database, at a glance."""
from __future__ import annotations

from flask import Blueprint, render_template

from diembao.web.databases import archive
from diembao.web.overview import overview

page = Blueprint("start", __name__)

#: How many of the articles that came last are listed.
_LATEST = 8


@page.get("/")
def start() -> str:
    known = archive()
    return render_template(
        "start.html",
        counts=overview().glance(known),
        latest=known.latest_articles(limit=_LATEST),
        quality=overview().precision(known),
    )
