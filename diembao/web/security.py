"""Who may ask: the right Host, the same origin for writes, a password where one is set; and what a page may do.

Text of articles is a stranger's: templates escape it, and the policy below lets no script or style run that is not
a file of ours.
"""
from __future__ import annotations

import ipaddress
import socket

from flask import Flask, Response, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from diembao.web.settings import Settings, settings

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: What is shown without a password: the way in, and what it looks like.
_OPEN = frozenset({"static", "login.login", "login.enter", "preferences.language"})
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
LOGGED_IN = "in"


def guard(app: Flask) -> None:
    """Checks every request of the app before anything else, and seals every answer."""
    app.before_request(_require_host)
    app.before_request(_require_same_origin)
    app.before_request(_require_login)
    app.after_request(_sealed)


def is_loopback(host: str) -> bool:
    """Whether a host to bind to is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_own_host(asked: str, given: Settings) -> bool:
    """Whether a Host header names this server. A name that somebody else points at this machine does not: no
    address can be rebound, so addresses are taken where the server is bound to more than this machine."""
    name, port = _parted(asked)
    if name in given.names:
        return True  # behind a proxy, whose port is its own
    if port != given.port:
        return False
    if is_loopback(given.host):
        return is_loopback(name)
    return is_loopback(name) or _is_address(name) or name in {given.host.lower(), socket.gethostname().lower()}


def _parted(asked: str) -> tuple[str, int]:
    """The name and port of a Host header."""
    name, colon, port = asked.rpartition(":")
    plain, number = (name, int(port)) if colon and port.isascii() and port.isdigit() else (asked, 80)
    return plain.strip("[]").lower(), number


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _require_host() -> None:
    if not is_own_host(request.headers.get("Host", ""), settings()):
        abort(403, "error.host")


def _require_same_origin() -> None:
    """A write must come from a page of ours; what does not tell where it comes from is refused too."""
    if request.method in _READS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    host = request.headers.get("Host", "")
    if (site is None and origin is None) or site not in (None, "same-origin"):
        abort(403, "error.origin")
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        abort(403, "error.origin")


def _require_login() -> AnyResponse | None:
    if settings().password is None or request.endpoint in _OPEN or session.get(LOGGED_IN):
        return None
    if request.method not in _READS:
        abort(403, "error.login")
    return redirect(url_for("login.login", back=request.full_path.rstrip("?")))


def _sealed(response: Response) -> Response:
    response.headers.update(_HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
