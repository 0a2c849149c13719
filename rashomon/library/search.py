"""Search in a library: words and meaning together, one statement shown of each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, cast, exists, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from rashomon.errors import UsageError
from rashomon.library.corrections import story_number
from rashomon.library.schema import FTS, body, membership, relation, statement, story, version
from rashomon.library.terms import meaning, terms

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from rashomon.library.query import Query
    from rashomon.library.vectors import VectorFile

__all__ = ["Result", "near_articles", "search"]

MOST_RANKED = 200
"""Articles with the words that are ranked: the best by the store's own rank."""
MOST_NEAR = 100
"""Articles near in meaning that are ranked too."""
NEAR = 0.6
"""Cosine from which an article without the words is a result."""
SATURATED, LENGTH = 1.2, 400
"""How soon more of a word counts little, and the length from which a text counts as long (BM25)."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found, and its statement that answers best."""

    article: str
    """Id of the article."""
    outlet: str | None
    day: str | None
    title: str | None
    story: str | None
    """Id of its story."""
    statement: str | None
    """Id of the statement; None where the article alone was found."""
    text: str
    """The statement, in the article's words; else the headline."""
    speaker: str
    """Who says it; empty where the reporter does."""
    start: int
    end: int
    score: float
    """How well it answers; comparable within one search."""


def search(connection: Connection, vectors: VectorFile, query: Query, limit: int) -> list[Result]:
    """Return the best results, the best first."""
    conditions = _conditions(connection, query)
    ranked = _with_words(connection, query, conditions)
    near = near_articles(connection, vectors, query.terms) if query.terms and not query.phrases else {}
    more = _allowed(connection, query, conditions, [n for n in near if n not in set(ranked)])
    scores = _scores(connection, query, [*ranked, *more], near)
    best = sorted(scores, key=lambda n: (-scores[n], -n))[:limit] if query.terms else ranked[:limit]
    return _results(connection, query, best, scores)


def near_articles(connection: Connection, vectors: VectorFile, asked: Sequence[str]) -> dict[int, float]:
    """Return the versions nearest in meaning to words, the nearest first, with their cosines."""
    import numpy as np

    target = meaning(asked)
    if not target.any():
        return {}
    numbers, cosines = vectors.near(connection, target)
    order = np.argsort(-cosines, kind="stable")[:MOST_NEAR]
    return {int(numbers[i]): float(cosines[i]) for i in order if cosines[i] >= NEAR}


def _conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    """Return what a version must fulfil besides having the words and facets."""
    out: list[ColumnElement[bool]] = []
    if query.days:
        out.append(version.c.published.between(*query.days))
    if query.story is not None:
        number = story_number(connection, query.story)
        if number is None:
            raise UsageError(f"there is no story {query.story[:40]!r}: rashomon stories lists them")
        out.append(version.c.number.in_(select(membership.c.version).where(membership.c.story == number)))
    if query.of_statements:
        out.append(exists().where(statement.c.version == version.c.number, *_of_statement(query)))
    return out


def _of_statement(query: Query) -> list[ColumnElement[bool]]:
    """Return what one statement must fulfil."""
    out: list[ColumnElement[bool]] = [statement.c.said_by.contains(f" {t} ", autoescape=True) for t in query.said_by]
    out += [statement.c.via.contains(f" {t} ", autoescape=True) for t in query.via]
    if query.quoted is not None:
        out.append(statement.c.quoted.is_(query.quoted))
    if query.hedged is not None:
        out.append(statement.c.hedged.is_(query.hedged))
    if query.differs is not None:
        held = aliased(relation)
        ends = exists().where(or_(held.c.left == statement.c.id, held.c.right == statement.c.id))
        if query.differs in ("yes", "no"):
            differs = ends.where(held.c.kind.in_(("conflict", "update")))
            out.append(differs if query.differs == "yes" else ~differs)
        else:
            out.append(ends.where(held.c.differs.contains(f" {query.differs} ", autoescape=True)))
    return out


def _with_words(connection: Connection, query: Query, conditions: Sequence[ColumnElement[bool]]) -> list[int]:
    """Return the versions that have all words and facets, the best first."""
    if not query.terms and not query.facets:
        return _numbers(connection, _latest(select(version.c.number).where(*conditions)))
    if connection.dialect.name == "sqlite":
        match = _fts5(query)
        chosen = select(version.c.number).join(text(FTS), text(f"{FTS}.rowid = version.number"))
        chosen = chosen.where(text(f"{FTS} MATCH :match").bindparams(match=match), *conditions)
        order: ColumnElement[Any] | None = literal_column("rank") if query.terms else None
    else:
        asked = cast(_tsquery(query), TSQUERY)
        chosen = select(version.c.number).join(body, body.c.version == version.c.number)
        words: ColumnElement[str] = literal_column("body.words")
        chosen = chosen.where(words.bool_op("@@")(asked), *conditions)
        order = func.ts_rank(words, asked).desc() if query.terms else None
    chosen = _latest(chosen) if order is None else chosen.order_by(order).limit(MOST_RANKED)
    return _numbers(connection, chosen)


