"""Pages of a made-up paper, each with facts of its own, for tests of how articles come in."""
from __future__ import annotations

TITLE = "Huyện Sơn Hạ mở rộng vùng trồng chè, đợt {number}"


def text(number: int) -> str:
    """An article as plain text; its one sum of money tells which it is."""
    return (
        f"{TITLE.format(number=number)}\n\n"
        f"Năm 2022, huyện Sơn Hạ đã chi {number + 100} tỷ đồng cho các hợp tác xã trồng chè trên địa bàn.\n\n"
        "Bà con nông dân được hỗ trợ giống, phân bón và kỹ thuật chăm sóc theo quy trình sản xuất an toàn.\n"
    )


def feed(*items: str) -> str:
    """An RSS feed of items as they stand."""
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Báo</title>{''.join(items)}</channel></rss>"


def item(link: str, title: str = "Tin", more: str = "") -> str:
    """An item of an RSS feed."""
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def sitemap(*entries: str, kind: str = "url") -> str:
    """A sitemap of addresses, each with what else is told of it."""
    root = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    inner = "".join(f"<{kind}><loc>{entry}</loc></{kind}>" if entry[0] != "<" else entry for entry in entries)
    return f"<?xml version='1.0'?><{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</{root}>"


def html(number: int, head: str = "") -> str:
    """The same article as a page."""
    title, *paragraphs = [line for line in text(number).splitlines() if line]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
