"""`flask round` and `flask attempts`."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from examapp.storage.attempts import Attempt
from examapp.storage.banks import Bank
from examapp.storage.contest import Round
from examapp.storage.database import Database
from examapp.storage.vault import Vault
from tests import factories
from tests.cli.conftest import Run
from tests.services.cast import open_round, seat


def make_draft(database: Database, vault: Vault, now: datetime, per_type: int = 10) -> None:
    with database.transaction() as session:
        event = factories.make_event(session, factories.make_competition(session, now))
        factories.make_bank(session, event, now, per_type)
        factories.make_entry(session, vault, event)
        factories.make_round(session, event, now)


def only_round(database: Database) -> Round:
    with database.reading() as session:
        return session.query(Round).one()


def test_a_round_is_checked_opened_and_closed(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_draft(database, vault, now)
    assert run("round", "check", "11").exit_code == 0
    opened = run("round", "open", "11", "--public-number", "8 15")
    assert opened.exit_code == 0
    row = only_round(database)
    assert opened.stdout == f"{row.commitment}\n"
    assert (row.state, row.public_number) == ("open", "8 15")
    assert run("round", "close", "11", "--reason", "到时").exit_code == 0
    assert only_round(database).state == "closed"


def test_check_names_what_is_missing_and_fails(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_draft(database, vault, now, per_type=3)
    checked = run("round", "check", "11")
    assert checked.exit_code == 1
    assert "还缺 1 题" in checked.stdout


def test_check_says_that_points_of_the_bank_do_not_count(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_draft(database, vault, now)
    with database.transaction() as session:
        question = factories.make_question(99, "judge", points=300)
        factories.add_question(session, session.query(Bank).one(), question, now)
    checked = run("round", "check", "11")
    assert checked.exit_code == 0
    assert "1 题自带的分值与组卷方案不同" in checked.stderr


def test_a_refusal_changes_nothing_and_says_why(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_draft(database, vault, now, per_type=3)
    refused = run("round", "open", "11")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("题库不够组卷")
    assert only_round(database).state == "draft"


def test_the_list_shows_the_window_in_beijing_time(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    make_draft(database, vault, now)
    listed = run("round", "list").stdout.splitlines()
    assert " ".join(listed[1].split()) == "11 焊接 1 初赛 未开放 2026-09-07 09:00 — 2026-09-07 18:00"


def test_everybody_sitting_gets_the_minutes(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    with database.transaction() as session:
        attempt_id = seat(session, vault, now).attempt_id
    extended = run("round", "extend", "11", "--minutes", 15, "--reason", "断网")
    assert "1 份答卷" in extended.stderr
    with database.reading() as session:
        attempt = session.get_one(Attempt, attempt_id)
        assert attempt.deadline_at == now + timedelta(minutes=75)


def test_who_is_sitting_is_only_cut_off_by_force(
    database: Database, vault: Vault, now: datetime, run: Run
) -> None:
    with database.transaction() as session:
        seat(session, vault, now)
    refused = run("round", "close", "11", "--reason", "到时")
    assert refused.exit_code == 1
    assert "1 人在考" in refused.stderr
    assert run("round", "close", "11", "--reason", "停电", "--force").exit_code == 0


def test_the_sweep_closes_what_has_run_out(database: Database, vault: Vault, now: datetime, run: Run) -> None:
    with database.transaction() as session:
        opened = open_round(session, vault, now - timedelta(hours=5))
        attempt_id = seat(session, vault, now - timedelta(hours=5), opened).attempt_id
    assert "已收卷 1 份" in run("attempts", "sweep").stderr
    assert "已收卷 0 份" in run("attempts", "sweep").stderr
    with database.reading() as session:
        assert session.get_one(Attempt, attempt_id).closed_by == "deadline"


@pytest.mark.parametrize(
    "words",
    [
        ("round", "open"),
        ("round", "close", "11"),
        ("round", "extend", "11", "--minutes", "0", "--reason", "x"),
        ("round", "extend", "11", "--minutes", "ten", "--reason", "x"),
        ("finals", "export", "--format", "docx", "-o", "list"),
        ("results", "rank"),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("round", "check", "99"),
        ("round", "open", "99"),
        ("results", "rank", "99"),
        ("finals", "publish", "99"),
        ("finals", "export", "99", "--format", "csv", "-o", "list.csv"),
    ],
)
def test_an_event_nobody_knows_exits_with_1(run: Run, words: tuple[str, ...]) -> None:
    refused = run(*words)
    assert refused.exit_code == 1
    assert "99" in refused.stderr
