"""A text rewritten stretch by stretch: what lies between line ends, the ends of tags and double quotation marks."""
from __future__ import annotations

from collections.abc import Callable

import regex

STRETCH = regex.compile(r'[^<>\n"]+')


def rewritten(text: str, rewrite: Callable[[str], str]) -> str:
    """`text` with each stretch replaced by what `rewrite` makes of it; what lies between them stays."""
    return STRETCH.sub(lambda found: rewrite(found.group()), text)


def places(number: int) -> str:
    """For people: `1 place`, `12 places`."""
    return "1 place" if number == 1 else f"{number} places"
