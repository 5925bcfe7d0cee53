"""What several test files share: a database of the bundled articles."""
from __future__ import annotations

import signal
from pathlib import Path

import pytest

import corpus
from diembao.ingest import ingest_all
from diembao.inputs import bundled

# A shell that runs the tests in the background has them ignore Ctrl-C, and all that they start: some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def bundled_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the bundled articles; to be read only, or copied."""
    path = tmp_path_factory.mktemp("bundled") / "diembao.db"
    assert ingest_all(list(bundled(corpus.ARTICLES)), path, None) == 0
    return path
