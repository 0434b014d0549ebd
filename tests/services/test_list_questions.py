"""Finding questions: by any part of their Chinese, by how they are filed, by what still has to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.domain.questions import Option
from examapp.services.discuss_question import comment_on_question
from examapp.services.edit_question import revise_question
from examapp.services.list_questions import (
    QuestionFilter,
    bank_facets,
    list_questions,
    matching_ids,
)
from examapp.services.move_question import review_question_text
from tests import factories
from tests.services.living_bank import NEW, in_force, make_bank, question_named, write_question


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event with a bank of nine imported questions and a draft."""
    event_id = make_bank(session, now)
    write_question(session, event_id, now)
    return event_id


def found(session: Session, event_id: int, **only: object) -> list[str]:
    """The ids of the questions that a filter lets through."""
    page = list_questions(session, event_id=event_id, only=QuestionFilter(**only), page=1)  # type: ignore[arg-type]
    return [row.question.qid for row in page.rows]


@pytest.mark.parametrize("text", ["弧焊用", "选项C900", "解析 900", "NEW-1", "ｎｅｗ", "气体保护？"])
def test_a_part_of_any_text_finds_the_question(session: Session, event_id: int, text: str) -> None:
    assert found(session, event_id, text=text) == ["new-1"]


@pytest.mark.parametrize("text", ["%", "_", "不存在", "氩弧 焊"])
def test_signs_that_databases_give_a_meaning_find_only_themselves(
    session: Session, event_id: int, text: str
) -> None:
    assert found(session, event_id, text=text) == []


def test_only_the_text_in_force_is_searched(session: Session, event_id: int, now: datetime) -> None:
    question_id = question_named(session, "new-1")
    changed = replace(NEW, stem="二保焊", options=tuple(Option(letter, letter) for letter in "ABCD"))
    revise_question(
        session, event_id=event_id, question_id=question_id, base=1, question=changed, actor="li", now=now
    )
    assert found(session, event_id, text="氩弧焊") == []
    assert found(session, event_id, text="二保焊") == ["new-1"]


def test_filters_name_what_is_still_to_be_done(session: Session, event_id: int, now: datetime) -> None:
    imported = question_named(session, "judge-000")
    review_question_text(session, event_id=event_id, question_id=imported, revision=1, actor="li", now=now)
    comment_on_question(session, event_id=event_id, question_id=imported, text="对吗", actor="li", now=now)
    assert found(session, event_id, status="draft") == ["new-1"]
    assert found(session, event_id, review="with") == ["judge-000"]
    assert len(found(session, event_id, review="without")) == 9
    assert found(session, event_id, comments="open") == ["judge-000"]
    assert found(session, event_id, tag="必考") == ["new-1"]
    assert found(session, event_id, tag="必") == []


def test_the_list_counts_open_threads_and_says_what_is_reviewed(
    session: Session, event_id: int, now: datetime
) -> None:
    imported = question_named(session, "judge-000")
    for text in ("一", "二"):
        comment_on_question(session, event_id=event_id, question_id=imported, text=text, actor="a", now=now)
    review_question_text(session, event_id=event_id, question_id=imported, revision=1, actor="li", now=now)
    page = list_questions(session, event_id=event_id, only=QuestionFilter(), page=1)
    rows = {row.question.qid: (row.threads, row.is_reviewed) for row in page.rows}
    assert rows["judge-000"] == (2, True)
    assert rows["new-1"] == (0, False)


def test_a_changed_text_is_no_longer_reviewed_and_the_old_one_is_again(
    session: Session, event_id: int, now: datetime
) -> None:
    question_id = question_named(session, "judge-000")
    first = in_force(session, question_id)
    edit = {"event_id": event_id, "question_id": question_id, "now": now}
    review_question_text(session, **edit, revision=1, actor="li")
    revise_question(session, **edit, base=1, question=replace(first, stem="改过"), actor="wang")
    assert found(session, event_id, review="with") == []
    revise_question(session, **edit, base=2, question=first, actor="wang")
    assert found(session, event_id, review="with") == ["judge-000"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["single-000", "single-001"]),
        ("qid", ["judge-000", "judge-001"]),
        ("changed", ["new-1", "single-000"]),
        ("status", ["single-000", "single-001"]),
        ("difficulty", ["single-000", "multiple-000"]),
    ],
)
def test_the_list_is_sorted_as_asked(session: Session, now: datetime, sort: str, expected: list[str]) -> None:
    event_id = make_bank(session, now)
    write_question(session, event_id, now + timedelta(hours=1), replace(NEW, difficulty=None))
    assert found(session, event_id, sort=sort)[:2] == expected


def test_all_matching_questions_can_be_taken_at_once(session: Session, event_id: int, now: datetime) -> None:
    other = factories.make_event(session, factories.make_competition(session, now, "别的"), "12")
    factories.make_bank(session, other, now)
    ids = matching_ids(session, event_id=event_id, only=QuestionFilter(qtype="judge"))
    assert [in_force(session, id_).qid for id_ in ids] == ["judge-000", "judge-001", "judge-002"]


def test_topics_and_tags_to_filter_by_are_those_of_the_bank(session: Session, event_id: int) -> None:
    facets = bank_facets(session, event_id)
    assert facets.tags == ("必考",)
    assert set(facets.topics) == {"安全", "工艺"}
