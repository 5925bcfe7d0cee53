"""What several test files share: a database of the bundled articles."""
from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpus
from diembao.ingest import ingest_all
from diembao.inputs import bundled
from tests.browser import FOUND

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A shell that runs the tests in the background has them ignore Ctrl-C, and all that they start: some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def bundled_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the bundled articles; to be read only, or copied."""
    path = tmp_path_factory.mktemp("bundled") / "diembao.db"
    assert ingest_all(list(bundled(corpus.ARTICLES)), path, None) == 0
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; tests that ask for it are marked with `tests.browser.needs_browser`."""
    from playwright.sync_api import sync_playwright

    assert FOUND is not None, "no browser: run tests/install_browser.sh"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=FOUND, args=["--no-sandbox"])
        yield started
        started.close()
