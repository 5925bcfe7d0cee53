"""A wheel built from this project, installed elsewhere, is whole: rules, corpus, migrations and views are in it."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = (
    "patterns/*.toml", "corpus/articles/*.txt", "corpus/gold/*.json", "db/views.sql", "db/migrations/**/*.py",
    "diembao/web/*.toml", "diembao/web/static/*.*", "diembao/web/templates/*.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(out.glob("diembao-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it depends on is borrowed from the one that runs the tests."""
    home = tmp_path_factory.mktemp("a place with spaces") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(home / "bin/python")]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    site = next((home / "lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home


def run(environment: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in another folder and without this checkout on the path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DIEMBAO"))}
    command = [str(environment / "bin" / "python"), "-m", "diembao", *args]
    return subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=120)


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for pattern in DATA:
        files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
        assert files, pattern
        assert files <= inside


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert tops == {"corpus", "db", "diembao", "extractor", "patterns"}


def test_the_license_is_in_the_wheel(wheel: Path) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_installed_package_is_the_one_that_runs(environment: Path, tmp_path: Path) -> None:
    program = "import db, patterns; print(db.__file__, patterns.__file__, sep='\\n')"
    command = [str(environment / "bin" / "python"), "-c", program]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert all(line.startswith(str(environment)) for line in out.splitlines())


def test_the_installed_command_ingests_and_answers(environment: Path, tmp_path: Path) -> None:
    done = run(environment, tmp_path, "ingest", "--bundled")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    asked = run(environment, tmp_path, "query", "SELECT count(*) AS n FROM articles", "--format", "json")
    assert json.loads(asked.stdout) == [{"n": 5}], asked.stderr
    assert (tmp_path / "diembao.db").exists()
