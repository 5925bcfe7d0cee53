"""A real browser for tests of pages: the one that DIEMBAO_BROWSER names, else one on the path."""
from __future__ import annotations

import os
import shutil

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOUND = os.environ.get("DIEMBAO_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)

# Where all checks run there must be a browser: `tests/install_browser.sh` puts one there.
needs_browser = pytest.mark.skipif(
    FOUND is None and os.environ.get("CI") != "true",
    reason="no chromium on the path: tests/install_browser.sh installs it, or name one with DIEMBAO_BROWSER",
)
