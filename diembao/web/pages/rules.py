"""The rules: what each is made of, what it has made in the database, and what reviewers say of that."""
from __future__ import annotations

from flask import Blueprint, abort, render_template

from diembao.web.databases import archive
from diembao.web.rule_lines import files, of_no_file, rule_lines
from diembao.web.rule_shown import shown
from diembao.web.rules import rules

page = Blueprint("rules", __name__)

#: How many facts of a rule are shown, and how many verdicts.
_FACTS, _VERDICTS = 50, 50


@page.get("/rules")
def listed() -> str:
    known, lines = rules(), rule_lines().lines(archive())
    found = list(files(known, lines))
    return render_template("rules.html", files=found, loose=of_no_file(known, lines), many=len(known.rules))


@page.get("/rules/<path:name>")
def rule(name: str) -> str:
    """A rule `file:name`, or what is left of one that no file has any more."""
    known = rules()
    lines = [line for line in rule_lines().lines(archive()) if line.name == name]
    found = next((rule for rule in known.rules if rule.name == name), None)
    if found is None and not lines:
        abort(404, "error.rule")
    return render_template(
        "rule.html",
        name=name,
        shown=shown(known, found) if found else None,
        lines=lines,
        facts=archive().facts_of_rule(name, [line.kind for line in lines if line.facts], _FACTS),
        verdicts=archive().verdicts_of_rule(name, _VERDICTS),
    )
