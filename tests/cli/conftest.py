"""The commands without the web, on both databases, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from config import Settings
from examapp import cli
from examapp.services.collaborators import Collaborators
from examapp.storage.database import Database
from examapp.storage.vault import Vault

Run = Callable[..., Result]


@pytest.fixture
def run(database: Database, vault: Vault, now: datetime, tmp_path: Path) -> Run:
    """Run a command by its words and return how it went; build rows in `database.transaction()` first."""
    app = Flask("examapp")
    app.extensions["examapp"] = Collaborators(Settings(instance=tmp_path), database, vault, lambda: now)
    cli.register(app)
    runner = app.test_cli_runner()

    def run(*words: object, stdin: str = "", env: dict[str, str] | None = None) -> Result:
        return runner.invoke(args=[str(word) for word in words], input=stdin, env=env)

    return run
