"""Settings come from the environment; what is generated stays with whoever runs the server."""

from __future__ import annotations

import os
import runpy
import shutil
from pathlib import Path

import pytest

from config import ROOT, Settings, load_settings


def test_nobody_else_on_the_machine_reads_the_instance_folder(tmp_path: Path) -> None:
    settings = load_settings({"EXAMAPP_INSTANCE": str(tmp_path / "new" / "instance")})
    assert settings.instance.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in settings.instance.iterdir()} == {0}


def test_settings_that_are_printed_tell_no_secret() -> None:
    secrets = {"database_url": "postgresql://examapp:swordfish@127.0.0.1/examapp", "secret_key": b"swordfish"}
    assert "swordfish" not in repr(Settings(**secrets, data_key=b"swordfish"))


def test_the_server_reads_the_same_file_of_settings_as_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {"EXAMAPP_WORKERS": "3"})
    copied = shutil.copy(ROOT / "gunicorn.conf.py", tmp_path)
    (tmp_path / ".env").write_text("EXAMAPP_WORKERS=5\nEXAMAPP_DATABASE_URL=postgresql+psycopg:///exam\n")
    found = runpy.run_path(copied)
    assert os.environ["EXAMAPP_DATABASE_URL"] == "postgresql+psycopg:///exam"
    assert found["workers"] == 3


def test_a_public_address_is_one_that_a_phone_can_open(tmp_path: Path) -> None:
    given = {"EXAMAPP_INSTANCE": str(tmp_path), "EXAMAPP_PUBLIC_ADDRESS": "https://exam.example.org/"}
    assert load_settings(given).public_address == "https://exam.example.org"
    with pytest.raises(ValueError, match="EXAMAPP_PUBLIC_ADDRESS"):
        load_settings({**given, "EXAMAPP_PUBLIC_ADDRESS": "exam.example.org"})
