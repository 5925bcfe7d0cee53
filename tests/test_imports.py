"""Who may import whom, read from the sources with `ast`: the house's walls."""
from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "db", "diembao", "extractor", "patterns")
#: What every stage may share; all else that the pipeline imports is a stage of its own.
SHARED = {"extractor.model", "extractor.view", "extractor.match", "extractor.values"}
HEAVY = {
    "underthesea", "sqlalchemy", "alembic", "bs4", "lxml", "rich", "regex",
    "httpx", "httpcore", "feedparser", "protego", "warcio", "flask", "waitress",
}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "urllib", "requests", "httpx", "httpcore", "ftplib", "asyncio"}


class Import(NamedTuple):
    """Module `of` imports module `what`, `late` where it does so inside a function."""

    of: str
    what: str
    late: bool

    @property
    def top(self) -> str:
        return self.what.partition(".")[0]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}  # fmt: skip


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """All imports of a module, also those under a function; type-checking ones too."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    late = {inner for function in functions for inner in ast.walk(function)}
    return tuple(Import(module, what, node in late) for node in ast.walk(tree) for what in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in MODULES else str(node.module)


def imports(prefix: str) -> list[Import]:
    """The imports of a package or module and of all below it."""
    modules = [name for name in MODULES if name == prefix or name.startswith(prefix + ".")]
    return [found for name in modules for found in imports_of(name)]


def ours(found: list[Import]) -> set[str]:
    return {one.what for one in found if one.top in PACKAGES}


def test_the_model_imports_nothing_of_ours() -> None:
    assert ours(imports("extractor.model")) == set()


@pytest.mark.parametrize(("package", "third_party"), [("patterns", {"regex"}), ("corpus", set())])
def test_patterns_and_corpus_stand_alone(package: str, third_party: set[str]) -> None:
    tops = {found.top for found in imports(package)}
    assert tops <= set(sys.stdlib_module_names) | {package} | third_party


def test_the_store_knows_only_the_model_and_how_a_text_is_looked_at() -> None:
    known = {"extractor.model", "extractor.view"}  # search finds `hoà` where `hòa` is written, as rules do
    assert {what for what in ours(imports("db")) if not what.startswith("db")} <= known


def test_the_extractor_knows_only_itself_and_the_patterns() -> None:
    assert {what.partition(".")[0] for what in ours(imports("extractor"))} <= {"extractor", "patterns"}


def test_the_extractor_touches_no_network_no_database_and_no_terminal() -> None:
    barred = NETWORK | {"sqlite3", "sqlalchemy", "alembic", "click", "rich", "subprocess"}
    assert not {found.top for found in imports("extractor")} & barred


def test_stages_do_not_import_each_other() -> None:
    stages = ours(imports("extractor.pipeline")) - SHARED - {"patterns"}
    crossing = {(stage, what) for stage in stages for what in ours(imports(stage)) & stages if what != stage}
    assert crossing == set()


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("underthesea", "extractor.segment"), ("bs4", "extractor"), ("sqlalchemy", "db"), ("alembic", "db"),
        ("httpcore", "diembao.intake.connections"), ("protego", "diembao.intake.robots"),
        ("feedparser", "diembao.intake.feeds"), ("warcio", "diembao.intake.warc"),
        ("flask", "diembao.web"),
        ("waitress", "diembao.web.serve"),
    ],
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    users = {found.of for package in PACKAGES for found in imports(package) if found.top == library}
    assert all(user == home or user.startswith(home + ".") for user in users), users


def test_what_fetches_and_unpacks_knows_no_store_and_no_stage() -> None:
    known = {what for what in ours(imports("diembao.intake")) if not what.startswith("diembao.intake")}
    assert known == {"db.visits", "diembao.exits", "diembao.inputs", "extractor.model", "extractor.source"}


def test_one_module_alone_parses_html() -> None:
    users = {found.of for found in imports("extractor") if found.top in ("bs4", "lxml")}
    assert len(users) == 1, users


def test_underthesea_is_imported_when_it_is_called() -> None:
    assert all(found.late for found in imports("extractor") if found.top == "underthesea")


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["web"]]
    declared = {line.partition("=")[0].partition(">")[0] for line in wanted}
    known = {"bs4": "beautifulsoup4"}
    used = {found.top for package in PACKAGES for found in imports(package)}
    foreign = {known.get(top, top) for top in used - set(sys.stdlib_module_names) - set(PACKAGES)}
    assert foreign <= declared


def test_the_command_starts_without_what_is_heavy() -> None:
    """`--help` must answer at once, so that nothing heavy may be imported before a command needs it."""
    program = "import sys, diembao.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not set(run.stdout.split()) & HEAVY
