"""The pages, one module and one Blueprint each."""
from __future__ import annotations

from diembao.web.pages import (
    article,
    articles,
    checks,
    documents,
    indicators,
    login,
    missed,
    named,
    people,
    preferences,
    rules,
    search,
    series,
    sql,
    start,
    verdicts,
)

#: Every page of the app; a new one is added here, and in the menu of `templates/base.html` if it belongs there.
PAGES = (
    article.page,
    articles.page,
    checks.page,
    documents.page,
    indicators.page,
    login.page,
    missed.page,
    named.page,
    people.page,
    preferences.page,
    rules.page,
    search.page,
    series.page,
    sql.page,
    start.page,
    verdicts.page,
)
