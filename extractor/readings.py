"""One text read in several ways, and which of the readings is plainly Vietnamese."""
from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.legacy import CODEPAGES
from extractor.syllables import Evidence, evidence_of

#: So few words with marks prove nothing; so many of them must be syllables; and so many more than in another reading.
FEWEST = 5
PLAIN = 0.85
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """`words`: a sample as read in this way. `name`: an encoding or code page; `label` is for people."""

    name: str
    label: str
    words: str
    evidence: Evidence

    @property
    def is_plain(self) -> bool:
        return self.evidence.words >= FEWEST and self.evidence.share >= PLAIN


def reading(name: str, label: str, words: str) -> Reading:
    """What `words`, read as `name`, say for being Vietnamese."""
    words = unicodedata.normalize("NFC", words)
    return Reading(name, label, words, evidence_of(words))


def in_code_pages(words: str) -> list[Reading]:
    """Words that windows-1252 shows, read in each of the old code pages."""
    return [reading(page.name, page.label, page.read(words)) for page in CODEPAGES]


def plainest(readings: Sequence[Reading]) -> Reading | None:
    """The plainly Vietnamese one, the first of equals; None where there is none, or another comes too near it."""
    plain = [one for one in readings if one.is_plain]
    best = max(plain, key=lambda one: one.evidence.share, default=None)
    if best is None:
        return None
    rivals = (one.evidence.share for one in readings if one.words != best.words)
    return best if best.evidence.share >= max(rivals, default=0.0) + MARGIN else None
