"""The documentation is true: its links and names lead somewhere, its commands parse, its outputs are what comes out.

Where an output has changed for a good reason, `python -m tests.test_docs` writes the new one into the pages.
"""
from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import click
import pytest

import corpus
from db import columns, tables
from diembao import exits
from diembao.cli import cli
from diembao.ingest import ingest_all
from diembao.inputs import bundled
from diembao.output import KINDS, record
from extractor import model
from extractor.pipeline import extract
from extractor.source import read_source
from tests.command import call
from tests.pages import PAGES, ROOT, anchors, commands, commands_in, fences, links, outputs, prose, read
from tests.reading import rules

CONTRACT = "docs/data-contract.md"
#: How a path of the project begins in the pages.
ROOMS = "benchmarks|corpus|db|diembao|docs|extractor|patterns|tests"
SHOWN = {f"{page}:{n}": output for page in PAGES for n, output in enumerate(outputs(page), 1)}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for file, anchor in links(page):
        target = (ROOT / page).parent / file if file else ROOT / page
        assert target.exists(), file
        if anchor:
            assert anchor in anchors(target.resolve().relative_to(ROOT).as_posix()), (file, anchor)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = re.findall(rf"`((?:{ROOMS})/[\w./*-]*|Makefile|pyproject\.toml|constraints\.txt)`", prose(page))
    for name in named:
        assert list(ROOT.glob(name.rstrip("/"))), name


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_its_flags_exist(page: str) -> None:
    for arguments in commands(page):
        _parse(arguments)


def _parse(arguments: list[str]) -> None:
    """Parses as the command would, but for whether files exist."""
    of_the_group = {option for param in cli.get_params(click.Context(cli)) for option in param.opts}
    while arguments and arguments[0].startswith("-"):
        assert arguments[0] in of_the_group, arguments
        arguments = arguments[1:]
    if not arguments:
        return
    assert arguments[0] in cli.commands, arguments
    command = cli.commands[arguments[0]]
    context = click.Context(command)
    given, left, _ = command.make_parser(context).parse_args(arguments[1:])
    assert not left, arguments
    for param in command.get_params(context):
        value = given.get(str(param.name))
        if isinstance(param.type, click.Choice) and isinstance(value, str):
            param.type.convert(value, param, context)


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_told_of(command: str) -> None:
    assert command in {arguments[0] for page in PAGES for arguments in commands(page) if arguments}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_is_what_comes_out(name: str, bundled_db: Path) -> None:
    """After a wanted change: `python -m tests.test_docs`, then read what it changed."""
    assert SHOWN[name].shown == SHOWN[name].make(bundled_db)


def test_ten_questions_are_asked_and_the_first_screen_is_shown() -> None:
    assert len(outputs("docs/sql-recipes.md")) == 10
    assert {output.name for output in outputs("README.md")} == {"overview", "score"}


ERRORS = [fence.text for fence in fences("docs/errors-and-exit-codes.md") if fence.language == "console"]


