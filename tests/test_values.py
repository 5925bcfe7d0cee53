"""Text to exact values: numbers in digits and words, editions, ISO dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.quantities import amount, carried, denominators
from extractor.values import (
    fraction,
    full_year,
    iso_day,
    iso_months,
    number,
    number_words,
    ordinal,
    roman,
    shifted,
)
from extractor.view import view


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.275", "3275"),
        ("95,6", "95.6"),
        ("1.234,5", "1234.5"),
        ("1.288,21", "1288.21"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("0.75", "0.75"),
        ("1,234", "1.234"),
        ("12 345 678", "12345678"),
        ("12\u00a0345", "12345"),
        ("-4,5", "-4.5"),
        ("âm ba", "-3"),
        ("007", "7"),
    ],
)
def test_numbers_in_digits_are_exact(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ba mươi tư", "34"),
        ("hai mốt", "21"),
        ("hai mươi nhăm", "25"),
        ("một trăm linh năm", "105"),
        ("một nghìn chín trăm", "1900"),
        ("một nghìn chín trăm bảy mươi lăm", "1975"),
        ("hai phẩy năm", "2.5"),
        ("mười hai", "12"),
        ("ba trăm lẻ hai", "302"),
        ("hai triệu rưỡi", "2500000"),
        ("bốn tỷ hai trăm triệu", "4200000000"),
        ("hai vạn", "20000"),
    ],
)
def test_numbers_in_words_are_exact(text: str, value: str) -> None:
    assert number_words(text) == Decimal(value)


@pytest.mark.parametrize("text", ["nhiều", "hai con", "phẩy năm", "", "ba phẩy mấy", "12a"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98 nghìn tỷ", "98000000000000"),
        ("1,5 triệu tỷ", "1500000000000000"),
        ("3 triệu 200 nghìn", "3200000"),
        ("2 tỷ rưỡi", "2500000000"),
        ("3tr2", "3200000"),
        ("1tr25", "1250000"),
        ("500k", "500000"),
        ("4 vạn", "40000"),
        ("7 chục", "70"),
        ("4.300tỷ", "4300000000000"),
        ("12 ngàn tỉ", "12000000000000"),
        ("hai mươi lăm triệu", "25000000"),
    ],
)
def test_amounts_apply_their_multipliers(text: str, value: str) -> None:
    found = amount(text)
    assert found is not None
    assert found.value == Decimal(value)


def test_a_range_carries_the_scale_of_its_upper_end() -> None:
    low, high = amount("10"), amount("15 tỷ")
    assert low is not None
    assert high is not None
    assert carried(low, high).value == Decimal(10_000_000_000)


def test_a_range_leaves_a_low_end_that_would_pass_the_upper_one() -> None:
    low, high = amount("500"), amount("1,5 triệu")
    assert low is not None
    assert high is not None
    assert carried(low, high).value == Decimal(500)


def test_denominators_have_one_writing() -> None:
    assert denominators(" / người/ tháng") == "/người/tháng"
    assert denominators(" một kg") == "/kg"


def test_fractions_are_parts_of_a_whole() -> None:
    assert fraction("1", "3") == "1/3"
    assert fraction("hai", "ba") == "2/3"
    assert fraction("24", "7") is None
    assert fraction("3", "0") is None


@pytest.mark.parametrize(("text", "value"), [("17", 17), ("XVII", 17), ("XII", 12), ("mười ba", 13), ("nhất", 1)])
def test_editions_are_read_in_every_writing(text: str, value: int) -> None:
    assert ordinal(text) == value


def test_no_roman_numeral_is_an_error() -> None:
    with pytest.raises(ValueError, match="IIX"):
        roman("IIX")


def test_days_that_do_not_exist_are_none() -> None:
    assert iso_day(31, 4, 2024) is None
    assert iso_day(29, 2, 2024) == "2024-02-29"
    assert iso_day(1, 1, None) is None


def test_months_of_a_year_are_a_closed_period() -> None:
    assert iso_months(1, 6, 2018) == "2018-01/2018-06"
    assert iso_months(3, 3, 2018) == "2018-03"


def test_the_same_stretch_of_another_year() -> None:
    assert shifted("2018-01/2018-06", -1) == "2017-01/2017-06"
    assert shifted("2024-02-29", -1) == "2023-02-28"
    assert full_year("75") == 1975


@pytest.mark.parametrize("text", ["hoà bình", "thuỷ lợi", "Quý\u00a0I", "Ð-CP", "Qu\u00fd", "bằng Hoá đơn", "quỳ, quý"])
def test_the_view_keeps_the_length(text: str) -> None:
    assert len(view(text)) == len(text)


def test_the_view_makes_look_alikes_one() -> None:
    assert view("NÐ\u2011CP hoà thuỷ 5\u00a0tỷ quý") == "NĐ-CP hòa thủy 5 tỷ quý"
