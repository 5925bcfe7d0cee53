"""Who is who across articles: officials become people, by the rule of `db/namesakes.py` or by hand, undoably.

A new official is compared with the people of its name alone, each of them read by its few bodies through an index, so
that joining an article does not take longer as the database grows.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, text, update

from db.errors import StoreError
from db.namesakes import Judgement, Seen, judge
from db.rows import Row, body_row, person_row
from db.tables import bodies, officials, people, person_doubts, person_links, posts
from extractor.model import Body, Official

#: The bodies of a person with the first and last day seen in each, one step in the index a body.
_SEEN = text("""
    WITH RECURSIVE found (body_id) AS (
        SELECT min(body_id) FROM posts WHERE person_id = :person
        UNION ALL
        SELECT (SELECT min(p.body_id) FROM posts p WHERE p.person_id = :person AND p.body_id > found.body_id)
        FROM found WHERE found.body_id IS NOT NULL
    )
    SELECT b.key, b.parent, b.trade, b.province, b.area,
           (SELECT min(observed) FROM posts WHERE person_id = :person AND body_id = b.id),
           (SELECT max(observed) FROM posts WHERE person_id = :person AND body_id = b.id)
    FROM found JOIN bodies b ON b.id = found.body_id
""")
#: Reasons that are sure enough to make two people one whom both fit.
_SURE = 1
_BY_RULE = person_links.c.decided_by == "rule"


def link_row(key: str, person_id: int, reason: str, decision: int | None = None, previous: int | None = None) -> Row:
    """Why the official of this fact key is that person; manual where it has the number of a decision."""
    return {
        "official_key": key,
        "person_id": person_id,
        "decided_by": "rule" if decision is None else "manual",
        "reason": reason,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "decision": decision,
        "previous_id": previous,
    }


def doubt_row(person_id: int, other_id: int, judgement: Judgement) -> Row:
    """Two people of one name whom the rule left apart."""
    return {
        "person_id": person_id,
        "other_id": other_id,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
    }


def body_id(c: Connection, body: Body) -> int | None:
    """The id of a body, stored if it is new; None for one of which nothing is known."""
    row = body_row(body)
    if not any(row.values()):
        return None
    same = [bodies.c[name].is_(value) if value is None else bodies.c[name] == value for name, value in row.items()]
    known = c.scalar(select(bodies.c.id).where(*same))
    if known is None:
        known = c.execute(insert(bodies).values(row).returning(bodies.c.id)).scalar_one()
    return int(known)


def person_of(c: Connection, official: Official, key: str, article_id: int, observed: str | None) -> int:
    """The person that an official about to be stored is; made if it is nobody known, with the reason kept."""
    by_hand = _decided(c, key, "manual")
    if by_hand is not None:
        return by_hand
    seen = [Seen(post.body, observed, observed) for post in official.posts]
    name = person_row(official)
    others = _namesakes(c, name["name_key"])
    judged = {i: judge(seen, _seen(c, i), one_article=_is_in(c, i, article_id)) for i in others}
    same = sorted((j.rank, i) for i, j in judged.items() if j.verdict == "same")
    if not same:
        return _apart(c, name, key, judged)
    rank, person = same[0]
    _link(c, link_row(key, person, judged[person].reason))
    for other_rank, other in same[1:]:
        if max(rank, other_rank) <= _SURE:
            _bridge(c, person, other, key)
    return person


def _apart(c: Connection, name: Row, key: str, judged: dict[int, Judgement]) -> int:
    """A person of its own: the one that the official was before, if nobody else is, else a new one."""
    before = _decided(c, key, "rule")
    if before is not None and not _officials_of(c, [before]):
        person = before
    else:
        person = int(c.execute(insert(people).values(name).returning(people.c.id)).scalar_one())
    others = {i: j for i, j in judged.items() if i != person}
    _link(c, link_row(key, person, "no other of this name is known to be the same" if others else "first of the name"))
    c.execute(delete(person_doubts).where(or_(person_doubts.c.person_id == person, person_doubts.c.other_id == person)))
    if others:
        c.execute(insert(person_doubts), [doubt_row(person, i, j) for i, j in others.items()])
    return person


def _namesakes(c: Connection, name_key: str) -> list[int]:
    """The people of this name who have officials, and those whom such a one was joined to by hand."""
    of_name = select(people.c.id).where(people.c.name_key == name_key)
    joined = select(person_links.c.person_id).where(person_links.c.previous_id.in_(of_name))
    found = set(c.scalars(of_name)) | set(c.scalars(joined))
    return sorted(person for person in found if c.scalar(select(exists().where(officials.c.person_id == person))))


def _seen(c: Connection, person: int) -> list[Seen]:
    return [Seen(Body(*row[:5]), row[5], row[6]) for row in c.execute(_SEEN, {"person": person})]


def _is_in(c: Connection, person: int, article_id: int) -> bool:
    here = and_(officials.c.article_id == article_id, officials.c.person_id == person)
    return bool(c.scalar(select(exists().where(here))))


def _decided(c: Connection, key: str, by: str) -> int | None:
    last = select(person_links.c.person_id).where(person_links.c.official_key == key, person_links.c.decided_by == by)
    found = c.scalar(last.order_by(person_links.c.id.desc()).limit(1))
    return None if found is None else int(found)


def _link(c: Connection, row: Row) -> None:
    """Keeps a decision of the rule in place of the one before it."""
    c.execute(delete(person_links).where(person_links.c.official_key == row["official_key"], _BY_RULE))
    c.execute(insert(person_links).values(row))


def _bridge(c: Connection, person: int, other: int, key: str) -> None:
    """Makes two people one whom an official is both of, unless they are known apart or were decided on by hand."""
    either = or_(person_links.c.person_id.in_([person, other]), person_links.c.previous_id.in_([person, other]))
    by_hand = c.scalar(select(exists().where(either, ~_BY_RULE)))
    if by_hand or judge(_seen(c, person), _seen(c, other)).verdict == "different":
        return
    _move(c, _officials_of(c, [other]), person)
    reason = f"has posts in common with the official {key}"
    c.execute(update(person_links).where(person_links.c.person_id == other).values(person_id=person, reason=reason))
    forget(c, [other])


def _move(c: Connection, keys: Iterable[str], person: int) -> None:
    """Gives the officials of these fact keys, in all versions, to a person."""
    ids = list(c.scalars(select(officials.c.id).where(officials.c.fact_key.in_(list(keys)))))
    c.execute(update(officials).where(officials.c.id.in_(ids)).values(person_id=person))
    c.execute(update(posts).where(posts.c.official_id.in_(ids)).values(person_id=person))


def _officials_of(c: Connection, persons: Iterable[int]) -> list[str]:
    """The fact keys of the officials of these people, each once."""
    keys = select(officials.c.fact_key).where(officials.c.person_id.in_(list(persons))).distinct()
    return list(c.scalars(keys.order_by(officials.c.fact_key)))


def forget(c: Connection, persons: Sequence[int], keys: Sequence[str] = ()) -> None:
    """Removes those of the people who have no officials any more, unless a decision by hand speaks of them, and what
    the rule decided on those of the fact keys that no official has any more."""
    gone = ~exists().where(officials.c.fact_key == person_links.c.official_key)
    c.execute(delete(person_links).where(person_links.c.official_key.in_(keys), _BY_RULE, gone))
    either = or_(person_links.c.person_id == people.c.id, person_links.c.previous_id == people.c.id)
    by_hand = exists().where(either, ~_BY_RULE)
    unseen = ~exists().where(officials.c.person_id == people.c.id)
    c.execute(delete(people).where(people.c.id.in_(persons), unseen, ~by_hand))


def join_people(c: Connection, person: int, other: int) -> None:
    """By hand: all that is told of `other` is told of `person` from now on. StoreError where one of them is none."""
    for one in (person, other):
        if not _officials_of(c, [one]):
            raise StoreError(f"no person has the id {one}: `diembao people NAME` shows the ids")
    if person == other:
        raise StoreError(f"{person} is one person already")
    _decide(c, {person: person, other: person}, f"joined: {other} is {person}")


def part_person(c: Connection, person: int, official_id: int) -> int:
    """By hand: what an official is told is told of somebody else of the name, whose new id this gives.

    StoreError where the official is none of this person's, or the only one.
    """
    found = c.execute(select(officials).where(officials.c.id == official_id, officials.c.person_id == person)).first()
    if found is None:
        raise StoreError(f"the person {person} has no official {official_id}: `diembao people {person}` shows them")
    if _officials_of(c, [person]) == [found.fact_key]:
        raise StoreError(f"{official_id} is the only official of the person {person}")
    row = c.execute(select(people.c.name, people.c.name_key).where(people.c.id == person)).mappings().one()
    made = int(c.execute(insert(people).values({**row, "name": found.name}).returning(people.c.id)).scalar_one())
    _decide(c, {person: person}, f"parted: {official_id} is not {person}", {found.fact_key: made})
    return made


def undo_decision(c: Connection) -> str:
    """Takes the last decision by hand back, and tells which it was. StoreError where there is none."""
    last = c.scalar(select(func.max(person_links.c.decision)))
    if last is None:
        raise StoreError("nothing was joined or parted by hand")
    taken = c.execute(select(person_links).where(person_links.c.decision == last)).all()
    c.execute(delete(person_links).where(person_links.c.decision == last))
    for link in taken:
        _move(c, [link.official_key], link.previous_id)
    forget(c, [link.person_id for link in taken])
    return str(taken[0].reason)


def _decide(c: Connection, become: Mapping[int, int], reason: str, but: Mapping[str, int] | None = None) -> None:
    """Keeps for every official of these people whom it becomes, also where that changes nothing: so that none of them
    is judged anew when it is extracted again."""
    decision = int(c.scalar(select(func.coalesce(func.max(person_links.c.decision), 0))) or 0) + 1
    for previous, person in become.items():
        keys = {key: (but or {}).get(key, person) for key in _officials_of(c, [previous])}
        c.execute(insert(person_links), [link_row(key, new, reason, decision, previous) for key, new in keys.items()])
        for key, new in keys.items():
            if new != previous:
                _move(c, [key], new)
