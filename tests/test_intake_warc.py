"""WARC archives: pages with address and date, revisits, damage, and a size that is no matter."""
from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from diembao.inputs import Fault
from tests.command import call, spawn
from tests.news import html
from tests.test_ingest import ask
from tests.test_intake_files import URL, faults, pages, supplied

Capsys = pytest.CaptureFixture[str]
DATE = "2022-05-01T08:00:00Z"


class Crawl:
    """A WARC archive that grows by one record a call."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=packed)
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, {"software": "test"}))

    def response(self, url: str, content: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK",
                 **headers: str) -> Any:  # fmt: skip
        told = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
        http = StatusAndHeaders(status, told, protocol="HTTP/1.1")
        dated = {"WARC-Date": DATE}
        record = self._writer.create_warc_record(
            url, "response", payload=BytesIO(content), http_headers=http, warc_headers_dict=dated
        )
        self._writer.write_record(record)
        return record

    def revisit(self, url: str, of: Any) -> None:
        target = of.rec_headers.get_header("WARC-Target-URI")
        digest = of.rec_headers.get_header("WARC-Payload-Digest")
        self._writer.write_record(self._writer.create_revisit_record(url, digest, target, DATE))

    def done(self) -> Path:
        self._file.close()
        return self.path


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_has_its_address_and_its_date(packed: bool, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "crawl", packed=packed)
    crawl.response(URL.format(1) + "?utm_source=x", html(1).encode())
    crawl.response("https://bao.example.vn/a.css", b"p {}", "text/css")
    crawl.response("https://bao.example.vn/gone", b"<p>404</p>", status="404 Not Found")
    crawl.response("https://bao.example.vn/robots.txt", b"User-agent: *", "text/plain")
    crawl.response(URL.format(2), gzip.compress(html(2).encode()), "text/html;charset=UTF-8", Content_Encoding="gzip")
    one, two = pages(crawl.done())
    assert (one.name, one.url, one.media_type, one.charset) == (URL.format(1), URL.format(1), "text/html", "utf-8")
    assert one.content.decode() == html(1)
    assert one.given == {"retrieved": DATE}
    assert one.shown == f"{crawl.path}!{URL.format(1)}?utm_source=x"
    assert (two.content.decode(), two.charset) == (html(2), "UTF-8")


def test_a_revisit_gives_the_page_that_it_refers_to(tmp_path: Path) -> None:
    crawl, other = Crawl(tmp_path / "a.warc.gz"), Crawl(tmp_path / "b.warc.gz")
    crawl.revisit("https://m.bao.example.vn/1", of=other.response(URL.format(1), html(1).encode()))
    known = crawl.response(URL.format(1), html(1).encode())
    crawl.revisit(URL.format(1), of=known)  # the same page once more
    crawl.revisit("https://m.bao.example.vn/2", of=other.response(URL.format(2), html(2).encode()))
    found = [one for one in supplied(crawl.done()) if not isinstance(one, Fault)]
    assert [(one.url, one.content.decode()) for one in found] == [
        (URL.format(1), html(1)), ("https://m.bao.example.vn/1", html(1)),
    ]  # fmt: skip
    assert faults(crawl.path) == [
        "a.warc.gz has 1 pages of which it says only that they are the same as a page in another archive "
        "(the first: https://m.bao.example.vn/2); ingest that archive too"
    ]


def test_one_bad_record_costs_no_other(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc.gz")
    crawl.response(URL.format(1), bytes(11_000_000))
    crawl.response(URL.format(2), gzip.compress(bytes(11_000_000)), Content_Encoding="gzip")
    crawl.response(URL.format(3), b"\x0b\x02\x80", Content_Encoding="zstd")
    crawl.response(URL.format(4), html(4).encode())
    assert [one.name for one in supplied(crawl.done()) if not isinstance(one, Fault)] == [URL.format(4)]
    large, bomb, odd = faults(crawl.path)
    assert large.startswith(f"a.warc.gz!{URL.format(1)} is too large (more than 10,000,000 bytes")
    assert bomb.startswith(f"a.warc.gz!{URL.format(2)} is too large")
    assert odd.startswith(f"a.warc.gz!{URL.format(3)} is compressed with zstd, which is not read")


def test_a_damaged_archive_is_read_up_to_the_damage(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc", packed=False)
    for number in range(3):
        crawl.response(URL.format(number), html(number).encode())
    whole = crawl.done().read_bytes()
    second = whole.index(b"WARC/1.0", whole.index(html(0).encode()))
    for broken, why in (
        (whole[:second] + b"no record\r\n\r\n", "a.warc is damaged behind its record 2"),
        (whole[: second - 4] + b"left over\r\n\r\n" + whole[second:], "a.warc is damaged: there are bytes between"),
        (whole[:second] + b"WARC/1.0\r\n" + b"x" * 2_000_000, "a.warc is damaged behind its record 2"),
        (whole[:100], "a.warc holds no page: no response in it is HTML with status 200"),
    ):
        crawl.path.write_bytes(broken)
        (told,) = faults(crawl.path)
        assert told.startswith(why), told
    crawl.path.write_bytes(gzip.compress(whole)[:-200])
    assert "is damaged: its gzip data" in faults(crawl.path)[0]


def test_a_bomb_of_an_archive_is_left(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path / "a.warc.gz")
    crawl.response(URL.format(1), html(1).encode())
    crawl.response(URL.format(2), bytes(90_000_000))
    crawl.response(URL.format(3), html(3).encode())
    first, *rest = supplied(crawl.done())
    assert not isinstance(first, Fault)
    assert "unpacks to more than 100 times its size" in str(rest[-1])


def test_an_archive_is_ingested_and_again_from_standard_input(tmp_path: Path, capsys: Capsys) -> None:
    crawl, database = Crawl(tmp_path / "a.warc.gz"), tmp_path / "diembao.db"
    crawl.response(URL.format(1), html(1).encode())
    crawl.response("https://bao.example.vn/", "<html><body><a href='/1'>Trang chủ</a></body></html>".encode())
    ended = call(capsys, "ingest", crawl.done(), "--db", database)
    assert (ended.code, ended.err.splitlines()[-1]) == (3, f"{database}: 1 added, 1 failed")
    assert ended.complaints[0].startswith(f"diembao: {crawl.path}!https://bao.example.vn/ ")
    assert ask(database, "SELECT name, url FROM articles") == [(URL.format(1), URL.format(1))]
    assert spawn(tmp_path, "ingest", "-", stdin=crawl.path.read_bytes()).err.endswith("1 unchanged, 1 failed\n")
