"""Run by Alembic: brings the tables up to date over the connection that `rashomon.library.opening` hands on."""

from __future__ import annotations

from alembic import context

from rashomon.library.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
