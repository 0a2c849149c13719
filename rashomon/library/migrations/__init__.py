"""How the tables of a library are made, and how those of older versions are brought up to date (Alembic)."""
