"""`diembao web`: the audit in the browser."""
from __future__ import annotations

import getpass
import os
from pathlib import Path

import click

from diembao.exits import Failure
from diembao.options import db_option, patterns_option

_PASSWORD = "DIEMBAO_PASSWORD"
_NEEDED = ("flask", "jinja2", "waitress")


@click.command(short_help="Search, read and judge the database in a browser.")
@db_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; any but this machine's own needs a password.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the start page in your browser.")
@click.option("--reviewer", help="Who signs the verdicts. [default: your login name]")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A file whose first line is the password; else ${_PASSWORD} is, if it is set.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "vi"]),
    default="en",
    show_default=True,
    help="The language of the pages until a reader chooses another.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A further name that the pages may be asked under, such as that of a proxy in front. Repeatable.",
)
@click.option(
    "--sql-rows",
    type=click.IntRange(1, 100_000),
    default=1000,
    show_default=True,
    help="How many rows of an answer the SQL page shows.",
)
@click.option(
    "--sql-seconds",
    type=click.FloatRange(0.1, 3600),
    default=10,
    show_default=True,
    help="How long a query of the SQL page may run.",
)
@patterns_option
def web(
    db: Path,
    host: str,
    port: int,
    open_browser: bool,
    reviewer: str | None,
    password_file: Path | None,
    lang: str,
    allow_host: tuple[str, ...],
    sql_rows: int,
    sql_seconds: float,
    patterns: Path | None,
) -> None:
    """Serve pages to search the database, read articles beside their facts, and give verdicts by mouse or key, until
    Ctrl-C. Needs the extra `web`: python -m pip install 'diembao[web]'.

    The pages are for this machine alone, unless --host says otherwise; then a password is required.

    \b
    Examples:
        diembao web
        diembao web --db articles.db --open --lang vi
        diembao web --host 0.0.0.0 --password-file secret.txt
    """
    _require_extra()
    from db.store import read_store
    from diembao.web.security import is_loopback
    from diembao.web.serve import serve
    from diembao.web.settings import Settings

    password = _password(password_file)
    if password is None and not is_loopback(host):
        raise click.UsageError(f"--host {host} lets others in: set a password with --password-file or ${_PASSWORD}")
    read_store(db).close()
    names = tuple(name.lower() for name in allow_host)
    who = reviewer or _login_name()
    settings = Settings(db, who, host, port, password, lang, names, patterns, sql_rows, sql_seconds)
    serve(settings, open_browser=open_browser)


def _require_extra() -> None:
    """Failure where what the pages are made with is not installed."""
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise Failure(f"`diembao web` needs {', '.join(missing)}: python -m pip install 'diembao[web]'")


def _password(file: Path | None) -> str | None:
    """The password that is required, or None where none is set. Failure where it is set, but empty."""
    told = os.environ.get(_PASSWORD)
    if file is not None:
        try:
            told = next(iter(file.read_text("utf-8").splitlines()), "")
        except UnicodeDecodeError as error:
            raise Failure(f"{file} is not UTF-8 text: write the password in its first line") from error
    if told is not None and not told.strip():
        where = f"{file}: its first line" if file is not None else f"${_PASSWORD}"
        raise Failure(f"{where} is empty: write a password there")
    return told


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
