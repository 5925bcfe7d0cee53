"""Fetching from real servers: manners, redirects, refusals, and servers that mean no good."""
from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import sleep

import pytest
from trustme import CA

from db.visits import Visit
from diembao.intake import media
from diembao.intake.fetching import Fetcher
from diembao.intake.networks import is_public
from diembao.intake.refusals import FetchError
from diembao.intake.settings import Settings
from tests.news import html
from tests.site import Site, serving

LIMIT = 1_000_000


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def other() -> Iterator[Site]:
    with serving() as site:
        yield site


def settings(**changes: object) -> Settings:
    return Settings(**{"agent": "tester/1 (+mailto:t@example.vn)", "delay": 0.0, "allow_private": True} | changes)  # type: ignore[arg-type]


class Clock:
    """Waits without waiting, and remembers for how long."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


def fetcher(**changes: object) -> Fetcher:
    return Fetcher(settings(**changes), sleep)


def why(url: str, fetcher: Fetcher, limit: int = LIMIT) -> FetchError:
    """Why an address gives nothing."""
    with pytest.raises(FetchError) as told:
        fetcher.fetch(url, limit=limit, kinds=media.PAGES)
    return told.value


def test_a_page_comes_with_all_that_is_told_of_it(site: Site) -> None:
    day = "Sun, 01 May 2022 08:00:00 GMT"
    url = site.put("/tin.html", html(1), 'text/html; charset="utf-8"', ETag='"1"', Last_Modified=day)
    answer = fetcher().fetch(url, limit=LIMIT, kinds=media.PAGES)
    assert (answer.status, answer.content.decode(), answer.url) == (200, html(1), url)
    assert (answer.media_type, answer.charset) == ("text/html", "utf-8")
    assert (answer.etag, answer.last_modified) == ('"1"', day)
    assert site.asked[-1].headers["user-agent"] == "tester/1 (+mailto:t@example.vn)"
    assert site.asked[-1].headers["accept-encoding"] == "gzip"
    assert "cookie" not in site.asked[-1].headers


def test_a_page_that_has_not_changed_is_told_by_its_marks(site: Site) -> None:
    url = site.put("/tin.html", html(1), ETag='"1"')
    last = Visit(url, "2022-05-01T08:00:00+00:00", 200, '"1"')
    assert fetcher().fetch(url, limit=LIMIT, last=last).status == 304
    assert fetcher().fetch(url, limit=LIMIT, last=Visit(url, last.fetched, 200, '"0"')).content.decode() == html(1)
    site.put("/odd.html", b"", status=304)
    assert "304 Not Modified" in str(why(site.url("/odd.html"), fetcher()))


# robots.txt


def test_robots_txt_is_asked_once_and_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\nUser-agent: tester\nDisallow: /noi-bo/\n", "text/plain")
    for path in ("/a.html", "/b.html", "/noi-bo/c.html"):
        site.put(path, html(1))
    asking = fetcher()
    asking.fetch(site.url("/a.html"), limit=LIMIT)
    asking.fetch(site.url("/b.html"), limit=LIMIT)
    refused = why(site.url("/noi-bo/c.html"), asking)
    assert str(refused) == f"is not fetched: {site.url('/robots.txt')} does not allow it to tester"
    assert refused.lasting
    assert site.paths(robots=True) == ["/robots.txt", "/a.html", "/b.html"]
    assert "does not allow it to other" in str(why(site.url("/a.html"), fetcher(agent="other")))


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)]
)
def test_a_missing_robots_txt_allows_and_a_broken_one_does_not(status: int, allowed: bool, site: Site) -> None:
    url = site.put("/a.html", html(1))
    site.put("/robots.txt", b"", status=status, Retry_After="0")
    asking = fetcher()
    if allowed:
        assert asking.fetch(url, limit=LIMIT).status == 200
    else:
        told = f"is not fetched: {site.url('/robots.txt')} cannot be read ({status} "
        assert str(why(url, asking)).startswith(told)
        assert not why(url, asking).lasting
        assert "/a.html" not in site.paths()


def test_robots_txt_may_be_elsewhere_and_a_redirect_is_asked_about_too(site: Site, other: Site) -> None:
    other.put("/rules", "User-agent: *\nDisallow: /cam\n", "text/plain")
    other.put("/robots.txt", "User-agent: *\nDisallow: /b\n", "text/plain")
    site.redirect("/robots.txt", other.url("/rules"))
    site.redirect("/a", other.url("/b"))
    assert str(why(site.url("/cam"), fetcher())).startswith(f"is not fetched: {site.url('/robots.txt')} does not allow")
    assert str(why(site.url("/a"), fetcher())).startswith(f"is not fetched: {other.url('/robots.txt')} does not allow")
    assert "/b" not in other.paths()


def test_a_site_is_left_the_time_that_it_wants(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    url = site.put("/a.html", html(1))
    clock = Clock()
    asking = Fetcher(settings(delay=3.0), clock)
    asking.fetch(url, limit=LIMIT)
    asking.fetch(url, limit=LIMIT)
    assert [round(seconds) for seconds in clock.waited] == [3, 7]
    site.put("/robots.txt", "User-agent: *\nRequest-rate: 1/1000\n", "text/plain")
    assert "wants 1000 s between two requests" in str(why(url, fetcher()))


# Redirects


def test_a_redirect_is_followed_to_the_page(site: Site, other: Site) -> None:
    url = other.put("/tin-moi.html", html(1))
    site.redirect("/tin", "tin-2", 301)
    site.redirect("/tin-2", url, 308)
    answer = fetcher().fetch(site.url("/tin"), limit=LIMIT)
    assert (answer.url, answer.content.decode()) == (url, html(1))


def test_a_redirect_loop_ends(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert str(why(site.url("/a"), fetcher())) == f"is redirected more than 5 times, last to {site.url('/a')}"
    assert site.paths() == ["/a", "/b"] * 3


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://bao.example.vn/", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/"])
def test_a_redirect_leads_nowhere_but_to_the_web(to: str, site: Site) -> None:
    site.redirect("/a", to)
    assert str(why(site.url("/a"), fetcher())).startswith(("is no http or https address", "is an address with a user"))


# Where may be asked


def test_loopback_is_not_asked_unless_it_is_allowed(site: Site) -> None:
    url = site.put("/a.html", html(1))
    for spelling in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "2130706433")):
        refused = why(spelling, fetcher(allow_private=False))
        assert str(refused).startswith("is at an address of a private or special network (")
        assert "--allow-private allows it" in str(refused)
    assert site.asked == []


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fe80::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:0a00:0001::1",
    ],
)  # fmt: skip
def test_no_special_network_is_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["1.1.1.1", "203.113.131.1", "2405:4800::1", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for a public address when it is checked, and for this machine when it is asked again."""
    url = site.put("/a.html", html(1))
    answers = iter(["203.0.113.1"])
    resolved = socket.getaddrinfo
    dialled: list[str] = []

    def rebinding(host: str, *args: object, **kwargs: object) -> object:
        if host != "bao.example.vn":
            return resolved(host, *args, **kwargs)  # type: ignore[arg-type]
        ip = next(answers, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, site.port))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        dialled.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr("diembao.intake.networks.is_public", lambda ip: str(ip) == "203.0.113.1")
    why(url.replace("127.0.0.1", "bao.example.vn"), fetcher(allow_private=False))
    assert dialled == ["203.0.113.1"]


