"""`flask roster`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from config import Settings
from examapp.roster_formats.reading import read_roster
from examapp.roster_formats.writing import write_table
from examapp.services.find_competition import known_event_names
from examapp.storage.database import Database
from examapp.storage.people import Entry
from examapp.storage.vault import Vault
from tests import factories
from tests.cli.conftest import Run
from tests.roster_formats.rosters import EVENTS, HEADERS, row


@pytest.fixture
def stored(database: Database, now: datetime) -> Database:
    """The database with a competition of the events that the rosters name."""
    with database.transaction() as session:
        competition = factories.make_competition(session, now)
        for code, name in EVENTS.items():
            factories.make_event(session, competition, code, name)
    return database


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(write_table(path.name, HEADERS, [row(1), row(2)]))
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "错.csv"
    path.write_bytes(write_table(path.name, HEADERS, [row(1), row(2, 赛项代码="77")]))
    return path


def tickets(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Entry.ticket).order_by(Entry.id)))


def test_checking_names_the_faulty_cell_and_exits_1(run: Run, stored: Database, faulty: Path) -> None:
    checked = run("roster", "check", faulty)
    assert checked.exit_code == 1
    assert "错.csv：第 3 行 G 列：错误：没有代码或名称为“77”的赛项" in checked.stdout


def test_json_is_one_document_without_personal_data(run: Run, stored: Database, faulty: Path) -> None:
    checked = run("roster", "check", faulty, "--json")
    document = json.loads(checked.stdout)
    assert checked.exit_code == 1
    assert (document["rows"], document["importable"]) == (2, 1)
    assert document["problems"][0]["where"] == {"sheet": None, "row": 3, "column": "G"}
    assert "职工1" not in checked.stdout


def test_a_contest_without_events_leaves_them_unchecked_and_says_so(run: Run, faulty: Path) -> None:
    checked = run("roster", "check", faulty)
    assert checked.exit_code == 0
    assert "未核对赛项代码" in checked.stdout


def test_a_roster_can_be_checked_without_a_database(tmp_path: Path, roster: Path) -> None:
    nowhere = Database(Settings(instance=tmp_path / "missing").effective_database_url)
    assert known_event_names(nowhere) is None
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert known_event_names(empty) is None
    empty.dispose()
    report = read_roster(roster.read_bytes(), roster.name, None)
    assert [problem.code for problem in report.problems] == ["events_unknown"]


def test_an_import_asks_first_and_shows_its_progress_on_stderr_alone(
    run: Run, stored: Database, roster: Path
) -> None:
    refused = run("roster", "import", roster, stdin="n\n")
    assert (refused.exit_code, tickets(stored)) == (0, [])
    agreed = run("roster", "import", roster, stdin="y\n")
    assert agreed.exit_code == 0
    assert len(tickets(stored)) == 2
    assert "2/2" in agreed.stderr
    assert "2/2" not in agreed.stdout


def test_an_error_keeps_everybody_out_unless_skipped(run: Run, stored: Database, faulty: Path) -> None:
    refused = run("roster", "import", faulty, "--yes")
    assert (refused.exit_code, tickets(stored)) == (1, [])
    assert run("roster", "import", faulty, "--yes", "--skip-errors").exit_code == 0
    assert len(tickets(stored)) == 1


def test_a_roster_needs_a_competition(run: Run, roster: Path) -> None:
    refused = run("roster", "import", roster, "--yes")
    assert refused.exit_code == 1
    assert "还没有大赛" in refused.stderr


def test_slips_are_for_their_owner_only_and_hold_the_pins(
    run: Run, stored: Database, roster: Path, vault: Vault, tmp_path: Path
) -> None:
    run("roster", "import", roster, "--yes")
    target = tmp_path / "密码条.csv"
    assert run("roster", "pins", "-o", target).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    text = target.read_text(encoding="utf-8-sig")
    assert all(f"{ticket}," in text and vault.pin(ticket, 1) in text for ticket in tickets(stored))
    assert run("roster", "pins", "01", "-o", target).exit_code == 0
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 1
    assert run("roster", "pins", "-o", tmp_path / "密码条.pdf").exit_code == 1


def test_a_new_pin_is_printed_once(run: Run, stored: Database, roster: Path, vault: Vault) -> None:
    run("roster", "import", roster, "--yes")
    ticket = tickets(stored)[0]
    assert run("roster", "reset-pin", ticket).stdout == f"{vault.pin(ticket, 2)}\n"
    assert run("roster", "reset-pin", "0").exit_code == 1
