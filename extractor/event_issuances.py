"""The issuing of a document as an event: who issued it and when, from the document and the verb before its mention."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.event_drafts import Draft
from extractor.event_parties import Holders
from extractor.event_scenes import Ground, Scene
from extractor.model import Document, Moment, Sentence, Span

#: How far before a document its verb may stand, in characters.
_FAR = 300


def find_issuances(ground: Ground, documents: Sequence[Document]) -> list[Draft]:
    """An event for each document whose issuing the article tells, with every place that tells it."""
    drafts = (_draft(ground, document) for document in documents)
    return [draft for draft in drafts if draft is not None]


def _draft(ground: Ground, document: Document) -> Draft | None:
    places = list(_places(ground, document))
    if not places or (document.issuer is None and document.date is None):
        return None
    draft = Draft("issuance", "ban hành", document.rule, organisers=(document.issuer,) if document.issuer else ())
    for name, sentence, moment in places:
        draft.names.append(name)
        draft.mentions.append((name, sentence))
        draft.scenes.append((name, Scene("held", moment, None, Holders(draft.organisers), (), "held")))
    return draft


def _places(ground: Ground, document: Document) -> Iterator[tuple[Span, Sentence, Moment | None]]:
    for mention in document.mentions:
        sentence = next((s for s in ground.reading.sentences if s.span.contains(mention)), None)
        start = _verb_before(ground, sentence, mention) if sentence else None
        if sentence is not None and start is not None:
            name = Span(start, _end(ground, document, sentence, mention))
            yield name, sentence, _moment(ground, document, sentence, start)


def _verb_before(ground: Ground, sentence: Sentence, mention: Span) -> int | None:
    """Where the verb starts that issues the mention (`ban hành`, `phê duyệt … tại`), or None."""
    done_by, issues = (ground.rules.rule(f"documents:{name}").pattern for name in ("done_by", "issues"))
    start = max(sentence.span.start, mention.start - _FAR)
    done = list(done_by.finditer(ground.view, start, mention.start))
    if done:
        return done[-1].start()
    issued = issues.search(ground.view, start, mention.start)
    return issued.start("verb") if issued and not issued["yet"] else None


def _end(ground: Ground, document: Document, sentence: Sentence, mention: Span) -> int:
    """The end of the document's title where it follows, else of its mention."""
    at = ground.text.find(document.title, mention.end, sentence.span.end) if document.title else -1
    return at + len(document.title or "") if 0 <= at <= mention.end + 170 else mention.end


def _moment(ground: Ground, document: Document, sentence: Sentence, verb: int) -> Moment | None:
    """The document's date, with the part of the day that its sentence tells."""
    if document.date is None:
        return None
    told = [m for m in ground.moments if sentence.span.contains(m.span) and m.iso == document.date]
    before = next((m for m in told if m.span.end <= verb), None)
    exact = next((m for m in told if not m.inferred), None)
    if not told:
        return None
    return Moment(
        "date", told[0].span, told[0].rule, document.date, exact is None, before.session if before else None, False
    )
