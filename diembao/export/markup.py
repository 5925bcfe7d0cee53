"""HTML built so that no text can become markup: every text and every attribute is escaped here and nowhere else."""
from __future__ import annotations

import html
import re

#: Signs that no HTML text may have, and those that turn the direction of what follows them.
_UNSHOWN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_VOID = frozenset({"meta", "br", "hr"})


class Markup(str):
    """A text that is HTML already."""


def element(tag: str, *content: str | None, **attributes: str | int | bool | None) -> Markup:
    """An element with its content, texts escaped, markup as it is; an attribute that is None or False is left out.

    `class_`, `for_` and `http_equiv` stand for the names that Python does not allow.
    """
    given = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    told = [_attribute(name, value) for name, value in given.items() if value is not None and value is not False]
    start = f"<{' '.join([tag, *told])}>"
    return Markup(start if tag in _VOID else f"{start}{joined(*content)}</{tag}>")


def _attribute(name: str, value: str | int | bool) -> str:
    return name if value is True else f'{name}="{_safe(str(value))}"'


def joined(*parts: str | None) -> Markup:
    """The parts one behind the other, each escaped unless it is markup."""
    return Markup("".join(part if isinstance(part, Markup) else _safe(part) for part in parts if part is not None))


def _safe(text: str) -> str:
    return html.escape(_UNSHOWN.sub("\ufffd", text), quote=True)
