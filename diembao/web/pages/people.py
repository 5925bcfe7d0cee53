"""People: the list of them, and one with posts over time, statements, the articles that name it, possible namesakes."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from diembao.web.databases import archive

page = Blueprint("people", __name__)

_LINES = 50


@page.get("/people")
def people() -> str:
    typed, after = request.args.get("q", "").strip(), request.args.get("after", "")
    found = archive().person_lines(typed, after=after, limit=_LINES)
    return render_template("people.html", typed=typed, after=after, found=found)


@page.get("/people/<int:person_id>")
def person(person_id: int) -> str:
    seen, said = request.args.get("seen", ""), request.args.get("said", "")
    found = archive().person(person_id, seen=seen, said=said, limit=_LINES)
    if found is None:
        abort(404, "error.person")
    return render_template("person.html", person=found, seen=seen, said=said)