@pytest.fixture
def desk(tmp_path: Path, bundled_db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the page of errors speaks of."""
    shutil.copy(bundled_db, tmp_path / "diembao.db")
    shutil.copy(next(corpus.ARTICLES.glob("004*.txt")), tmp_path / "good.txt")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "english.txt").write_text("The ministry said that output rose by 5 percent this year. " * 9, "utf-8")
    (tmp_path / "notes.csv").write_text("tên,giá trị\n" * 100, "utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "units.toml").write_text("[[unit]]\nname = 'hPa'\nfaktor = '100'\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIEMBAO_DB", raising=False)
    return tmp_path


@pytest.mark.parametrize("shown", ERRORS, ids=lambda shown: shown.splitlines()[0])
def test_an_error_is_told_as_shown(shown: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (asked,) = commands_in(shown.splitlines()[0])
    told = re.fullmatch(r"\$ .*\n((?:.*\n)*?)\$ echo \$\?\n(\d+)\n", shown)
    assert told is not None
    ended = call(capsys, *asked)
    assert (ended.err, ended.code) == (told[1], int(told[2]))


def test_the_exit_codes_are_those_of_the_command() -> None:
    listed = re.findall(r"^\| (\d+) \|", read("docs/errors-and-exit-codes.md"), re.MULTILINE)
    assert [int(code) for code in listed] == [
        exits.DONE, exits.FAILED, exits.USAGE, exits.PARTIAL, exits.INTERRUPTED, exits.PIPE_CLOSED,
    ]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_of_the_product_alone(page: str) -> None:
    assert not re.findall(r"(?<![\w.])/(?:home|root|tmp|usr|var|work|opt|mnt)/|[A-Z]:\\|TODO|FIXME|TBD", read(page))


@cache
def keys(kind: str) -> frozenset[str]:
    """The keys of one fact of this kind in the JSON of an article; the first article has one of every kind."""
    source = read_source(next(corpus.ARTICLES.glob("000*.txt")).read_bytes(), "a.txt")
    told = record(extract(source, rules()))[kind]
    return frozenset(told if kind == "article" else told[0])


def section(heading: str) -> str:
    """What the contract says under one heading."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", read(CONTRACT), re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


def told_of(heading: str) -> set[str]:
    """The names in code, and those in the first column of a table, under a heading."""
    cells = re.findall(r"^\| ([\w, ]+) \|", section(heading), re.MULTILINE)
    return set(re.findall(r"`(\w+)`", section(heading))) | {name for cell in cells for name in cell.split(", ")}


@pytest.mark.parametrize("kind", ["article", "blocks", *KINDS, "numerals"])
def test_every_key_of_a_record_is_in_the_contract(kind: str) -> None:
    assert keys(kind) <= told_of(kind)


#: What of a fact is no field of its own: the quantity is taken apart, spans are quotes, `rule` is told once for all.
PARTS = {
    "quantity", "span", "number", "unit_span", "bound_span", "verb_span", "speaker_span", "spans", "mentions", "rule",
}  # fmt: skip
FACTS: Mapping[str, tuple[type, ...]] = {
    "figures": (model.Figure, model.Quantity), "events": (model.Event,), "officials": (model.Official,),
    "statements": (model.Statement,), "documents": (model.Document,),
}  # fmt: skip
#: Fields that are rows of a table of their own.
LISTED = {"organisers", "coorganisers", "chairs", "attendees", "posts"}


@pytest.mark.parametrize("kind", FACTS)
def test_every_field_of_a_fact_is_told_and_kept(kind: str) -> None:
    """A field of `extractor/model.py` that `diembao/output.py` or `db/tables.py` has not is named here."""
    wanted = {field.name for fact in FACTS[kind] for field in fields(fact)} - PARTS
    assert wanted <= keys(kind)
    assert wanted - LISTED <= {column.name for column in tables.FACTS[kind.removesuffix("s")].c}


VALUES: Mapping[str, tuple[str, ...]] = {
    "blocks": get_args(model.BlockKind), "numerals": get_args(model.NumeralClass), "events": columns.EVENT_TYPES,
    "figures": (*get_args(model.FigureKind), *columns.BOUNDS, *columns.RELATIONS, *columns.MODALITIES),
    "statements": columns.STATEMENT_KINDS,
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES)
def test_every_value_that_a_field_may_have_is_in_the_contract(kind: str) -> None:
    assert set(VALUES[kind]) <= set(re.findall(r"\w+", section(kind)))


def test_the_types_of_events_are_the_same_in_rules_database_and_contract() -> None:
    """A type that a trigger has and `EVENT_TYPES` of `db/columns.py` or the contract has not is named here."""
    told = set(re.findall(r"^\| (\w+) \|", section("events"), re.MULTILINE)) - {"type"}
    assert told == set(columns.EVENT_TYPES)
    assert {entry["type"] for entry in rules().table("trigger")} <= told


def test_a_unit_has_a_base_and_a_factor_or_neither() -> None:
    assert [unit["name"] for unit in rules().table("unit") if ("base" in unit) != ("factor" in unit)] == []


def write_outputs(database: Path) -> None:
    """Writes the outputs that come out now into the pages."""
    for page in PAGES:
        text = read(page)
        for output in reversed(outputs(page)):
            text = text[: output.start] + output.make(database) + text[output.end :]
        (ROOT / page).write_text(text, "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        ingest_all(list(bundled(corpus.ARTICLES)), Path(folder) / "diembao.db", None)
        write_outputs(Path(folder) / "diembao.db")
