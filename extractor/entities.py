"""Entities that stand for single signs beyond ASCII (`&agrave;`, `&#181;`) as these signs; markup's own stay."""
from __future__ import annotations

from html import unescape

import regex

_ENTITY = regex.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")


def shown(text: str) -> str:
    """`text` with every such entity replaced, but those of ASCII signs (`&lt;`, `&#38;`) and of the no-break space."""
    if "&" not in text:
        return text
    signs = {entity: _sign(entity) for entity in set(_ENTITY.findall(text))}
    if all(entity == sign for entity, sign in signs.items()):
        return text
    return _ENTITY.sub(lambda found: signs[found.group()], text)


def _sign(entity: str) -> str:
    sign = unescape(entity)
    return entity if sign.isascii() or sign == "\u00a0" else sign
