"""`diembao extract`: facts of files on standard output, no database touched."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diembao.exits import DONE, FAILED, PARTIAL, complain
from diembao.options import paths_argument, patterns_option, url_option
from diembao.sources import Sectioned, listing_options, wanted, web_options

if TYPE_CHECKING:
    from diembao.inputs import Fault
    from diembao.intake.settings import Settings
    from extractor.model import Extraction


@click.command(cls=Sectioned, short_help="Extract facts and print them, without a database.")
@paths_argument
@click.option("--format", "form", type=click.Choice(["jsonl", "json", "table"]),
              help="Default: table on a terminal, else jsonl.")  # fmt: skip
@patterns_option
@url_option
@listing_options
@web_options
@click.pass_context
def extract(ctx: click.Context, paths: tuple[str, ...], form: str | None, patterns: Path | None,
            url: str | None, lists: tuple[str, ...], feeds: tuple[str, ...], sitemaps: tuple[str, ...],
            settings: Settings) -> None:  # fmt: skip
    """Extract the facts of each PATH and print them; no database is read or written.

    A PATH is a page (HTML or text), JSON lines, a WARC or ZIP archive, a folder of such files, a quoted pattern
    ('news/**/*.html'), an http(s) address, or - for standard input. With jsonl, each line is one article in the form
    of the data contract.

    \b
    Examples:
        diembao extract article.html
        diembao extract articles/ --format jsonl | jq -r '.figures[] | [.value, .unit, .indicator] | @tsv'
        curl -s https://... | diembao extract - --url https://...
    """
    from diembao.extractions import extractions, load_rules
    from diembao.intake.supply import Intake
    from diembao.rows import default_format

    if not (paths or lists or feeds or sitemaps):
        raise click.UsageError("give at least one PATH, - for standard input, --urls, --feed or --sitemap")
    named = wanted(paths, url, lists, feeds, sitemaps)
    found = _Outcome(extractions(named, load_rules(patterns), ctx.obj, Intake(settings)))
    _PRINTERS[form or default_format()](found)
    ctx.exit(found.code)


class _Outcome:
    """Passes on what was extracted, complains of each fault, and knows the exit code in the end."""

    def __init__(self, found: Iterable[Extraction | Fault]) -> None:
        self._found = found
        self._good = self._bad = 0

    def __iter__(self) -> Iterator[Extraction]:
        from extractor.model import Extraction

        for one in self._found:
            if isinstance(one, Extraction):
                self._good += 1
                yield one
            else:
                self._bad += 1
                complain(str(one))

    @property
    def code(self) -> int:
        return DONE if not self._bad else PARTIAL if self._good else FAILED


def _jsonl(found: Iterable[Extraction]) -> None:
    from diembao.output import record

    for extraction in found:
        click.echo(json.dumps(record(extraction), ensure_ascii=False))


def _json(found: Iterable[Extraction]) -> None:
    from diembao.output import record

    click.echo(json.dumps([record(extraction) for extraction in found], ensure_ascii=False, indent=1))


def _table(found: Iterable[Extraction]) -> None:
    from diembao.fact_tables import print_facts
    from diembao.output import record

    for extraction in found:
        print_facts(record(extraction))


_PRINTERS = {"jsonl": _jsonl, "json": _json, "table": _table}
