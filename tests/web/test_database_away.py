"""While the database is away nothing is called saved, people read a sentence, and the operator a line."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from examapp.storage.database import Database
from tests.web.browsing import Visitor
from tests.web.entrant.conftest import phone as phone
from tests.web.entrant.conftest import room as room
from tests.web.entrant.seats import Phone, Room


@pytest.fixture
def database(sqlite: Database) -> Database:
    """The database that is a file."""
    return sqlite


@contextmanager
def _full_disk(path: Path) -> Iterator[None]:
    """Let no file of this process grow beyond the size that this one has."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _file(room: Room, suffix: str = "") -> Path:
    return Path(f"{room.collaborators.database.engine.url.database}{suffix}")


def test_an_answer_that_a_full_disk_refuses_is_not_called_saved(phone: Phone, room: Room) -> None:
    room.app.config["PROPAGATE_EXCEPTIONS"] = False  # as in production
    assert phone.save(1, 1, ["A"]).status_code == 200
    with _full_disk(_file(room, "-wal")):
        refused = phone.save(2, 2, ["B"])
    assert (refused.status_code, refused.json["error"]) == (503, "unavailable")
    assert room.counted() == {1: ["A"]}
    assert phone.save(2, 2, ["B"]).status_code == 200
    assert room.counted() == {1: ["A"], 2: ["B"]}


def test_pages_say_it_in_a_sentence_and_the_log_in_a_line(
    visitor: Visitor, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    _file(room).rename(_file(room, ".away"))
    page = visitor.open("/")
    assert page.status == 503
    assert "服务器正在恢复" in page.words()
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith("GET / found no database: ")
