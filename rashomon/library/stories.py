"""Stories: which one an article belongs to, and the dossier of each, made again when an article has been added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from rashomon.api import compare
from rashomon.errors import LibraryError, NothingToCompare
from rashomon.library import records
from rashomon.library.articles import inserted, load_articles, load_understandings, now
from rashomon.library.changes import changes_between
from rashomon.library.correcting import correct
from rashomon.library.corrections import corrections_of, mark_lost
from rashomon.library.schema import (
    change,
    claim,
    correction,
    edge,
    figure,
    job,
    membership,
    redirect,
    relation,
    story,
    vector,
    version,
)
from rashomon.library.terms import storable
from rashomon.types import Article, Dossier

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rashomon.library.opening import Store
    from rashomon.library.vectors import ArticleVectors
    from rashomon.settings import Settings

__all__ = [
    "Grouping",
    "StoryLine",
    "assign",
    "compare_again",
    "corrected",
    "dossier_of",
    "drop_empty",
    "new_story",
    "story_id",
    "story_lines",
    "to_compare",
    "touch",
    "understood",
    "waiting",
]

Grouping = Callable[[Sequence[Article]], Iterable[Collection[str]]]
"""Puts articles that tell one story together: the ids of each story."""

DAYS = 14
"""Days between which articles can belong to one story."""
MOST_NEAR = 60
"""Articles that a new one is held against: the nearest by meaning."""
TRIES = 5


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story as a list shows it."""

    id: str
    """Stays when the story grows."""
    headline: str
    articles: int
    first_day: str | None
    last_day: str | None
    conflicts: int
    """Relations of statements that cannot both be true."""


def waiting(connection: Connection, kind: str) -> list[int]:
    """Return the targets of jobs of a kind, in the order in which they came."""
    return list(connection.execute(select(job.c.target).where(job.c.kind == kind).order_by(job.c.number)).scalars())


def assign(store: Store, vectors: ArticleVectors, grouping: Grouping, number: int) -> None:
    """Put a version into the story that it belongs to, or into one of its own. Nobody else assigns meanwhile."""
    with store.write(alone=True) as connection:
        done = connection.execute(delete(job).where(job.c.kind == "group", job.c.target == number)).rowcount
        held = connection.execute(select(membership.c.story).where(membership.c.version == number)).scalar()
        if not done or held is not None:
            return
        article = load_articles(connection, [number]).get(number)
        if article is None:
            return
        near = _near(connection, vectors, number, article)
        articles = load_articles(connection, near)
        ids: dict[str, int] = {a.id: n for n, a in articles.items()}
        group = next((set(g) for g in grouping(list(articles.values())) if article.id in g), {article.id})
        mates = [ids[i] for i in group if i in ids and ids[i] != number]
        at = _story_for(connection, number, article, mates)
        connection.execute(insert(membership).values(version=number, story=at))
        touch(connection, at)


def _near(connection: Connection, vectors: ArticleVectors, number: int, article: Article) -> list[int]:
    """Return the version and those that may tell the same story: near in meaning and in time, and its own versions."""
    import numpy as np

    data = connection.execute(select(vector.c.data).where(vector.c.version == number)).scalar()
    own = select(version.c.article).where(version.c.number == number).scalar_subquery()
    kept = set(connection.execute(select(version.c.number).where(version.c.article == own)).scalars())
    if data is None:
        return sorted({number, *kept})
    numbers, cosines = vectors.near(connection, np.frombuffer(data, "<f2"))
    order = np.argsort(-cosines, kind="stable")[: MOST_NEAR * 5]
    wanted = [int(n) for n in numbers[order]]
    rows = connection.execute(select(version.c.number, version.c.published).where(version.c.number.in_(wanted)))
    days = {r.number: r.published for r in rows}
    close = [n for n in dict.fromkeys(wanted) if n in days and _within(days[n], article.published)]
    return sorted({number, *kept, *close[:MOST_NEAR]})


