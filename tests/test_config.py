"""Settings come from the environment; what is generated stays with whoever runs the server."""

from __future__ import annotations

from pathlib import Path

from config import Settings, load_settings


def test_nobody_else_on_the_machine_reads_the_instance_folder(tmp_path: Path) -> None:
    settings = load_settings({"EXAMAPP_INSTANCE": str(tmp_path / "new" / "instance")})
    assert settings.instance.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in settings.instance.iterdir()} == {0}


def test_settings_that_are_printed_tell_no_secret() -> None:
    secrets = {"database_url": "postgresql://examapp:swordfish@127.0.0.1/examapp", "secret_key": b"swordfish"}
    assert "swordfish" not in repr(Settings(**secrets, data_key=b"swordfish"))
