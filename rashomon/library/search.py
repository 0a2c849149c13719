"""Search in a library: words and meaning together, one statement shown of each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, and_, cast, exists, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import aliased

from rashomon.encoder.aligner import StatementNet, Telling
from rashomon.encoder.words import commonness
from rashomon.errors import UsageError
from rashomon.library.corrections import story_number
from rashomon.library.query import Query
from rashomon.library.schema import FTS, body, membership, relation, statement, statement_vector, story, version
from rashomon.library.terms import terms
from rashomon.library.vectors import cosines

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from sqlalchemy import Connection, Select

    from rashomon.library.vectors import StatementVectors

Net = Callable[[], StatementNet]

__all__ = ["Result", "near_articles", "search"]

MOST_MATCHED = 10_000
"""Articles with the words that are looked at: the latest added."""
MOST_RANKED = 150
"""Of these, articles that are ranked: the nearest in meaning."""
MOST_NEAR = 150
"""Articles near in meaning that are ranked too."""
MOST_FITTED = 60
"""Articles of which it is looked up which statements are asked for."""
NEAR = 0.5
"""Cosine of a statement from which an article without all the words is a result."""
RAREST = 1.05
"""What a word counts that is not common at all."""
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


def search(connection: Connection, vectors: StatementVectors, net: Net, query: Query, limit: int) -> list[Result]:
    """Return the best results, the best first. ``net`` loads the net that reads statements."""
    conditions = _conditions(connection, query)
    ranked = _with_words(connection, query, conditions)
    if not query.terms:
        return _results(connection, query, ranked[:limit], {}, {})
    asked = net().read([Telling(query.speaker, query.text)])[0].vector
    versions, distances = vectors.distances(connection, asked)
    if len(ranked) > MOST_RANKED:
        ranked = _nearest_of(ranked, versions, distances)
    near = [] if query.phrases else _nearest(versions, distances)
    more = _allowed(connection, query, conditions, sorted(set(near) - set(ranked)))
    alike = _cosines(connection, [*ranked, *more], asked)
    nearest = {n: float(c.max(initial=0.0)) for n, c in alike.items()}
    told = _told(connection, query, [*ranked, *(n for n in more if nearest.get(n, 0.0) >= NEAR)])
    scores = {n: round(share + nearest.get(n, 0.0), 6) for n, share in told.items()}
    best = sorted(scores, key=lambda n: (-scores[n], -n))
    if query.of_statements:  # only the statements that are asked for count; looked up for the best articles alone
        best = best[: max(MOST_FITTED, limit)]
        alike = _fitting(connection, query, {n: alike[n] for n in best if n in alike})
        scores = {n: round(told[n] + float(alike[n].max(initial=0.0)) if n in alike else told[n], 6) for n in best}
        best.sort(key=lambda n: (-scores[n], -n))
    return _results(connection, query, best[:limit], scores, alike)


def near_articles(connection: Connection, vectors: StatementVectors, asked: npt.NDArray[np.float32]) -> list[int]:
    """Return the versions with the statements nearest in meaning, the nearest first."""
    found = _cosines(connection, _nearest(*vectors.distances(connection, asked)), asked)
    return sorted(found, key=lambda n: (-float(found[n].max(initial=0.0)), n))


def _nearest(versions: npt.NDArray[np.int64], distances: npt.NDArray[np.uint16], most: int = MOST_NEAR) -> list[int]:
    """Return the versions at the smallest distances; the latest of equals."""
    import numpy as np

    if len(distances) > most:
        limit = int(np.partition(distances, most - 1)[most - 1])
        close = np.flatnonzero(distances <= limit)
    else:
        close = np.arange(len(distances))
    order = np.lexsort((-versions[close], distances[close]))
    return list(dict.fromkeys(versions[close][order].tolist()))[:most]


def _nearest_of(
    numbers: Sequence[int], versions: npt.NDArray[np.int64], distances: npt.NDArray[np.uint16]
) -> list[int]:
    """Return the nearest of the versions with the words, and those without a vector only where there are too few."""
    import numpy as np

    given = np.array(numbers, np.int64)
    inside = np.isin(versions, given)
    found = _nearest(versions[inside], distances[inside], MOST_RANKED)
    return [*found, *sorted(set(numbers).difference(found), reverse=True)][:MOST_RANKED]


def _cosines(
    connection: Connection, numbers: Sequence[int], asked: npt.NDArray[np.float32]
) -> dict[int, npt.NDArray[np.float32]]:
    """Return how near each statement of versions is."""
    chosen = select(statement_vector.c.version, statement_vector.c.data)
    rows = connection.execute(chosen.where(statement_vector.c.version.in_(list(numbers)))).all()
    return dict(zip([r.version for r in rows], cosines([r.data for r in rows], asked), strict=True)) if rows else {}


def _fitting(
    connection: Connection, query: Query, alike: Mapping[int, npt.NDArray[np.float32]]
) -> dict[int, npt.NDArray[np.float32]]:
    """Return how near each statement is, 0 for those that are not asked for."""
    import numpy as np

    fits: dict[int, list[bool]] = {n: [] for n in alike}
    chosen = select(statement.c.version, and_(True, *_of_statement(query)).label("fits"))
    for row in connection.execute(
        chosen.where(statement.c.version.in_(list(alike))).order_by(statement.c.version, statement.c.number)
    ):
        fits[row.version].append(bool(row.fits))
    return {n: np.where(fits[n], c, 0.0) if len(fits[n]) == len(c) else c for n, c in alike.items()}


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
    """Return the versions that have all words and facets, the latest added first; without words the latest."""
    if not query.terms and not query.facets:
        return _numbers(connection, _latest(select(version.c.number).where(*conditions)))
    of_version = bool(conditions) or not query.terms
    if connection.dialect.name == "sqlite":
        number: ColumnElement[int] = literal_column(f"{FTS}.rowid")
        chosen = select(number).select_from(text(FTS))
        if of_version:
            chosen = select(number).select_from(version).join(text(FTS), text(f"{FTS}.rowid = version.number"))
        chosen = chosen.where(text(f"{FTS} MATCH :match").bindparams(match=_fts5(query)), *conditions)
    else:
        number = body.c.version
        chosen = select(number)
        if of_version:
            chosen = chosen.join(version, body.c.version == version.c.number)
        words: ColumnElement[str] = literal_column("body.words")
        chosen = chosen.where(words.bool_op("@@")(cast(_tsquery(query), TSQUERY)), *conditions)
    if not query.terms:
        return _numbers(connection, _latest(chosen))
    return _numbers(connection, chosen.order_by(number.desc()).limit(MOST_MATCHED))


def _latest(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(version.c.published.desc().nulls_last(), version.c.number.desc()).limit(MOST_RANKED)


def _numbers(connection: Connection, chosen: Select[Any]) -> list[int]:
    return list(connection.execute(chosen).scalars().all())


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


def _told(connection: Connection, query: Query, numbers: Sequence[int]) -> dict[int, float]:
    """Return how much of the words versions have, 0 to 1, the same in every store.

    It is BM25 with how rare words are in English in the place of how rare they are here.
    """
    weights = {t: RAREST - commonness(t) for t in query.terms}
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
        out[row.version] = score / total
    return out


def _results(
    connection: Connection,
    query: Query,
    numbers: Sequence[int],
    scores: Mapping[int, float],
    alike: Mapping[int, npt.NDArray[np.float32]],
) -> list[Result]:
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
    shown = _statements(connection, query, numbers, alike)
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


def _statements(
    connection: Connection, query: Query, numbers: Sequence[int], alike: Mapping[int, npt.NDArray[np.float32]]
) -> dict[int, Any]:
    """Return of each version the statement that answers best, by words and meaning; the first of equals."""
    weights = {t: RAREST - commonness(t) for t in query.terms}
    total = sum(weights.values()) or 1.0
    columns = (statement.c[name] for name in ("version", "id", "start", "end", "text", "speaker"))
    chosen = select(*columns, and_(True, *_of_statement(query)).label("fits"))
    rows = connection.execute(
        chosen.where(statement.c.version.in_(list(numbers))).order_by(statement.c.version, statement.c.number)
    )
    best: dict[int, tuple[float, Any]] = {}
    places: Counter[int] = Counter()
    for row in rows.all():
        number, text, fits = row[0], row[4], row[6]
        place, near = places[number], alike.get(number, ())
        places[number] += 1
        if not fits:
            continue
        score = sum(weights[t] for t in _words_of(text, weights)) / total
        score += float(near[place]) if place < len(near) else 0.0
        if number not in best or score > best[number][0]:
            best[number] = (score, row)
    return {number: row for number, (_, row) in best.items()}


def _words_of(text: str, asked: Mapping[str, float]) -> Iterable[str]:
    """Return which terms a text has; the text is cut to terms only where it can have one."""
    low = text.lower()
    if low.isascii() and not any((t[:-1] if t.endswith("y") else t) in low for t in asked):
        return ()
    return set(terms(text)).intersection(asked)
