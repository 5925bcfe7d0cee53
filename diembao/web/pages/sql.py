"""Anyone's SQL: a box for the query, what there is to ask beside it, the answer as a table, as CSV and as JSON."""
from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from flask import Blueprint, Response, abort, make_response, render_template, request

from diembao.export.files import BOM
from diembao.export.tables import guarded
from diembao.rows import print_rows
from diembao.schema import Relation, relations
from diembao.web.asking import Found, Limits, QueryRefused, queries
from diembao.web.cells import cells
from diembao.web.queries import saved_queries
from diembao.web.remembered import Remembered
from diembao.web.settings import settings

page = Blueprint("sql", __name__)

#: How long an answer may be, in characters: as a page, and as a file; and how long a text on a page.
_PAGE, _FILE, _CELL = 2_000_000, 32_000_000, 2_000
#: A file has all rows of an answer, or is refused: nobody would see that some are missing.
_ROWS_OF_FILE = 100_000
#: The parameters of a query are named so in the address, `:name`, apart from those of the page.
_PARAMETER = ":"

#: What there is to ask: it takes a second to find out, and is the same for every database.
_SCHEMA = Remembered[list[Relation]](seconds=inf)


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address, and what it gives for its parameters."""

    sql: str
    parameters: Mapping[str, str]


@page.get("/sql")
def sql() -> Response:
    asked = _asked()
    limits = Limits(settings().sql_rows, settings().sql_seconds, _PAGE, _CELL)
    try:
        return _shown(asked, _found(asked, limits) if asked.sql else None)
    except QueryRefused as refused:
        return _refused(asked, refused)


@page.get("/sql.csv")
def csv() -> Response:
    """The whole answer for a spreadsheet: with a sign that it is UTF-8, and no text that would be run."""
    return _file("csv", "text/csv; charset=utf-8")


@page.get("/sql.json")
def json() -> Response:
    """The whole answer as a list of objects."""
    return _file("json", "application/json")


def _asked() -> Asked:
    """What the reader asks. Another site's page could not read the answer, but keep this machine busy with it."""
    site, into = request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Dest")
    if site not in (None, "none", "same-origin") and into != "document":
        abort(403, "error.elsewhere")
    given = {key.removeprefix(_PARAMETER): value for key, value in request.args.items() if key.startswith(_PARAMETER)}
    return Asked(request.args.get("q", "").replace("\r\n", "\n").strip(), given)


def _found(asked: Asked, limits: Limits) -> Found:
    return queries().ask(settings().database, asked.sql, asked.parameters, limits)


def _file(form: str, media_type: str) -> Response:
    asked = _asked()
    try:
        found = _found(asked, Limits(_ROWS_OF_FILE, settings().sql_seconds, _FILE))
        if found.more:
            raise QueryRefused("the answer is too long for a file", "long")
    except QueryRefused as refused:
        return _refused(asked, refused)
    written = io.StringIO(newline="")
    written.write(BOM if form == "csv" else "")
    print_rows(found.columns, map(guarded, found.rows) if form == "csv" else found.rows, form, written)
    response = make_response(written.getvalue().encode("utf-8", "backslashreplace"))
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="diembao.{form}"'
    return response


def _refused(asked: Asked, refused: QueryRefused) -> Response:
    response = _shown(asked, None, refused)
    response.status_code = 503 if refused.reason == "busy" else 400
    return response


def _shown(asked: Asked, found: Found | None, refused: QueryRefused | None = None) -> Response:
    parameters = found.parameters if found else asked.parameters
    return make_response(
        render_template(
            "sql.html",
            asked=asked,
            found=found,
            rows=(cells(found.columns, row) for row in found.rows) if found else (),
            refused=refused,
            parameters=parameters,
            most=settings().sql_rows,
            file_rows=_ROWS_OF_FILE,
            seconds=f"{settings().sql_seconds:g}",
            saved=saved_queries(),
            relations=_SCHEMA.get(None, relations),
        )
    )
