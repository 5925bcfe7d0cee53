"""The web pages as tests reach them: the app in this process, or served to a real browser."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from diembao.ingest import ingest_all
from diembao.inputs import Input
from diembao.web.app import create_app
from diembao.web.rules import EXTENSION as RULES
from diembao.web.settings import Settings

#: What a browser says of a form sent from one of our own pages.
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def client(database: Path, **changes: Any) -> FlaskClient:
    """A client of the app over this database, which it asks as `localhost`; `changes` are of its settings."""
    return create_app(replace(Settings(database, "tester", port=80), **changes)).test_client()


@contextmanager
def served(database: Path, **changes: Any) -> Iterator[str]:
    """The app on a free port of the loopback; its address."""
    import socket

    from waitress import create_server

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = create_app(replace(Settings(database, "tester", port=port), **changes))
    app.extensions[RULES].loaded()
    server = create_server(app, sockets=[listening], threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()


#: An article of our own whose text is full of what must not run, and of figures.
HOSTILE = """Xuất khẩu gạo của tỉnh tăng mạnh <script>window.hacked = 1</script>

Ngày 5/3/2024, Sở Công Thương tỉnh An Giang cho biết, xuất khẩu gạo của tỉnh đạt 120 nghìn tấn, tăng 15% so với \
cùng kỳ năm trước. "><img src=x onerror="window.hacked = 1"> Kim ngạch đạt 68 triệu USD, bằng 24% kế hoạch năm.

Theo báo cáo, toàn tỉnh có <a href="javascript:window.hacked = 1">45 doanh nghiệp</a> tham gia xuất khẩu, trong đó \
có 12 doanh nghiệp mới. {{ 7 * 7 }} </textarea></title><svg onload="window.hacked = 1">

Ông Nguyễn Văn Bình, Giám đốc Sở Công Thương tỉnh An Giang cho biết, tỉnh phấn đấu xuất khẩu 500 nghìn tấn gạo.
"""


def hostile_db(folder: Path) -> Path:
    """A database with the article above."""
    return made_db(folder, HOSTILE)


def made_db(folder: Path, text: str, url: str | None = None) -> Path:
    """A database with one article of this text."""
    file = folder / "article.txt"
    file.write_text(text, "utf-8")
    assert ingest_all([Input(str(file), None, url)], folder / "made.db", None) == 0
    return folder / "made.db"
