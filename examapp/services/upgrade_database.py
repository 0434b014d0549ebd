"""Bring the database to the schema of this version."""

from __future__ import annotations

from examapp.storage import migrating
from examapp.storage.database import Database


def upgrade_database(database: Database) -> None:
    """Apply every migration that is missing; applying none is fine."""
    migrating.upgrade(database)
