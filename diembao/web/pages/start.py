"""The start page: what is in the database, at a glance."""
from __future__ import annotations

from flask import Blueprint, render_template

from diembao.web.databases import archive

page = Blueprint("start", __name__)

#: How many of the articles that came last are listed.
_LATEST = 8


@page.get("/")
def start() -> str:
    latest = archive().latest_articles(limit=_LATEST)
    return render_template("start.html", counts=archive().glance(), latest=latest)
