"""How commands say that there is nothing to work with."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from examapp import cli
from examapp.services.collaborators import Collaborators
from examapp.storage.database import Database
from examapp.storage.vault import Vault


@pytest.mark.parametrize("words", [("round", "check", "11"), ("roster", "pins", "-o", "x.csv")])
def test_a_database_without_tables_is_named_and_what_to_do(
    words: tuple[str, ...], vault: Vault, now: datetime, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    app = Flask("examapp")
    app.extensions["examapp"] = Collaborators(Settings(instance=tmp_path), database, vault, lambda: now)
    cli.register(app)
    refused = app.test_cli_runner().invoke(args=list(words))
    database.dispose()
    assert refused.exit_code == 1
    assert "flask --app wsgi db upgrade" in refused.stderr
