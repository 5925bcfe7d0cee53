"""One place to get pages from, whatever was named."""
from __future__ import annotations

from collections.abc import Iterator

from diembao.inputs import Fault, Input, Supplied
from diembao.intake.files import pages_of

#: What may be asked for.
Wanted = Input | Fault


class Intake:
    """Turns inputs into pages."""

    def supply(self, given: Input) -> Iterator[Supplied]:
        """The pages of an input, one at a time. OSError, SourceError where it ends early."""
        return pages_of(given)
