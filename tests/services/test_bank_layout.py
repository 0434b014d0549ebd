"""What a file leaves open is answered once: kept with the upload, remembered for its layout, forgotten on demand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import read_bank
from examapp.services.choose_bank_layout import choose_layout, default_answers
from examapp.services.remember_bank_layout import (
    LayoutNotFound,
    forget_layout,
    known_layouts,
    remember_layout,
    remembered_answers,
)
from examapp.services.upload_bank import AlreadyImported, UploadNotFound, import_upload, keep_upload
from examapp.storage.audit import AuditEntry
from examapp.storage.banks import BankUpload
from tests.factories import make_competition, make_event

JUDGED = "".join(f"{n}#第{n}句话说的是这样。${n % 2}\n" for n in range(6)).encode()
ANSWERS = {"judge_right": "0"}


def event_id(session: Session, now: datetime) -> int:
    return make_event(session, make_competition(session, now)).id


def upload(session: Session, event: int, now: datetime) -> int:
    return keep_upload(session, event_id=event, filename="判断.txt", data=JUDGED, actor="lin", now=now)


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_answers_are_kept_with_the_upload_and_for_its_layout(session: Session, now: datetime) -> None:
    event = event_id(session, now)
    upload_id = upload(session, event, now)
    report = read_bank(JUDGED, "判断.txt", layout=ANSWERS)
    choose_layout(session, upload_id, report, actor="lin", now=now, pictures=[])
    assert session.get_one(BankUpload, upload_id).layout == ANSWERS
    assert remembered_answers(session, event, report.fingerprint) == ANSWERS
    assert remembered_answers(session, event, "") is None
    assert acts(session)[-1] == "bank_layout.save"
    (known,) = known_layouts(session, event)
    (answer,) = known.answers
    assert answer.question.message == "判断题的答案写成“1”和“0”。哪一个表示“正确”？"
    assert answer.answer.message == "“0”表示正确，“1”表示错误"


def test_a_layout_is_remembered_for_its_own_event_only(session: Session, now: datetime) -> None:
    competition = make_competition(session, now)
    own, other = make_event(session, competition), make_event(session, competition, code="12")
    report = read_bank(JUDGED, "判断.txt", layout=ANSWERS)
    remember_layout(session, event_id=own.id, report=report, filename="a.txt", actor="lin", now=now)
    assert remembered_answers(session, other.id, report.fingerprint) is None


def test_the_same_answers_once_more_leave_no_trace_and_others_take_their_place(
    session: Session, now: datetime
) -> None:
    event = event_id(session, now)
    for answer in ("0", "0", "1"):
        report = read_bank(JUDGED, "判断.txt", layout={"judge_right": answer})
        remember_layout(session, event_id=event, report=report, filename="a.txt", actor="lin", now=now)
    assert acts(session) == ["bank_layout.save", "bank_layout.save"]
    assert remembered_answers(session, event, report.fingerprint) == {"judge_right": "1"}


def test_what_nobody_answered_is_not_remembered(session: Session, now: datetime) -> None:
    event = event_id(session, now)
    report = read_bank(JUDGED, "判断.txt")
    remember_layout(session, event_id=event, report=report, filename="a.txt", actor="lin", now=now)
    assert known_layouts(session, event) == []
    assert default_answers(report) == {}


def test_a_layout_is_forgotten_once_and_only_under_its_event(session: Session, now: datetime) -> None:
    event = event_id(session, now)
    report = read_bank(JUDGED, "判断.txt", layout=ANSWERS)
    remember_layout(session, event_id=event, report=report, filename="a.txt", actor="lin", now=now)
    (known,) = known_layouts(session, event)
    with pytest.raises(LayoutNotFound):
        forget_layout(session, event_id=event + 1, layout_id=known.id, actor="lin", now=now)
    forget_layout(session, event_id=event, layout_id=known.id, actor="lin", now=now)
    assert acts(session)[-1] == "bank_layout.remove"
    assert remembered_answers(session, event, report.fingerprint) is None
    with pytest.raises(LayoutNotFound):
        forget_layout(session, event_id=event, layout_id=known.id, actor="lin", now=now)


def test_an_imported_file_is_not_read_in_another_way(session: Session, now: datetime) -> None:
    event = event_id(session, now)
    upload_id = upload(session, event, now)
    report = read_bank(JUDGED, "判断.txt", layout=ANSWERS)
    import_upload(session, upload_id, report, "lin", now + timedelta(seconds=1))
    with pytest.raises(AlreadyImported):
        choose_layout(session, upload_id, report, actor="lin", now=now, pictures=[])
    with pytest.raises(UploadNotFound):
        choose_layout(session, upload_id + 1, report, actor="lin", now=now, pictures=[])