def test_what_is_no_address_is_told() -> None:
    for url, told in (
        ("http://", "is an address without a host"), ("http://x:y/", "is no address"),
        ("ftp://x/", "is no http or https address"),
        ("http://user:secret@bao.example.vn/", "is an address with a user name in it"),
    ):  # fmt: skip
        assert str(why(url, fetcher())).startswith(told)
        assert "secret" not in str(why(url, fetcher()))


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    told = "cannot be reached: the name khong-co.invalid is not known"
    assert str(why("https://khong-co.invalid/", fetcher())).startswith(told)


# What a site refuses, and what is no page


@pytest.mark.parametrize(
    ("status", "told", "lasting"),
    [
        (401, "is refused (401 Unauthorized)", True),
        (403, "is refused (403 Forbidden)", True),
        (404, "does not exist (404 Not Found)", True),
        (410, "does not exist (410 Gone)", True),
        (418, "gives no page (418", True),
        (204, "gives no page (204 No Content)", True),
        (500, "is not given: its server is in trouble (500 Internal Server Error)", False),
        (503, "is not given now (503 Service Unavailable)", False),
        (599, "is not given: its server is in trouble (599)", False),
        (302, "gives no page (302 Found)", True),
    ],
)
def test_what_a_site_refuses_is_told_and_not_forced(status: int, told: str, lasting: bool, site: Site) -> None:
    refused = why(site.put("/a.html", b"", status=status), fetcher())
    assert str(refused).startswith(told)
    assert (refused.status, refused.lasting) == (status, lasting)
    assert site.paths() == ["/a.html"]


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(site: Site) -> None:
    url = site.put("/a.html", b"", status=429, Retry_After="20")
    clock = Clock()
    asking = Fetcher(settings(), clock)
    assert "is not given now (429 Too Many Requests); its server asks for 20 s of rest" in str(why(url, asking))
    assert [round(seconds) for seconds in clock.waited] == [20]
    assert site.paths() == ["/a.html"] * 2
    peace = "is not asked: its server is busy or failing, and left in peace for"
    assert str(why(site.put("/b.html", html(1)), asking)).startswith(peace)
    asking = Fetcher(settings(), clock)
    site.put("/c.html", b"", status=503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")
    why(site.url("/c.html"), asking)
    assert str(why(site.url("/b.html"), asking)).startswith(peace)
    assert site.paths() == ["/a.html"] * 2 + ["/c.html"]


def test_a_server_that_fails_again_and_again_is_left_in_peace(site: Site) -> None:
    asking = fetcher()
    for number in range(4):
        site.act(f"/{number}", lambda handler: raw(handler, HEAD + b"Content-Length: 9\r\n\r\n"))
    told = [str(why(site.url(f"/{number}"), asking)) for number in range(4)]
    assert all(one.startswith("was cut off") for one in told[:3])
    assert told[3].startswith("is not asked: its server is busy or failing")
    assert site.paths() == ["/0", "/1", "/2"]


def test_a_busy_server_that_has_rested_gives_the_page(site: Site) -> None:
    def once_busy(handler: BaseHTTPRequestHandler) -> None:
        site.put("/a.html", html(1))
        handler.send_response(429)
        handler.send_header("Retry-After", "0")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    assert fetcher().fetch(site.act("/a.html", once_busy), limit=LIMIT).content.decode() == html(1)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("application/pdf", "is application/pdf, not the page of an article"),
        ("image/jpeg", "is image/jpeg"),
        ("application/rss+xml; charset=utf-8", "is a feed (application/rss+xml), not an article: give it with --feed"),
    ],
)
def test_what_is_no_page_is_not_even_read(kind: str, told: str, site: Site) -> None:
    assert str(why(site.put("/a", b"x" * 5_000_000, kind), fetcher())).startswith(told)


