"""Figures as numbers with units and bounds, and all that merely looks like one."""

from __future__ import annotations

import pytest

from extractor.figures import find_figures
from extractor.model import Lexed
from extractor.numerals import ledger
from extractor.periods import find_moments
from tests.reading import reading_of, rules


def lexed(text: str) -> Lexed:
    reading = reading_of(text)
    return find_figures(reading, rules(), find_moments(reading, rules()), [])


def rows(text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    return [(q.kind, q.value, q.value_max, q.unit, q.bound) for q in lexed(text).quantities]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Thu hơn 128 tỷ đồng.", ("money", "128000000000", None, "VND", "over")),
        ("Chi từ 10 đến 15 tỷ đồng.", ("money", "10000000000", "15000000000", "VND", "exact")),
        ("Chi 10 - 15 tỷ đồng.", ("money", "10000000000", "15000000000", "VND", "exact")),
        ("Vốn từ 30 tỷ đồng trở lên.", ("money", "30000000000", None, "VND", "at_least")),
        ("Lương 25 triệu đồng/người/tháng.", ("money", "25000000", None, "VND/người/tháng", "exact")),
        ("Cam bán 25.000 đồng một kg.", ("money", "25000", None, "VND/kg", "exact")),
        ("Xuất 1,4 tỷ USD hàng may.", ("money", "1400000000", None, "USD", "exact")),
        ("Vay 30 triệu yên Nhật.", ("money", "30000000", None, "JPY", "exact")),
        ("Góp hai mươi lăm triệu đồng.", ("money", "25000000", None, "VND", "exact")),
        ("Tăng từ 5% đến 7%.", ("percent", "5", "7", "%", "exact")),
        ("Giảm 0,5 điểm phần trăm.", ("percent", "0.5", None, "pp", "exact")),
        ("Tăng bình quân 7,5%/năm.", ("percent", "7.5", None, "%/năm", "exact")),
        ("Rộng khoảng 1.288,21 ha.", ("quantity", "1288.21", None, "ha", "about")),
        ("Sàn 2,6 triệu m2.", ("quantity", "2600000", None, "m2", "exact")),
        ("Thu 1,2 đến 1,5 triệu tấn lúa.", ("quantity", "1200000", "1500000", "t", "exact")),
        ("Kho 2 triệu tấn than/ năm.", ("quantity", "2000000", None, "t/năm", "exact")),
        ("Nóng 39,5 độ C.", ("quantity", "39.5", None, "°C", "exact")),
        ("Chờ gần 40 năm.", ("duration", "40", None, "năm", "nearly")),
        ("Xong trong vòng 5 ngày.", ("duration", "5", None, "ngày", "at_most")),
        ("Đi hai năm rưỡi.", ("duration", "2.5", None, "năm", "exact")),
        ("Lãi gấp đôi năm ngoái.", ("multiple", "2", None, "lần", "exact")),
        ("Cao gấp 2,5 lần cùng kỳ.", ("multiple", "2.5", None, "lần", "exact")),
        ("Chiếm hai phần ba dân số.", ("ratio", "2/3", None, None, "exact")),
        ("Đào tạo cho 3.275 lao động.", ("count", "3275", None, "lao động", "exact")),
        ("Có 7 xã, thị trấn bị ngập.", ("count", "7", None, "xã, thị trấn", "exact")),
        ("Tại 29 tỉnh và thành phố.", ("count", "29", None, "tỉnh và thành phố", "exact")),
        ("Dự có 28 Sở Công thương.", ("count", "28", None, "Sở Công thương", "exact")),
        ("Chỉ còn 4 - 5 quán.", ("count", "4", "5", "quán", "exact")),
        ("Có ba tỉnh mất điện.", ("count", "3", None, "tỉnh", "exact")),
        ("Nộp không quá 500k VNĐ.", ("money", "500000", None, "VND", "at_most")),
        ("Phạt tối đa 200 triệu đồng.", ("money", "200000000", None, "VND", "at_most")),
        ("Gói 98 nghìn tỷ đồng.", ("money", "98000000000000", None, "VND", "exact")),
        ("Lạnh âm ba độ C.", ("quantity", "-3", None, "°C", "exact")),
        ("Lãi 2 tỷ rưỡi.", ("money", "2500000000", None, "VND", "exact")),
        ("Vàng 3 triệu rưỡi một chỉ.", ("money", "3500000", None, "VND/chỉ", "exact")),
        ("Thưởng 3tr2.", ("money", "3200000", None, "VND", "exact")),
        ("Vé 500k.", ("money", "500000", None, "VND", "exact")),
        ("Mất $12 triệu.", ("money", "12000000", None, "USD", "exact")),
        ("Lương 12 triệu/tháng.", ("money", "12000000", None, "VND/tháng", "exact")),
        ("Có hai trăm năm mươi công nhân.", ("count", "250", None, "công nhân", "exact")),
        ("Cao 1m75.", ("quantity", "1.75", None, "m", "exact")),
        ("Rộng 150 km2.", ("quantity", "150", None, "km2", "exact")),
        ("Neo ở mức 640 USD.", ("money", "640", None, "USD", "exact")),
        ("Thâm hụt 47.200 tỷ.", ("money", "47200000000000", None, "VND", "exact")),
    ],
)
def test_a_figure_has_its_value_unit_and_bound(text: str, row: tuple[str, str, str | None, str | None, str]) -> None:
    assert rows(text) == [row]


