"""How runs of an article's text are written into HTML so that they come back character for character."""
from __future__ import annotations

import re

from markupsafe import Markup, escape

#: Signs that turn the direction of what comes behind them, so that `120` is read as `021`.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def exact(text: str) -> Markup:
    """The text, escaped; a carriage return is told as a reference, since a browser would read it as a line feed. What
    would turn the direction of the words stands apart, where it turns nothing, and is seen."""
    return Markup(_TURNS.sub(_apart, str(escape(text)).replace("\r", "&#13;")))


def _apart(turn: re.Match[str]) -> str:
    return f'<bdi class="turn" data-sign="U+{ord(turn[0]):04X}">{turn[0]}</bdi>'


def coded(text: str) -> Markup:
    """The text, escaped; what stands between backticks is something to be typed."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def outer(kind: str) -> str:
    """The class of a run that a fact of this kind covers outside of the innermost one."""
    return f"o-{kind}"
