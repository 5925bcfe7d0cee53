"""Addresses, lists, feeds and sitemaps from a real server into a real database, again and after a stop."""
from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partialmethod
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from diembao.extractions import read_as_source
from diembao.inputs import Listing, Page
from diembao.intake.feeds import entries_of
from diembao.intake.refusals import FetchError
from diembao.intake.settings import Settings
from diembao.intake.sitemaps import sitemap_of
from diembao.intake.supply import Intake
from tests.command import Ended, call
from tests.news import feed, html, item, sitemap
from tests.site import Site, serving
from tests.test_fetching import HEAD, raw
from tests.test_ingest import ask
from tests.test_intake_files import archive

Capsys = pytest.CaptureFixture[str]
LOCAL = ["--allow-private", "--delay", "0"]
#: A page that is no article of ours.
DULL = f"<html><body><p>{'Plain English, and nothing else. ' * 20}</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def ingest(capsys: Capsys, database: Path, *args: object) -> Ended:
    return call(capsys, "ingest", *args, "--db", database, *LOCAL)


def told(ended: Ended, database: Path) -> str:
    """The last line of an ingest: what became of its inputs."""
    return ended.err.splitlines()[-1].removeprefix(f"{database}: ")


def test_a_page_is_fetched_and_the_next_time_only_asked_for(site: Site, database: Path, capsys: Capsys) -> None:
    url = site.put("/tin-1.html", html(1), ETag='"1"')
    first = ingest(capsys, database, url + "?utm_source=zalo#a")
    assert (first.code, told(first, database)) == (0, "1 added")
    assert ask(database, "SELECT name, url FROM articles") == [(url, url)]
    assert site.asked[-1].path == "/tin-1.html?utm_source=zalo"
    assert told(ingest(capsys, database, url), database) == "1 unchanged"
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    site.put("/tin-1.html", html(2), ETag='"2"')
    assert told(ingest(capsys, database, url), database) == "1 new version"
    assert ask(database, "SELECT url, status, etag, fault FROM fetches") == [(url, 200, '"2"', None)]


def test_what_was_read_by_other_rules_is_fetched_whole(
    site: Site, database: Path, tmp_path: Path, capsys: Capsys
) -> None:
    url = site.put("/tin-1.html", html(1), ETag='"1"')
    ingest(capsys, database, url)
    (tmp_path / "rules").mkdir()
    unit = "[[unit]]\nname = 'sọt'\nkind = 'quantity'\nsymbol = 'sọt'\nforms = ['sọt']\n"
    (tmp_path / "rules" / "baskets.toml").write_text(unit, "utf-8")
    again = ingest(capsys, database, url, "--patterns", tmp_path / "rules")
    assert told(again, database) == "1 re-extracted"


def test_extract_fetches_without_a_database(site: Site, tmp_path: Path, capsys: Capsys) -> None:
    url = site.put("/tin-1.html", html(1))
    ended = call(capsys, "extract", url, *LOCAL, "--format", "jsonl")
    assert (ended.code, f'"source": "{url}"' in ended.out) == (0, True)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_refused_costs_no_other(site: Site, database: Path, capsys: Capsys) -> None:
    good, gone, pdf = site.put("/1", html(1)), site.url("/gone"), site.put("/2", b"%PDF", "application/pdf")
    dull = site.put("/4", DULL)
    ended = ingest(capsys, database, gone, good, pdf, dull)
    assert (ended.code, told(ended, database)) == (3, "1 added, 3 failed")
    assert ended.complaints == [
        f"diembao: {gone} does not exist (404 Not Found); check the address",
        f"diembao: {pdf} is application/pdf, not the page of an article (HTML or text)",
        f"diembao: {dull} is not Vietnamese: too few Vietnamese letters in it; only Vietnamese articles are read",
    ]
    again = ingest(capsys, database, dull)
    assert (again.code, again.complaints) == (1, ended.complaints[2:])