# Servers that mean no good


def raw(handler: BaseHTTPRequestHandler, *pieces: bytes, pause: float = 0.0) -> None:
    """Writes bytes as they are, then hangs up."""
    try:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            sleep(pause)
    except OSError:
        pass
    handler.close_connection = True


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def test_a_page_of_50_megabytes_is_left_at_the_limit(site: Site) -> None:
    sent = []

    def large(handler: BaseHTTPRequestHandler) -> None:
        raw(handler, HEAD + b"Content-Length: 50000000\r\n\r\n")
        try:
            for _ in range(500):
                handler.wfile.write(b"x" * 100_000)
                sent.append(100_000)
        except OSError:
            pass

    refused = why(site.act("/a", large), fetcher())
    assert str(refused) == "is too large (more than 1,000,000 bytes, the limit)"
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_does_not_go_off(layers: int, site: Site) -> None:
    bomb = bytes(100_000_000)
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    url = site.put("/a", bomb, Content_Encoding="gzip" if layers == 1 else "gzip, gzip")
    assert str(why(url, fetcher())).startswith(("is too large (more than", "is compressed with gzip, gzip"))


@pytest.mark.parametrize(
    ("body", "encoding", "told"),
    [
        (b"no gzip", "gzip", "says that it is compressed, but cannot be unpacked"),
        (gzip.compress(html(1).encode())[:-20], "gzip", "ends in the middle of its compressed data"),
        (b"x", "br", "is compressed with br, which was not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(body: bytes, encoding: str, told: str, site: Site) -> None:
    assert str(why(site.put("/a", body, Content_Encoding=encoding), fetcher())).startswith(told)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(encoding: str, site: Site) -> None:
    page = html(1).encode()
    packed = {"gzip": gzip.compress(page[:50]) + gzip.compress(page[50:]), "deflate": zlib.compress(page)}[encoding]
    url = site.put("/a", packed, Content_Encoding=encoding)
    assert fetcher().fetch(url, limit=LIMIT).content.decode() == html(1)


def test_a_server_that_drips_is_given_up(site: Site) -> None:
    def body(handler: BaseHTTPRequestHandler) -> None:
        raw(handler, HEAD + b"Content-Length: 1000\r\n\r\n", *[b"x"] * 100, pause=0.1)

    def head(handler: BaseHTTPRequestHandler) -> None:
        raw(handler, *[b"%c" % byte for byte in HEAD], pause=0.1)

    def silent(handler: BaseHTTPRequestHandler) -> None:
        raw(handler, HEAD, pause=5)

    for path, answer in (("/body", body), ("/head", head)):
        refused = why(site.act(path, answer), fetcher(total=1.0))
        assert str(refused) == "took longer than 1 s to answer, and was given up"
    assert "silent for 0.5 s" in str(why(site.act("/silent", silent), fetcher(silence=0.5)))


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 5000\r\n\r\n<html>", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html", HEAD, b"",
        b"\x00\x01\x02 no HTTP\r\n\r\n", HEAD + b"Content-Length: x\r\n\r\n", HEAD + b"X: y\r\n" * 99_999,
    ],
)  # fmt: skip
def test_a_connection_that_breaks_is_told(answer: bytes, site: Site) -> None:
    refused = why(site.act("/a", lambda handler: raw(handler, answer)), fetcher())
    assert str(refused).startswith("was cut off by its server (")
    assert not refused.lasting


@contextmanager
def closed_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_server_that_is_not_there_is_told_once_for_all(site: Site) -> None:
    with closed_port() as port:
        asking = fetcher()
        refused = why(f"http://127.0.0.1:{port}/a", asking)
        assert str(refused).startswith("cannot be reached: [Errno 111] Connection refused")
        assert not refused.lasting
        assert str(why(f"http://127.0.0.1:{port}/b", asking)) == str(refused)


def test_tls_to_a_server_that_speaks_none_is_no_page(site: Site) -> None:
    url = site.put("/a", html(1)).replace("http://", "https://")
    assert str(why(url, fetcher())).startswith("cannot be reached: [SSL")


@contextmanager
def secured_site(authority: CA, name: str = "127.0.0.1") -> Iterator[Site]:
    """A server that has a certificate for this name, or address, by this authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with serving(context) as site:
        yield site


def test_a_page_comes_over_tls_from_who_is_vouched_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = CA()
    authority.cert_pem.write_to_path(str(tmp_path / "office.pem"))
    with secured_site(authority) as site:
        url = site.put("/a", html(1))
        refused = why(url, fetcher())
        assert str(refused).startswith("cannot be reached: [SSL: CERTIFICATE_VERIFY_FAILED]")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "office.pem"))
        answer = fetcher().fetch(url, limit=LIMIT)
        assert (answer.status, answer.content, answer.url) == (200, html(1).encode(), url)
        assert site.paths() == ["/a"]
    with secured_site(authority, "bao-khac.example.vn") as other:
        refused = why(other.put("/a", html(1)), fetcher())
        assert "IP address mismatch" in str(refused)
        assert not other.paths(robots=True)


def test_a_file_of_certificates_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (junk := tmp_path / "junk.pem").write_text("no certificate")
    for named in (tmp_path / "nowhere.pem", junk):
        monkeypatch.setenv("SSL_CERT_FILE", str(named))
        with pytest.raises(FetchError, match="SSL_CERT_FILE names no certificates"):
            fetcher()


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetcher().fetch(site.put("/a", html(1)), limit=LIMIT).status == 200


def test_no_two_requests_to_a_site_run_at_once(site: Site) -> None:
    lock, most = threading.Lock(), []
    running = [0]

    def slow(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            running[0] += 1
            most.append(running[0])
        sleep(0.05)
        raw(handler, HEAD + b"Content-Length: 2\r\n\r\nok")
        with lock:
            running[0] -= 1

    asking = fetcher()
    for number in range(3):
        asking.fetch(site.act(f"/{number}", slow), limit=LIMIT)
    assert most == [1, 1, 1]
