"""`diembao score`: what was extracted against what is expected."""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from diembao.exits import DONE, PARTIAL, Failure, complain, say
from diembao.options import patterns_option

if TYPE_CHECKING:
    from corpus.agreement import Record


@click.command(short_help="Score extracted articles against expected ones.")
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("system", required=False, type=click.File(encoding="utf-8"))
@click.option("--sources", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The folder of the articles' files; quotes are then checked in them.")  # fmt: skip
@click.option("--misses", is_flag=True, help="Tell each miss on standard error.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@patterns_option
@click.pass_context
def score(ctx: click.Context, gold: Path, system: TextIO | None, sources: Path | None, misses: bool, as_json: bool,
          patterns: Path | None) -> None:  # fmt: skip
    """Score what was extracted against GOLD, a folder of expected articles: precision, recall and F1 of each kind of
    fact, and the accuracy of each field.

    SYSTEM is what `diembao extract --format jsonl` printed, or - for standard input. Without it the articles are
    extracted here, from --sources or from the bundled corpus.

    \b
    Examples:
        diembao score corpus/gold
        diembao score corpus/gold --misses 2>&1 | grep figures
        diembao extract articles/ --format jsonl | diembao score gold/ - --sources articles/
    """
    from corpus.scorer import load_gold
    from corpus.scorer import score as compare

    expected = _expected(gold, load_gold)
    code = DONE
    if system is None:
        records, code = _extracted(expected, sources or _bundled_sources(), patterns, ctx.obj)
        sources = sources or _bundled_sources()
    else:
        records = _read(system)
    report = compare(expected, records, None if sources is None else _texts(expected, sources))
    click.echo(json.dumps(report.scores(), ensure_ascii=False, indent=1) if as_json else "\n".join(report.lines()))
    for miss in report.misses if misses else ():
        say(miss)
    ctx.exit(code)


def _expected(gold: Path, load: Any) -> list[Record]:
    try:
        expected: list[Record] = load(gold)
    except ValueError as error:
        raise Failure(f"{gold} holds a file that is not JSON: {error}; mend or remove it") from error
    if not expected:
        raise Failure(f"{gold} holds no expected article (*.json); give a folder such as corpus/gold")
    return expected


def _bundled_sources() -> Path:
    from corpus import ARTICLES

    return ARTICLES


def _read(system: TextIO) -> list[Record]:
    records: list[Record] = []
    for at, line in enumerate(system, 1):
        if line.strip():
            try:
                records.append(json.loads(line))
                records[-1]["article"]["source"]
            except (ValueError, KeyError, TypeError) as error:
                what = "is not an article as `diembao extract --format jsonl` prints it"
                raise Failure(f"{system.name}, line {at}, {what}") from error
    return records


def _extracted(
    expected: Sequence[Record], sources: Path, patterns: Path | None, debug: bool
) -> tuple[list[Record], int]:
    from diembao.extractions import extractions, load_rules
    from diembao.inputs import Fault, Input
    from diembao.output import record

    inputs = [Input(str(sources / name), name) for name in _names(expected)]
    records: list[Record] = []
    code = DONE
    for one in extractions(inputs, load_rules(patterns), debug):
        if isinstance(one, Fault):
            complain(str(one))
            code = PARTIAL
        else:
            records.append(record(one))
    return records, code


def _texts(expected: Iterable[Record], sources: Path) -> dict[str, str]:
    """The text of each expected article's file, read again, so that quotes are not checked against themselves."""
    from extractor.source import read_source

    return {name: read_source((sources / name).read_bytes(), name).text for name in _names(expected)}


def _names(expected: Iterable[Record]) -> list[str]:
    return [article["article"]["source"] for article in expected]
