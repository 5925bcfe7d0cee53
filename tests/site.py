"""A real web server on loopback, whose every page a test makes, and which remembers what it was asked."""
from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its path with the query, and its headers (names in lower case)."""

    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Site:
    """What is where: a path's page as (status, headers, body), or a function that answers on the raw handler."""

    port: int = 0
    scheme: str = "http"
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200,
            **headers: str) -> str:  # fmt: skip
        told = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, told, body.encode() if isinstance(body, str) else body)
        return self.url(path)

    def act(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        self.pages[path] = answer
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.put(path, b"", status=status, Location=to)

    def paths(self, *, robots: bool = False) -> list[str]:
        """What was asked for, in order."""
        return [one.path for one in self.asked if robots or one.path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, headers))
        page = self.site.pages.get(self.path.partition("?")[0], (404, {}, b""))
        if callable(page):
            page(self)
            return
        status, told, body = page
        tag, since = told.get("ETag"), told.get("Last-Modified")
        if (tag and headers.get("if-none-match") == tag) or (since and headers.get("if-modified-since") == since):
            status, body = 304, b""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | told).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server that answers until the block is left, over TLS where it is `secured`."""
    site = Site(scheme="https" if secured else "http")
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
