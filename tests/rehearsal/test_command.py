"""`flask rehearse` holds a contest on a real server and leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from examapp.storage.contest import Competition
from examapp.storage.database import Database
from tools.servers import ROOT, Server

DATA_KEY = bytes(range(32)).hex()


def rehearse(server: Server, *options: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the server's settings."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "rehearse", *options]
    environment = {**server.environment, **changed}
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)


def competitions(database: Database) -> int:
    """How many competitions there are."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Competition)) or 0


def server_on(database: Database, folder: Path) -> Server:
    """A server that is not started yet."""
    url = database.engine.url.render_as_string(hide_password=False)
    return Server(folder, url, workers=1, data_key=DATA_KEY)


def test_a_small_rehearsal_passes_and_removes_itself(database: Database, tmp_path: Path) -> None:
    server = server_on(database, tmp_path)
    report = tmp_path / "report.json"
    size = ("--entrants", "5", "--events", "2", "--url", server.url)
    with server:
        done = rehearse(server, *size, "--json", "--report", str(report))
    printed = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert json.loads(report.read_text()) == printed
    assert (printed["entrants"], printed["finished"], printed["lost"], printed["wrong_results"]) == (
        5,
        5,
        0,
        0,
    )
    assert printed["acknowledged"] == printed["found"] >= 5 * 80
    assert competitions(database) == 0


def test_a_rehearsal_may_be_kept_to_look_at_and_removed_later(sqlite: Database, tmp_path: Path) -> None:
    server = server_on(sqlite, tmp_path)
    with server:
        done = rehearse(server, "--entrants", "1", "--events", "1", "--url", server.url, "--keep")
    assert "彩排通过" in done.stdout
    assert competitions(sqlite) == 1
    assert rehearse(server, "--remove-kept").returncode == 0
    assert competitions(sqlite) == 0


def test_without_a_server_the_command_says_so_and_leaves_nothing(sqlite: Database, tmp_path: Path) -> None:
    server = server_on(sqlite, tmp_path)
    done = rehearse(server, "--entrants", "1", "--events", "1", "--url", server.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有服务器在应答" in done.stderr
    assert competitions(sqlite) == 0


def test_a_server_with_other_settings_is_noticed_before_the_crowd_is_sent(
    sqlite: Database, tmp_path: Path
) -> None:
    server = server_on(sqlite, tmp_path)
    size = ("--entrants", "1", "--events", "1", "--url", server.url)
    with server:
        done = rehearse(server, *size, EXAMAPP_DATA_KEY="ab" * 32)
    assert (done.returncode, done.stdout) == (1, "")
    assert "不认识彩排人员" in done.stderr
    assert competitions(sqlite) == 0
