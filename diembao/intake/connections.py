"""One connection for one request: to an address that was checked, and not beyond its deadline. Imports httpx."""
from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import httpcore
import httpx

from diembao.intake.networks import resolve
from diembao.intake.refusals import FetchError, HostError
from diembao.intake.settings import Settings


class _Timed(httpcore.NetworkStream):
    """A stream that ends when its time is up, however steadily it drips."""

    def __init__(self, stream: httpcore.NetworkStream, end: float, total: float) -> None:
        self._stream = stream
        self._end = end
        self._total = total

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._within():
            return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._within():
            self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        with self._within():
            inner = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(inner, self._end, self._total)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        # Not nothing, which would mean not to wait at all.
        left = max(self._end - monotonic(), 0.001)
        return left if timeout is None else min(timeout, left)

    @contextmanager
    def _within(self) -> Iterator[None]:
        """FetchError where the time is up, before or in the meantime."""
        try:
            if monotonic() < self._end:
                yield
                return
        except httpcore.TimeoutException:
            if monotonic() < self._end:
                raise
        raise FetchError(f"took longer than {self._total:g} s to answer, and was given up")


class _Checked(httpcore.NetworkBackend):
    """Connects to the very addresses that were checked: asked again, a name might stand for others."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        total = self._settings.total
        end = monotonic() + total
        addresses = resolve(host, port, allow_private=self._settings.allow_private)
        for last, address in enumerate(addresses, 1 - len(addresses)):
            try:
                stream = self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
                return _Timed(stream, end, total)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not last or monotonic() > end:
                    raise
        raise httpcore.ConnectError(f"{host} has no address")


@contextmanager
def told_plainly(settings: Settings) -> Iterator[None]:
    """Raises FetchError, in words for a reader, for all that may go wrong on a connection."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise HostError(f"cannot be reached: no connection within {settings.connect:g} s") from error
    except httpcore.ConnectError as error:
        raise HostError(f"cannot be reached: {error}") from error
    except (httpcore.ReadTimeout, httpcore.WriteTimeout) as error:
        raise FetchError(f"was given up: its server was silent for {settings.silence:g} s or too slow") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
        raise FetchError(f"was cut off by its server ({error}); try it again later") from error


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close:
            close()


class Transport(httpx.BaseTransport):
    """httpx over connections of ours. Nothing of the environment changes where it goes, no proxy either."""

    def __init__(self, settings: Settings, context: ssl.SSLContext) -> None:
        # No connection is kept: between two requests to a host lies its delay.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_keepalive_connections=0, network_backend=_Checked(settings)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        told = self._pool.handle_request(asked)
        assert isinstance(told.stream, Iterable)
        return httpx.Response(told.status, headers=told.headers, stream=_Body(told.stream), extensions=told.extensions)

    def close(self) -> None:
        self._pool.close()