def test_loopback_is_refused_with_a_word(site: Site, database: Path, capsys: Capsys) -> None:
    ended = call(capsys, "ingest", site.put("/1", html(1)), "--db", database)
    assert ended.code == 1
    assert "is at an address of a private or special network (127.0.0.1)" in ended.complaints[0]
    assert site.asked == []
    assert not database.exists()


def test_a_page_that_is_gone_stays_remembered_as_it_was(site: Site, database: Path, capsys: Capsys) -> None:
    url, page = site.put("/1", html(1), ETag='"1"'), site.pages
    ingest(capsys, database, url)
    kept = page.pop("/1")
    assert ingest(capsys, database, url).code == 1
    page["/1"] = kept
    assert told(ingest(capsys, database, url), database) == "1 unchanged"
    assert site.asked[-1].headers["if-none-match"] == '"1"'


# Lists


def test_a_list_of_addresses(site: Site, database: Path, tmp_path: Path, capsys: Capsys) -> None:
    for number in (1, 2):
        site.put(f"/{number}", html(number))
    lines = ["\ufeff# Chè", "", site.url("/1"), f"  {site.url('/2')}  ", site.url("/1?fbclid=x"), "tin.html", "ftp://x/"]
    (tmp_path / "urls.txt").write_text("\n".join(lines), "utf-8")
    ended = ingest(capsys, database, "--urls", tmp_path / "urls.txt")
    assert (ended.code, told(ended, database)) == (3, "2 added, 2 failed")
    why = "is no http or https address; give one address a line"
    assert ended.complaints == [f"diembao: {tmp_path / 'urls.txt'}:{number} {why}" for number in (6, 7)]
    assert site.paths() == ["/1", "/2"]
    missing = ingest(capsys, database, "--urls", tmp_path / "missing.txt")
    assert missing.complaints == [f"diembao: {tmp_path / 'missing.txt'} does not exist; check the path"]