def _latest(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(version.c.published.desc().nulls_last(), version.c.number.desc()).limit(MOST_RANKED)


def _numbers(connection: Connection, chosen: Select[Any]) -> list[int]:
    return list(connection.execute(chosen).scalars())


def _fts5(query: Query) -> str:
    """Return the query as FTS5 reads it: every term in quotation marks, so that none is an operator."""
    parts = [f'terms:"{" ".join(p)}"' for p in (*((w,) for w in query.words), *query.phrases)]
    return " AND ".join((*parts, *(f'facets:"{f}"' for f in query.facets)))


def _tsquery(query: Query) -> str:
    parts = [" <-> ".join(f"'{t}'" for t in p) for p in (*((w,) for w in query.words), *query.phrases)]
    return " & ".join((*(f"({p})" for p in parts), *(f"'{f}'" for f in query.facets)))


def _allowed(
    connection: Connection, query: Query, conditions: Sequence[ColumnElement[bool]], numbers: Sequence[int]
) -> list[int]:
    """Return those of the versions that fulfil all but the words."""
    if not numbers:
        return []
    chosen = select(version.c.number, body.c.facets).join(body, body.c.version == version.c.number)
    rows = connection.execute(chosen.where(version.c.number.in_(numbers), *conditions))
    needed = set(query.facets)
    return [r.number for r in rows if needed <= set(r.facets.split())]


def _scores(
    connection: Connection, query: Query, numbers: Sequence[int], near: Mapping[int, float]
) -> dict[int, float]:
    """Return how well versions answer, the same in every store: BM25 by how rare words are in English, and meaning."""
    from rashomon.encoder.words import commonness

    asked = query.terms
    if not asked or not numbers:
        return dict.fromkeys(numbers, 0.0)
    weights = {t: 1.05 - commonness(t) for t in asked}
    total = sum(weights.values()) * (SATURATED + 1)
    out = {}
    rows = connection.execute(select(body.c.version, body.c.terms).where(body.c.version.in_(list(numbers))))
    for row in rows:
        padded = f" {row.terms} "
        longer = 0.5 + 0.5 * len(padded) / 6 / LENGTH
        score = 0.0
        for term, weight in weights.items():
            count = padded.count(f" {term} ")
            score += weight * count * (SATURATED + 1) / (count + SATURATED * longer)
        out[row.version] = round(score / total + near.get(row.version, 0.0), 6)
    return out


def _results(connection: Connection, query: Query, numbers: Sequence[int], scores: Mapping[int, float]) -> list[Result]:
    if not numbers:
        return []
    columns = (version.c.number, version.c.id, version.c.outlet, version.c.published, version.c.title)
    rows = connection.execute(
        select(*columns, story.c.id.label("story"))
        .outerjoin(membership, membership.c.version == version.c.number)
        .outerjoin(story, story.c.number == membership.c.story)
        .where(version.c.number.in_(list(numbers)))
    )
    articles = {r.number: r for r in rows}
    shown = _statements(connection, query, numbers)
    return [_result(articles[n], shown.get(n), scores.get(n, 0.0)) for n in numbers if n in articles]


def _result(article: Any, shown: Any, score: float) -> Result:
    return Result(
        article=article.id,
        outlet=article.outlet,
        day=article.published,
        title=article.title,
        story=article.story,
        statement=shown.id if shown else None,
        text=shown.text if shown else article.title or "",
        speaker=shown.speaker if shown else "",
        start=shown.start if shown else 0,
        end=shown.end if shown else 0,
        score=score,
    )


def _statements(connection: Connection, query: Query, numbers: Sequence[int]) -> dict[int, Row[Any]]:
    """Return of each version the statement with most of the words, the rare ones first; the first of equals."""
    from rashomon.encoder.words import commonness

    weights = {t: 1.05 - commonness(t) for t in query.terms}
    chosen = select(statement).where(and_(statement.c.version.in_(list(numbers)), *_of_statement(query)))
    best: dict[int, tuple[float, Row[Any]]] = {}
    for row in connection.execute(chosen.order_by(statement.c.number)):
        has = set(terms(row.text)) if weights else set()
        score = sum(w for t, w in weights.items() if t in has)
        if row.version not in best or score > best[row.version][0]:
            best[row.version] = (score, row)
    return {number: row for number, (_, row) in best.items()}
