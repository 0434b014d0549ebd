"""Bring the database to the schema of this version, or write the step to the next one."""

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


def write_migration(database: Database, message: str) -> str:
    """Write the next migration file, from what the tables in code have and this database lacks; return its number."""
    return migrating.write_revision(database, message)
