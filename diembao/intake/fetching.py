"""Pages over HTTP(S): asked for with manners, followed where they lead, and given up where they lead nowhere."""
from __future__ import annotations

import ssl
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import replace
from http import HTTPStatus

import httpx

from db.visits import Visit
from diembao.intake import robots
from diembao.intake.connections import Transport, told_plainly
from diembao.intake.exchanges import Answer, answer_of
from diembao.intake.hosts import PATIENCE, PEACE, Hosts
from diembao.intake.refusals import FetchError
from diembao.intake.robots import Robots
from diembao.intake.settings import Settings

REDIRECTS = 5
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class Fetcher:
    """Fetches addresses one at a time, never two requests to a host within its delay; `wait` sleeps for seconds."""

    def __init__(self, settings: Settings, wait: Callable[[float], None]) -> None:
        self._settings = settings
        self._context = _trusted()
        self._hosts = Hosts(settings.delay, wait)
        self._robots = Robots(self._robots_txt, settings.agent)

    def fetch(
        self, url: str, *, limit: int, kinds: Collection[str] | None = None, last: Visit | None = None
    ) -> Answer:
        """The answer with status 200, or 304 where nothing has changed since `last`.

        FetchError where the address gives nothing, is not to be read, is larger than `limit` bytes or is of none of
        `kinds` (media types; an answer that tells none is taken).
        """
        target = _target(url)
        for hop in range(REDIRECTS + 1):
            delay = self._robots.delay_for(_site(target), str(target))
            answer = self._ask(target, limit, kinds, last, delay)
            if answer.location is None:
                _require_content(answer, last)
                return answer if hop else replace(answer, url=url)
            target = _target(answer.location)
        raise FetchError(f"is redirected more than {REDIRECTS} times, last to {target}", lasting=True)

    def _ask(
        self, target: httpx.URL, limit: int, kinds: Collection[str] | None, last: Visit | None, delay: float = 0.0
    ) -> Answer:
        """One answer, or the second where the first asks to come again soon; one that asks again is left in peace."""
        answer = self._exchange(target, limit, kinds, last, delay)
        if answer.status in _BUSY and answer.rest is not None:
            self._hosts.wants_rest(target.host, answer.rest)
            if answer.rest <= PATIENCE:
                answer = self._exchange(target, limit, kinds, last, delay)
                if answer.status in _BUSY:
                    self._hosts.wants_rest(target.host, max(answer.rest or 0.0, PEACE))
        return answer

    def _exchange(
        self, target: httpx.URL, limit: int, kinds: Collection[str] | None, last: Visit | None, delay: float
    ) -> Answer:
        self._hosts.wait_for(target.host, delay)
        settings = self._settings
        times = httpx.Timeout(settings.silence, connect=settings.connect, pool=None)
        transport = Transport(settings, self._context)
        try:
            with told_plainly(settings), httpx.Client(transport=transport, trust_env=False, timeout=times) as client:
                asked = client.build_request("GET", target, headers=_headers(settings.agent, last))
                with closing(client.send(asked, stream=True, follow_redirects=False)) as response:
                    answer = answer_of(response, limit, kinds)
        except FetchError as error:
            (self._hosts.worked if error.lasting else self._hosts.failed)(target.host)
            raise
        finally:
            self._hosts.answered(target.host, delay)
        self._hosts.worked(target.host)
        return answer

    def _robots_txt(self, url: str) -> str | None:
        """The text of a robots.txt, None where the site has none. FetchError where it does not tell."""
        target = _target(url)
        for _ in range(REDIRECTS + 1):
            answer = self._ask(target, robots.LIMIT, None, None)
            if answer.location is None:
                break
            target = _target(answer.location)
        if answer.status == HTTPStatus.OK:
            return answer.content.decode("utf-8", "replace")
        if answer.status >= 500 or answer.status in _BUSY:
            raise FetchError(f"cannot be read ({_told(answer.status)})", status=answer.status)
        return None


def _headers(agent: str, last: Visit | None) -> dict[str, str]:
    told = {
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Language": "vi",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if last and last.etag:
        told["If-None-Match"] = last.etag
    if last and last.last_modified:
        told["If-Modified-Since"] = last.last_modified
    return told


def _trusted() -> ssl.SSLContext:
    """Whom TLS connections believe: an office whose network reads along names its own certificate in SSL_CERT_FILE."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise FetchError(
            f"is not fetched: the environment's SSL_CERT_FILE names no certificates ({error.strerror or error}); "
            "correct or unset it"
        ) from error


def _target(url: str) -> httpx.URL:
    """An address that can be asked. FetchError where it is none."""
    try:
        target = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"is no address ({error})", lasting=True) from error
    if target.scheme not in ("http", "https"):
        raise FetchError("is no http or https address; only those are fetched", lasting=True)
    if not target.host:
        raise FetchError("is an address without a host", lasting=True)
    if target.userinfo:
        raise FetchError("is an address with a user name in it; pages behind a login are not read", lasting=True)
    return target.copy_with(fragment=None)


def _site(target: httpx.URL) -> str:
    return f"{target.scheme}://{target.netloc.decode('ascii')}"


def _require_content(answer: Answer, last: Visit | None) -> None:
    """FetchError unless there is a page, or the last one still holds."""
    status = answer.status
    if status == HTTPStatus.OK or (status == HTTPStatus.NOT_MODIFIED and last is not None):
        return
    told = _told(status)
    if status in _BUSY:
        rest = f"; its server asks for {answer.rest:.0f} s of rest" if answer.rest else ""
        raise FetchError(f"is not given now ({told}){rest}; run the command again later", status=status)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise FetchError(f"does not exist ({told}); check the address", status=status, lasting=True)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN):
        raise FetchError(f"is refused ({told}): the site does not give it to programs", status=status, lasting=True)
    if status >= 500:
        raise FetchError(f"is not given: its server is in trouble ({told})", status=status)
    lasting = status not in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)
    raise FetchError(f"gives no page ({told})", status=status, lasting=lasting)


def _told(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
