"""One sitting of a reviewer: fact after fact, key after key; whatever is said is in the database at once."""
from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.facts_to_review import FactPlace, Sample
from db.said import FactToReview
from db.store import Archive, Store, StoreError
from diembao.review.answers import Answers
from diembao.review.choices import KINDS, KINDS_TOLD, NoChoice, fields_chosen, kinds_chosen, place_chosen
from diembao.review.earlier import earlier_lines
from diembao.review.passages import around, places
from diembao.review.screen import HELP, KEYS, KEYS_AT_THE_END, show_fact
from diembao.show import show_article
from extractor.model import Span

#: The letters of all kinds of fact.
_ALL = " ".join(KINDS)
#: What each verdict is called while reviewing.
_TOLD = {"correct": "right", "wrong": "wrong", "unsure": "unsure"}


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to review: `facts` are left, `judged` were judged before. `kind` is the one that was asked for,
    `article` the id of the article where there is one alone."""

    facts: Sequence[FactPlace]
    judged: int
    reviewer: str
    kind: str | None = None
    article: int | None = None


@dataclass(slots=True)
class _Done:
    """Something that can be undone: how, what it is called, and at which fact it was done."""

    undo: Callable[[], object]
    told: str
    at: int


@dataclass(slots=True)
class Session:
    """Shows the facts of a task and keeps what is answered. `said` is the verdict by the fact's key."""

    archive: Archive
    store: Store
    screen: Any
    answers: Answers
    task: Task
    said: dict[str, str] = field(default_factory=dict)
    _at: int = field(default=0, init=False)
    _fact: FactToReview | None = field(default=None, init=False)
    _done: list[_Done] = field(default_factory=list, init=False)
    _who: dict[str, str] = field(default_factory=dict, init=False)

    def run(self) -> Counter[str]:
        """Goes on until the reviewer quits or the answers end; gives how often each verdict was given."""
        self._who = {"reviewer": self.task.reviewer, "session": secrets.token_hex(8)}
        self._show()
        while (key := self.answers.key(KEYS if self._fact else KEYS_AT_THE_END)) not in (None, "q"):
            self._act(key or "")
        return Counter(_TOLD[verdict] for verdict in self.said.values())

    def _act(self, key: str) -> None:
        acts = {"m": self._mark, "v": self._view, "w": self._read_whole, "u": self._undo, "?": self._help}
        if self._fact is not None:
            acts |= {"a": self._right, "x": self._wrong, " ": self._unsure, "n": self._next}
        act = acts.get(key)
        if act is None:
            self._say(f"no key `{key}` here; ? tells what each key does" if key.strip() else "? tells the keys")
        else:
            self._try(act)

    def _try(self, act: Callable[[], None]) -> None:
        """What cannot be done is told, and the review goes on; but answers that were written beforehand would be taken
        for those to another fact once the database has refused one. StoreError then."""
        try:
            act()
        except (NoChoice, StoreError) as error:
            if isinstance(error, StoreError) and not self.answers.sees:
                raise
            self._say(f"nothing was kept: {error}")

    # What each key does.

    def _right(self) -> None:
        self._judge("correct", [None])

    def _unsure(self) -> None:
        self._judge("unsure", [None])

    def _wrong(self) -> None:
        fact = self._here()
        typed = self._ask("which fields are wrong? numbers or names; Enter: the whole fact; -: back")
        if typed is None:
            return
        chosen = fields_chosen(typed, fact)
        note = self._ask("note, such as what would be right; Enter: none; -: back")
        if note is not None:
            self._judge("wrong", chosen, note)

    def _next(self) -> None:
        self._at += 1
        self._show()

    def _mark(self) -> None:
        article = self.archive.article(self._article())
        span = self._passage(article.text)
        kinds = kinds_chosen(self._kinds("which kind of fact is told there?", "") or "") if span else []
        if span is None or not kinds:
            return
        note = self._ask("note; Enter: none; -: back")
        if note is None:
            return
        for kind in kinds:
            mark = self.store.add_mark(article.id, span.start, span.end, kind, note, **self._who)
            self._keep(lambda: self.store.undo_mark(**self._who), f"{kind} missed: {' '.join(mark.quote.split())}")
            if mark.known:
                self._say(f"mind: {len(mark.known)} of this kind told in these words are in the list; u if it is one")

    def _view(self) -> None:
        show_article(self.archive.article(self._article()))

    def _read_whole(self) -> None:
        typed = self._kinds("read whole, looking for which kinds of fact?", _ALL)
        if typed is None:
            return
        article, kinds = self._article(), kinds_chosen(typed)
        self.store.add_reading(article, self.task.reviewer, kinds, session=self._who["session"])
        self._keep(lambda: self.store.undo_reading(**self._who), f"article {article} read whole: {', '.join(kinds)}")
        self._say_unjudged(article, kinds)

    def _undo(self) -> None:
        if not self._done:
            self._say("nothing was done in this session that could be undone")
            return
        last = self._done.pop()
        last.undo()
        self._say(f"undone: {last.told}")
        if last.at != self._at:
            self._at = last.at
            self._show()

    def _help(self) -> None:
        self.screen.print(HELP)

    # What they need.

    def _judge(self, verdict: str, fields: Sequence[str | None], note: str | None = None) -> None:
        fact = self._here()
        for name in fields:
            self.store.add_verdict(fact.fact_key, verdict, field=name, note=note, seen=fact, **self._who)
        what = f"{_TOLD[verdict]}{': ' if fields != [None] else ''}{', '.join(name for name in fields if name)}"
        self._keep(lambda: self._unsay(fact.fact_key, len(fields)), what)
        self.said[fact.fact_key] = verdict
        self._next()

    def _unsay(self, fact_key: str, rows: int) -> None:
        for _ in range(rows):
            self.store.undo_verdict(**self._who)
        self.said.pop(fact_key, None)

    def _keep(self, undo: Callable[[], object], told: str) -> None:
        self._done.append(_Done(undo, told, self._at))
        self._say(told)

    def _passage(self, text: str) -> Span | None:
        """The place of the words that are typed, chosen where they stand in several; None if nothing is typed."""
        words = self._ask("the words as they stand in the article; -: back")
        if not words:
            return None
        found = places(words, text)
        if not found:
            raise NoChoice(f"the article has no `{words}`; v shows it")
        if len(found) == 1:
            return found[0]
        for number, span in enumerate(found, 1):
            self._say(f"{number:3}  {around(span, text)}")
        typed = self._ask(f"which of these {len(found)} places? -: back")
        return found[place_chosen(typed, len(found))] if typed else None

    def _kinds(self, question: str, default: str) -> str | None:
        """The kinds that are typed, else the one that is reviewed, else the default; None to go back."""
        default = self.task.kind or default
        enter = f"; Enter: {'all' if default == _ALL else default}" if default else ""
        typed = self._ask(f"{question} {KINDS_TOLD}{enter}; -: back")
        return default if typed == "" else typed

    def _ask(self, question: str) -> str | None:
        """What is typed; None to go back."""
        typed = self.answers.line(f"{question} > ")
        return None if typed == "-" else typed

    def _say_unjudged(self, article: int, kinds: Sequence[str]) -> None:
        left = sum(len(self.archive.sample(Sample(kind=kind, article=article))[0]) for kind in kinds)
        if left:
            self._say(f"{left} of its facts are not judged by anybody yet; recall counts them as found")

    def _show(self) -> None:
        """Shows the fact at which the review is, or that there is none left."""
        self._fact = self._fetch()
        if self._fact is None:
            self._say("\nno fact is left to judge; m, v and w are for the last article")
            return
        before = f", {self.task.judged} judged before" if self.task.judged else ""
        show_fact(self.screen, self._fact, f"{self._at + 1} of {len(self.task.facts)}{before}")
        said = self.archive.verdicts_of(self._fact.article_id).get(self._fact.fact_key, ())
        for line in earlier_lines(self._fact, said, self.task.reviewer):
            self._say(line)

    def _fetch(self) -> FactToReview | None:
        """The fact at which the review is, past those that an ingest has removed meanwhile."""
        while self._at < len(self.task.facts):
            place = self.task.facts[self._at]
            try:
                return self.archive.fact_to_review(place.fact_key, place.article_id)
            except StoreError as error:
                self._say(f"passed over: {error}")
                self._at += 1
        return None

    def _here(self) -> FactToReview:
        assert self._fact is not None
        return self._fact

    def _article(self) -> int:
        """The article of the fact that is shown, else the last one's."""
        if self._fact is not None:
            return self._fact.article_id
        return self.task.article or self.task.facts[-1].article_id

    def _say(self, text: str) -> None:
        self.screen.print(text, soft_wrap=True)
