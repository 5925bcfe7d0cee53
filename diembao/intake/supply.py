"""One place to get pages from, whatever was named."""
from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from diembao.inputs import STDIN, Fault, Input, Listing, Supplied, is_address
from diembao.intake.files import pages_of
from diembao.intake.settings import Forgetful, Memory, Settings

if TYPE_CHECKING:
    from diembao.intake.web import Web

#: What may be asked for.
Wanted = Input | Listing | Fault


class Intake:
    """Turns inputs into pages; what only the web needs is made when an address is first asked for."""

    def __init__(
        self,
        settings: Settings | None = None,
        memory: Memory | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings or Settings()
        self._memory = memory or Forgetful()
        self._wait = wait

    @cached_property
    def web(self) -> Web:
        from diembao.intake.web import Web

        return Web(self._settings, self._memory, self._wait)

    def supply(self, given: Input | Listing) -> Iterator[Supplied]:
        """The pages of an input, one at a time. OSError, SourceError where it ends early."""
        if isinstance(given, Listing):
            yield from {"urls": self._urls, "feed": self.web.feed, "sitemap": self.web.sitemap}[given.kind](given.where)
        elif is_address(given.path):
            yield from self.web.page(given.path)
        else:
            yield from pages_of(given)

    def _urls(self, path: str) -> Iterator[Supplied]:
        from diembao.intake.web import addresses_in

        with _lines_of(path) as lines:
            for one in addresses_in(lines, "standard input" if path == STDIN else path):
                yield from [one] if isinstance(one, Fault) else self.web.page(one)


def _lines_of(path: str) -> BinaryIO | nullcontext[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb")
