"""Indicators: the list of them, and one with its figures over time, as charts and as a table."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from db.alphabet import alphabetical
from diembao.web.charts.drawing import HEIGHT, drawing
from diembao.web.charts.series import sheets
from diembao.web.charts.signs import letter, sign_path
from diembao.web.charts.times import stretch
from diembao.web.databases import archive
from diembao.web.numbers import written
from diembao.web.overview import overview
from diembao.web.rules import rules
from diembao.web.whole_numbers import whole

page = Blueprint("indicators", __name__)
page.add_app_template_filter(written)

#: Lines a page of the list, figures a page of the table.
LINES, _FIGURES = 50, 100
#: The scope that stands for all of them; an empty one is that of figures without any.
_ALL = "*"


@page.get("/indicators")
def indicators() -> str:
    typed, by_key = request.args.get("q", "").strip(), request.args.get("order") == "key"
    after = request.args.get("after", "")
    if typed or by_key or after:
        found = archive().indicator_lines(typed, after=after, most_first=not by_key, limit=LINES)
    else:
        found = overview().indicators(archive(), LINES)
    return render_template("indicators.html", typed=typed, by_key=by_key, after=after, found=found, stretch=stretch)


@page.get("/indicators/<path:key>")
def indicator(key: str) -> str:
    scope = request.args.get("scope", _ALL)
    plans = [f"{word} {key}" for word in sorted(rules().words("plan"))]  # `kế hoạch doanh thu` of `doanh thu`
    found = archive().indicator(key, None if scope == _ALL else scope, plans)
    if found is None:
        abort(404, "error.indicator")
    number = max(request.args.get("page", 1, type=whole), 1)
    drawn = sheets(found.figures)
    return render_template(
        "indicator.html",
        indicator=found,
        plans=sorted({figure.key for figure in found.figures if figure.key != key}, key=alphabetical),
        scope=scope,
        all_scopes=_ALL,
        drawings=[drawing(sheet) for sheet in drawn.sheets],
        undrawn=drawn.undrawn,
        height=HEIGHT,
        sign_path=sign_path,
        letter=letter,
        stretch=stretch,
        number=number,
        shown=found.figures[(number - 1) * _FIGURES : number * _FIGURES],
        more=len(found.figures) > number * _FIGURES,
    )
