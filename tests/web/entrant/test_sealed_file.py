"""Sending in a sealed answer file by the page: as a file, as pasted text, and things that are neither."""

from __future__ import annotations

import io
import json
import os

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from examapp.services.seal_keys import make_seal_key
from examapp.storage.seal import seal
from examapp.storage.sealed_files import SealKey
from tests.web.browsing import Visitor
from tests.web.entrant.seats import Phone, Room, sit
from tests.web.staff_cast import Contest


@pytest.fixture
def text(room: Room, phone: Phone) -> str:
    """The file that the phone made of one answer it could not send."""
    with room.collaborators.database.transaction() as session:
        make_seal_key(session, room.collaborators.vault, room.collaborators.clock())
        public = session.scalars(select(SealKey.public_key)).one()
    entries = [{"seq": 1, "item": 1, "response": ["B"], "elapsed_ms": 1000}]
    content = json.dumps({"session": phone.token, "entries": entries}).encode()
    return seal(content, int(phone.path.split("/")[-1]), public, os.urandom(32), os.urandom(12))


@pytest.mark.parametrize("around", ["", "\n "])
def test_pasted_text_is_received_and_counts_while_the_attempt_runs(
    visitor: Visitor, room: Room, phone: Phone, text: str, around: str
) -> None:
    visitor.open(f"{phone.path}/sealed")
    page = visitor.submit("/sealed", {"text": around + text + around})
    assert "共 1 项作答，其中 1 项是服务器原来没有的" in page.words()
    assert "已经计入" in page.words()
    assert room.counted() == {1: ["B"]}


def test_a_file_is_received_too(visitor: Visitor, room: Room, phone: Phone, text: str) -> None:
    fields = visitor.open(f"{phone.path}/sealed").form("/sealed").fields
    file = FileStorage(io.BytesIO(text.encode()), "examapp-1.txt")
    answer = visitor.client.post(
        f"{phone.path}/sealed", data={**fields, "file": file}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    assert room.counted() == {1: ["B"]}


@pytest.mark.parametrize(
    ("sent", "sentence"), [("", "请选择作答文件"), ("你好", "不是考试页面生成的密封作答文件")]
)
def test_anything_else_is_refused_in_a_sentence(
    visitor: Visitor, phone: Phone, sent: str, sentence: str
) -> None:
    visitor.open(f"{phone.path}/sealed")
    page = visitor.submit("/sealed", {"text": sent})
    assert page.status == 400
    assert sentence in page.words()


def test_somebody_elses_file_is_refused(other_visitor: Visitor, room: Room, phone: Phone, text: str) -> None:
    sit(other_visitor, room, room.other)
    theirs = Phone(other_visitor)
    other_visitor.open(f"{theirs.path}/sealed")
    page = other_visitor.submit("/sealed", {"text": text})
    assert "属于另一份答卷" in page.words()
    assert room.journal() == []


def test_staff_see_that_a_file_of_nobody_of_theirs_is_refused(contest: Contest) -> None:
    visitor = contest.visitor("own")
    visitor.open(f"/coordinate/events/{contest.own}/sealed-files")
    page = visitor.submit("/sealed-files", {"text": "你好"})
    assert page.status == 409
    assert "不是考试页面生成的密封作答文件" in page.words()
