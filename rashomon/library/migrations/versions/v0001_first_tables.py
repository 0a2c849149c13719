"""The first tables of a library."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_EXTRA = (
    "CREATE VIRTUAL TABLE body_fts USING fts5(terms, facets, content='body', content_rowid='version', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER body_ai AFTER INSERT ON body BEGIN INSERT INTO body_fts(rowid, terms, facets) "
    "VALUES (new.version, new.terms, new.facets); END",
    "CREATE TRIGGER body_ad AFTER DELETE ON body BEGIN INSERT INTO body_fts(body_fts, rowid, terms, facets) "
    "VALUES ('delete', old.version, old.terms, old.facets); END",
    "CREATE TRIGGER body_au AFTER UPDATE ON body BEGIN INSERT INTO body_fts(body_fts, rowid, terms, facets) "
    "VALUES ('delete', old.version, old.terms, old.facets); INSERT INTO body_fts(rowid, terms, facets) "
    "VALUES (new.version, new.terms, new.facets); END",
)
"""Full-text search in SQLite: an index beside `body` that triggers keep in step (so no INSERT OR REPLACE there)."""

POSTGRESQL_EXTRA = (
    "ALTER TABLE body ADD COLUMN words tsvector",
    "CREATE INDEX ix_body_words ON body USING gin (words)",
)
"""Full-text search in PostgreSQL: terms with their places, facets without."""


def upgrade() -> None:
    """Make every table, and what full-text search needs beside them."""
    op.create_table(
        "article",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_article")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_reported"), "change", ["reported"], unique=False)
    op.create_table(
        "correction",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("undone", sa.Text(), nullable=True),
        sa.Column("lost", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_correction")),
        sa.UniqueConstraint("id", name=op.f("uq_correction_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_correction_article"), "correction", ["article"], unique=False)
    op.create_index(op.f("ix_correction_kind"), "correction", ["kind"], unique=False)
    op.create_table(
        "feed",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("looked", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed")),
    )
    op.create_table(
        "job",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_job")),
        sa.UniqueConstraint("kind", "target", name=op.f("uq_job_kind_target")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("made", sa.Text(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_story")),
        sa.UniqueConstraint("id", name=op.f("uq_story_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_last_day"), "story", ["last_day"], unique=False)
    op.create_table(
        "understanding",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_understanding")),
        sa.UniqueConstraint("reading", "made", name=op.f("uq_understanding_reading_made")),
    )
    op.create_table(
        "claim",
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("importance", sa.Float(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_claim_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "id", name=op.f("pk_claim")),
    )
    op.create_table(
        "edge",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_edge_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edge")),
    )
    op.create_index(op.f("ix_edge_left"), "edge", ["left"], unique=False)
    op.create_index(op.f("ix_edge_right"), "edge", ["right"], unique=False)
    op.create_index(op.f("ix_edge_story"), "edge", ["story"], unique=False)
    op.create_table(
        "figure",
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_figure_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "id", name=op.f("pk_figure")),
    )
    op.create_table(
        "redirect",
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_redirect_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("old", name=op.f("pk_redirect")),
    )
    op.create_index(op.f("ix_redirect_story"), "redirect", ["story"], unique=False)
    op.create_table(
        "relation",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("differs", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_relation_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_left"), "relation", ["left"], unique=False)
    op.create_index(op.f("ix_relation_right"), "relation", ["right"], unique=False)
    op.create_index(op.f("ix_relation_story"), "relation", ["story"], unique=False)
    op.create_index(op.f("ix_relation_story_kind"), "relation", ["story", "kind"], unique=False)
    op.create_table(
        "version",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.number"], name=op.f("fk_version_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_version")),
        sa.UniqueConstraint("id", name=op.f("uq_version_id")),
        sa.UniqueConstraint("identity", name=op.f("uq_version_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_version_article"), "version", ["article"], unique=False)
    op.create_index(op.f("ix_version_published"), "version", ["published"], unique=False)
    op.create_index(op.f("ix_version_reading"), "version", ["reading"], unique=False)
    op.create_index(op.f("ix_version_text_sha256"), "version", ["text_sha256"], unique=False)
    op.create_table(
        "body",
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.number"], name=op.f("fk_body_version"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_body")),
    )
    op.create_table(
        "membership",
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.number"], name=op.f("fk_membership_story"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version"], ["version.number"], name=op.f("fk_membership_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_story"), "membership", ["story"], unique=False)
    op.create_table(
        "mention",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.number"], name=op.f("fk_mention_version"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_entity"), "mention", ["entity"], unique=False)
    op.create_index(op.f("ix_mention_version"), "mention", ["version"], unique=False)
    op.create_table(
        "statement",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("quoted", sa.Boolean(), nullable=False),
        sa.Column("hedged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.number"], name=op.f("fk_statement_version"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_id"), "statement", ["id"], unique=False)
    op.create_index(op.f("ix_statement_version"), "statement", ["version"], unique=False)
    op.create_table(
        "vector",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.number"], name=op.f("fk_vector_version"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_vector")),
        sa.UniqueConstraint("version", name=op.f("uq_vector_version")),
        sqlite_autoincrement=True,
    )
    for line in SQLITE_EXTRA if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_EXTRA:
        op.execute(line)
