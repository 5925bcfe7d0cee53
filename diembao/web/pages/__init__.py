"""The pages, one module and one Blueprint each."""
from __future__ import annotations

from diembao.web.pages import (
    article,
    articles,
    documents,
    indicators,
    login,
    missed,
    people,
    preferences,
    search,
    series,
    start,
    verdicts,
)  # fmt: skip

#: Every page of the app; a new one is added here, and in the menu of `templates/base.html` if it belongs there.
PAGES = (
    article.page, articles.page, documents.page, indicators.page, login.page, missed.page, people.page,
    preferences.page, search.page, series.page, start.page, verdicts.page,
)  # fmt: skip