def _within(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    try:
        return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=DAYS)
    except ValueError:
        return True


def _story_for(connection: Connection, number: int, article: Article, mates: Sequence[int]) -> int:
    """Return the story that most of the mates are in; one whose articles are all mates becomes part of it."""
    rows = connection.execute(select(membership.c.story).where(membership.c.version.in_(list(mates)))).scalars()
    counts = Counter(rows)
    if not counts:
        return new_story(connection, article)
    best: int = min(counts, key=lambda s: (-counts[s], s))
    for other, shared in counts.items():
        size = connection.execute(select(func.count()).where(membership.c.story == other)).scalar()
        if other != best and size == shared:
            _unite(connection, other, best)
    return best


def new_story(connection: Connection, article: Article) -> int:
    """Make a story for an article, and return its number."""
    return inserted(
        connection,
        story,
        id=_free_story_id(connection, article.id),
        headline=storable(article.title or article.label),
        first_day=article.published,
        last_day=article.published,
        revision=0,
        compared=0,
    )


def _free_story_id(connection: Connection, article: str) -> str:
    """Return the id of a story from its first article's."""
    given = f"t{sha256(article.encode()).hexdigest()[:12]}"
    while (
        connection.execute(select(story.c.number).where(story.c.id == given)).first()
        or connection.execute(select(redirect.c.old).where(redirect.c.old == given)).first()
    ):
        given = f"t{sha256(given.encode()).hexdigest()[:12]}"
    return given


def _unite(connection: Connection, gone: int, heir: int) -> None:
    """Make one story part of another; its id, and those in its dossier, lead on."""
    old = connection.execute(select(story.c.id, story.c.data).where(story.c.number == gone)).one()
    new = connection.execute(select(story.c.id, story.c.data).where(story.c.number == heir)).one()
    connection.execute(update(membership).where(membership.c.story == gone).values(story=heir))
    connection.execute(update(redirect).where(redirect.c.story == gone).values(story=heir))
    connection.execute(update(redirect).where(redirect.c.new == old.id).values(new=new.id))
    connection.execute(insert(redirect).values(old=old.id, new=new.id, story=heir))
    parts = [records.unpack(d, Dossier) for d in (new.data, old.data) if d is not None]
    if parts:
        connection.execute(update(story).where(story.c.number == heir).values(data=records.pack(_united(parts))))
    connection.execute(delete(story).where(story.c.number == gone))


def _united(parts: Sequence[Dossier]) -> Dossier:
    """Return dossiers as one that serves as the earlier one: every id of each is in it."""
    names = ("articles", "entities", "statements", "claims")
    joined = {name: tuple({v.id: v for p in parts for v in getattr(p, name)}.values()) for name in names}
    led = {old: new for p in parts for old, new in p.redirects.items()}
    return replace(parts[0], redirects=led, **joined)


def touch(connection: Connection, number: int) -> None:
    """Note that a story has changed and is to be compared again."""
    connection.execute(update(story).where(story.c.number == number).values(revision=story.c.revision + 1))


def compare_again(store: Store, number: int, settings: Settings) -> Dossier | None:
    """Make the dossier of a story and keep it, with what changed since the one before; None for a single article."""
    for _ in range(TRIES):
        with store.read() as connection:
            at = connection.execute(select(story).where(story.c.number == number)).first()
            if at is None:
                return None
            versions = _versions(connection, number)
            articles = list(load_articles(connection, versions).values())
            held = corrections_of(connection, [a.id for a in articles])
        earlier = records.unpack(at.data, Dossier) if at.data is not None else None
        found = _compared(store, versions, articles, earlier, settings)
        shown, lost = (found, {}) if found is None else correct(found, held)
        try:
            with store.write(alone=True) as connection:
                if _kept(connection, at, articles, (found, shown, earlier), settings):
                    mark_lost(connection, lost)
                    return shown
        except IntegrityError:
            continue
    raise LibraryError(store.name, f"story {number} is changed by other processes again and again: run it once more")


