"""What the pages must refuse: strangers' scripts, other sites' forms, other names for this machine, no password."""
from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from diembao.web.addresses import inside
from diembao.web.security import is_loopback, is_own_host
from diembao.web.settings import Settings
from diembao.web.throttle import Throttle
from tests.command import call, spawn
from tests.stored import ask
from tests.web import HOSTILE, OWN, client, hostile_db, made_db

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
CHOICE = {"language": "vi", "back": "/"}


@pytest.mark.parametrize("address", ["/", "/search?q=a", "/article/1", "/login", "/nothing", "/static/diembao.js"])
def test_every_answer_has_the_policy(bundled_db: Path, address: str) -> None:
    headers = client(bundled_db).get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_style_of_its_own(bundled_db: Path) -> None:
    reader = client(bundled_db)
    shown = ("/", "/search?q=khuyen", "/articles", "/article/3", "/login", "/sql?q=SELECT+1", "/rules", "/checks")
    for address in shown:
        text = reader.get(address).text
        assert text.count("<script") == 1
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text


def test_no_template_lets_text_through_unescaped() -> None:
    templates = list((Path(__file__).parent.parent / "diembao" / "web" / "templates").glob("*.html"))
    assert templates
    for template in templates:
        told = template.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape", told), template.name


class Tags(HTMLParser):
    """The tags of a page, and what their attributes are called and say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_the_text_of_an_article_is_only_text(tmp_path: Path) -> None:
    reader = client(hostile_db(tmp_path))
    key = ask(tmp_path / "made.db", "SELECT fact_key FROM figures WHERE quote = '45 doanh nghiệp'")[0][0]
    for address in ("/", "/articles", "/search?q=<script>xuat", f"/article/1?fact={key}&q=xuat"):
        page = reader.get(address).text
        read = Tags(page)
        assert "window.hacked = 1" in page or address.startswith("/search"), address
        assert read.tags.count("script") == 1
        assert not {"img", "svg", "iframe"} & set(read.tags)
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert not [value for _, value in read.attributes if value.strip().startswith("javascript:")]


def test_an_address_that_runs_is_no_link(tmp_path: Path) -> None:
    path = made_db(tmp_path, HOSTILE, "javascript:window.hacked=1")
    page = client(path).get("/article/1").text
    assert not [value for _, value in Tags(page).attributes if value.startswith("javascript:")]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_writes_nothing(bundled_db: Path, headers: dict[str, str]) -> None:
    reader = client(bundled_db)
    refused = reader.post("/preferences/language", data=CHOICE, headers=headers)
    assert refused.status_code == 403
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_a_form_of_our_own_does(bundled_db: Path, headers: dict[str, str]) -> None:
    assert client(bundled_db).post("/preferences/language", data=CHOICE, headers=headers).status_code == 303


HERE = Settings(Path("x.db"), "a", port=8765)
LAN = Settings(Path("x.db"), "a", host="0.0.0.0", port=8765, password="p", names=("audit.example",))


@pytest.mark.parametrize(
    ("asked", "given", "own"),
    [
        ("127.0.0.1:8765", HERE, True),
        ("localhost:8765", HERE, True),
        ("[::1]:8765", HERE, True),
        ("evil.example:8765", HERE, False),
        ("127.0.0.1.evil.example:8765", HERE, False),
        ("192.168.1.7:8765", HERE, False),
        ("127.0.0.1:80", HERE, False),
        ("127.0.0.1", HERE, False),
        ("", HERE, False),
        ("192.168.1.7:8765", LAN, True),
        ("audit.example", LAN, True),
        ("audit.example:443", LAN, True),
        ("evil.example:8765", LAN, False),
    ],
)
def test_only_our_own_names_are_answered(asked: str, given: Settings, own: bool) -> None:
    assert is_own_host(asked, given) is own


def test_a_rebound_name_gets_no_page(bundled_db: Path) -> None:
    page = client(bundled_db).get("/", headers={"Host": "evil.example"})
    assert page.status_code == 403
    assert "khuyến công" not in page.text


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("a.example", False)]
)
def test_what_is_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_without_the_password_nothing_is_shown_or_written(bundled_db: Path) -> None:
    reader = client(bundled_db, password="mật khẩu")
    shown = ("/", "/search?q=khuyen", "/articles", "/article/1", "/article/1/missed?words=a", "/fact/a", "/source")
    for address in (*shown, "/sql?q=SELECT+1", "/sql.csv?q=SELECT+1", "/rules", "/rules/figures:money", "/checks"):
        page = reader.get(address)
        assert (page.status_code, page.location.startswith("/login")) == (302, True), address
    written = reader.post("/article/1/verdict", data={"fact": "a", "verdict": "wrong"}, headers=OWN)
    assert written.status_code == 403


def test_the_password_lets_in_until_logged_out(bundled_db: Path) -> None:
    reader = client(bundled_db, password="mật khẩu")
    assert reader.post("/login", data={"password": "mat khau"}, headers=OWN).status_code == 403
    entered = reader.post("/login", data={"password": "mật khẩu", "back": "/article/1"}, headers=OWN)
    assert (entered.status_code, entered.location) == (303, "/article/1")
    assert "HttpOnly" in entered.headers["Set-Cookie"]
    assert "SameSite=Strict" in entered.headers["Set-Cookie"]
    assert reader.get("/article/1").status_code == 200
    reader.post("/logout", headers=OWN)
    assert reader.get("/article/1").status_code == 302


def test_a_made_up_cookie_does_not_let_in(bundled_db: Path) -> None:
    reader = client(bundled_db, password="secret")
    reader.set_cookie("diembao", "eyJpbiI6dHJ1ZX0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert reader.get("/").status_code == 302


def test_guessing_is_slowed_down(bundled_db: Path) -> None:
    reader = client(bundled_db, password="secret")
    codes = [reader.post("/login", data={"password": "x"}, headers=OWN).status_code for _ in range(6)]
    assert codes == [403] * 5 + [429]
    assert reader.post("/login", data={"password": "secret"}, headers=OWN).status_code == 429


def test_an_address_may_try_again_after_a_while() -> None:
    now = 0.0
    throttle = Throttle(2, 60, clock=lambda: now)
    throttle.note_failure("a")
    throttle.note_failure("a")
    assert (throttle.may_try("a"), throttle.may_try("b")) == (False, True)
    now = 61.0
    assert throttle.may_try("a")


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/article/3?fact=a", "/article/3?fact=a"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nb", "/"),
        (None, "/"),
    ],
)
def test_no_form_leads_to_another_site(address: str | None, to: str) -> None:
    assert inside(address) == to


def test_others_are_let_in_with_a_password_only(
    bundled_db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIEMBAO_PASSWORD", raising=False)
    ended = call(capsys, "web", "--db", bundled_db, "--host", "0.0.0.0")
    assert ended.code == 2
    assert "--password-file" in ended.err


@pytest.mark.parametrize("text", ["", "\n", "   \nsecret"])
def test_an_empty_password_is_none(
    bundled_db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path / "password.txt"
    file.write_text(text, "utf-8")
    ended = call(capsys, "web", "--db", bundled_db, "--password-file", file)
    assert (ended.code, ended.complaints) == (
        1,
        [f"diembao: {file}: its first line is empty: write a password there"],
    )


def test_an_empty_password_in_the_environment_is_none(bundled_db: Path, tmp_path: Path) -> None:
    ended = spawn(tmp_path, "web", "--db", bundled_db, DIEMBAO_PASSWORD="")
    assert ended.code == 1
    assert "$DIEMBAO_PASSWORD is empty" in ended.err
