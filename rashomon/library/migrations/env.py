"""Run by Alembic: brings the tables up to date over the connection that `rashomon.library.opening` hands on."""

from __future__ import annotations

from alembic import context

from rashomon.library.schema import metadata

if getattr(context, "config", None) is not None:  # None where this is imported, not run
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()
