"""The command's manners: help, usage, exit codes, one line an error, data and talk kept apart."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

import corpus
from diembao.cli import cli
from diembao.exits import Failure, run
from diembao.rows import FORMATS
from tests.command import COMMANDS, ROOT, call, command, environment, spawn

Capsys = pytest.CaptureFixture[str]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: Capsys) -> None:
    ended = call(capsys, name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"    diembao {name}" in ended.out or f"| diembao {name}" in ended.out
    assert "Example" in ended.out


def test_the_group_lists_every_command_with_a_line(capsys: Capsys) -> None:
    ended = call(capsys, "--help")
    assert ended.code == 0
    for name in COMMANDS:
        assert [line.split(maxsplit=1)[1] for line in ended.out.splitlines() if line.startswith(f"  {name} ")], name


def test_version() -> None:
    assert spawn(ROOT, "--version").out == "diembao 0.1.0\n"


@pytest.mark.parametrize(
    "args",
    [["unknown"], ["ingest"], ["extract"], ["show"], ["query"], ["score"], ["completion", "tcsh"], ["--wrong"],
     ["query", "SELECT 1", "--format", "xml"], ["extract", "a", "b", "--url", "https://a.vn"],
     ["extract", "a", "--patterns", "no-such-folder"], ["score", "no-such-folder"]],
)  # fmt: skip
def test_wrong_use_is_exit_code_2_and_nothing_on_standard_output(args: list[str], capsys: Capsys) -> None:
    ended = call(capsys, *args)
    assert (ended.code, ended.out) == (2, "")
    assert "Error: " in ended.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, capsys: Capsys) -> None:
    ended = call(capsys, "completion", shell)
    assert ended.code == 0
    assert "_DIEMBAO_COMPLETE" in ended.out


def test_completion_completes() -> None:
    ended = spawn(ROOT, _DIEMBAO_COMPLETE="bash_complete", COMP_WORDS="diembao ov", COMP_CWORD="1")
    assert ended.out.split() == ["plain,overview"]


def failing(error: BaseException) -> click.Command:
    @click.command()
    def fail() -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (Failure("no article\nhere"), 1, "diembao: no article here\n"),
        (PermissionError(13, "Permission denied", "a.db"), 1, "diembao: a.db may not be opened: permission denied"),
        (OSError(28, "No space left on device"), 1, "the disk is full; make room"),
        (KeyError("x"), 1, "this is a defect: please report it"),
        (KeyboardInterrupt(), 130, "diembao: stopped\n"),
    ],
)
def test_an_error_is_one_line(error: BaseException, code: int, says: str, capsys: Capsys) -> None:
    assert run(failing(error).main, []) == code
    told = capsys.readouterr().err.lstrip("\n")
    assert says in told
    assert told.count("\n") == 1
    assert "Traceback" not in told


def test_a_defect_shows_its_traceback_only_when_asked(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("corpus.scorer.load_gold", broken)
    assert "Traceback" not in call(capsys, "score", corpus.GOLD).err
    shown = call(capsys, "--debug", "score", corpus.GOLD)
    assert shown.code == 1
    assert "Traceback" in shown.err
    assert "ZeroDivisionError: a defect" in shown.err


def test_a_closed_pipe_ends_quietly() -> None:
    # More than a pipe holds, so that the writer meets the closed end.
    program = "import sys; from diembao import rows; rows.print_rows(['n'], ([i] for i in range(10**6)), 'jsonl')"
    script = f"""
import sys, click
from diembao.exits import Commands, run
group = Commands("diembao")
@group.command()
def much():
    {program}
sys.exit(run(group.main, ["much"]))
"""
    writer = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline() == b'{"n": 0}\n'
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait(60) == 141


def test_score_agrees_with_itself(capsys: Capsys, tmp_path: Path) -> None:
    lines = [json.dumps(json.loads(path.read_text("utf-8"))) for path in sorted(corpus.GOLD.glob("*.json"))]
    (tmp_path / "facts.jsonl").write_text("\n".join(lines), "utf-8")
    ended = call(capsys, "score", corpus.GOLD, tmp_path / "facts.jsonl", "--misses")
    assert (ended.code, ended.err) == (0, "")
    assert "figures              P 1.000  R 1.000  F1 1.000" in ended.out
    as_json = json.loads(call(capsys, "score", corpus.GOLD, tmp_path / "facts.jsonl", "--json").out)
    assert as_json["figures"]["f1"] == 1.0


def test_score_tells_each_miss_on_standard_error(capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    ended = call(capsys, "score", corpus.GOLD, tmp_path / "none.jsonl", "--misses")
    assert ended.code == 0
    assert ended.err.count("article MISSED") == 5


@pytest.mark.parametrize("line", ["{", "[]", '{"article": {}}', '"text"'])
def test_score_refuses_what_is_no_extraction(line: str, capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text(f"\n{line}\n", "utf-8")
    ended = call(capsys, "score", corpus.GOLD, tmp_path / "facts.jsonl")
    assert (ended.code, ended.out) == (1, "")
    assert ended.complaints == [
        f"diembao: {tmp_path / 'facts.jsonl'}, line 2, is not an article as `diembao extract --format jsonl` prints it"
    ]


def test_score_without_expected_articles_is_a_failure(capsys: Capsys, tmp_path: Path) -> None:
    assert call(capsys, "score", tmp_path).code == 1
    (tmp_path / "a.json").write_text("{", "utf-8")
    assert "not JSON" in call(capsys, "score", tmp_path).err


def test_a_wrong_rule_file_is_one_line(capsys: Capsys, tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("[[unti]]\nname = 'x'\n", "utf-8")
    ended = call(capsys, "extract", corpus.ARTICLES, "--patterns", tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.complaints[0].startswith(f"diembao: {tmp_path / 'units.toml'}: unknown table `unti`")


def test_every_command_is_one_of_the_group() -> None:
    modules = {path.stem for path in (ROOT / "diembao" / "commands").glob("*.py")} - {"__init__"}
    assert modules == set(cli.commands)


def test_the_module_runs_as_the_command() -> None:
    assert subprocess.run(command("--help"), env=environment(), capture_output=True, check=True).stdout
    assert FORMATS == ("table", "json", "jsonl", "csv", "tsv")
