"""Where a page stands in what the user named, and what it is therefore called."""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diembao.exits import printable
from diembao.inputs import Fault, Page


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in an input: as it is `shown` in messages, and the `name` that a page there has.

    On standard input nothing has a name; a page is then named by its content.
    """

    shown: str
    name: str | None

    def inside(self, separator: str, part: str) -> Origin:
        """A place within this one: `archive.zip` `!` `path/inside.html`."""
        part = printable(part)
        return Origin(f"{self.shown}{separator}{part}", self.name and f"{self.name}{separator}{part}")

    def page(
        self,
        content: bytes,
        url: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        by_url: bool = True,
    ) -> Page:
        """A page here, called by its address where it has one."""
        own = self.name or f"stdin-{hashlib.sha256(content).hexdigest()[:12]}"
        name = url if url and (by_url or not self.name) else own
        return Page(name, content, url, media_type, charset, given or {}, self.shown)

    def fault(self, why: str) -> Fault:
        return Fault(self.shown, why)
