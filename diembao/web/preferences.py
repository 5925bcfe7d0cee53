"""What a reader has chosen, kept in cookies of that browser: the name that signs, the keys."""
from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from diembao.web.settings import settings

REVIEWER, KEYS = "reviewer", "keys"
#: The longest name, in characters.
LONGEST = 80
_A_YEAR = 365 * 24 * 3600


def reviewer() -> str:
    """Who signs the verdicts of this browser."""
    return cleaned(request.cookies.get(REVIEWER, "")) or settings().reviewer


def cleaned(name: str) -> str:
    """A name as it is kept: on one line, and not too long."""
    return " ".join(name.split())[:LONGEST]


def keys_are_on() -> bool:
    """Whether single keys give verdicts; a reader who speaks to the browser, or tabs, may turn them off."""
    return request.cookies.get(KEYS) != "off"


def remember(response: Response | AnyResponse, name: str, value: str) -> None:
    """Keeps a choice in the reader's browser for a year."""
    response.set_cookie(name, value, max_age=_A_YEAR, httponly=True, samesite="Strict")
