"""The `diembao` command: its group, its commands, its entry point. Importing it imports nothing heavy."""
from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import NoReturn

import click

from diembao.commands.check import check
from diembao.commands.completion import completion
from diembao.commands.coverage import coverage
from diembao.commands.diff import diff
from diembao.commands.documents import documents
from diembao.commands.events import events
from diembao.commands.explain import explain
from diembao.commands.export import export
from diembao.commands.extract import extract
from diembao.commands.ingest import ingest
from diembao.commands.overview import overview
from diembao.commands.people import people
from diembao.commands.query import query
from diembao.commands.review import review
from diembao.commands.schema import schema
from diembao.commands.score import score
from diembao.commands.search import search
from diembao.commands.show import show
from diembao.commands.verify import verify
from diembao.commands.watch import watch
from diembao.commands.web import web
from diembao.exits import Commands, run


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="diembao", prog_name="diembao", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error that is a defect of diembao.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Vietnamese press articles into rows one can trust: figures, events, officials, statements and legal documents,
    each tied to the exact characters that it was read from.

    \b
    Start here:
        diembao ingest --bundled     put the bundled articles into diembao.db
        diembao overview             what is in it
        diembao show 1               an article with its facts underlined

    Exit codes: 0 done, 1 data or a check failed, 2 used wrongly, 3 some inputs failed (the others are done).
    """
    ctx.obj = debug


for command in (
    ingest, watch, extract, overview, search, show, explain, people, events, documents, query, schema, verify, check,
    coverage, diff, review, score, export, web, completion,
):  # fmt: skip
    cli.add_command(command)


def main() -> NoReturn:
    """The entry point of the command; ends the process with one of `diembao.exits`."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # What is read and printed is UTF-8 whatever the locale; what cannot be printed is spelt out, not a failure.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(cli.main, sys.argv[1:]))


if __name__ == "__main__":
    main()
