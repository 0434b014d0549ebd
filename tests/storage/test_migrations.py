"""Migrations are numbered, have one head, build exactly the tables in code, and stand alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from examapp.storage import migrating
from examapp.storage.database import Database
from examapp.storage.people import Throttle

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def test_migrations_build_exactly_the_tables_in_code(database: Database) -> None:
    assert migrating.differences(database) == []


def test_there_is_one_head_and_numbers_run_on() -> None:
    script = ScriptDirectory.from_config(Config(migrating.ROOT / "alembic.ini"))
    numbers = sorted(path.name[:4] for path in VERSIONS.glob("*.py"))
    assert len(script.get_heads()) == 1
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def test_no_migration_imports_the_application() -> None:
    for path in VERSIONS.glob("*.py"):
        assert not re.search(r"^\s*(from|import) examapp", path.read_text(), re.MULTILINE), path.name


def test_the_next_migration_is_numbered_and_speaks_the_libraries_words(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(VERSIONS.parent, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(migrating.ROOT / "alembic.ini", tmp_path)
    monkeypatch.setattr(migrating, "ROOT", tmp_path)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE throttles"))
    number = migrating.write_revision(database, "keep throttles")
    (written,) = (tmp_path / "migrations" / "versions").glob(f"{number}_keep_throttles.py")
    assert "create_table" in written.read_text()
    assert "examapp" not in written.read_text()
    with database.engine.begin() as connection:
        Throttle.__table__.create(connection)


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    migrating.upgrade(database)
    assert migrating.differences(database) == []
