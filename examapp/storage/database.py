"""The engine and its sessions, with what SQLite and PostgreSQL each need to keep the promises."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 20_000
# An error's text ends in a log, and parameters are names, answers and the like.
HIDE_PARAMETERS = True


class Database:
    """A database and the ways to talk to it; one for a process."""

    def __init__(self, url: str, pool_size: int = 8) -> None:
        """Prepare the engine; nothing is opened before the first session."""
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = (
            _sqlite_engine(parsed.render_as_string(False), pool_size)
            if self.is_sqlite
            else create_engine(
                parsed,
                pool_size=pool_size,
                max_overflow=0,
                pool_pre_ping=True,
                hide_parameters=HIDE_PARAMETERS,
            )
        )

    def session(self, *, writing: bool) -> Session:
        """Return a session whose one transaction is begun by its first statement.

        On SQLite a writing transaction takes the write lock at once (BEGIN IMMEDIATE), so it can wait
        for its turn instead of failing half-way.
        """
        bind = self.engine.execution_options(writing=writing)
        return Session(bind, expire_on_commit=False, autoflush=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a writing session that commits at the end, or rolls back when an exception leaves."""
        with self.session(writing=True) as session:
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that changes nothing."""
        with self.session(writing=False) as session:
            yield session

    def answers(self) -> bool:
        """Tell whether the database can be reached."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def dispose(self) -> None:
        """Close every connection of the pool."""
        self.engine.dispose()


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        hide_parameters=HIDE_PARAMETERS,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells mypy what pysqlite gives
        connection.isolation_level = None  # BEGIN is ours, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    _watch_file(engine, Path(engine.url.database or ""))
    return engine


def _watch_file(engine: Engine, path: Path) -> None:
    """Work with the file that is there, never with one that was moved, deleted or replaced meanwhile.

    SQLite goes on writing to a file that has no name any more: what is saved there is lost.
    """
    known = _identity(path)

    @event.listens_for(engine, "do_connect")
    def refuse_to_make_another(*_connecting: object) -> None:
        if known and not _identity(path):
            raise sqlite3.OperationalError("the database file is gone")

    @event.listens_for(engine, "connect")
    def remember(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        nonlocal known
        known = entry.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def compare(_connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info["file"] != _identity(path):
            raise DisconnectionError("the database file is another one")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
