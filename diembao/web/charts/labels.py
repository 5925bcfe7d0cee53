"""Where the values beside the signs of a chart stand, so that none stands on another."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: What a character takes at the size that charts are written in, the height of a line, the room that a sign takes.
_CHARACTER, _LINE, _ROOM = 7.0, 13.0, 9.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its middle at `x` and its feet at `y`."""

    x: float
    y: float
    text: str

    def overlaps(self, other: Label) -> bool:
        near = abs(self.x - other.x) < (width_of(self.text) + width_of(other.text)) / 2
        return near and abs(self.y - other.y) < _LINE


def width_of(text: str) -> float:
    """About how wide a text is."""
    return len(text) * _CHARACTER


def placed(wanted: Iterable[tuple[float, float, float, str]], top: float, floor: float) -> Iterator[Label | None]:
    """For each sign, told by its `x`, its upper and lower end and its text, a label above it, or below, where there is
    room between `top` and `floor` and no other stands; None where there is none."""
    signs = list(wanted)
    stand = [Label(x, (high + low) / 2 + _LINE / 2, "o") for x, high, low, _ in signs]
    taken: list[Label] = []
    for number, (x, high, low, text) in enumerate(signs):
        above, below = Label(x, high - _ROOM, text), Label(x, low + _ROOM + _LINE - 3, text)
        others = [*taken, *stand[:number], *stand[number + 1 :]]
        free = (one for one in (above, below) if top <= one.y <= floor and not any(map(one.overlaps, others)))
        found = next(free, None)
        if found is not None:
            taken.append(found)
        yield found
