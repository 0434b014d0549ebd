"""What must hold when the SQLite file is moved, deleted or replaced under a running server, and of errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from examapp.storage.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "examapp.sqlite3"


@pytest.fixture
def notes(path: Path) -> Iterator[Database]:
    """A database of one table, opened by this process before."""
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        session.execute(text("CREATE TABLE notes (number INTEGER)"))
    _write(database, 1)
    yield database
    database.dispose()


def _write(database: Database, number: int) -> None:
    with database.transaction() as session:
        session.execute(text("INSERT INTO notes VALUES (:number)"), {"number": number})


def _numbers(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT number FROM notes ORDER BY number")))


def _move(path: Path, name: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(path.with_name(name + suffix))


def test_nothing_is_saved_into_a_file_that_was_moved_away(notes: Database, path: Path) -> None:
    _move(path, "elsewhere")
    for _ in range(2):
        with pytest.raises(OperationalError):
            _write(notes, 2)
    assert not path.exists()


def test_a_file_that_was_moved_back_is_used_again(notes: Database, path: Path) -> None:
    _move(path, "elsewhere")
    with pytest.raises(OperationalError):
        _write(notes, 2)
    _move(path.with_name("elsewhere"), path.name)
    _write(notes, 3)
    assert _numbers(notes) == [1, 3]


def test_a_file_that_was_put_in_its_place_is_the_one_that_is_used(notes: Database, path: Path) -> None:
    other = Database(f"sqlite:///{path.with_name('other')}")
    with other.transaction() as session:
        session.execute(text("CREATE TABLE notes (number INTEGER)"))
    other.dispose()
    _move(path, "elsewhere")
    _move(path.with_name("other"), path.name)
    _write(notes, 4)
    assert _numbers(notes) == [4]


def test_the_text_of_an_error_ends_in_a_log_and_names_nobody(database: Database) -> None:
    with pytest.raises(DBAPIError) as failed, database.transaction() as session:
        session.execute(text("SELECT name FROM nowhere WHERE name = :name"), {"name": "张三"})
    assert "nowhere" in str(failed.value)
    assert "张三" not in str(failed.value)
