"""The options and arguments that several commands share."""
from __future__ import annotations

from pathlib import Path

import click

DEFAULT_DB = "diembao.db"

db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_DB,
    envvar="DIEMBAO_DB",
    show_default=True,
    show_envvar=True,
    help="The database file.",
)
patterns_option = click.option(
    "--patterns",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of rule files that add to the built-in ones or replace rules of the same file and name.",
)
url_option = click.option("--url", help="The address that the page came from; for a single input.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "tsv"]),
    help="Default: table on a terminal, else jsonl.",
)
paths_argument = click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path())


def require_single(paths: tuple[str, ...], url: str | None) -> None:
    """UsageError where one address is given for several inputs."""
    if url and len(paths) != 1:
        raise click.UsageError("--url says where one page came from; give exactly one PATH with it")
