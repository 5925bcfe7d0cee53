"""How addresses are fetched, as the user has it, and what is remembered of them, as the fetching sees it."""
from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Protocol

from db.visits import Visit

#: Seconds between two requests to one host.
DELAY = 2.0
#: Pages of one feed or sitemap that are fetched in one run.
PAGES = 1000


def default_agent() -> str:
    """Who we say that we are, where the user does not: the program; how to reach its user only the user can say."""
    return f"diembao/{version('diembao')} (reads Vietnamese press articles; run by a user who gives no address)"


@dataclass(frozen=True, slots=True)
class Settings:
    """`delay` in seconds a host, `pages` at most of one feed or sitemap; `allow_private` opens the user's own network.

    Times are in seconds: `connect` for a connection, `silence` between two pieces of an answer, `total` for the whole.
    """

    agent: str = field(default_factory=default_agent)
    delay: float = DELAY
    allow_private: bool = False
    pages: int = PAGES
    connect: float = 10.0
    silence: float = 20.0
    total: float = 60.0


class Memory(Protocol):
    """What is remembered of addresses from one run to the next."""

    @property
    def ruleset(self) -> str | None:
        """What pages are read by now: what another ruleset has read is to be read again."""

    @property
    def resumed(self) -> str | None:
        """Since when (UTC, ISO 8601) a visit counts as of this run, which then goes on where one was stopped."""

    def visit_of(self, url: str) -> Visit | None:
        """The last visit of an address."""

    def note(self, visit: Visit) -> None:
        """Remembers a visit in place of the last one."""


class Forgetful:
    """Remembers nothing: every address is new."""

    ruleset: str | None = None
    resumed: str | None = None

    def visit_of(self, url: str) -> Visit | None:
        return None

    def note(self, visit: Visit) -> None:
        pass
