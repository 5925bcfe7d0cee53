"""What there is to ask: the tables and views of a database with their columns and what they hold."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.store import Archive, open_store

#: One line on what each view and table holds; those for people who write SQL come first.
MEANINGS = {
    "figure_facts": "One row a figure, readable alone: value, unit, what, whose, when, against what; its quote.",
    "event_facts": "One row an event, readable alone: what, when, where, by whom; its quote.",
    "official_facts": "One row an official and article, readable alone: name, posts, where mentioned.",
    "statement_facts": "One row a statement, readable alone: who says what, in which words.",
    "document_facts": "One row a cited law, decree or decision and article, readable alone.",
    "check_facts": "Figures of an article that vouch for each other: what they make of one of them, and what it says.",
    "indicator_series": "The values of an indicator by scope and period, over all articles.",
    "career": "The posts in which a person was seen, with the days of the articles: never a beginning or an end.",
    "person_facts": "What was seen and heard of a person: one row a post or statement, with its source.",
    "possible_people": "People of one name that may be one person, for review.",
    "event_series": "The editions of events that come again: when, where, by whom, told by how many articles.",
    "document_citations": "One row a law, decree or decision: how many articles cite it, and which.",
    "stories": "One row an article; near duplicates, the same text in several papers, have one story.",
    "mismatches": "Quotes that do not stand at their offsets. Always empty, or the database is damaged.",
    "unexplained_numerals": "Runs of digits that no rule explains: what may have been missed.",
    "fact_fields": "One row a fact of any kind, its fields a JSON object: what a reviewer judges.",
    "compared_verdicts": "Every verdict that was not taken back, beside its fact as it is now.",
    "verdict_states": "Every verdict of a reviewer, and whether it still holds.",
    "current_verdicts": "The verdicts that hold, the last of each reviewer on a fact or field.",
    "reviewer_verdicts": "What each reviewer says of each fact and field.",
    "fact_verdicts": "What all reviewers together say of each fact and field.",
    "rule_verdicts": "How many of the facts of each rule were judged correct, wrong, unsure.",
    "articles": "One row a version of an article: what the page says of itself, and its whole text.",
    "article_search": "Full-text index of current articles by id (rowid): body as written, body_fold without marks.",
    "sources": "The bytes as they came (zlib), with sha256, media type and encoding.",
    "source_names": "Every file name and address that a source came under.",
    "blocks": "The spans of a text by kind; boilerplate with the reason why it was dropped.",
    "sentences": "The sentences of the content, with their words as underthesea groups them.",
    "figures": "The figures. figure_facts is easier to read.",
    "figure_spans": "Where each field of a figure was read.",
    "checks": "Sums, percents and changes told with all that they are made of. check_facts is easier to read.",
    "check_figures": "The figures of each check with the part that each plays in it; the last one is checked.",
    "events": "The events. event_facts is easier to read.",
    "event_mentions": "Every place where an event is told; the first is the telling one.",
    "event_parties": "Who organises, chairs or attends an event, one row each.",
    "officials": "The officials of each article. official_facts is easier to read.",
    "official_mentions": "Every place where an official is meant.",
    "people": "One row a person, across articles.",
    "person_links": "Why an official is that person: decided by the rule or by hand.",
    "person_doubts": "People of one name who are not one, or may be.",
    "posts": "Each post that an article gives an official.",
    "bodies": "The bodies of posts, as they are joined by.",
    "statements": "The statements. statement_facts is easier to read.",
    "statement_spans": "Where the speaker and the verb of a statement were read.",
    "documents": "The cited documents. document_facts is easier to read.",
    "document_mentions": "Every place where a document is cited.",
    "numerals": "Every run of digits in the content with its one class: the ledger that shows what was not read.",
    "article_bands": "Hashes by which near duplicates are found.",
    "near_duplicates": "Articles that repeat an earlier one in nearly the same words.",
    "verdicts": "What reviewers said of facts. Rows are only added; verdict_states tells which hold.",
    "marks": "Passages that tell a fact which was not found, marked by reviewers.",
    "readings": "Articles that a reviewer has read whole, looking for facts of these kinds.",
    "runs": "Each ingest: when, by which ruleset and version, how much it did.",
}  # fmt: skip

# Without the tables that SQLite keeps a full-text index in.
_LISTED = """
SELECT name, CASE type WHEN 'virtual' THEN 'table' ELSE type END FROM pragma_table_list
WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')"""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view with its columns, each with its type (empty where SQLite knows none)."""

    name: str
    kind: str
    columns: tuple[tuple[str, str], ...]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.name]


def relations() -> list[Relation]:
    """The tables and views of this version's schema, in the order of `MEANINGS`. No database is needed."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "schema.db", create=True) as store:
        found = store.query(_LISTED).rows
        kinds = {name: kind for name, kind in found if name != "alembic_version" and not name.startswith("sqlite_")}
        order = list(MEANINGS)
        return [Relation(name, kinds[name], _columns(store, name)) for name in sorted(kinds, key=order.index)]


def _columns(store: Archive, name: str) -> tuple[tuple[str, str], ...]:
    found = store.query("SELECT name, type FROM pragma_table_info(?)", [name]).rows
    return tuple((column, kind) for column, kind in found)
