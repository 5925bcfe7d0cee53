"""The tables of the code pages before Unicode: complete, and as other sources print them."""
from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.codepages import TCVN3, VISCII, VPS
from extractor.legacy import PAGES, seen, unseen
from tests.encoders import LETTERS, by_bytes, encoded

# The charts, row by row of sixteen codes: RFC 1456 for VISCII, TCVN 5712 VN3, and the chart of the VPS fonts. A dot
# is a code that the page leaves to ASCII's controls or to a sign.
CHARTS = {
    "tcvn3": {
        0xA0: ".ĂÂÊÔƠƯĐăâêôơưđ.", 0xB0: ".....àảãáạ.ằẳẵắ.", 0xC0: "......ặầẩẫấậè.ẻẽ",
        0xD0: "éẹềểễếệìỉ...ĩíịò", 0xE0: ".ỏõóọồổỗốộờởỡớợù", 0xF0: ".ủũúụừửữứựỳỷỹýỵ.",
    },
    "viscii": {
        0x00: "..Ẳ..ẴẪ.........", 0x10: "....Ỷ....Ỹ....Ỵ.", 0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ", 0x90: "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
        0xA0: "Õắằặấầẩậẽẹếềểễệố", 0xB0: "ồổỗỠƠộờởịỰỨỪỬơớƯ", 0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ", 0xD0: "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
        0xE0: "àáâãảăữẫèéêẻìíĩỉ", 0xF0: "đựòóôõỏọụùúũủýợỮ",
    },
    "vps": {
        0x00: "..ẠẬẶẸỆ.........", 0x10: "ỊỌỘỢỤỰ...Ỵ..ẪỮ..", 0x80: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ", 0x90: "Ế..ỀỂỄỐỒỔỖýỷỵỚỜỞ",
        0xA0: ".ắằẳẵặỠớÙờởỡŨỨợỪ", 0xB0: "ổỬỲỸÍÌộỈĨÓửữÒỎÕự", 0xC0: "ầÁÂấẩẫậđẻÉÊẹỉễịỹ", 0xD0: "ƯỦồốÔỏơÈừứÚũưÝẺ.",
        0xE0: "àáâãảạă.èéêẽìí.ĩ", 0xF0: "ẴĐòóôõ.Ơụùúủ.ỶẼỳ",
    },
}  # fmt: skip
TABLES = {"tcvn3": TCVN3, "viscii": VISCII, "vps": VPS}
TONED_CAPITALS = set(LETTERS.upper()) - set("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("page", CHARTS)
def test_a_table_is_as_its_chart(page: str) -> None:
    chart = {row + at: letter for row, line in CHARTS[page].items() for at, letter in enumerate(line) if letter != "."}
    assert {code[0]: letter for letter, code in by_bytes(TABLES[page]).items()} == chart


@pytest.mark.parametrize(("page", "missing"), [("tcvn3", TONED_CAPITALS), ("viscii", set()), ("vps", set())])
def test_a_table_has_every_letter_once(page: str, missing: set[str]) -> None:
    letters = "".join(TABLES[page])
    assert len(letters) == len(set(letters))
    assert set(letters) == set(LETTERS) - missing
    assert len(LETTERS) == 134


@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv knows two of the code pages, and is not installed")
@pytest.mark.parametrize(("page", "name"), [("viscii", "VISCII"), ("tcvn3", "TCVN")])
def test_iconv_reads_a_code_page_alike(page: str, name: str) -> None:
    letters = by_bytes(TABLES[page])
    run = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=b"".join(letters.values()), capture_output=True)
    assert run.stdout.decode() == "".join(letters)


@pytest.mark.parametrize("page", ["vni", "viscii", "vps", "windows-1258"])
def test_every_letter_survives_being_written_and_read(page: str) -> None:
    for letter in LETTERS:
        text = f"x{letter}x"
        assert unicodedata.normalize("NFC", PAGES[page].read(seen(encoded(text, page)))) == text


def test_tcvn3_has_capitals_with_a_tone_as_small_letters() -> None:
    for letter in LETTERS:
        read = PAGES["tcvn3"].read(seen(encoded(f"x{letter}x", "tcvn3")))
        assert read == (f"x{letter.lower()}x" if letter in TONED_CAPITALS else f"x{letter}x")


READ = [
    ("tcvn3", "Hµ Néi, ViÖt Nam, n­íc §¹i ViÖt, ¤ng ¡n, ¢u L¹c", "Hà Nội, Việt Nam, nước Đại Việt, Ông Ăn, Âu Lạc"),
    ("tcvn3", "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ Xã HỘI CHỦ NGHĨA VIỆT NAM"),
    ("tcvn3", "5.000®, 20.000 ®ång, £5 vµ ¥ 6; £ §ª", "5.000đ, 20.000 đồng, £5 và ¥ 6; Ê Đê"),
    ("tcvn3", "«Hµ Néi» © 2003 · 3 × 4 ÷ 2; « nhiÔm, §iÒu 5 § 6", "«Hà Nội» © 2003 · 3 × 4 ÷ 2; ô nhiễm, Điều 5 § 6"),
    ("vni", "Haø Noäi, Vieät Nam, thò xaõ, ñöôøng, AÁp Baéc", "Hà Nội, Việt Nam, thị xã, đường, Ấp Bắc"),
    ("vni", "HAØ NOÄI ÑÒNH MÖÙC, Aùnh, chæ só, tî", "HÀ NỘI ĐỊNH MỨC, Ánh, chỉ sĩ, tỵ"),
    ("viscii", "Vi®t Nam, tiªng, ðß¶ng", "Việt Nam, tiếng, đường"),
    ("vps", "ViŒt Nam, ti‰ng, ÇÜ©ng", "Việt Nam, tiếng, đường"),
    ("windows-1258", "Viêòt Nam, ðýõÌng", "Việt Nam, đường"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "shown", "text"), READ)
def test_a_code_page_is_read_from_what_windows_shows_of_it(page: str, shown: str, text: str) -> None:
    assert unicodedata.normalize("NFC", PAGES[page].read(shown)) == text


@settings(deadline=None)
@given(st.binary())
def test_bytes_are_told_by_what_windows_shows_of_them(content: bytes) -> None:
    assert unseen(seen(content)) == content


@settings(deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)), st.sampled_from(sorted(PAGES)))
def test_ascii_is_read_as_itself(text: str, page: str) -> None:
    assert PAGES[page].read(text) == text


@settings(deadline=None)
@given(st.text(alphabet="£¥€$%‰+-±.,0123456789 "), st.sampled_from(["tcvn3", "vni"]))
def test_numbers_and_the_signs_beside_them_are_no_letters(text: str, page: str) -> None:
    digits = [letter for letter in PAGES[page].read(text) if letter in "$%+-.,0123456789 "]
    assert digits == [letter for letter in text if letter in "$%+-.,0123456789 "]
