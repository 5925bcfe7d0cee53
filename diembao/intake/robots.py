"""robots.txt: what a site lets programs read, asked once an hour and obeyed."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from diembao.intake.refusals import FetchError, HostError

if TYPE_CHECKING:
    from protego import Protego

#: Bytes of a robots.txt that are read, as RFC 9309 has it.
LIMIT = 512_000
#: Seconds between two requests that a site may ask for; for more it is left alone.
LONGEST_DELAY = 300.0

_FRESH = 3600.0
_FRESH_FAULT = 300.0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a site's robots.txt says, or why it says nothing, and until when that is believed."""

    until: float
    rules: Protego | None = None
    fault: FetchError | None = None


class Robots:
    """The rules of every site; `get` fetches a robots.txt and gives its text, None where the site has none.

    `get` raises FetchError where that cannot be known. `agent` is who we say that we are.
    """

    def __init__(self, get: Callable[[str], str | None], agent: str) -> None:
        self._get = get
        self._name = name_of(agent)
        self._told: dict[str, _Told] = {}

    def delay_for(self, site: str, url: str) -> float:
        """The seconds that the site (`https://host:port`) wants between two requests, for an address that we may read.

        FetchError where it does not let us, or may not.
        """
        told = self._told.get(site)
        if told is None or told.until < monotonic():
            told = self._told[site] = self._ask(site)
        if told.fault:
            raise type(told.fault)(str(told.fault), lasting=told.fault.lasting)
        if told.rules is None:
            return 0.0
        if not told.rules.can_fetch(url, self._name):
            raise FetchError(f"is not fetched: {site}/robots.txt does not allow it to {self._name}", lasting=True)
        return self._delay(told.rules, site)

    def _delay(self, rules: Protego, site: str) -> float:
        rate = rules.request_rate(self._name)
        wanted = max(rules.crawl_delay(self._name) or 0.0, rate.seconds / max(rate.requests, 1) if rate else 0.0)
        if wanted > LONGEST_DELAY:
            raise FetchError(f"is not fetched: {site}/robots.txt wants {wanted:g} s between two requests", lasting=True)
        return wanted

    def _ask(self, site: str) -> _Told:
        from protego import Protego

        try:
            text = self._get(f"{site}/robots.txt")
        except HostError as error:
            return _Told(monotonic() + _FRESH_FAULT, fault=error)
        except FetchError as error:
            fault = FetchError(f"is not fetched: {site}/robots.txt {error}, so that nobody knows what is allowed")
            return _Told(monotonic() + _FRESH_FAULT, fault=fault)
        return _Told(monotonic() + _FRESH, None if text is None else Protego.parse(text))


def name_of(agent: str) -> str:
    """The name that rules are made for: the first word of the user agent, without its version."""
    found = re.match(r"[\w-]+", agent)
    return found[0] if found else agent
