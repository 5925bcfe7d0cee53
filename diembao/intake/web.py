"""Pages on the web, by their addresses or by what lists them; what has not changed is not asked for twice."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from db.visits import Visit
from diembao.inputs import Fault, Page, Supplied, Unchanged
from diembao.intake import feeds, media, sitemaps
from diembao.intake.addresses import identity
from diembao.intake.exchanges import Answer
from diembao.intake.feeds import Entry
from diembao.intake.fetching import Fetcher
from diembao.intake.limits import page_limit
from diembao.intake.refusals import FetchError
from diembao.intake.settings import Memory, Settings

# How deep sitemaps may name sitemaps, and how many of them are read.
_DEPTH = 3
_SITEMAPS = 1000


class Web:
    """One user's way to the web. No address is asked for twice, whatever lists it; `wait` sleeps for seconds."""

    def __init__(self, settings: Settings, memory: Memory, wait: Callable[[float], None]) -> None:
        self._settings = settings
        self._memory = memory
        self._fetcher = Fetcher(settings, wait)
        self._seen: set[str] = set()
        self._sitemaps: set[str] = set()

    def page(self, url: str, feed: str | None = None, given: Mapping[str, Any] | None = None) -> Iterator[Supplied]:
        """The page of an address; nothing if it was asked for before."""
        known = identity(url)
        if known not in self._seen:
            self._seen.add(known)
            yield self._page(url, feed, given or {})

    def feed(self, url: str) -> Iterator[Supplied]:
        """The pages of the articles that a feed names. FetchError where there is no feed."""
        answer = self._fetcher.fetch(url, limit=feeds.LIMIT)
        yield from self._listed(feeds.entries_of(answer.content, answer.url, answer.media_type), url)

    def sitemap(self, url: str) -> Iterator[Supplied]:
        """The pages that a sitemap names, and those of the sitemaps that it names. FetchError where there is none."""
        yield from self._listed(self._mapped(url), url)

    def news(self, url: str, skip: Callable[[str], bool]) -> Iterator[Supplied]:
        """The pages that a feed names, but for those to `skip`; none if the feed is as it was. FetchError as `feed`.

        The feed is remembered only once nothing of it is left to do.
        """
        last = self._memory.visit_of(identity(url))
        answer = self._fetcher.fetch(url, limit=feeds.LIMIT, last=last)
        if answer.status == 304:
            return
        entries = feeds.entries_of(answer.content, answer.url, answer.media_type)
        yield from self._listed((entry for entry in entries if not (entry.url and skip(identity(entry.url)))), url)
        if all(skip(identity(entry.url)) for entry in entries if entry.url):
            self._memory.note(_visit(url, answer, None, None))

    def forget(self) -> None:
        """From now on every address may be asked for again."""
        self._seen.clear()

    def _listed(self, entries: Iterable[Entry | Fault], where: str) -> Iterator[Supplied]:
        """The pages of a list's entries, as many as the settings allow."""
        asked = 0
        for entry in entries:
            if isinstance(entry, Fault):
                yield entry
            elif entry.url is None:
                yield Fault(where, f"names an article without its address: {entry.given.get('title') or 'no title'}")
            elif identity(entry.url) not in self._seen:
                if asked >= self._settings.pages:
                    yield Fault(where, f"names more than {asked} articles; the rest was left (see --limit)")
                    return
                for one in self._entry(entry, entry.url, where):
                    asked += not isinstance(one, Unchanged)
                    yield one

    def _entry(self, entry: Entry, url: str, where: str) -> Iterator[Supplied]:
        last = self._memory.visit_of(identity(url))
        if last and entry.changed and self._still_holds(last) and _before(entry.changed, last.fetched):
            self._seen.add(identity(url))
            yield Unchanged(url)
        else:
            yield from self.page(url, where, entry.given)

    def _mapped(self, url: str, depth: int = 0) -> Iterator[Entry | Fault]:
        """The pages of a sitemap, then of those below it; each sitemap once. FetchError where it cannot be read."""
        self._sitemaps.add(url)
        found = sitemaps.sitemap_of(self._fetcher.fetch(url, limit=sitemaps.LIMIT).content)
        yield from found.pages
        for entry in found.sitemaps if depth < _DEPTH else ():
            if entry.url and entry.url not in self._sitemaps and len(self._sitemaps) < _SITEMAPS:
                try:
                    yield from self._mapped(entry.url, depth + 1)
                except FetchError as error:
                    yield Fault(entry.url, str(error))

    def _page(self, url: str, feed: str | None, given: Mapping[str, Any]) -> Supplied:
        known = identity(url)
        last = self._memory.visit_of(known)
        still = last if last and self._still_holds(last) else None
        if still and self._memory.resumed and still.fetched >= self._memory.resumed:
            return _again(url, still)
        try:
            answer = self._fetcher.fetch(url, limit=page_limit(), kinds=media.PAGES, last=still)
        except FetchError as error:
            return self._refused(url, feed, error)
        if answer.status == 304 and still:
            self._memory.note(replace(still, fetched=answer.retrieved))
            return _again(url, still)
        final = identity(answer.url)  # where redirects led
        told = {**given, "retrieved": answer.retrieved} | ({"fetched_url": url} if url != final else {})
        visit = _visit(url, answer, feed, self._memory.ruleset)
        return Page(final, answer.content, final, answer.media_type, answer.charset, told, url, visit)

    def _still_holds(self, last: Visit) -> bool:
        """Whether what was read then would be read so now."""
        return last.status == 200 and last.ruleset is not None and last.ruleset == self._memory.ruleset

    def _refused(self, url: str, feed: str | None, error: FetchError) -> Fault:
        last = self._memory.visit_of(identity(url))
        # A page that was there once stays remembered as it was.
        if error.lasting and (last is None or last.fault):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._memory.note(Visit(identity(url), now, error.status, feed=feed, fault=str(error)))
        return Fault(url, str(error))


def addresses_in(lines: Iterable[bytes], where: str) -> Iterator[str | Fault]:
    """The addresses of a list, one a line; blank lines and those that begin with # are left out."""
    for number, line in enumerate(lines, 1):
        told = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if told and not told.startswith("#"):
            is_one = told.lower().startswith(("http://", "https://")) and len(told.split()) == 1
            yield told if is_one else Fault(f"{where}:{number}", "is no http or https address; give one address a line")


def _visit(url: str, answer: Answer, feed: str | None, ruleset: str | None) -> Visit:
    digest = hashlib.sha256(answer.content).hexdigest()
    return Visit(
        identity(url), answer.retrieved, answer.status, answer.etag, answer.last_modified, digest, feed, ruleset
    )


def _again(url: str, last: Visit) -> Fault | Unchanged:
    """What became of a page that is as it was: what became of it then."""
    return Fault(url, last.fault) if last.fault else Unchanged(url)


def _before(told: str, moment: str) -> bool:
    """Whether a sitemap's date lies wholly before a moment; a date without a time may mean any hour of its day."""
    try:
        day = datetime.fromisoformat(told)
    except ValueError:
        return False
    if len(told) <= 10:
        return day.date() < datetime.fromisoformat(moment).date()
    return day.replace(tzinfo=day.tzinfo or UTC) < datetime.fromisoformat(moment)
