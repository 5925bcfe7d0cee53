"""Serves the app until it is stopped."""
from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from diembao.exits import Failure, say
from diembao.web.app import create_app
from diembao.web.asking import EXTENSION as QUERIES
from diembao.web.asking import Queries
from diembao.web.databases import EXTENSION
from diembao.web.overview import EXTENSION as OVERVIEW
from diembao.web.pages.indicators import LINES
from diembao.web.rules import EXTENSION as RULES
from diembao.web.settings import Settings
from extractor.model import DiembaoError

if TYPE_CHECKING:
    from flask import Flask

_THREADS = 8
#: How long a page may keep the others from going on, in seconds. SQLite lets go of the interpreter at every row, and
#: with the 5 ms of Python's own a page of hundreds of rows would wait that long again and again beside a busy one.
_TURN = 0.0005


def serve(settings: Settings, *, open_browser: bool) -> None:
    """Answers requests until Ctrl-C. Failure where the port is taken or the host is none of this machine."""
    from waitress import create_server

    # That a request waits for a thread is nothing to tell whoever sits at the terminal.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = _listening(settings.host, settings.port)
    app = create_app(settings)
    sys.setswitchinterval(_TURN)
    Thread(target=_prepare, args=[app], daemon=True).start()
    server = create_server(app, sockets=[listening], threads=_THREADS, ident=None, clear_untrusted_proxy_headers=True)
    address = f"http://{_shown(settings.host)}:{settings.port}/"
    say(f"{settings.database} is shown at {address} (Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    _end_queries_on_ctrl_c(app.extensions[QUERIES])
    try:
        server.run()
    finally:
        server.close()
        app.extensions[QUERIES].close()
        app.extensions[EXTENSION].close()


def _end_queries_on_ctrl_c(queries: Queries) -> None:
    """The server waits for what it answers just now before it ends, and a query may take long."""

    def end(number: int, frame: FrameType | None) -> None:
        queries.close()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, end)


def _prepare(app: Flask) -> None:
    """Has made what takes a second or more, so that no reader waits for it. What fails here is told where it is
    asked for."""
    with suppress(DiembaoError):
        app.extensions[RULES].loaded()
    with suppress(DiembaoError):
        archive = app.extensions[EXTENSION].archive()
        app.extensions[OVERVIEW].glance(archive)
        app.extensions[OVERVIEW].indicators(archive, LINES)
        app.extensions[OVERVIEW].precision(archive)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there, bound before anything is said, so that a taken port is told at once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise Failure(f"{host} is no address of this machine: give another --host") from error
    family, kind, protocol, _, address = found[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise Failure(_why_not(error, host, port)) from error
    return bound


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: give another, such as `diembao web --port {port + 1}`"
    if error.errno == errno.EACCES:
        return f"port {port} may not be opened: give one from 1024 on with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: give another --host"
    return f"{host}:{port} cannot be opened: {error.strerror}"


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
