"""The start page: what is in the database, at a glance."""
from __future__ import annotations

from flask import Blueprint, render_template

from diembao.web.databases import archive

page = Blueprint("start", __name__)


@page.get("/")
def start() -> str:
    return render_template("start.html", counts=archive().overview())
