"""The tables of a library, in SQLAlchemy Core; `migrations/` makes them.

What a stage found is kept whole, as compressed JSON (`data`); the other columns are what queries ask for. Numbers are
keys within one library, ids are those of the values themselves.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "FTS",
    "HEAD",
    "article",
    "body",
    "change",
    "claim",
    "correction",
    "edge",
    "feed",
    "figure",
    "job",
    "membership",
    "mention",
    "metadata",
    "redirect",
    "relation",
    "statement",
    "statement_vector",
    "story",
    "understanding",
    "vector",
    "version",
]

HEAD = "0002"
"""The revision of `migrations/` that makes these tables."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer, "sqlite")


def _number() -> Column[int]:
    return Column("number", Number, primary_key=True)


def _of(table: str, *, primary_key: bool = False, index: bool = False, unique: bool = False) -> Column[int]:
    """Return a column that refers to a row of another table and goes when that goes."""
    target = ForeignKey(f"{table}.number", ondelete="CASCADE")
    return Column(
        table, Number, target, nullable=False, primary_key=primary_key, index=index or None, unique=unique or None
    )


article = Table(
    "article",
    metadata,
    _number(),
    Column("key", Text, nullable=False, unique=True),
    Column("added", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What stands at one address or in one file; its texts are versions."""

version = Table(
    "version",
    metadata,
    _number(),
    _of("article", index=True),
    Column("id", Text, nullable=False, unique=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("reading", Text, nullable=False, index=True),
    Column("text_sha256", Text, nullable=False, index=True),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text, index=True),
    Column("added", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""One text of an article, as it was captured. ``reading`` is the hash of what decides how it is understood."""

understanding = Table(
    "understanding",
    metadata,
    _number(),
    Column("reading", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("reading", "made"),
)
"""What was found in a text, by the hash of what decides it and the hash of what made it (nets and settings)."""

mention = Table(
    "mention",
    metadata,
    _number(),
    _of("version", index=True),
    Column("entity", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
)
"""Who and what a version speaks of: the first mention of each entity, and how many there are."""

statement = Table(
    "statement",
    metadata,
    _number(),
    _of("version", index=True),
    Column("id", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("quoted", Boolean, nullable=False),
    Column("hedged", Boolean, nullable=False),
)
"""What a version asserts. ``said_by`` and ``via`` hold the terms of the names, each between blanks."""

body = Table(
    "body",
    metadata,
    Column("version", Number, ForeignKey("version.number", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("terms", Text, nullable=False),
    Column("facets", Text, nullable=False),
)
"""The words of a version as they are searched, and one term for each speaker, medium, outlet and entity."""

vector = Table(
    "vector",
    metadata,
    _number(),
    _of("version", unique=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""The meaning of a version: float16. A new one gets a new number, so that what was read stays true."""

statement_vector = Table(
    "statement_vector",
    metadata,
    _number(),
    _of("version", unique=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""The meaning of each statement of a version, in their order: int8, one vector after another."""

story = Table(
    "story",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("headline", Text, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text, index=True),
    Column("revision", Integer, nullable=False),
    Column("compared", Integer, nullable=False),
    Column("made", Text),
    Column("data", LargeBinary),
    sqlite_autoincrement=True,
)
"""Articles on one story and their dossier; ``revision`` counts the changes to it, ``compared`` is that of the dossier.
"""

membership = Table(
    "membership",
    metadata,
    Column("version", Number, ForeignKey("version.number", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _of("story", index=True),
)

claim = Table(
    "claim",
    metadata,
    _of("story", primary_key=True),
    Column("id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("confidence", Text),
    Column("importance", Float, nullable=False),
    Column("articles", Integer, nullable=False),
)

relation = Table(
    "relation",
    metadata,
    _number(),
    _of("story", index=True),
    Column("left", Text, nullable=False, index=True),
    Column("right", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("confidence", Text),
    Column("differs", Text, nullable=False),
)
"""How two statements of a story stand to each other; ``differs`` holds the kinds of their differences."""

figure = Table(
    "figure",
    metadata,
    _of("story", primary_key=True),
    Column("id", Text, primary_key=True),
    Column("claim", Text),
    Column("what", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

edge = Table(
    "edge",
    metadata,
    _number(),
    _of("story", index=True),
    Column("left", Text, nullable=False, index=True),
    Column("right", Text, nullable=False, index=True),
    Column("judgement", Text, nullable=False),
    Column("evidence", Text, nullable=False),
)
"""That two entities, of an article or of a story, are the same or different, and the words or correction that say so.
"""

redirect = Table(
    "redirect",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
    _of("story", index=True),
)
"""Where an id leads that the dossier of its story no longer has."""

correction = Table(
    "correction",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False, index=True),
    Column("article", Text, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    Column("undone", Text),
    Column("lost", Text),
    sqlite_autoincrement=True,
)
"""What an editor put right; ``undone`` says who took it back and when, ``lost`` why it no longer matches."""

job = Table(
    "job",
    metadata,
    _number(),
    Column("kind", Text, nullable=False),
    Column("target", Number, nullable=False),
    UniqueConstraint("kind", "target"),
    sqlite_autoincrement=True,
)
"""What is still to be done: a version to be understood again or put into a story."""

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("looked", Float, nullable=False),
    Column("failures", Integer, nullable=False),
)
"""When a feed was last looked at, in seconds since 1970, and how often in a row it failed."""

change = Table(
    "change",
    metadata,
    _number(),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("reported", Boolean, nullable=False, index=True),
    sqlite_autoincrement=True,
)
"""What changed in a story: kept until a look has reported it."""

Index(None, relation.c.story, relation.c.kind)

FTS = "body_fts"
"""The index for full-text search in SQLite; its triggers stand in the migrations."""
