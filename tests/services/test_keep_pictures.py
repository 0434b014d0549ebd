"""Pictures come with a bank, stay what they were for what was drawn before, and come once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.bank_change import BankChange
from examapp.domain.questions import Question
from examapp.services.check_bank_file import check_bank_file
from examapp.services.check_upload import prepare_upload
from examapp.services.export_bank import export_bank
from examapp.services.freeze_bank import current_questions
from examapp.services.import_bank import import_bank, plan_import
from examapp.services.keep_pictures import problems_with_pictures
from examapp.services.question_fragments import fragments_of
from examapp.services.upload_bank import import_upload, keep_upload, upload_report
from examapp.storage.database import Database
from examapp.storage.pictures import BankPicture, Picture
from tests.factories import make_competition, make_event
from tests.pictures.pictures_made_up import photo
from tests.services.rich_questions import PICTURES, RICH


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    return make_event(session, make_competition(session, now)).id


def upload(database: Database, session: Session, event_id: int, data: bytes, now: datetime) -> int:
    """Prepare and keep an archive."""
    prepared = prepare_upload(database, filename="题库.zip", data=data)
    return keep_upload(
        session,
        event_id=event_id,
        filename="题库.zip",
        data=data,
        prepared=prepared,
        actor="lin",
        now=now,
    )


def bring(
    session: Session, event_id: int, now: datetime, pictures: dict[str, bytes], *questions: Question
) -> BankChange:
    """Import the questions with these pictures."""
    return import_bank(
        session, event_id=event_id, questions=questions or [RICH], actor="lin", now=now, pictures=pictures
    )


def current(session: Session, event_id: int) -> Question:
    """The only question of the bank."""
    ((question, _),) = current_questions(session, event_id)
    return question


def test_each_name_of_a_question_stands_for_the_picture_that_came_with_it(
    session: Session, now: datetime, event_id: int
) -> None:
    bring(session, event_id, now, PICTURES)
    question = current(session, event_id)
    stored = {row.sha256 for row in session.scalars(select(Picture))}
    assert {name for name, _ in question.pictures} == set(PICTURES)
    assert {hash_ for _, hash_ in question.pictures} == stored
    assert replace(question, pictures=()) == RICH


def test_the_same_files_again_change_nothing(session: Session, now: datetime, event_id: int) -> None:
    bring(session, event_id, now, PICTURES)
    assert bring(session, event_id, now, PICTURES).is_empty
    assert session.scalar(select(func.count()).select_from(Picture)) == 3


def test_the_bank_file_alone_finds_the_pictures_that_the_bank_has(
    session: Session, now: datetime, event_id: int
) -> None:
    bring(session, event_id, now, PICTURES)
    assert bring(session, event_id, now, {}).is_empty
    assert problems_with_pictures(session, event_id, BankReport("json", (RICH,), (), (Place(),))) == ()


def test_another_picture_under_a_name_is_a_new_revision(
    session: Session, now: datetime, event_id: int
) -> None:
    bring(session, event_id, now, PICTURES)
    before = dict(current(session, event_id).pictures)
    change = bring(session, event_id, now, {"焊缝.PNG": photo(colour="blue")})
    after = dict(current(session, event_id).pictures)
    assert change.revised == ("rich",)
    assert after["焊缝.png"] != before["焊缝.png"]
    assert after["电路.svg"] == before["电路.svg"]


def test_a_picture_brought_later_is_a_new_revision(session: Session, now: datetime, event_id: int) -> None:
    bring(session, event_id, now, {})
    assert current(session, event_id).pictures == ()
    assert bring(session, event_id, now, PICTURES).revised == ("rich",)


def test_files_that_come_out_alike_are_both_known(session: Session, now: datetime, event_id: int) -> None:
    twin = photo(icc_profile=b"another file, the same picture")
    bring(session, event_id, now, {"焊缝.png": photo(), "解析.jpg": twin})
    assert {name for name, _ in current(session, event_id).pictures} == {"焊缝.png", "解析.jpg"}


def test_a_picture_that_cannot_be_shown_is_left_out(session: Session, now: datetime, event_id: int) -> None:
    bring(session, event_id, now, {"焊缝.png": b"no picture"})
    assert current(session, event_id).pictures == ()
    assert session.scalar(select(func.count()).select_from(BankPicture)) == 0


def test_an_archive_written_and_brought_again_changes_nothing(
    session: Session, now: datetime, event_id: int
) -> None:
    bring(session, event_id, now, PICTURES)
    exported = export_bank(session, event_id=event_id, format="zip", actor="lin", now=now)
    assert exported.losses == ()
    report = read_bank(exported.data, exported.filename)
    assert set(report.pictures) == set(PICTURES)
    assert bring(session, event_id, now, dict(report.pictures), *report.questions).is_empty


def test_an_uploaded_archive_is_planned_and_imported_with_its_pictures(
    database: Database, session: Session, now: datetime, event_id: int
) -> None:
    data = write_bank([RICH], "zip", {**PICTURES, "多余.png": photo(5, 5)})
    upload_id = upload(database, session, event_id, data, now)
    report = check_bank_file(read_bank(data, "题库.zip"))
    found = upload_report(session, upload_id, report)
    assert [problem.code for problem in found.report.problems] == ["unused_pictures"]
    assert found.change.added == ("rich",)
    import_upload(session, upload_id, report.report, "lin", now)
    assert len(current(session, event_id).pictures) == 3
    again = upload(database, session, event_id, data, now)
    assert upload_report(session, again, report).change.unchanged == ("rich",)
    planned = plan_import(session, event_id=event_id, questions=found.report.questions)
    assert planned.unchanged == ("rich",)


def test_a_picture_is_shown_at_an_address_that_says_nothing_of_it(
    session: Session, now: datetime, event_id: int
) -> None:
    bring(session, event_id, now, PICTURES)
    question = current(session, event_id)
    fragments = fragments_of(session, [question])["rich"]
    for row in session.scalars(select(Picture)):
        assert row.address not in (row.sha256, row.source_sha256)
    shown = f"{fragments.chinese.stem.below}{fragments.figure}{fragments.chinese.options['B']}"
    assert shown.count('src="/pictures/') == 3
    assert all(hash_ not in shown for _, hash_ in question.pictures)


def test_pictures_that_are_stored_are_not_prepared_again(
    database: Database, session: Session, now: datetime, event_id: int
) -> None:
    data = write_bank([RICH], "zip", PICTURES)
    upload(database, session, event_id, data, now)
    session.commit()
    assert list(prepare_upload(database, filename="题库.zip", data=data).pictures) == []


def test_a_name_whose_key_no_column_holds_stands_for_nothing(
    session: Session, now: datetime, event_id: int
) -> None:
    name = "ß" * 150 + ".png"
    assert bring(session, event_id, now, {name: photo()}, replace(RICH, image=name)).added == ("rich",)
    assert session.scalar(select(func.count()).select_from(BankPicture)) == 0
