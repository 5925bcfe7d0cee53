"""Search: the articles that hold what was typed, with the words shown where they stand."""
from __future__ import annotations

from flask import Blueprint, render_template, request

from diembao.web.databases import archive
from diembao.web.whole_numbers import whole

page = Blueprint("search", __name__)

#: Articles a page, and the last page that is shown: who needs more must say more.
_SHOWN, _LAST = 20, 500


@page.get("/search")
def search() -> str:
    typed = request.args.get("q", "").strip()
    number = min(max(request.args.get("page", 1, type=whole), 1), _LAST)
    found = archive().search(typed, limit=_SHOWN, offset=(number - 1) * _SHOWN)
    more = number < _LAST and number * _SHOWN < found.total
    return render_template("search.html", typed=typed, found=found, number=number, more=more)
