"""Events that come again: the list of their series, and one with its editions."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from diembao.web.databases import archive

page = Blueprint("series", __name__)

_LINES = 50


@page.get("/series")
def all_series() -> str:
    typed, after = request.args.get("q", "").strip(), request.args.get("after", "")
    with_single = request.args.get("single") == "yes"
    found = archive().series_lines(typed, after=after, with_single=with_single, limit=_LINES)
    return render_template("all_series.html", typed=typed, after=after, found=found, with_single=with_single)


@page.get("/series/<path:key>")
def series(key: str) -> str:
    found = archive().series(key)
    if found is None:
        abort(404, "error.series")
    return render_template("series.html", series=found)
