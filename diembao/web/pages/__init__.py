"""The pages, one module and one Blueprint each."""
from __future__ import annotations

from diembao.web.pages import article, articles, indicators, login, missed, preferences, search, start, verdicts

#: Every page of the app; a new one is added here, and in the menu of `templates/base.html` if it belongs there.
PAGES = (
    article.page, articles.page, indicators.page, login.page, missed.page, preferences.page, search.page, start.page,
    verdicts.page,
)  # fmt: skip