def stop_last_run(database: Path) -> None:
    """Leaves the last run as one that was stopped."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE runs SET finished = NULL WHERE id = (SELECT max(id) FROM runs)")


def test_a_list_that_was_stopped_goes_on_where_it_stopped(
    site: Site, database: Path, tmp_path: Path, capsys: Capsys
) -> None:
    urls = [site.put(f"/{number}", html(number)) for number in range(3)]
    urls.append(site.put("/dull", DULL))
    (tmp_path / "urls.txt").write_text("\n".join([urls[0], urls[3]]), "utf-8")
    ingest(capsys, database, "--urls", tmp_path / "urls.txt")
    stop_last_run(database)
    (tmp_path / "urls.txt").write_text("\n".join(urls), "utf-8")
    assert told(ingest(capsys, database, "--urls", tmp_path / "urls.txt"), database) == "1 unchanged, 2 added, 1 failed"
    assert site.paths() == ["/0", "/dull", "/1", "/2"]
    # That one came to its end: now all are asked for again.
    assert told(ingest(capsys, database, "--urls", tmp_path / "urls.txt"), database) == "3 unchanged, 1 failed"
    assert site.paths()[4:] == ["/0", "/1", "/2", "/dull"]


def test_what_was_fetched_long_ago_is_asked_for_in_spite_of_a_stop(site: Site, database: Path, capsys: Capsys) -> None:
    url = site.put("/1", html(1), ETag='"1"')
    ingest(capsys, database, url)
    stop_last_run(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE fetches SET fetched = '2020-01-01T00:00:00+00:00'")
        connection.execute("UPDATE runs SET started = '2019-12-31T00:00:00+00:00'")
    assert told(ingest(capsys, database, url), database) == "1 unchanged"
    assert site.paths() == ["/1", "/1"]


# Feeds


def test_a_feed_gives_its_articles_with_what_it_says_of_them(site: Site, database: Path, capsys: Capsys) -> None:
    for number in (1, 2):
        site.put(f"/tin-{number}", html(number))
    items = [item("/tin-1?utm_medium=rss", "Chè &amp; cà phê"), item(site.url("/tin-2")), item(site.url("/tin-2#x"))]
    url = site.put("/rss", feed(*items, "<item><title>Lạc</title></item>"), "text/xml")
    ended = ingest(capsys, database, "--feed", url)
    assert (ended.code, told(ended, database)) == (3, "2 added, 1 failed")
    assert ended.complaints == [f"diembao: {url} names an article without its address: Lạc"]
    assert site.paths() == ["/rss", "/tin-1?utm_medium=rss", "/tin-2"]
    assert ask(database, "SELECT url, feed FROM fetches ORDER BY url") == [
        (site.url("/tin-1"), url), (site.url("/tin-2"), url),
    ]  # fmt: skip


def test_two_feeds_that_name_one_article_have_it_fetched_once(site: Site, database: Path, capsys: Capsys) -> None:
    site.put("/tin-1", html(1))
    one = site.put("/rss", feed(item("/tin-1?utm_source=a")), "text/xml")
    two = site.put("/moi", feed(item("/tin-1?utm_source=b")), "text/xml")
    assert told(ingest(capsys, database, "--feed", one, "--feed", two), database) == "1 added"


def test_a_limit_is_kept_and_told(site: Site, database: Path, capsys: Capsys) -> None:
    urls = [site.put(f"/{number}", html(number)) for number in range(3)]
    url = site.put("/rss", feed(*map(item, urls)), "text/xml")
    ended = ingest(capsys, database, "--feed", url, "--limit", 2)
    assert told(ended, database) == "2 added, 1 failed"
    assert ended.complaints == [f"diembao: {url} names more than 2 articles; the rest was left (see --limit)"]


def test_what_is_told_of_an_entry_is_given_with_its_page(site: Site) -> None:
    more = "<pubDate>Sun, 01 May 2022 08:00:00 +0700</pubDate><author>an@bao.example.vn (An Bình)</author>"
    (entry,) = entries_of(feed(item("/1", "Chè", more)).encode(), "https://bao.example.vn/rss/", "text/xml")
    assert entry.url == "https://bao.example.vn/1"
    assert entry.given["title"] == "Chè"
    assert entry.given["published"] == "2022-05-01T08:00:00+07:00"
    assert "An Bình" in entry.given["author"]
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://bao.example.vn/'><title>x</title><entry>"
        "<title>Chè</title><link href='tin/1'/><updated>2022-05-01T08:00:00Z</updated>"
        "<author><name>An</name></author></entry></feed>"
    )
    (entry,) = entries_of(atom.encode(), "https://bao.example.vn/rss/", "application/atom+xml")
    assert (entry.url, entry.given) == (
        "https://bao.example.vn/tin/1", {"title": "Chè", "published": "2022-05-01T08:00:00+00:00", "author": "An"},
    )  # fmt: skip


@pytest.mark.parametrize("date", ["5/1/2022 8:00:00 AM", "Chủ nhật, 1/5/2022"])
def test_a_date_that_nobody_knows_is_kept_as_it_stands(date: str) -> None:
    (entry,) = entries_of(feed(item("/1", more=f"<pubDate>{date}</pubDate>")).encode(), "https://x.vn/", "text/xml")
    assert entry.given["published"] == date


def test_bad_xml_is_read_as_far_as_it_goes() -> None:
    broken = feed(item("/1", "Chè & cà phê < 5"), item("/2")).replace("</channel></rss>", "")
    assert [entry.url for entry in entries_of(broken.encode(), "https://x.vn/", "text/xml")] == [
        "https://x.vn/1", "https://x.vn/2",
    ]  # fmt: skip


def test_a_page_that_is_given_as_a_feed_names_the_feeds_that_it_knows(
    site: Site, database: Path, capsys: Capsys
) -> None:
    link = "<link rel='alternate' type='application/rss+xml' href='/rss/kinh-te.rss'>"
    ended = ingest(capsys, database, "--feed", site.put("/", html(1, link)))
    assert (ended.code, ended.complaints) == (1, [
        f"diembao: {site.url('/')} is a web page, not a feed; the feeds that it names: {site.url('/rss/kinh-te.rss')}"
    ])  # fmt: skip
    ended = ingest(capsys, database, "--feed", site.put("/2", html(1)))
    assert "is a web page, not a feed, and names none" in ended.complaints[0]


@pytest.mark.parametrize(
    "content", [b"", b"/etc/passwd", b"http://127.0.0.1:9/", b"{}", b"<urlset></urlset>", b"\x00\xff"]
)
def test_what_is_no_feed_is_told_and_never_opened(content: bytes) -> None:
    with pytest.raises(FetchError, match="is no RSS or Atom feed"):
        entries_of(content, "https://x.vn/", None)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'


def test_entities_are_not_expanded() -> None:
    body = sitemap("<url><loc>https://x.vn/&l11;</loc></url>", "<url><loc>&file;</loc></url>", "https://x.vn/1")
    try:
        found = [entry.url for entry in sitemap_of(body.replace("<?xml version='1.0'?>", BOMB).encode()).pages]
    except FetchError as error:  # libxml2 may refuse to read on
        found = [str(error)]
    assert sum(len(url or "") for url in found) < 1000
    assert not any("root:" in (url or "") for url in found)
    laughing = feed(item("https://x.vn/1", "&l11;&file;")).replace("<?xml version='1.0'?>", BOMB)
    (entry,) = entries_of(laughing.encode(), "https://x.vn/", "text/xml")
    assert len(str(entry.given)) < 1000
    assert "root:" not in str(entry.given)


# Sitemaps


def test_a_sitemap_gives_its_pages_and_those_of_the_sitemaps_below(
    site: Site, database: Path, capsys: Capsys
) -> None:
    urls = [site.put(f"/{number}", html(number)) for number in range(3)]
    packed = site.put("/b.xml.gz", gzip.compress(sitemap(urls[1], urls[2]).encode()), "application/gzip")
    inner = site.put("/a.xml", sitemap(urls[0], urls[1]), "text/xml")
    missing = site.url("/c.xml")
    index = site.put("/i.xml", sitemap(inner, missing, packed, site.url("/i.xml"), kind="sitemap"), "text/xml")
    ended = ingest(capsys, database, "--sitemap", index)
    assert (ended.code, told(ended, database)) == (3, "3 added, 1 failed")
    assert ended.complaints == [f"diembao: {missing} does not exist (404 Not Found); check the address"]


def test_a_page_that_has_not_changed_since_it_was_fetched_is_not_asked_for(
    site: Site, database: Path, capsys: Capsys
) -> None:
    for number in (1, 2):
        site.put(f"/{number}", html(number))
    dated = [f"<url><loc>{site.url(f'/{n}')}</loc><lastmod>{day}</lastmod></url>" for n, day in
             ((1, "2022-05-01"), (2, "2100-05-01T08:00:00+07:00"))]  # fmt: skip
    url = site.put("/s.xml", sitemap(*dated), "text/xml")
    assert told(ingest(capsys, database, "--sitemap", url), database) == "2 added"
    assert told(ingest(capsys, database, "--sitemap", url), database) == "2 unchanged"
    assert site.paths() == ["/s.xml", "/1", "/2", "/s.xml", "/2"]


def test_a_news_sitemap_tells_titles_and_dates() -> None:
    news = (
        "<url><loc>https://x.vn/1</loc><n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        "<n:publication_date>2022-05-01</n:publication_date><n:title>Chè</n:title></n:news></url>"
    )
    (entry,) = sitemap_of(sitemap(news).encode()).pages
    assert (entry.url, entry.given) == ("https://x.vn/1", {"title": "Chè", "published": "2022-05-01"})


def test_a_sitemap_may_be_a_plain_list() -> None:
    assert [entry.url for entry in sitemap_of(b"https://x.vn/1\nhttps://x.vn/2\n").pages] == [
        "https://x.vn/1", "https://x.vn/2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no sitemap: neither XML nor lines of addresses"),
        (b"Tin", "is no sitemap: neither XML nor lines of addresses"),
        (b"<html><body></body></html>", "is no sitemap, but XML of another kind"),
        (b"<urlset><url>", "is no sitemap that can be read"),
        (gzip.compress(bytes(60_000_000)), "is too large"),
        (b"<urlset>" + b"<a>" * 100_000, "is no sitemap that can be read"),
    ],
)
def test_what_is_no_sitemap_is_told(content: bytes, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        sitemap_of(content)


def test_what_is_told_of_an_article_goes_with_its_source(site: Site) -> None:
    site.redirect("/1", "/tin-1.html")
    site.put("/tin-1.html", html(1))
    url = site.put("/rss", feed(item("/1?utm_source=rss", "Chè", "<pubDate>2022-05-01T08:00:00+07:00</pubDate>")))
    intake = Intake(Settings(delay=0, allow_private=True))
    (page,) = intake.supply(Listing("feed", url))
    assert isinstance(page, Page)
    source = read_as_source(page)
    assert (source.name, source.url) == (site.url("/tin-1.html"), site.url("/tin-1.html"))
    assert {name: value for name, value in source.given.items() if name != "retrieved"} == {
        "title": "Chè", "published": "2022-05-01T08:00:00+07:00", "fetched_url": site.url("/1?utm_source=rss"),
    }  # fmt: skip
    assert datetime.fromisoformat(source.given["retrieved"]).tzinfo is UTC


# All that is hostile, at once


def test_what_is_hostile_is_told_and_the_rest_is_ingested(
    site: Site, database: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        raw(handler, HEAD + b"Content-Length: 1000\r\n\r\n", *[b"x"] * 100, pause=0.1)

    monkeypatch.setattr(Settings, "__init__", partialmethod(Settings.__init__, total=1.0))
    bad = {
        site.redirect("/loop", "/loop"): "is redirected more than 5 times",
        site.act("/drip", drip): "took longer than 1 s to answer",
        site.put("/bomb", gzip.compress(bytes(100_000_000)), Content_Encoding="gzip"): "is too large",
        site.put("/50", b"<p>" + b"x" * 50_000_000): "is too large",
        site.act("/broken", lambda handler: raw(handler, HEAD + b"Content-Length: 9\r\n\r\n")): "was cut off",
    }
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(100_000_000)))
    archive(tmp_path / "bomb.zip", {f"{n}.txt": bytes(20_000_000) for n in range(9)})
    ended = ingest(capsys, database, tmp_path / "bomb.gz", tmp_path / "bomb.zip", *bad, site.put("/good", html(1)))
    assert ended.code == 3
    assert told(ended, database).startswith("1 added, ")
    for url, why in bad.items():
        assert any(line.startswith(f"diembao: {url} {why}") for line in ended.complaints), url
    assert any(line.startswith(f"diembao: {tmp_path / 'bomb.gz'} ") for line in ended.complaints)
    assert any("bomb.zip unpacks to more than 100 times its size" in line for line in ended.complaints)
    assert ask(database, "SELECT url FROM articles") == [(site.url("/good"),)]


def test_what_strangers_write_does_not_steer_the_terminal(site: Site, database: Path, capsys: Capsys) -> None:
    url = site.put("/rss", feed("<item><title>Chè \u202e\u200f</title></item>"), "text/xml")
    ended = ingest(capsys, database, "--feed", url)
    assert ended.complaints == [f"diembao: {url} names an article without its address: Chè \\u202e\\u200f"]


# What is given to the command


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["https://x.vn/", "--url", "https://y.vn/"], "an address that is fetched needs none"),
        (["-", "--urls", "-"], "standard input (-) can be read once only"),
        (["a.txt", "--delay", "-1"], "--delay"),
        (["a.txt", "--delay", "nan"], "give a number of seconds"),
        (["a.txt", "--user-agent", "tôi"], "a user agent is one line of ASCII text"),
        ([], "--urls, --feed"),
    ],
)
def test_contradictions_are_told(args: list[str], told: str, database: Path, capsys: Capsys) -> None:
    ended = call(capsys, "ingest", *args, "--db", database)
    assert ended.code == 2
    assert told in ended.err
