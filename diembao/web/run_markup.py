"""How runs of an article's text are written into HTML so that they come back character for character."""
from __future__ import annotations

from markupsafe import Markup, escape


def exact(text: str) -> Markup:
    """The text, escaped; a carriage return is told as a reference, since a browser would read it as a line feed."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def outer(kind: str) -> str:
    """The class of a run that a fact of this kind covers outside of the innermost one."""
    return f"o-{kind}"
