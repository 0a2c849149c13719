"""Vectors of statements; those of articles that are there are made by the next refresh."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and note that its rows are missing."""
    op.create_table(
        "statement_vector",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["version.number"], name=op.f("fk_statement_vector_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_statement_vector")),
        sa.UniqueConstraint("version", name=op.f("uq_statement_vector_version")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO job (kind, target) SELECT 'understand', number FROM version WHERE number NOT IN "
        "(SELECT target FROM job WHERE kind = 'understand')"
    )
