"""As many articles as are wanted, made of a few: numbers, dates, names, places and words changed, nothing twice.

The same seed gives the same articles. A copy has the paragraphs of one article, a few of another's behind them, and
each name and place changed to the same one throughout. Some copies keep nearly all words, as a reprint does; in others
a share of the words is changed, so that some words stand in many articles and some in few.
"""
from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Shares of words that are changed, one of which a copy has.
_CHANGED = (0.0, 0.02, 0.05, 0.1)
_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(/(?:19|20)\d\d)?(?![\d/])")
_YEAR = re.compile(r"(?<![\d.,])20[0-3]\d(?![\d.,]\d)")
_LONG_DATE = re.compile(r"(?<=[Nn]gày )\d{1,2} tháng \d{1,2}\b")
_NUMBER = re.compile(r"\d+")
_CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x41, 0x1F00)) if letter.isupper()) + r"]\w+"
_PERSON = re.compile(rf"(?:(?<=\b[Ôô]ng )|(?<=\b[Bb]à )){_CAPITAL}(?: {_CAPITAL}){{1,3}}")
_PLACE = re.compile(rf"(?<=tỉnh ){_CAPITAL} {_CAPITAL}")
_WORD = re.compile(r"\b[^\W\d_]+\b")

_SURNAMES = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý",
]  # fmt: skip
_MIDDLE = [
    "Văn", "Hữu", "Đức", "Minh", "Quang", "Thanh", "Xuân", "Ngọc", "Thị", "Thu", "Hồng", "Kim", "Đình", "Công", "Bá",
    "Trọng",
]  # fmt: skip
_GIVEN = [
    "An", "Anh", "Bình", "Bảo", "Châu", "Chi", "Cường", "Dũng", "Duy", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiền",
    "Hiếu", "Hòa", "Hoa", "Hùng", "Hương", "Khánh", "Khoa", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung",
    "Oanh", "Phong", "Phúc", "Quân", "Quyên", "Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Trang", "Trí", "Tú", "Tuấn",
    "Uyên", "Vân", "Việt", "Vinh", "Yến",
]  # fmt: skip
_PROVINCES = [
    "An Giang", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương", "Bình Định", "Bình Phước",
    "Cà Mau", "Cao Bằng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang",
    "Hà Nam", "Hà Tĩnh", "Hải Dương", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum",
    "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận",
    "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La",
    "Tây Ninh", "Thái Bình", "Thanh Hóa", "Tiền Giang", "Trà Vinh", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Originals:
    """The texts that copies are made of; `words` are those that stand for changed ones, as often as they are told."""

    texts: Sequence[str]
    words: Sequence[str]

    @classmethod
    def of(cls, folder: Path) -> Originals:
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
        return cls(texts, [word for text in texts for word in _WORD.findall(text) if word.islower()])

    def copy(self, seed: int, number: int) -> str:
        """The text of the copy with this number."""
        draw = random.Random(f"{seed}/{number}")
        text = _changed_words(self._mixed(draw, number), self.words, draw)
        text = _renamed(text, _PERSON, lambda: _person(draw))
        text = _renamed(text, _PLACE, lambda: draw.choice(_PROVINCES))
        return _renumbered(text, draw)

    def _mixed(self, draw: random.Random, number: int) -> str:
        """One text, and from anywhere in another as much as half of its paragraphs."""
        own, other = self.texts[number % len(self.texts)], draw.choice(self.texts).split("\n\n")
        start = draw.randrange(len(other))
        return own.rstrip() + "\n\n" + "\n\n".join(other[start : start + len(other) // 2]) + "\n"


def _person(draw: random.Random) -> str:
    return " ".join(draw.choice(names) for names in (_SURNAMES, _MIDDLE, _GIVEN))


def _renamed(text: str, names: re.Pattern[str], make: Callable[[], str]) -> str:
    """The text with each name that the pattern finds changed to another, wherever it stands."""
    new: Mapping[str, str] = {name: make() for name in sorted(set(names.findall(text)))}
    if not new:
        return text
    told = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(new, key=len, reverse=True))) + r")\b")
    return told.sub(lambda found: new[found[0]], text)


def _changed_words(text: str, words: Sequence[str], draw: random.Random) -> str:
    share = draw.choice(_CHANGED)

    def changed(found: re.Match[str]) -> str:
        return draw.choice(words) if found[0].islower() and draw.random() < share else found[0]

    return _WORD.sub(changed, text)


def _renumbered(text: str, draw: random.Random) -> str:
    """Other days, the years all as far away, every other digit anew."""
    years = draw.randint(-6, 2)
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\0{'x' * len(kept)}\0"  # holds no digit, so that nothing changes it again

    text = _DATE.sub(lambda found: keep(_day(draw, found[1])), text)
    text = _LONG_DATE.sub(lambda _: keep(f"{draw.randint(1, 28)} tháng {draw.randint(1, 12)}"), text)
    text = _YEAR.sub(lambda found: keep(str(min(2024, int(found[0]) + years))), text)
    text = _NUMBER.sub(lambda found: _digits(found[0], draw), text)
    return re.sub("\0(x+)\0", lambda found: kept[len(found[1]) - 1], text)


def _day(draw: random.Random, year: str | None) -> str:
    return f"{draw.randint(1, 28)}/{draw.randint(1, 12)}" + (f"/{draw.randint(2010, 2024)}" if year else "")


def _digits(number: str, draw: random.Random) -> str:
    return str(draw.randint(1, 9)) + "".join(str(draw.randint(0, 9)) for _ in number[1:])
