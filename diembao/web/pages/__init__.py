"""The pages, one module and one Blueprint each."""
from __future__ import annotations

from diembao.web.pages import login, preferences, start

#: Every page of the app; a new one is added here, and in the menu of `templates/base.html` if it belongs there.
PAGES = (login.page, preferences.page, start.page)
