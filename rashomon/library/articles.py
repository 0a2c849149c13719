"""Keep articles: each with its versions and what was found in them, in one transaction an article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from rashomon.annotation.batch import for_another, why_not
from rashomon.api import made_here, understand
from rashomon.encoder.aligner import load as load_net
from rashomon.errors import InputError, LibraryError
from rashomon.library import records
from rashomon.library.corrections import corrected_article
from rashomon.library.schema import article as articles
from rashomon.library.schema import body, job, mention, statement, statement_vector, understanding, vector, version
from rashomon.library.terms import storable
from rashomon.reuse.distinct import identity
from rashomon.types import Article, Failure, Understanding
from rashomon.types.ids import ArticleId, article_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from rashomon.library.opening import Store
    from rashomon.settings import Settings

__all__ = [
    "Added",
    "add",
    "insert_bodies",
    "inserted",
    "load_articles",
    "load_understandings",
    "now",
    "outdated",
    "understand_again",
]

TRIES = 5
"""How often an article is tried again that another process adds at the same moment."""
AT_ONCE = 500
"""Numbers in one query: fewer than any database takes."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is in the library now."""

    article: Article
    """As the library keeps it, with the id that it has there."""
    state: Literal["new", "version", "known"]
    """``version``: another text of an article that was there; ``known``: this very text was there."""


def now() -> str:
    """Return the time to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add(store: Store, given: Article | Understanding, settings: Settings) -> Added | Failure:
    """Understand an article, unless that was done before, and keep it: all of it or nothing."""
    article = given.article if isinstance(given, Understanding) else given
    for _ in range(TRIES):
        with store.read() as connection:
            if there := _known(connection, article):
                return there
        if problem := why_not(article, settings):
            return Failure(article.label, problem)
        try:
            found = given if isinstance(given, Understanding) else _understood(store, article, settings)
        except InputError as error:
            return Failure(article.label, error.problem)
        vectors = records.statement_vectors(found, load_net(settings.aligner))
        try:
            with store.write() as connection:
                return _known(connection, article) or _kept(connection, article, found, vectors)
        except IntegrityError:  # another process added it, or another of the same text, a moment ago
            continue
    raise LibraryError(store.name, f"{article.label} is added by other processes again and again: run it once more")


def _known(connection: Connection, article: Article) -> Added | None:
    row = connection.execute(
        select(version.c.data).where(version.c.identity == records.identity_hash(article))
    ).scalar()
    return None if row is None else Added(article=records.unpack(row, Article), state="known")


def _understood(store: Store, article: Article, settings: Settings) -> Understanding:
    """Return what was found in a text that is read alike by the same nets, or understand the article."""
    made = records.made_hash(made_here(settings))
    with store.read() as connection:
        data = connection.execute(
            select(understanding.c.data).where(
                understanding.c.reading == records.reading_hash(article), understanding.c.made == made
            )
        ).scalar()
    return understand(article, settings) if data is None else records.unpack_understanding(data, article)


def _kept(connection: Connection, given: Article, found: Understanding, vectors: bytes) -> Added:
    """Insert an article's rows."""
    key = records.article_key(given)
    number = connection.execute(select(articles.c.number).where(articles.c.key == key)).scalar()
    state: Literal["new", "version"] = "new" if number is None else "version"
    if number is None:
        number = inserted(connection, articles, key=key, added=now())
    article = replace(given, id=_free_id(connection, given))
    found = for_another(found, article)
    kept = inserted(
        connection,
        version,
        article=number,
        id=article.id,
        identity=records.identity_hash(given),
        added=now(),
        data=records.pack(article),
        **_columns(article),
    )
    _keep_understanding(connection, found)
    _keep_rows(connection, kept, records.rows_of(found, vectors))
    connection.execute(insert(job).values(kind="group", target=kept))
    return Added(article=article, state=state)


def _columns(article: Article) -> dict[str, Any]:
    """Return the columns of a version that follow its article as it is corrected."""
    texts = {"outlet": article.outlet or article.domain, "title": article.title, "published": article.published}
    return {
        "reading": records.reading_hash(article),
        "text_sha256": article.text_sha256,
        **{name: None if value is None else storable(value) for name, value in texts.items()},
    }


def inserted(connection: Connection, table: Any, **values: Any) -> int:
    """Insert a row and return its number."""
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _free_id(connection: Connection, article: Article) -> ArticleId:
    """Return the id from the article's text, or where another article has it, one told apart by file, outlet, day."""
    plain = article_id(article.text_sha256)
    if connection.execute(select(version.c.id).where(version.c.id == plain)).first() is None:
        return plain
    return article_id(article.text_sha256, "\0".join(identity(article)[1:]))


