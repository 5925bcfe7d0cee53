"""Articles with their facts, ready to be held against each other: as a database keeps them, or read once more today."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from db.unsaved import facts_of
from diembao.audit.lists import Lists, facts_with_lists, with_lists
from diembao.audit.rereading import source_of
from diembao.exits import Failure
from diembao.keeping import bases_of
from extractor.model import Event, Extraction, Official, SourceError, Span
from extractor.pipeline import extract
from patterns import Ruleset

_SENTENCES = 'SELECT start, "end" FROM sentences WHERE article_id = ? ORDER BY ordinal'
_OF_RUN = "SELECT id FROM articles WHERE run_id = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of an article; `facts` have their parties and posts among their fields. `fault` says why it could
    not be read at all."""

    name: str
    title: str | None
    text: str
    sentences: tuple[Span, ...]
    facts: tuple[StoredFact, ...]
    fault: str | None = None

    def line_of(self, span: Span) -> Span:
        """The sentence that a place begins in, else the place itself."""
        return next((line for line in self.sentences if line.start <= span.start < line.end), span)


def stored_versions(archive: Archive, run: int | None = None) -> Iterator[Version]:
    """The current articles of a database, or those whose facts were made by one run, current or not."""
    for i in _ids(archive, run):
        article = archive.article(i)
        sentences = tuple(Span(start, end) for start, end in archive.query(_SENTENCES, [i]).rows)
        facts = facts_with_lists(archive, article)
        yield Version(article.fields["name"], article.fields["title"], article.text, sentences, facts)


def _ids(archive: Archive, run: int | None) -> list[int]:
    if run is None:
        return [line.id for line in archive.articles()]
    return [i for (i,) in archive.query(_OF_RUN, [run]).rows]


def versions_of_today(archive: Archive, rules: Ruleset) -> Iterator[Version]:
    """The current articles of a database, read again from their stored bytes by these rules. Nothing is written."""
    for line in archive.articles():
        yield _read_again(archive, archive.article(line.id), rules)


def _read_again(archive: Archive, article: StoredArticle, rules: Ruleset) -> Version:
    name, title = article.fields["name"], article.fields["title"]
    try:
        source = source_of(archive, article)
        if source is None:
            return Version(name, title, article.text, (), (), "cannot be read: its bytes are damaged")
        found = extract(source, rules)
    except SourceError as error:
        return Version(name, title, article.text, (), (), str(error))
    facts = facts_of(found, name, bases_of(rules))
    sentences = tuple(sentence.span for sentence in found.reading.sentences)
    return Version(name, found.article.title, source.text, sentences, with_lists(facts, _lists(found, facts)))


def _lists(found: Extraction, facts: Sequence[StoredFact]) -> Lists:
    told: dict[tuple[str, Span], dict[str, tuple[str, ...]]] = {}
    told |= {("event", event.mentions[0]): _parties(event) for event in found.events}
    told |= {("official", official.mentions[0]): {"posts": _posts(official)} for official in found.officials}
    return {(f.kind, f.fact_key): told[f.kind, f.span] for f in facts if (f.kind, f.span) in told}


def _parties(event: Event) -> dict[str, tuple[str, ...]]:
    told = {
        "organisers": event.organisers, "coorganisers": event.coorganisers, "chairs": event.chairs,
        "attendees": event.attendees,
    }  # fmt: skip
    return {name: names for name, names in told.items() if names}


def _posts(official: Official) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, (post.title, post.organisation))) for post in official.posts)


def versions_of_runs(archive: Archive, one: int, other: int) -> tuple[list[Version], list[Version]]:
    """The versions of the articles of which both runs have one that is still stored.

    Failure where there are none: what is extracted again takes the place of what an earlier run made.
    """
    known = {i for (i,) in archive.query("SELECT id FROM runs").rows}
    for run in (one, other):
        if run not in known:
            raise Failure(f"there is no run {run}; `diembao query \"SELECT id, started FROM runs\"` lists them")
    before, after = list(stored_versions(archive, one)), list(stored_versions(archive, other))
    both = {version.name for version in before} & {version.name for version in after}
    if not both:
        why = "what is extracted again takes the place of what was"
        how = "`diembao diff A.db B.db` compares with a copy that was made before"
        raise Failure(f"no article has versions of both run {one} and run {other}: {why}; {how}")
    return [v for v in before if v.name in both], [v for v in after if v.name in both]