def test_reached_and_planned_are_two_figures() -> None:
    assert rows("Giải ngân 11,07/11,14 tỷ đồng.") == [
        ("money", "11070000000", None, "VND", "exact"),
        ("money", "11140000000", None, "VND", "exact"),
    ]
    assert [r[1] for r in rows("Có 45/63 tỉnh báo cáo.")] == ["45", "63"]


def test_a_list_shares_the_unit_and_scale_of_its_last_number() -> None:
    told = [(kind, value, unit) for kind, value, _, unit, _ in rows("Lần lượt là 12, 15 và 20 tỷ đồng.")]
    assert told == [("money", f"{value}000000000", "VND") for value in ("12", "15", "20")]


def test_a_comparison_bounds_nothing() -> None:
    assert rows("Thấp hơn 32,19% cùng kỳ.") == [("percent", "32.19", None, "%", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "Dịch Covid-19 lan rộng.",
        "Thời công nghiệp 4.0 đã đến.",
        "Sạt lở trên Quốc lộ 1A và QL1A.",
        "Máy bay A321 hạ cánh, phủ sóng 5G.",
        "Hội nghị G7 và giải F1.",
        "Cấp cứu trực 24/7.",
        "Lọt top 10 châu Á, ưu tiên số 1.",
        "Đội nhà thắng 2-1.",
        "Bắt đầu lúc 8h30, kết thúc 17 giờ 00 phút.",
        "Gọi 0912.345.678 hoặc 1900 6789.",
        "Xe biển số 29C-123.45 gây tai nạn.",
        "Đại hội lần thứ XIII, lần thứ 17.",
        "Chuyển vào tài khoản 0011004123456.",
        "Hình 2. Toàn cảnh nhà máy",
        "Bản vẽ tỷ lệ 1/200 đã duyệt.",
        "Hàng trăm người, vài chục hộ, nhiều dự án.",
        "Một người dân cho biết.",
        "Ở Quận 1, hộ nghèo theo Chương trình 135 của Chính phủ.",
        "Trồng các giống ST5, OM 4900, Jasmine 85.",
        "Kết quả 6 tháng đầu năm 2018 rất tốt.",
        "Cao hơn năm 2016 một chút.",
        "Đi từ đường 3/2 đến Quảng trường 2/4.",
        "Bay Boeing 787, ở khu phố 3, thuộc Trung đoàn 88.",
        "Thí sinh số báo danh 010234 vắng mặt.",
    ],
)
def test_what_merely_looks_like_a_figure_is_none(text: str) -> None:
    assert rows(text) == []


def test_every_digit_run_has_one_class_and_none_is_lost() -> None:
    reading = reading_of("Ngày 5/6/2023, xã có 12 hộ trồng ST25, thu 3 tỷ đồng, đứng thứ 2 huyện.")
    found = lexed("Ngày 5/6/2023, xã có 12 hộ trồng ST25, thu 3 tỷ đồng, đứng thứ 2 huyện.")
    numerals = ledger(reading, rules(), found.classified)
    told = [(n.span.of(reading.text), n.cls) for n in numerals]
    assert told[:3] == [("5", "date"), ("6", "date"), ("2023", "date")]
    assert told[3:] == [("12", "figure"), ("25", "name"), ("3", "figure"), ("2", "label")]


def test_a_quote_is_the_text_itself_with_its_no_break_spaces() -> None:
    reading = reading_of("Thu trên 128\u00a0tỷ\u00a0đồng.")
    (quantity,) = find_figures(reading, rules(), [], []).quantities
    assert quantity.span.of(reading.text) == "128\u00a0tỷ\u00a0đồng"
    assert quantity.value == "128000000000"