def _keep_understanding(connection: Connection, found: Understanding) -> None:
    if found.made is None:
        return
    key = {"reading": records.reading_hash(found.article), "made": records.made_hash(found.made)}
    at = (understanding.c.reading == key["reading"]) & (understanding.c.made == key["made"])
    if connection.execute(select(understanding.c.number).where(at)).first() is None:
        connection.execute(insert(understanding).values(**key, data=records.pack_understanding(found)))


def _keep_rows(connection: Connection, number: int, rows: records.Rows) -> None:
    """Write what is searched of a version, in place of what was there."""
    for table in (mention, statement, vector, statement_vector):
        connection.execute(delete(table).where(table.c.version == number))
    connection.execute(delete(body).where(body.c.version == number))
    for table, values in ((mention, rows.mentions), (statement, rows.statements)):
        if values:
            connection.execute(insert(table), [{"version": number, **row} for row in values])
    connection.execute(insert(vector).values(version=number, data=rows.vector))
    connection.execute(insert(statement_vector).values(version=number, data=rows.statement_vectors))
    insert_bodies(connection, [(number, rows)])


def insert_bodies(connection: Connection, rows: Iterable[tuple[int, records.Rows]]) -> None:
    """Write the words of versions as they are searched."""
    shown = [{"version": n, "terms": r.terms, "facets": r.facets, "words": r.tsvector} for n, r in rows]
    if connection.dialect.name == "sqlite":
        connection.execute(insert(body), [{k: v for k, v in row.items() if k != "words"} for row in shown])
    else:
        line = "INSERT INTO body (version, terms, facets, words) "
        connection.execute(text(line + "VALUES (:version, :terms, :facets, CAST(:words AS tsvector))"), shown)


def load_articles(connection: Connection, numbers: Iterable[int]) -> dict[int, Article]:
    """Return versions by number, as they are corrected."""
    wanted, out = sorted(set(numbers)), {}
    for at in range(0, len(wanted), AT_ONCE):
        part = wanted[at : at + AT_ONCE]
        for number, data in connection.execute(
            select(version.c.number, version.c.data).where(version.c.number.in_(part))
        ):
            out[number] = corrected_article(connection, records.unpack(data, Article))
    return out


def load_understandings(
    store: Store, numbers: Sequence[int], settings: Settings, *, any_version: bool = False
) -> list[Understanding]:
    """Return what was found in versions, by the nets that are installed, in the order of the numbers.

    What they did not make is understood again, or with ``any_version`` taken as another version left it.
    """
    made = records.made_hash(made_here(settings))
    out = []
    for number in numbers:
        with store.read() as connection:
            article = load_articles(connection, [number])[number]
            data = _stored(connection, article, made, any_version=any_version)
        out.append(
            understand_again(store, number, settings) if data is None else records.unpack_understanding(data, article)
        )
    return out


def _stored(connection: Connection, article: Article, made: str, *, any_version: bool) -> bytes | None:
    rows = connection.execute(
        select(understanding.c.made, understanding.c.data)
        .where(understanding.c.reading == records.reading_hash(article))
        .order_by(understanding.c.number)
    ).all()
    ours = {row.made: row.data for row in rows}
    newest = rows[-1].data if rows and any_version else None
    found: bytes | None = ours.get(made, newest)
    return found


def understand_again(store: Store, number: int, settings: Settings) -> Understanding:
    """Understand a version as it is corrected, with what is installed, and keep what was found."""
    with store.read() as connection:
        article = load_articles(connection, [number])[number]
    found = _understood(store, article, settings)
    rows = records.rows_of(found, records.statement_vectors(found, load_net(settings.aligner)))
    with store.write() as connection:
        connection.execute(update(version).where(version.c.number == number).values(**_columns(article)))
        _keep_understanding(connection, found)
        _keep_rows(connection, number, rows)
    return found


def outdated(connection: Connection, settings: Settings) -> list[int]:
    """Return the versions that were understood by other nets or another version of Rashomon."""
    made = records.made_hash(made_here(settings))
    current = select(understanding.c.number).where(
        understanding.c.reading == version.c.reading, understanding.c.made == made
    )
    return list(
        connection.execute(select(version.c.number).where(~current.exists()).order_by(version.c.number)).scalars()
    )
