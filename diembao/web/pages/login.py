"""The way in where a password is set: a form, and a signed cookie for whoever knew it."""
from __future__ import annotations

import hmac

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from diembao.web.addresses import inside
from diembao.web.security import LOGGED_IN
from diembao.web.settings import settings
from diembao.web.throttle import throttle

page = Blueprint("login", __name__)


@page.get("/login")
def login() -> str:
    return render_template("login.html", back=inside(request.args.get("back")), wrong=False)


@page.post("/login")
def enter() -> Response | tuple[str, int]:
    address = request.remote_addr or ""
    if not throttle().may_try(address):
        abort(429, "error.tries")
    back = inside(request.form.get("back"))
    if not _is_right(request.form.get("password", "")):
        throttle().note_failure(address)
        return render_template("login.html", back=back, wrong=True), 403
    session[LOGGED_IN] = True
    return redirect(back, 303)


@page.post("/logout")
def leave() -> Response:
    session.clear()
    return redirect("/login", 303)


def _is_right(password: str) -> bool:
    """Compared in constant time; where no password is set there is nothing to know."""
    known = settings().password
    return known is not None and hmac.compare_digest(password.encode(), known.encode())