def _versions(connection: Connection, number: int) -> list[int]:
    return list(
        connection.execute(
            select(membership.c.version).where(membership.c.story == number).order_by(membership.c.version)
        ).scalars()
    )


def _compared(
    store: Store, versions: Sequence[int], articles: Sequence[Article], earlier: Dossier | None, settings: Settings
) -> Dossier | None:
    if len(versions) < 2:
        return None
    understood = load_understandings(store, versions, settings)
    # Articles keep the ids that the library gave them, whether or not they were compared before.
    before = replace(earlier or _EMPTY, articles=tuple(articles))
    try:
        return compare(understood, earlier=before, settings=settings)
    except NothingToCompare:
        return None


_EMPTY = Dossier(
    articles=(),
    entities=(),
    statements=(),
    claims=(),
    relations=(),
    origins=(),
    omissions=(),
    wording=(),
    events=(),
    timeline=(),
)


def _kept(
    connection: Connection,
    at: Any,
    articles: Sequence[Article],
    dossiers: tuple[Dossier | None, Dossier | None, Dossier | None],
    settings: Settings,
) -> bool:
    """Write a dossier and the rows that are asked of it, unless the story has changed meanwhile.

    What was found is kept as it was found, so that a correction can be undone; the rows are as corrected.
    """
    found, shown, earlier = dossiers
    number = at.number
    days = sorted(a.published for a in articles if a.published)
    values = {
        "headline": storable(_headline(articles)),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "compared": at.revision,
        **({} if found is None else {"data": records.pack(found), "made": records.hash_of(found.made)}),
    }
    same = (story.c.number == number) & (story.c.revision == at.revision)
    if connection.execute(update(story).where(same).values(**values)).rowcount != 1:
        return False
    for table in (claim, relation, figure, edge):
        connection.execute(delete(table).where(table.c.story == number))
    if shown is not None:
        _write_rows(connection, number, shown)
        seen = None if earlier is None else correct(earlier, earlier_corrections(shown))[0]
        rows = [
            {"at": now(), "kind": kind, "story": at.id, "text": storable(text), "reported": False}
            for kind, text in changes_between(seen, shown)
        ]
        if rows:
            connection.execute(insert(change), rows)
    return True


def earlier_corrections(shown: Dossier) -> tuple[Any, ...]:
    """Return the corrections that a dossier shows: that they were made is no change of the reports."""
    return shown.corrections


def _headline(articles: Sequence[Article]) -> str:
    """Return the headline of the earliest article that has one."""
    ordered = sorted(articles, key=lambda a: a.precedence)
    return next((a.title for a in ordered if a.title), ordered[0].label)


def _write_rows(connection: Connection, number: int, shown: Dossier) -> None:
    of = {s.id: s.article for s in shown.statements}
    rows: dict[Any, list[dict[str, Any]]] = {
        claim: [
            {
                "id": c.id,
                "label": storable(c.label),
                "confidence": c.confidence,
                "importance": c.importance,
                "articles": len({of[s] for s in c.statements}),
            }
            for c in shown.claims
        ],
        relation: [
            {
                "left": r.left,
                "right": r.right,
                "kind": r.kind,
                "confidence": r.confidence,
                "differs": f" {' '.join(sorted({d.kind for d in r.differences}))} ",
            }
            for r in shown.relations
        ],
        figure: [
            {
                "id": f.id,
                "claim": f.claim,
                "what": storable(f.what),
                "unit": storable(f.unit),
                "kind": f.kind,
                "data": records.pack(f),
            }
            for f in shown.figures
        ],
        edge: list(_edges(shown)),
    }
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), [{"story": number, **row} for row in values])
    for old, new in shown.redirects.items():
        connection.execute(delete(redirect).where(redirect.c.old == old))
        connection.execute(insert(redirect).values(old=old, new=new, story=number))


