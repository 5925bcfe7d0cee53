"""What may stand in a rule file: the tables, their keys and the types of their values.

A table of words (`unit`, `title` ...) is found by its name here; its `forms` are also a named list of the
same name, so that a pattern can say `\\L<unit>`.
"""
from __future__ import annotations

from dataclasses import dataclass

#: A key's type: text, list of texts, true or false.
TEXT, TEXTS, FLAG = "text", "texts", "flag"


@dataclass(frozen=True, slots=True)
class Table:
    """The keys that an entry of one table must and may have."""

    required: dict[str, str]
    optional: dict[str, str]


RULE = Table(
    {"name": TEXT, "kind": TEXT, "pattern": TEXT, "examples": TEXTS, "counterexamples": TEXTS},
    # Any one of these, in lower case, stands in whatever the rule matches: where none does, it need not be tried.
    # With one of `opens`, in any case, whatever it matches begins; `\\L<list>` stands for all words of a list,
    # `#` for a number in digits, with its sign.
    {"needs": TEXTS, "opens": TEXTS},
)
EXAMPLE_KEYS = {"text", "match", "groups"}

TABLES: dict[str, Table] = {
    # A family of publishers whose pages are made alike: CSS selectors for the element of the body, for what stands in
    # or around it, and for what is to be dropped there; `page` is such a page, `shows` its blocks as `kind: text`.
    "publisher": Table(
        {"name": TEXT, "body": TEXTS, "page": TEXT, "shows": TEXTS},
        dict.fromkeys(("title", "lead", "byline", "dateline", "caption", "heading", "drop"), TEXTS),
    ),
    # A unit of measure: `symbol` as the data contract writes it; `factor` takes a value to the unit `base`.
    "unit": Table({"name": TEXT, "kind": TEXT, "symbol": TEXT, "forms": TEXTS}, {"base": TEXT, "factor": TEXT}),
    # A currency: `name` is its ISO 4217 code.
    "currency": Table({"name": TEXT, "forms": TEXTS}, {}),
    # A word that bounds a figure, before or behind it: `bound` as the data contract.
    "bound": Table({"name": TEXT, "bound": TEXT, "forms": TEXTS}, {}),
    # An abbreviation that everyone knows, with what it stands for.
    "abbreviation": Table({"name": TEXT, "expansion": TEXT}, {}),
    # An abbreviation in the names of bodies, with what it stands for in lower case; for keys only.
    "body_abbreviation": Table({"name": TEXT, "expansion": TEXT}, {}),
    # A title that says its body by itself, with that body in lower case; for keys only.
    "title_body": Table({"name": TEXT, "body": TEXT}, {}),
    # A part of the country that names of events write in several ways; for keys only.
    "region": Table({"name": TEXT, "forms": TEXTS}, {}),
    # The title of a post; `head` says that it may stand alone for its holder.
    "title": Table({"name": TEXT, "forms": TEXTS}, {"level": TEXT, "alone": FLAG}),
    # The head word of a body's name (`Cục`); `within` the heads of the bodies that it may be a part of.
    "body_head": Table({"name": TEXT, "forms": TEXTS}, {"within": TEXTS}),
    # A body known by name, with the code that its documents carry.
    "body": Table({"name": TEXT, "forms": TEXTS}, {"code": TEXT}),
    # A province: in being from `since` up to `until` (ISO days), when it went `into` another.
    "province": Table({"name": TEXT, "level": TEXT, "forms": TEXTS}, {"since": TEXT, "until": TEXT, "into": TEXT}),
    # A city, district or island below a province, and the province in which it lies.
    "place": Table({"name": TEXT, "level": TEXT, "forms": TEXTS, "province": TEXT}, {"since": TEXT, "until": TEXT}),
    # A trigger of an event with its type as the data contract.
    "trigger": Table({"name": TEXT, "type": TEXT, "forms": TEXTS}, {"named": FLAG}),
    # A reporting verb.
    "verb": Table({"name": TEXT, "forms": TEXTS}, {"strength": TEXT, "frames": TEXTS}),
    # A type of legal document with the code in its numbers.
    "document_type": Table({"name": TEXT, "forms": TEXTS}, {"code": TEXT, "bare": FLAG}),
    # A body that issues documents, by the codes (`forms`) that it has in their numbers.
    "issuer": Table({"name": TEXT, "forms": TEXTS}, {"until": TEXT}),
}
