"""Dates and periods, with missing years resolved from the page's date or the article's plain year."""

from __future__ import annotations

import pytest

from extractor.model import Moment
from extractor.periods import find_moments
from tests.reading import reading_of, rules


def moments(text: str, published: str | None = None) -> list[Moment]:
    return list(find_moments(reading_of(text, published), rules()))


def isos(text: str, published: str | None = None) -> list[str | None]:
    return [moment.iso for moment in moments(text, published)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Năm 2017, toàn ngành lãi lớn.", "2017"),
        ("Suốt 6 tháng đầu năm 2018 hạn hán.", "2018-01/2018-06"),
        ("Ba tháng cuối năm 2021 mưa nhiều.", "2021-10/2021-12"),
        ("Quý I/2025 đạt kế hoạch.", "2025-01/2025-03"),
        ("quý 4 năm 2020 lỗ nặng", "2020-10/2020-12"),
        ("Tháng 5/2025 nắng nóng.", "2025-05"),
        ("tháng Chín năm 2021 mở cửa lại", "2021-09"),
        ("Lũy kế 9 tháng năm 2019 tăng.", "2019-01/2019-09"),
        ("nửa đầu năm 2023 xuất siêu", "2023-01/2023-06"),
        ("Giai đoạn 2021 - 2025 đầu tư mạnh.", "2021/2025"),
        ("Nhiệm kỳ 2020-2025 kết thúc.", "2020/2025"),
        ("Từ tháng 5/2014 đến tháng 8/2015 rà soát.", "2014-05/2015-08"),
        ("Họp ngày 21/5/2012 tại Huế.", "2012-05-21"),
        ("Họp ngày 05 tháng 10 năm 2017.", "2017-10-05"),
        ("Kiểm tra từ ngày 3/2/2014 đến ngày 5/3/2014.", "2014-02-03/2014-03-05"),
        ("đến hết năm 2020 xong đường", "2020-12-31"),
        ("Mưa kéo dài các ngày 12-14/6/2022.", "2022-06-12/2022-06-14"),
        ("Những năm 1990 khó khăn.", None),
    ],
)
def test_periods_are_iso(text: str, iso: str | None) -> None:
    assert isos(text) == [iso]


def test_a_day_without_a_year_takes_the_page_s_year() -> None:
    (moment,) = moments("Chiều 27/7, Bộ họp tại Hạ Long.", "2023-07-28")
    assert (moment.iso, moment.inferred, moment.session) == ("2023-07-27", True, "afternoon")


def test_a_dotted_day_behind_a_part_of_the_day_is_a_date() -> None:
    assert isos("Sáng 30.4, phố đông.", "2024-05-02") == ["2024-04-30"]


def test_what_has_happened_leans_to_the_past() -> None:
    assert isos("Ngày 20/12, tàu đã cập cảng.", "2024-01-05") == ["2023-12-20"]
    assert isos("Ngày 20/12, tàu sẽ cập cảng.", "2024-10-05") == ["2024-12-20"]


def test_a_month_is_of_the_year_told_before_it_in_the_sentence() -> None:
    assert isos("Năm 2022 thị trường đạt đỉnh vào tháng 3, giảm vào tháng 12.", "2023-03-23") == [
        "2022", "2022-03", "2022-12"
    ]  # fmt: skip


def test_a_month_ahead_of_the_page_is_last_year_s_unless_it_is_to_come() -> None:
    assert isos("Công ty lãi lớn trong tháng 11.", "2023-03-23") == ["2022-11"]
    assert isos("Công ty sẽ họp vào tháng 11.", "2023-03-23") == ["2023-11"]


def test_without_a_page_date_the_year_is_the_latest_plain_one() -> None:
    text = "Chiều 1/8, hội nghị khai mạc.\nSáu tháng đầu năm 2018 đạt kết quả tốt.\nMục tiêu đến năm 2030 là gấp đôi."
    assert isos(text)[0] == "2018-08-01"


def test_a_comparison_with_the_year_before_tells_the_year() -> None:
    assert isos("Ngày 3/4, tỉnh công bố. Thu tăng so với cùng kỳ năm 2019.")[0] == "2020-04-03"
    assert isos("Dư nợ tăng 7% so với cuối năm 2019; ngày 3/4 đạt 90 tỷ đồng.")[-1] == "2020-04-03"
    assert isos("Nợ xấu giảm so với ngày 31/12/2019. Đến ngày 20/5 còn 1,2%.")[-1] == "2020-05-20"


def test_a_year_that_is_compared_with_is_not_the_year_of_what_follows() -> None:
    assert isos("Cả tỉnh thu 9 tỷ đồng, tăng so với năm 2019, riêng tháng 3 thu 2 tỷ đồng.")[-1] == "2020-03"
    assert isos("Xuất khẩu tăng 8% so với cuối năm 2021, tính cả năm tăng 14%.")[-1] == "2022"


def test_a_year_that_is_only_planned_for_is_not_that_of_days_that_have_passed() -> None:
    told = "Ngày 25/11/2022, huyện họp.\nKế hoạch năm 2023, huyện thu 350 tỷ đồng.\n"
    assert isos(told + "Ngày 20/11, huyện giải ngân 62% vốn, tháng 10 được 51%.")[2:] == ["2022-11-20", "2022-10"]
    # It may be that of the year planned for.
    assert isos(told + "Ngày 5/1, huyện giao chỉ tiêu.")[-1] is None
    # What is reached of a plan is of the plan's year.
    reached = "Ngày 25/12/2022, huyện họp.\nThu đạt 95% kế hoạch năm 2023. Ngày 5/10, huyện thưởng."
    assert isos(reached)[-1] == "2023-10-05"


def test_the_year_so_far_needs_no_number() -> None:
    assert isos("Từ đầu năm đến nay, xã thu 9 tỷ đồng.", "2022-11-25") == ["2022-01/2022-11"]


def test_a_day_told_with_its_year_is_of_that_year_again() -> None:
    assert isos("Ngày 25/11/2022, huyện họp. Năm 2023 thu 9 tỷ đồng. Sáng 25/11, huyện thưởng.")[-1] == "2022-11-25"


def test_an_article_that_tells_no_year_leaves_it_open() -> None:
    assert isos("Ngày 26/3, đoàn thanh niên ra quân.") == [None]


def test_relative_years_are_of_the_article_s_day() -> None:
    assert isos("Năm ngoái lỗ, năm nay lãi.", "2022-03-01") == ["2021", "2022"]


@pytest.mark.parametrize(
    "text",
    ["đạt 11,07/11,14 tỷ đồng", "28/30 tỉnh tham gia", "mở cửa 24/7", "3/4 dân số", "số 45/2012/NĐ-CP", "thắng 2-1"],
)
def test_what_merely_looks_like_a_date_is_none(text: str) -> None:
    assert moments(text) == []
