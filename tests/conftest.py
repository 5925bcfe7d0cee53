"""What several test files share: a database of the bundled articles."""
from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from diembao.ingest import ingest_all
from diembao.inputs import bundled


@pytest.fixture(scope="session")
def bundled_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the bundled articles; to be read only, or copied."""
    path = tmp_path_factory.mktemp("bundled") / "diembao.db"
    assert ingest_all(list(bundled(corpus.ARTICLES)), path, None) == 0
    return path
