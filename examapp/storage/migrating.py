"""Bringing a database to the schema of this version, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from examapp.storage.database import Database
from examapp.storage.tables import Base

ROOT = Path(__file__).resolve().parents[2]
# Any fixed number: two nodes that start at once must not migrate at once.
MIGRATION_LOCK = 7_308_332


def upgrade(database: Database, revision: str = "head") -> None:
    """Apply every migration up to `revision`, in one transaction."""
    with database.engine.execution_options(writing=True).begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        command.upgrade(_config(connection), revision)


def differences(database: Database) -> list[str]:
    """Return what Alembic would still change to make the database equal to the tables in code."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [repr(change) for change in compare_metadata(context, Base.metadata)]


def write_revision(database: Database, message: str) -> str:
    """Write the next migration file from the difference between the database and the tables; return its number."""
    number = f"{len(list((ROOT / 'migrations' / 'versions').glob('*.py'))) + 1:04d}"
    with database.engine.connect() as connection:
        command.revision(_config(connection), message=message, rev_id=number, autogenerate=True)
    return number


def _config(connection: Connection) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    return config
