"""The pages, one module and one Blueprint each."""
from __future__ import annotations

from diembao.web.pages import (
    article,
    articles,
    checks,
    login,
    missed,
    named,
    preferences,
    rules,
    search,
    sql,
    start,
    verdicts,
)

#: Every page of the app; a new one is added here, and in the menu of `templates/base.html` if it belongs there.
PAGES = (
    article.page,
    articles.page,
    checks.page,
    login.page,
    missed.page,
    named.page,
    preferences.page,
    rules.page,
    search.page,
    sql.page,
    start.page,
    verdicts.page,
)
