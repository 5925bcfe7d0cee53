"""Choices of the reader: language, name, keys."""
from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from diembao.web.addresses import inside
from diembao.web.language import COOKIE, LANGUAGES
from diembao.web.preferences import KEYS, REVIEWER, cleaned, remember

page = Blueprint("preferences", __name__, url_prefix="/preferences")


@page.post("/language")
def language() -> Response:
    chosen = request.form.get("language", "")
    return _kept(COOKIE, chosen if chosen in LANGUAGES else None)


@page.post("/reviewer")
def reviewer() -> Response:
    return _kept(REVIEWER, cleaned(request.form.get("reviewer", "")) or None)


@page.post("/keys")
def keys() -> Response:
    return _kept(KEYS, "on" if request.form.get("keys") == "on" else "off")


def _kept(name: str, value: str | None) -> Response:
    """Back to where the reader was, with the choice kept if it is one."""
    response = redirect(inside(request.form.get("back")), 303)
    if value is not None:
        remember(response, name, value)
    return response
