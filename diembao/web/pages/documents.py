"""Legal documents: the list of them, and one with the articles that cite it."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from diembao.web.databases import archive

page = Blueprint("documents", __name__)

_LINES = 50


@page.get("/documents")
def documents() -> str:
    typed, after = request.args.get("q", "").strip(), request.args.get("after", "")
    if alone := request.args.get("alone") == "yes":
        found = archive().documents_alone(typed, after=after, limit=_LINES)
        return render_template("documents_alone.html", typed=typed, after=after, found=found, alone=alone)
    cited = archive().document_lines(typed, after=after, limit=_LINES)
    return render_template("documents.html", typed=typed, after=after, found=cited, alone=alone)


@page.get("/documents/<path:key>")
def document(key: str) -> str:
    seen = request.args.get("seen", "")
    found = archive().document(key, seen=seen, limit=_LINES)
    if found is None:
        abort(404, "error.document")
    return render_template("document.html", document=found, seen=seen)
