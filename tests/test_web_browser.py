"""The pages in a real browser: search, read, judge by key and by mouse, mark what was missed, follow a quote."""
from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from db.store import open_store
from diembao.ingest import ingest_all
from diembao.inputs import Input
from tests.browser import needs_browser
from tests.stored import ask
from tests.web import hostile_db, made_db, served

pytestmark = needs_browser
#: A busy machine is no fault of a page: nothing here is about time.
expect.set_options(timeout=30_000)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def path(bundled_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(bundled_db, tmp_path / "web.db"))


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    with served(path) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        yield opened


def figure(path: Path, quote: str) -> str:
    return str(ask(path, "SELECT fact_key FROM figure_facts WHERE quote = ? ORDER BY article_id", quote)[0][0])


def test_from_a_search_to_a_fact(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill('"phu tho"')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark", has_text="Phú Thọ").first).to_be_visible()
    page.get_by_role("searchbox").fill('"phù thọ"')
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("Articles found: 0.")
    page.get_by_role("searchbox").fill('"phú thọ"')
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    expect(page.locator(".text .hit", has_text="Phú Thọ").first).to_be_visible()
    page.locator("a.run", has_text="123,37 tỷ đồng").click()
    card = page.locator(".card")
    expect(card.get_by_role("heading", name="8 · Figure")).to_be_visible()
    expect(card).to_contain_text("123370000000")
    expect(page.locator("a.run.selected")).to_have_text("123,37 tỷ đồng")
    expect(page.locator("a.run.selected")).to_be_in_viewport()
    page.locator(".facts a").nth(8).click()
    expect(page.locator("a.run.selected")).to_have_text("97,02%")


def press(page: Page, key: str) -> None:
    """Presses a key once the page has its script: what is shown already may be older than that on a busy machine."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_verdicts_by_key_and_by_mouse(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/article/3?fact={figure(path, '123,37 tỷ đồng')}#here")
    press(page, "a")
    expect(page.locator("#precision")).to_have_text("100.0 %")
    expect(page.locator(".card h2")).to_have_text("9 · Figure")
    page.get_by_role("button", name="Wrong").click()
    expect(page.locator("#precision")).to_have_text("50.0 %")
    press(page, "Space")
    expect(page.get_by_role("status")).to_contain_text("Judged: 3 of 32")
    press(page, "x")
    expect(page.locator("#precision")).to_have_text("33.3 %")
    press(page, "u")
    expect(page.locator("#precision")).to_have_text("50.0 %")
    expect(page.locator("#fact-8 .badge.correct")).to_be_visible()
    given = "SELECT verdict FROM verdicts WHERE undoes IS NULL ORDER BY id"
    assert [verdict for (verdict,) in ask(path, given)] == ["correct", "wrong", "unsure", "wrong"]


def test_keys_are_told_and_can_be_turned_off(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/article/3?fact={figure(path, '123,37 tỷ đồng')}")
    press(page, "?")
    page.get_by_role("button", name="Turn the keys off").click()
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    press(page, "a")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Judged: 0 of 32")


SELECT = """words => {
  const run = [...document.querySelectorAll("[data-at]")].find(r => r.textContent.includes(words));
  const node = [...run.childNodes].find(n => n.data?.includes(words)), at = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


PLACE = """words => {
  const texts = document.createTreeWalker(document.querySelector("[data-text]"), NodeFilter.SHOW_TEXT);
  while (!texts.nextNode().data.includes(words)) {}
  const range = document.createRange(), at = texts.currentNode.data.indexOf(words);
  range.setStart(texts.currentNode, at);
  range.setEnd(texts.currentNode, at + words.length);
  return range.getBoundingClientRect().left;
}"""


def test_a_missed_fact_is_marked_by_selecting_it(page: Page, address: str, path: Path) -> None:
    words = "tổng kinh phí khuyến công thực hiện năm 2016"
    page.goto(f"{address}/article/3")
    page.evaluate(SELECT, words)
    press(page, "m")
    expect(page.get_by_label("Words", exact=True)).to_have_value(words)
    page.get_by_label("What they tell").select_option("event")
    page.get_by_role("button", name="Mark as missed").click()
    expect(page.locator(".text .missed")).to_have_text(words)
    ((text,),) = ask(path, "SELECT text FROM articles WHERE id = 3")
    ((start, end, kind),) = ask(path, 'SELECT start, "end", kind FROM marks')
    assert (text[start:end], kind) == (words, "event")


def test_offsets_are_right_behind_signs_of_two_units(page: Page, tmp_path: Path) -> None:
    """JavaScript counts an emoji as two; the database counts code points."""
    text = (
        "Sản lượng lúa 🌾🌾 của tỉnh Long An tăng\n\n🌾 Năm 2023 🌾, sản lượng lúa của tỉnh Long An đạt 900 nghìn tấn; "
        "cùng kỳ giá lúa ổn định.\n"
    )
    path = made_db(tmp_path, text)
    with served(path) as at:
        page.goto(f"{at}/article/1")
        page.evaluate(SELECT, "giá lúa")
        press(page, "m")
        page.get_by_role("button", name="Mark as missed").click()
        expect(page.locator(".text .missed")).to_have_text("giá lúa")
    assert ask(path, "SELECT start FROM marks") == [(text.index("giá lúa"),)]


def test_words_are_read_in_the_order_of_the_text(page: Page, tmp_path: Path) -> None:
    """A sign that turns the direction of reading would show 120 as 021, and all behind it backwards."""
    text = (
        "Sản lượng \u202egạo tăng\n\nNăm 2023, tỉnh có \u202e120 doanh nghiệp, giá gạo giữ vững.\n\n"
        "Ngày 5/3/2024, Sở Công Thương tỉnh An Giang cho biết, xuất khẩu gạo của tỉnh tăng mạnh.\n"
    )
    path = made_db(tmp_path, text)
    with served(path) as at:
        page.goto(f"{at}/article/1")
        places = [page.evaluate(PLACE, words) for words in ("Năm", "120", "nghiệp", "vững")]
        assert places == sorted(places)
        expect(page.locator("h1 .turn, .text .turn")).to_have_count(3)
        page.evaluate(SELECT, "giá gạo")
        press(page, "m")
        page.get_by_role("button", name="Mark as missed").click()
        expect(page.locator(".text .missed")).to_have_text("giá gạo")
    assert ask(path, "SELECT start FROM marks") == [(text.index("giá gạo"),)]


def test_everything_works_without_a_script(browser: Browser, address: str, path: Path) -> None:
    with browser.new_context(java_script_enabled=False, **PHONE) as context:
        page = context.new_page()
        page.goto(f"{address}/article/3?fact={figure(path, '123,37 tỷ đồng')}#here")
        page.get_by_role("button", name="Right").click()
        expect(page.locator("#precision")).to_have_text("100.0 %")
        page.get_by_role("link", name="Close").click()
        page.locator("#missed summary").click()
        page.get_by_label("Words", exact=True).fill("Cục Công Thương địa phương phối hợp")
        page.get_by_role("button", name="Mark as missed").click()
        expect(page.locator(".text .missed")).to_have_text("Cục Công Thương địa phương phối hợp")
        page.get_by_role("button", name="Tiếng Việt").click()
        expect(page.get_by_role("status")).to_contain_text("Đã đánh giá: 1 trên 32")


def test_the_text_of_an_article_never_runs(page: Page, tmp_path: Path) -> None:
    refused: list[str] = []
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("console", lambda message: refused.append(message.text))
    with served(hostile_db(tmp_path)) as at:
        for address in ("/", "/search?q=gao", "/article/1", "/article/1/missed?words=gạo"):
            page.goto(at + address)
            assert page.evaluate("window.hacked") is None
        page.goto(f"{at}/article/1")
        expect(page.locator(".text")).to_contain_text("<script>window.hacked = 1</script>")
    assert refused == []


def test_a_question_in_sql(page: Page, address: str) -> None:
    page.goto(f"{address}/sql")
    page.get_by_role("link", name="Who said what", exact=True).click()
    expect(page.get_by_label("Query")).to_have_value(re.compile("FROM statement_facts"))
    page.get_by_label(":name").fill("Hoàng")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("cell", name="Đặng Hoàng An")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert Path(download.value.path()).read_text("utf-8-sig").count("Đặng Hoàng An") == 2
    page.get_by_label("Query").fill("SELECT fact_key FROM figures WHERE quote = '123,37 tỷ đồng'")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("cell").get_by_role("link").click()
    expect(page.locator("a.run.selected")).to_have_text("123,37 tỷ đồng")


def test_a_wrong_question_is_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/sql?q=DROP+TABLE+figures")
    expect(page.get_by_role("alert")).to_contain_text("a query only reads; this one would change something")
    expect(page.get_by_label("Query")).to_have_value("DROP TABLE figures")


def test_from_a_fact_to_its_rule_and_on_to_another_fact(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/article/3?fact={figure(path, '123,37 tỷ đồng')}")
    page.get_by_text("Rule figures:money").click()
    page.get_by_role("link", name="More of this rule").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("figures:money")
    page.get_by_role("link", name="49,8 tỷ đồng").click()
    expect(page.locator("a.run.selected")).to_have_text("49,8 tỷ đồng")


def test_from_a_check_to_the_figure(page: Page, address: str) -> None:
    page.goto(f"{address}/checks")
    page.get_by_role("link", name="share of a plan").click()
    check = page.get_by_role("article", name="agrees · share of a plan").first
    expect(check).to_contain_text("48 790 000 000 / 51 230 000 000 × 100 = 95.2372; told 95.24")
    check.get_by_role("link", name="95,24%").click()
    expect(page.locator("a.run.selected")).to_have_text("95,24%")


LIVE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Báo</title><body style="font-size:40px">
<p>Tin khác: một đơn vị khác có 45 doanh nghiệp.</p>{padding}
<p>Theo báo cáo của sở, toàn tỉnh hiện có <b>45 doanh nghiệp</b> tham gia xuất khẩu gạo sang các nước.</p>{padding}
"""
ARTICLE = (
    "Xuất khẩu gạo của tỉnh An Giang tăng\n\nNgày 5/3/2024, xuất khẩu gạo của tỉnh đạt 120 nghìn tấn.\n\n"
    "Theo báo cáo của sở, toàn tỉnh hiện có 45 doanh nghiệp tham gia xuất khẩu gạo sang các nước.\n"
)


@pytest.fixture
def live_page() -> Iterator[str]:
    """The address of the page that the article came from, on a server of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(LIVE.format(padding="<p>Dòng khác.</p>" * 60).encode())

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/bai-bao"
    server.shutdown()
    server.server_close()


def test_a_quote_is_followed_to_the_live_page(page: Page, tmp_path: Path, live_page: str) -> None:
    path = made_db(tmp_path, ARTICLE, live_page)
    with served(path) as at:
        page.goto(f"{at}/article/1?fact={figure(path, '45 doanh nghiệp')}#here")
        page.get_by_role("link", name="On the live page").click()
        page.wait_for_url(f"{live_page}*")
        expect(page.get_by_text("45 doanh nghiệp", exact=True)).to_be_in_viewport()
        assert page.evaluate("scrollY") > 0


def test_a_value_of_a_chart_leads_to_its_quote(page: Page, address: str) -> None:
    page.goto(f"{address}/indicators?q=tong+kinh+phi")
    page.get_by_role("link", name="tổng kinh phí khuyến công thực hiện").click()
    page.locator("svg a.mark[aria-label*='123.370.000.000 VND']").click()
    expect(page.locator("a.run.selected")).to_have_text("123,37 tỷ đồng")
    expect(page.locator("a.run.selected")).to_be_in_viewport()


def test_from_a_person_to_the_words_said_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/people?q=ngo+quang+trung")
    page.get_by_role("link", name="Ngô Quang Trung").click()
    page.get_by_role("link", name="In the text").last.click()
    expect(page.locator(".card blockquote")).to_contain_text("Phát huy những lợi thế tiềm năng")
    page.get_by_role("link", name="All that is told of the speaker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ngô Quang Trung")


PAGES = ("/", "/search?q=khuyen", "/articles", "/article/3", "FACT", "/article/3/missed?words=Phú+Thọ", "/nothing",
         "/sql", "/sql?q=SELECT+*,:a+FROM+figure_facts", "/sql?q=SELECT+valeu+FROM+figures", "/rules",
         "/rules/figures:money", "/rules/figures:acidity", "/checks", "/checks?verdict=differs",
         "/indicators", "/indicators/tổng kinh phí khuyến công thực hiện", "/people", "/people/1", "/series",
         "/series/hội nghị khuyến công phía bắc", "/documents", "/documents?alone=yes",
         "/documents/nghị định|45/2012/NĐ-CP")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(browser: Browser, address: str, path: Path, scheme: Any) -> None:
    """axe-core finds nothing, and nothing runs over the edge of a phone."""
    key = figure(path, "123,37 tỷ đồng")
    fact = f"/article/3?fact={key}"
    with open_store(path, create=False) as store:
        store.add_verdict(key, "wrong", note="sai đơn vị", reviewer="Lê Hoa")
        store.add_mark(3, 0, 10, "event", reviewer="Lê Hoa")
        store.add_reading(3, "Lê Hoa")
    with browser.new_context(color_scheme=scheme, **PHONE) as context:
        page = context.new_page()
        for asked in PAGES:
            page.goto(address + asked.replace("FACT", fact))
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            _require_accessible(page, asked)
            # A page that is too wide makes a phone's window wider too.
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"], asked


SAID = "Sở sẽ cùng các huyện rà soát diện tích lúa, hướng dẫn nông dân chọn giống, bón phân cân đối và tiết kiệm nước"


def test_an_article_shuts_nobody_out_whatever_it_is_made_of(browser: Browser, tmp_path: Path) -> None:
    """Headings where no title is in the text, and a statement that is longer than its box."""
    said = f"Ông Nguyễn Văn Bình, Giám đốc Sở Nông nghiệp tỉnh An Giang cho biết: “{', '.join([SAID] * 6)}”."
    html = f"<p>Năm 2023, sản lượng lúa của tỉnh An Giang đạt 900 nghìn tấn.</p><h2>Giống mới</h2><p>{said}</p>"
    line = {"url": "https://bao.example/1", "title": "Lúa An Giang được mùa", "html": html}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    assert ingest_all([Input(str(tmp_path / "a.jsonl"))], tmp_path / "a.db", None) == 0
    ((key,),) = ask(tmp_path / "a.db", "SELECT fact_key FROM statements")
    with served(tmp_path / "a.db") as at, browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(f"{at}/article/1?fact={key}")
        expect(page.get_by_role("heading", name="Giống mới")).to_be_visible()
        _require_accessible(page, "an article")


def test_an_endless_word_does_not_make_a_page_wider(browser: Browser, tmp_path: Path) -> None:
    told = "Năm 2023, sản lượng lúa của tỉnh Long An đạt 900 nghìn tấn, tăng nhẹ so với cùng kỳ năm trước."
    words = f"Bảng {'Lúa' * 20} của tỉnh\n\n{told}\n\nSản lượng {'lúa' * 20} của tỉnh đạt 30 tấn.\n\n{told}\n"
    with served(made_db(tmp_path, words)) as at, browser.new_context(**PHONE) as context:
        page = context.new_page()
        for asked in ("/", "/articles", "/article/1", "/search?q=tinh", "/indicators", "/article/1/missed?words=tỉnh"):
            page.goto(at + asked)
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"], asked


def test_a_page_is_printed_in_the_colours_of_paper_with_nothing_over_its_text(
    browser: Browser, address: str, path: Path
) -> None:
    """A sheet of paper is as narrow as a phone, and whoever prints may read in the dark."""
    with browser.new_context(color_scheme="dark", viewport={"width": 700, "height": 1000}) as context:
        page = context.new_page()
        page.goto(f"{address}/article/3?fact={figure(path, '123,37 tỷ đồng')}")
        page.emulate_media(media="print")
        expect(page.locator(".card")).to_have_css("position", "static")
        expect(page.locator("a.run.selected")).to_have_css("background-color", "rgb(255, 240, 184)")
        page.goto(f"{address}/search?q=khuyen")
        expect(page.locator("mark").first).to_have_css("background-color", "rgb(255, 229, 143)")
        page.goto(f"{address}/indicators/tổng kinh phí khuyến công thực hiện")
        assert page.evaluate("document.documentElement.scrollWidth") == 700


def test_the_way_in_shuts_nobody_out(browser: Browser, path: Path) -> None:
    with served(path, password="mật khẩu", language="vi") as at, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{at}/article/3")
        _require_accessible(page, "/login")
        page.get_by_label("Mật khẩu").fill("mật khẩu")
        press(page, "Enter")
        expect(page.locator("h1")).to_contain_text("Hội nghị công tác khuyến công")
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_label("Mật khẩu")).to_be_visible()


def _require_accessible(page: Page, asked: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{asked}: {found.generate_report()}"
