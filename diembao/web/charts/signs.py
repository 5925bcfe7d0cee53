"""The signs of a chart: each subject has one of its own, so that none is told apart by its colour alone."""
from __future__ import annotations

from math import cos, pi, sin

#: Corners and the turn of the first, in degrees: a square, triangles on their foot and head, a diamond, a hexagon.
_CORNERS = ((4, 45), (3, -90), (3, 90), (4, 0), (6, 0))
_RADIUS = 6.5


def sign_path(subject: int, x: float, y: float) -> str:
    """The `d` of an SVG path that draws a subject's sign around a place."""
    if subject == 0:
        r = _RADIUS - 1
        return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z"
    count, turn = _CORNERS[(subject - 1) % len(_CORNERS)]
    turns = (turn * pi / 180 + 2 * pi * n / count for n in range(count))
    return "M" + "L".join(f"{x + _RADIUS * cos(a):.2f} {y + _RADIUS * sin(a):.2f}" for a in turns) + "Z"


def letter(subject: int) -> str:
    """What a subject is called beside its bars: A, B, C ..."""
    return chr(ord("A") + subject)
