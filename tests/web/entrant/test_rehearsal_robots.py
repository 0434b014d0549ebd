"""Made-up entrants read, answer and grade every question type, as a page shows it."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from examapp.domain.questions import BlankAnswer, Question
from examapp.domain.rehearsal import (
    AcknowledgedEntry,
    RehearsedEntrant,
    RehearsedEvent,
    SittingLog,
    stem_as_shown,
)
from examapp.domain.rehearsal_scoring import paper_seen, score_by_phone
from examapp.rehearsal.answering import Behaviour
from examapp.rehearsal.pages import SittingPage, sitting_page
from tests.services.mixed_questions import CLOZE, MIXED
from tests.web.browsing import Visitor
from tests.web.entrant.mixed_room import mixed_room, right_responses
from tests.web.entrant.seats import Phone, Room, sit

# A table under the stem is no part of what a robot knows a question by.
PLAIN = [
    Question(each.qid, each.qtype, each.stem.partition("\n")[0], each.answer, parts=each.parts)
    for each in MIXED
    if each.qid == "scenario"
]


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    return mixed_room(app, now, *PLAIN)


@pytest.fixture
def event() -> RehearsedEvent:
    bank = {each.qid: each for each in (*MIXED, *PLAIN)}.values()
    return RehearsedEvent(
        "11", 1, {stem_as_shown(each): each for each in bank}, {each.qtype: 600 for each in MIXED}
    )


def shown(visitor: Visitor, room: Room) -> SittingPage:
    sit(visitor, room)
    return sitting_page(visitor.page.text)


def log_of(event: RehearsedEvent, page: SittingPage, responses: dict[int, object]) -> SittingLog:
    entries = tuple(
        AcknowledgedEntry("1.x", seq, item, "answer", response)
        for seq, (item, response) in enumerate(responses.items(), start=1)
    )
    return SittingLog(RehearsedEntrant("1", "2", event), page.attempt_id, page.items, entries, finished=True)


def test_the_paper_read_from_the_page_is_the_one_drawn(
    visitor: Visitor, room: Room, event: RehearsedEvent
) -> None:
    page = shown(visitor, room)
    score = score_by_phone(log_of(event, page, dict(right_responses(room))))
    assert score.marks == (600,) * 6
    assert len(paper_seen(log_of(event, page, {})).items) == 6


@pytest.mark.parametrize("skill", [0.0, 1.0])
def test_skill_decides_how_much_is_right(
    visitor: Visitor, room: Room, event: RehearsedEvent, skill: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("examapp.rehearsal.answering.LEAST_SKILL", skill)
    monkeypatch.setattr("examapp.rehearsal.answering.MOST_SKILL", skill)
    page = shown(visitor, room)
    taps = Behaviour(RehearsedEntrant("1", "2", event), 7).taps(page.items)
    responses = {tap.item: tap.response for tap in taps if tap.kind == "answer" and tap.response}
    score = score_by_phone(log_of(event, page, responses))
    assert (score.total == 600 * len(responses)) if skill else (score.total < 1800)


def test_what_was_saved_is_seen_on_the_page_again_as_it_was_sent(visitor: Visitor, room: Room) -> None:
    page = shown(visitor, room)
    phone = Phone(visitor)
    responses = right_responses(room)
    responses[1][1] = ""
    responses[4][2] = ""
    for seq, item in enumerate((1, 2, 3, 4), start=1):
        phone.save(seq, item, responses[item])
    again = sitting_page(visitor.open(phone.path).text)
    assert page.ticked == ((),) * 6
    assert [list(each) for each in again.ticked] == [responses[item] for item in (1, 2, 3, 4)] + [[], []]


def test_the_text_a_page_shows_has_no_marks_where_fields_stand() -> None:
    assert stem_as_shown(CLOZE) == "焊机外壳必须，电缆绝缘应，弧长约。"
    blank = Question("q", "blank", "甲____和（　）", BlankAnswer((("1",), ("2",))))
    assert stem_as_shown(blank) == "甲和"
    assert stem_as_shown(Question("q", "blank", "甲____", blank.answer)) == "甲____"
