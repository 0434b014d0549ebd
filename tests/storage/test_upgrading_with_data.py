"""A database that holds a contest is brought up from the first version, and everything in it stays."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, insert, select, text
from sqlalchemy.engine import make_url

from examapp.storage import migrating
from examapp.storage.database import Database

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
# One row of everything that leads to an answer, as the first version kept it.
ROWS: list[tuple[str, dict[str, object]]] = [
    (
        "competitions",
        {
            "id": 1,
            "name": "大赛",
            "edition": 4,
            "organizer_name": "工会",
            "notice_version": "1",
            "notice_text": "须知",
            "is_rehearsal": False,
            "created_at": AT,
        },
    ),
    ("events", {"id": 1, "competition_id": 1, "code": "11", "name": "焊接", "is_sample": False}),
    (
        "rounds",
        {
            "id": 1,
            "event_id": 1,
            "number": 1,
            "name": "初赛",
            "state": "open",
            "opens_at": AT,
            "closes_at": AT.replace(hour=9),
            "rules": {"timing": {"duration_s": 3600, "window_policy": "shorten", "grace_s": 10}},
            "rules_hash": "",
            "bank_hash": "",
            "roster_hash": "",
            "commitment": "",
            "public_number": "",
        },
    ),
    ("employers", {"id": 1, "competition_id": 1, "name": "一厂", "credit_code": ""}),
    ("delegations", {"id": 1, "competition_id": 1, "code": "01", "name": "长春"}),
    (
        "entrants",
        {
            "id": 1,
            "competition_id": 1,
            "identity_hash": "h",
            "name": "张三",
            "gender": "",
            "id_type": "",
            "mobile_hash": "",
            "host_subject": "",
            "employer_id": 1,
            "delegation_id": 1,
            "county": "",
            "employment_form": "",
            "union_member": "",
        },
    ),
    (
        "entries",
        {
            "id": 1,
            "entrant_id": 1,
            "event_id": 1,
            "ticket": "041101000017",
            "pin_version": 1,
            "occupation": "",
            "skill_level": "",
            "qualification_number": "",
            "contact_name": "",
            "remark": "",
            "extra_time_s": 0,
            "exclusion": "",
            "exclusion_reason": "",
        },
    ),
    (
        "attempts",
        {
            "id": 1,
            "round_id": 1,
            "entry_id": 1,
            "number": 1,
            "state": "open",
            "sitting": 1,
            "started_at": AT,
            "deadline_at": AT,
            "closed_by": "",
            "paper": {"items": []},
            "paper_hash": "",
        },
    ),
    *(
        (
            "journal",
            {
                "attempt_id": 1,
                "sitting": 1,
                "seq": seq,
                "item": seq,
                "kind": kind,
                "response": json.dumps(response),
                "elapsed_ms": 1000 * seq,
                "received_at": AT,
                "status": "saved",
            },
        )
        for seq, (kind, response) in enumerate([("answer", ["A"]), ("flag", True), ("answer", ["对"])], 1)
    ),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def first_version(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the first version."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
        migrating.upgrade(database, "0001")
        yield database
        database.dispose()
        return
    url, name = make_url(request.getfixturevalue("postgresql_url")), f"examapp_old_{os.getpid()}"
    admin = Database(url.render_as_string(False))
    with admin.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    database = Database(url.set(database=name).render_as_string(False))
    migrating.upgrade(database, "0001")
    yield database
    database.dispose()
    with admin.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_what_the_first_version_kept_is_there_after_every_later_one(first_version: Database) -> None:
    with first_version.engine.execution_options(writing=True).begin() as connection:
        metadata = MetaData()
        for name, values in ROWS:
            table = Table(name, metadata, autoload_with=connection)
            connection.execute(insert(table).values(values))
    migrating.upgrade(first_version)
    assert migrating.differences(first_version) == []
    with first_version.engine.connect() as connection:
        metadata = MetaData()
        for name in {name for name, _ in ROWS}:
            table = Table(name, metadata, autoload_with=connection)
            kept = [dict(row._mapping) for row in connection.execute(select(table))]
            for values in (values for each, values in ROWS if each == name):
                plain = {key: each for key, each in values.items() if not isinstance(each, datetime | dict)}
                assert any(plain.items() <= row.items() for row in kept), (name, kept)


def test_the_journal_of_an_old_database_takes_what_the_new_version_writes(first_version: Database) -> None:
    with first_version.engine.execution_options(writing=True).begin() as connection:
        for name, values in ROWS:
            connection.execute(insert(Table(name, MetaData(), autoload_with=connection)).values(values))
    migrating.upgrade(first_version)
    exit_from_page = {**ROWS[-1][1], "seq": 9, "item": 0, "kind": "away", "response": "1200"}
    with first_version.engine.execution_options(writing=True).begin() as connection:
        journal = Table("journal", MetaData(), autoload_with=connection)
        connection.execute(insert(journal).values(exit_from_page))
        assert connection.scalar(select(journal.c.response).where(journal.c.kind == "away")) == "1200"
