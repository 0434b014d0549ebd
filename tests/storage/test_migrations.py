"""Migrations are numbered, have one head, build exactly the tables in code, and stand alone."""

from __future__ import annotations

import re
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from examapp.storage import migrating
from examapp.storage.database import Database

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


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    migrating.upgrade(database)
    assert migrating.differences(database) == []