def _edges(shown: Dossier) -> Iterable[dict[str, Any]]:
    """Yield that the names in each two articles are one entity, with the names, and what editors say of entities."""
    for entity in shown.entities:
        forms: dict[str, str] = {}
        for mention in entity.mentions:
            if len(mention.text) > len(forms.get(mention.article, "")):
                forms[mention.article] = mention.text
        first, *others = forms.items() or [("", "")]
        for article, form in others:
            evidence = f"{first[1]} = {form}"
            yield {
                "left": f"{entity.id}@{first[0]}",
                "right": f"{entity.id}@{article}",
                "judgement": "same",
                "evidence": storable(evidence),
            }
    for made in shown.corrections:
        if made.kind in ("merge", "split"):
            ends = [f"{p.quotation}@{p.article}" for p in made.places]
            yield {
                "left": storable(ends[0]),
                "right": storable(ends[-1]),
                "judgement": "same" if made.kind == "merge" else "different",
                "evidence": f"correction {made.id}",
            }


def dossier_of(connection: Connection, number: int) -> Dossier | None:
    """Return the dossier of a story, as it is corrected; None before it was compared."""
    data = connection.execute(select(story.c.data).where(story.c.number == number)).scalar()
    if data is None:
        return None
    found = records.unpack(data, Dossier)
    return correct(found, corrections_of(connection, [a.id for a in found.articles]))[0]


def story_lines(connection: Connection, limit: int | None = None, *, several: bool = False) -> list[StoryLine]:
    """Return the stories, the latest first; with ``several`` only those of two articles or more."""
    sizes = select(membership.c.story, func.count().label("n")).group_by(membership.c.story).subquery()
    conflicts = (
        select(relation.c.story, func.count().label("n"))
        .where(relation.c.kind == "conflict")
        .group_by(relation.c.story)
        .subquery()
    )
    chosen = (
        select(story, sizes.c.n.label("articles"), func.coalesce(conflicts.c.n, 0).label("conflicts"))
        .join(sizes, sizes.c.story == story.c.number)
        .outerjoin(conflicts, conflicts.c.story == story.c.number)
        .order_by(func.coalesce(story.c.last_day, "").desc(), story.c.number.desc())
    )
    if several:
        chosen = chosen.where(sizes.c.n > 1)
    return [
        StoryLine(
            id=r.id,
            headline=r.headline,
            articles=r.articles,
            first_day=r.first_day,
            last_day=r.last_day,
            conflicts=r.conflicts,
        )
        for r in connection.execute(chosen.limit(limit))
    ]


def corrected(connection: Connection) -> list[int]:
    """Return the stories with an article that a correction which holds is about."""
    made = select(correction.c.article).where(correction.c.undone.is_(None))
    chosen = select(membership.c.story).join(version, version.c.number == membership.c.version)
    return list(
        connection.execute(chosen.where(version.c.id.in_(made)).distinct().order_by(membership.c.story)).scalars()
    )


def to_compare(connection: Connection) -> list[int]:
    """Return the stories whose dossier is not that of their articles."""
    return list(
        connection.execute(
            select(story.c.number).where(story.c.compared < story.c.revision).order_by(story.c.number)
        ).scalars()
    )


def story_id(connection: Connection, number: int) -> str | None:
    """Return the id of a story; None where it is gone."""
    return connection.execute(select(story.c.id).where(story.c.number == number)).scalar()


def drop_empty(connection: Connection) -> None:
    """Leave out the stories without an article."""
    connection.execute(
        delete(story).where(~select(membership.c.version).where(membership.c.story == story.c.number).exists())
    )


def understood(connection: Connection, number: int) -> None:
    """Note that a version was understood again: its story is to be compared."""
    connection.execute(delete(job).where(job.c.kind == "understand", job.c.target == number))
    held = connection.execute(select(membership.c.story).where(membership.c.version == number)).scalar()
    if held is not None:
        touch(connection, held)
