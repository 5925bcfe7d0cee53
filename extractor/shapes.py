"""What an element's class, id or role says of it: words that publishers everywhere use for what is no article."""
from __future__ import annotations

from functools import lru_cache

import regex

# English and Vietnamese, as class names write them: `box-tin-lien-quan`, `relatedNews`, `js-share`.
_REASONS = {
    "comments": "comments? cmts? binh-?luan disqus replies",
    "related articles": (
        "related lien-?quan tin-?khac tin-?moi tin-?cung recommend\\w* recirc\\w* read-?next read-?more see-?also"
        " more-?(?:stories|news|from|posts|articles) up-?next also-?read doc-?them xem-?them cung-?chuyen-?muc"
        " you-?may outbrain taboola teasers? suggest\\w*"
    ),
    "most read articles": "most-?(?:read|popular|viewed) popular trending doc-?nhieu xem-?nhieu tin-?nong tieu-?diem",
    "share buttons": "shar(?:e|ing|es)\\w* social\\w* chia-?se addthis addtoany sharethis fb-?like",
    "advertisement": "ads? advert\\w* adv banner\\w* sponsor\\w* quang-?cao promo\\w* dfp google-?ads",
    "side column": "side-?bars? sidebar\\w* complementary right-?col\\w* rail",
    "navigation": "nav navs navbar navigation menus? breadcrumbs? pagination pager skip-?link toolbar",
    "footer": "footer\\w* site-?info copyright colophon",
    "tags": "tags? tag-?list keywords? tu-?khoa topics? hashtags?",
    "newsletter or account": (
        "newsletters?\\w* subscri\\w* sign-?up log-?in login paywall regwall cookies?\\w* consent gdpr popups? modal"
    ),
    "about the author": "author-?(?:bio|box|info|profile)s? about-?(?:the-?)?author bio",
    "rating or poll": "ratings? vote polls? quiz",
    "hidden": "hidden hide sr-?only visually-?hidden screen-?reader\\w*",
}  # fmt: skip
_NAMED = {reason: f"g{number}" for number, reason in enumerate(_REASONS)}
_SAYS = regex.compile(
    r"(?<![\p{L}\d])(?:"
    + "|".join(f"(?<{_NAMED[reason]}>{'|'.join(words.split(' '))})" for reason, words in _REASONS.items())
    + r")(?![\p{L}\d])",
    regex.IGNORECASE,
)
_BY_GROUP = {group: reason for reason, group in _NAMED.items()}
_HUMP = regex.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=8192)
def class_reason(said: str) -> str | None:
    """Why a class, id or role says that an element is no part of an article, None where it says nothing of the kind."""
    found = _SAYS.search(_HUMP.sub("-", said).replace("_", "-"))
    return _BY_GROUP[found.lastgroup] if found and found.lastgroup else None
