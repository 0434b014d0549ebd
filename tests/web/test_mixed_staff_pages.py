"""What staff see of matching, ordering, cloze and scenario questions."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from examapp.storage.banks import BankQuestion
from examapp.storage.people import Entry, Staff, StaffAssignment
from tests.services.mixed_questions import QTYPES
from tests.web.browsing import Visitor
from tests.web.entrant.mixed_room import mixed_room, right_responses
from tests.web.entrant.seats import Phone, Room, sit
from tests.web.entrant.test_afterwards import end

# With the options in the bank's order.
RIGHT = {
    "matching": "q1=B&q1=A&q1=C",
    "ordering": "q1=2&q1=4&q1=1&q1=3",
    "cloze": "q1.1=A&q1.2=良好&q1.3=5",
    "scenario": "q1.1=B&q1.2=A&q1.2=C&q1.3=F&q1.4=100&q1.5=5&q1.6=5",
    "numeric": "q1=5 mm",
}


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    return mixed_room(app, now)


def staff(room: Room, now: datetime, role: str) -> Visitor:
    """The browser of one of the staff, signed in."""
    with room.collaborators.database.transaction() as session:
        person = Staff(
            username=role,
            name=role,
            role=role,
            password_hash="-",
            created_at=now,
            session_version=1,
            assignments=[StaffAssignment(event_id=room.event_id)] if role == "coordinator" else [],
        )
        session.add(person)
        session.flush()
        mark = f"staff:{person.id}:1"
    visitor = Visitor(room.app)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = mark, True
    return visitor


def question_path(room: Room, qid: str) -> str:
    with room.collaborators.database.reading() as session:
        found = session.scalars(select(BankQuestion.id).where(BankQuestion.qid == qid)).one()
    return f"/coordinate/events/{room.event_id}/questions/{found}"


def test_an_attempt_is_shown_with_answers_keys_and_the_scheme(
    room: Room, now: datetime, visitor: Visitor
) -> None:
    sit(visitor, room)
    phone = Phone(visitor)
    responses = right_responses(room)
    responses[4][5] = "五毫米"
    for seq, (item, response) in enumerate(responses.items(), start=1):
        phone.save(seq, item, response)
    phone.post("submit")
    end(room, now)
    with room.collaborators.database.reading() as session:
        entry = session.scalars(select(Entry.id).where(Entry.ticket == room.person.ticket)).one()
    organizer = staff(room, now, "organizer")
    page = organizer.open(f"/organize/events/{room.event_id}/entries/{entry}/rounds/1/attempt")
    words = page.words()
    assert page.problems() == []
    for scheme in ("按配对给分", "按位置给分", "按小题给分", "按空给分"):
        assert scheme in words
    assert "(1) 接地; (2) 良好; (3) 5" in words
    assert "(5) 五毫米" in words
    assert "千分尺" in words
    assert "哪些能用来挑开电线？" in words
    ranking = organizer.open(f"/organize/events/{room.event_id}/rounds/1/ranking").words()
    for label in ("匹配题", "排序题", "完形填空题", "材料题"):
        assert label in ranking


@pytest.mark.parametrize(
    ("qid", "key"),
    [
        ("matching", "1-B;2-A;3-C"),
        ("ordering", "C>A>D>B"),
        ("cloze", "(1) 接地; (2) 完好;良好; (3) 4.9~5.1 mm"),
        ("scenario", "(1) B; (2) A,C; (3) ×; (4) 100|5;五; (5) 4.9~5.1 mm"),
        ("numeric", "4.9~5.1 mm"),
    ],
)
def test_a_question_is_shown_with_its_key_and_can_be_tried(
    room: Room, now: datetime, qid: str, key: str
) -> None:
    coordinator = staff(room, now, "coordinator")
    path = question_path(room, qid)
    page = coordinator.open(path)
    assert page.problems() == []
    assert key in page.words()
    tried = coordinator.open(f"{path}/phone?try=1&{RIGHT[qid]}")
    assert tried.problems() == []
    assert "答对了" in tried.words()


def test_a_trial_paper_shows_prompts_and_parts(room: Room, now: datetime) -> None:
    coordinator = staff(room, now, "coordinator")
    page = coordinator.open(f"/coordinate/events/{room.event_id}/rounds/1/blueprint")
    assert "按小题给分" in page.words()
    words = coordinator.open(f"/coordinate/events/{room.event_id}/rounds/1/trial").words()
    for text in ("塞尺", "按压频率", "答案："):
        assert text in words


def test_the_bank_is_filtered_and_counted_by_the_new_types(room: Room, now: datetime) -> None:
    coordinator = staff(room, now, "coordinator")
    overview = coordinator.open(f"/coordinate/events/{room.event_id}").words()
    for qtype, label in zip(QTYPES[:4], ("匹配题", "排序题", "完形填空题", "材料题"), strict=True):
        assert label in overview
        found = coordinator.open(f"/coordinate/events/{room.event_id}/bank?qtype={qtype}")
        assert "共 1 题" in found.words()


def test_a_correction_shows_the_keys_of_all_parts(room: Room, now: datetime) -> None:
    organizer = staff(room, now, "organizer")
    organizer.open(f"/organize/events/{room.event_id}/rounds/1/corrections")
    wrong = {"qid": "scenario", "kind": "void_full", "reason": "题干有误"}
    page = organizer.submit("corrections", wrong)
    assert "(1) B; (2) A,C; (3) ×; (4) 100|5;五; (5) 4.9~5.1 mm" in page.words()
