"""Bring the database to the schema of this version."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError, ProgrammingError

from examapp.storage import migrating
from examapp.storage.database import Database

# What a statement raises when the database is away or has no tables yet: SQLite says the latter by the
# first, PostgreSQL by the second.
DatabaseUnusable = (OperationalError, ProgrammingError)


def upgrade_database(database: Database) -> None:
    """Apply every migration that is missing; applying none is fine."""
    migrating.upgrade(database)
