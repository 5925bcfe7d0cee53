"""The code pages of Vietnamese before Unicode, as tables. What reads with them is extractor/legacy.py.

TCVN3 (ABC): TCVN 5712:1993, VN3, the bytes behind the `.Vn` fonts; capitals with a tone have a font of their own
(`.VnTimeH`) and are stored as the small letters. VNI: VNI for Windows, a letter and behind it a mark. VISCII: RFC 1456.
VPS: the Vietnamese Professionals Society's. The last two put some capitals on control bytes.
"""
from __future__ import annotations

#: Letters to the bytes that stand for them, in the same order.
TCVN3 = {
    "ĂÂÊÔƠƯĐ": "A1 A2 A3 A4 A5 A6 A7", "ăâêôơưđ": "A8 A9 AA AB AC AD AE",
    "àảãáạ": "B5 B6 B7 B8 B9", "ằẳẵắặ": "BB BC BD BE C6", "ầẩẫấậ": "C7 C8 C9 CA CB",
    "èẻẽéẹ": "CC CE CF D0 D1", "ềểễếệ": "D2 D3 D4 D5 D6", "ìỉĩíị": "D7 D8 DC DD DE",
    "òỏõóọ": "DF E1 E2 E3 E4", "ồổỗốộ": "E5 E6 E7 E8 E9", "ờởỡớợ": "EA EB EC ED EE",
    "ùủũúụ": "EF F1 F2 F3 F4", "ừửữứự": "F5 F6 F7 F8 F9", "ỳỷỹýỵ": "FA FB FC FD FE",
}  # fmt: skip
VISCII = {
    "ăâêôơưđ": "E5 E2 EA F4 BD DF F0", "ĂÂÊÔƠƯĐ": "C5 C2 CA D4 B4 BF D0",
    "àảãáạ": "E0 E4 E3 E1 D5", "ằẳẵắặ": "A2 C6 C7 A1 A3", "ầẩẫấậ": "A5 A6 E7 A4 A7",
    "ÀẢÃÁẠ": "C0 C4 C3 C1 80", "ẰẲẴẮẶ": "82 02 05 81 83", "ẦẨẪẤẬ": "85 86 06 84 87",
    "èẻẽéẹ": "E8 EB A8 E9 A9", "ềểễếệ": "AB AC AD AA AE", "ìỉĩíị": "EC EF EE ED B8",
    "ÈẺẼÉẸ": "C8 CB 88 C9 89", "ỀỂỄẾỆ": "8B 8C 8D 8A 8E", "ÌỈĨÍỊ": "CC 9B CE CD 98",
    "òỏõóọ": "F2 F6 F5 F3 F7", "ồổỗốộ": "B0 B1 B2 AF B5", "ờởỡớợ": "B6 B7 DE BE FE",
    "ÒỎÕÓỌ": "D2 99 A0 D3 9A", "ỒỔỖỐỘ": "90 91 92 8F 93", "ỜỞỠỚỢ": "96 97 B3 95 94",
    "ùủũúụ": "F9 FC FB FA F8", "ừửữứự": "D7 D8 E6 D1 F1", "ỳỷỹýỵ": "CF D6 DB FD DC",
    "ÙỦŨÚỤ": "D9 9C 9D DA 9E", "ỪỬỮỨỰ": "BB BC FF BA B9", "ỲỶỸÝỴ": "9F 14 19 DD 1E",
}  # fmt: skip
VPS = {
    "ăâêôơưđ": "E6 E2 EA F4 D6 DC C7", "ĂÂÊÔƠƯĐ": "88 C2 CA D4 F7 D0 F1",
    "àảãáạ": "E0 E4 E3 E1 E5", "ằẳẵắặ": "A2 A3 A4 A1 A5", "ầẩẫấậ": "C0 C4 C5 C3 C6",
    "ÀẢÃÁẠ": "80 81 82 C1 02", "ẰẲẴẮẶ": "8E 8F F0 8D 04", "ẦẨẪẤẬ": "84 85 1C 83 03",
    "èẻẽéẹ": "E8 C8 EB E9 CB", "ềểễếệ": "8A 8B CD 89 8C", "ìỉĩíị": "EC CC EF ED CE",
    "ÈẺẼÉẸ": "D7 DE FE C9 05", "ỀỂỄẾỆ": "93 94 95 90 06", "ÌỈĨÍỊ": "B5 B7 B8 B4 10",
    "òỏõóọ": "F2 D5 F5 F3 86", "ồổỗốộ": "D2 B0 87 D3 B6", "ờởỡớợ": "A9 AA AB A7 AE",
    "ÒỎÕÓỌ": "BC BD BE B9 11", "ỒỔỖỐỘ": "97 98 99 96 12", "ỜỞỠỚỢ": "9E 9F A6 9D 13",
    "ùủũúụ": "F9 FB DB FA F8", "ừửữứự": "D8 BA BB D9 BF", "ỳỷỹýỵ": "FF 9B CF 9A 9C",
    "ÙỦŨÚỤ": "A8 D1 AC DA 14", "ỪỬỮỨỰ": "AF B1 1D AD 15", "ỲỶỸÝỴ": "B2 FD B3 DD 19",
}  # fmt: skip
#: A letter of VNI, the marks behind it, and what each of the pairs is.
VNI_PAIRS = (
    ("a", "øûõùïâàåãáäêèúüéë", "àảãáạâầẩẫấậăằẳẵắặ"), ("e", "øûõùïâàåãáä", "èẻẽéẹêềểễếệ"),
    ("o", "øûõùïâàåãáä", "òỏõóọôồổỗốộ"), ("ô", "øûõùï", "ờởỡớợ"), ("u", "øûõùï", "ùủũúụ"),
    ("ö", "øûõùï", "ừửữứự"), ("y", "øûõù", "ỳỷỹý"),
)  # fmt: skip
#: Letters that VNI writes as one sign.
VNI_SIGNS = dict(zip("ôöñìæóíòîÔÖÑÌÆÓÍÒÎ", "ơưđìỉĩíịỵƠƯĐÌỈĨÍỊỴ", strict=True))
