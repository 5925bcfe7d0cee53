"""The app: its pages, what guards them, what their templates may call."""
from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from db.errors import StoreError, Unfit
from diembao.exits import Failure
from diembao.web import language, numbers
from diembao.web.asking import EXTENSION as QUERIES
from diembao.web.asking import Queries
from diembao.web.databases import set_databases
from diembao.web.kept import set_articles
from diembao.web.overview import EXTENSION as OVERVIEW
from diembao.web.overview import Overview
from diembao.web.pages import PAGES
from diembao.web.pages.checks import EXTENSION as CHECK_COUNTS
from diembao.web.pages.checks import check_counts
from diembao.web.preferences import keys_are_on, reviewer
from diembao.web.rule_lines import EXTENSION as RULE_LINES
from diembao.web.rule_lines import RuleLines
from diembao.web.rules import set_rules
from diembao.web.run_markup import coded, exact, outer
from diembao.web.security import LOGGED_IN, guard
from diembao.web.settings import EXTENSION, Settings
from diembao.web.throttle import EXTENSION as THROTTLE
from diembao.web.throttle import Throttle
from diembao.web.whole_numbers import set_ids
from diembao.web.worded import column, reason, told_here, value

#: The longest form that is read, in bytes: a verdict with its note.
_LONGEST_FORM = 64 * 1024


def create_app(settings: Settings) -> Flask:
    """The WSGI app over one database. Nothing is opened before the first request."""
    app = Flask(__name__)
    app.extensions[EXTENSION] = settings
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),  # whoever is logged in is not any more after a restart
        SESSION_COOKIE_NAME="diembao",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=_LONGEST_FORM,
    )
    app.extensions[OVERVIEW] = Overview()
    app.extensions[CHECK_COUNTS] = check_counts()
    app.extensions[QUERIES] = Queries(at_once=4)
    app.extensions[RULE_LINES] = RuleLines()
    app.extensions[THROTTLE] = Throttle(tries=5, seconds=60)
    set_databases(app, settings)
    set_articles(app)
    set_rules(app, settings.patterns)
    guard(app)
    set_ids(app)
    for page in PAGES:
        app.register_blueprint(page)
    app.context_processor(_in_every_template)
    for shown in (numbers.number, numbers.percent, numbers.in_digits, exact, outer, coded, column, value, reason):
        app.add_template_filter(shown)
    app.add_template_filter(told_here, "told")
    _set_errors(app)
    return app


def _say(key: str, **values: object) -> str:
    """A message; what is to be typed, between backticks, as code."""
    told = language.say(key, **values)
    return coded(told) if "`" in told else told


def _in_every_template() -> dict[str, Any]:
    here = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return {
        "t": _say,
        "t_or": language.say_or,
        "language": language.language(),
        "languages": language.LANGUAGES,
        "here": here,
        "reviewer": reviewer(),
        "keys_on": keys_are_on(),
        "logged_in": LOGGED_IN in session,
    }


def _set_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(StoreError, _unreadable)
    app.register_error_handler(Failure, _unreadable)


def _refused(error: HTTPException) -> ResponseReturnValue:
    told = str(error.description or "")
    known = told if told in language.messages() else f"error.{error.code}"
    return _error_page(error.code or 500, language.say_or(known, told))


def _unreadable(error: Exception) -> ResponseReturnValue:
    code = 400 if isinstance(error, Unfit) else 503 if isinstance(error, StoreError) else 404
    return _error_page(code, str(error))


def _error_page(code: int, told: str) -> ResponseReturnValue:
    return make_response(render_template("error.html", code=code, told=told), code)
