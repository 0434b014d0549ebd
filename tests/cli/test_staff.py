"""`flask staff` and `flask db`."""

from __future__ import annotations

from datetime import datetime

from examapp.services.sign_in_staff import StaffSignedIn, sign_in_staff
from examapp.storage.database import Database
from tests.cli.conftest import Run

CREATE = ("staff", "create", "lin", "--role", "organizer", "--name", "林某")


def signs_in(database: Database, now: datetime, password: str) -> bool:
    with database.transaction() as session:
        outcome = sign_in_staff(
            session, username="lin", password=password, address="::1", address_limit=9, now=now
        )
    return isinstance(outcome, StaffSignedIn)


def test_a_generated_password_is_all_that_standard_output_holds(
    run: Run, database: Database, now: datetime
) -> None:
    created = run(*CREATE)
    assert created.exit_code == 0
    assert signs_in(database, now, created.stdout.strip())


def test_a_password_from_the_environment_is_not_printed(run: Run, database: Database, now: datetime) -> None:
    created = run(*CREATE, env={"EXAMAPP_STAFF_PASSWORD": "correct horse"})
    assert (created.exit_code, created.stdout) == (0, "")
    assert "correct horse" not in created.stderr
    assert signs_in(database, now, "correct horse")


def test_a_refusal_exits_1_and_a_wrong_role_2(run: Run) -> None:
    assert run(*CREATE, env={"EXAMAPP_STAFF_PASSWORD": "short"}).exit_code == 1
    assert run("staff", "create", "lin", "--role", "king", "--name", "林某").exit_code == 2


def test_upgrading_an_up_to_date_database_is_fine(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
