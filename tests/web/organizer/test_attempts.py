"""One attempt on screen: found from the entry and from the ranking, read only, in either language."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import delete

from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.save_answers import save_answers
from examapp.storage.attempts import Attempt
from examapp.storage.results import Result
from tests.services.cast import answer
from tests.web.staff_acts import collaborators, show
from tests.web.staff_cast import Contest


@pytest.fixture
def attempt(contest: Contest) -> str:
    """Where the attempt of the first entry is."""
    return f"/organize/events/{contest.own}/entries/{contest.entry}/rounds/1/attempt"


def reopen(contest: Contest, now: datetime) -> None:
    """Let the attempt of the first entry be open again, with one answer saved."""
    parts = collaborators(contest)
    entrant_id = int(contest.users["entrant"].split(":")[1])
    with parts.database.transaction() as session:
        session.execute(delete(Result).where(Result.attempt_id == contest.attempt))
        row = session.get_one(Attempt, contest.attempt)
        row.state, row.closed_at, row.closed_by, row.receipt = "open", None, "", None
        session.flush()
        mine = {"entrant_id": entrant_id, "attempt_id": contest.attempt}
        sitting = open_sitting(session, parts.vault, **mine, now=now)
        assert isinstance(sitting, Sitting)
        save_answers(session, parts.vault, **mine, token=sitting.token, entries=[answer(1, 1)], now=now)


@pytest.mark.parametrize("who", ["organizer", "auditor"])
def test_the_attempt_is_reached_from_the_entry_and_from_the_ranking(
    contest: Contest, attempt: str, who: str
) -> None:
    visitor = contest.visitor(who)
    entry = show(visitor, f"/organize/events/{contest.own}/entries/{contest.entry}")
    ranking = show(visitor, f"/organize/events/{contest.own}/rounds/1/ranking")
    assert attempt in entry.links()
    assert attempt in ranking.links()
    page = show(visitor, attempt)
    assert page.problems() == []
    assert [form.action for form in page.forms()] == ["/staff/sign-out"]


def test_every_question_is_shown_with_response_key_and_mark(contest: Contest, attempt: str) -> None:
    words = show(contest.visitor("organizer"), attempt).words()
    assert "强制收卷" in words
    assert words.count("正确答案") == words.count("作答 未答") == 8
    assert "各题得分合计 0 分，满分 100 分。" in words


def test_an_open_attempt_shows_no_question(contest: Contest, attempt: str, now: datetime) -> None:
    reopen(contest, now)
    page = show(contest.visitor("organizer"), attempt)
    assert page.problems() == []
    assert "还在考试" in page.words()
    assert "按时保存1" in page.words()
    assert "题干" not in page.words()
    assert "正确答案" not in page.words()


def test_there_is_no_attempt_under_another_event_or_round(contest: Contest, attempt: str) -> None:
    organizer = contest.visitor("organizer")
    assert organizer.open(attempt.replace("/rounds/1/", "/rounds/2/")).status == 404
    assert (
        organizer.open(attempt.replace(f"/events/{contest.own}/", f"/events/{contest.other}/")).status == 404
    )


def late_answer(contest: Contest, now: datetime) -> None:
    """An answer to the first question of the attempt that came after it was closed."""
    parts = collaborators(contest)
    entrant_id = int(contest.users["entrant"].split(":")[1])
    with parts.database.transaction() as session:
        row = session.get_one(Attempt, contest.attempt)
        token = parts.vault.sitting_token(contest.attempt, row.sitting)
        mine = {"entrant_id": entrant_id, "attempt_id": contest.attempt}
        save_answers(session, parts.vault, **mine, token=token, entries=[answer(1, 1)], now=now)


def test_late_answers_are_accepted_with_a_reason_and_both_versions_stay_on_the_page(
    contest: Contest, attempt: str, now: datetime
) -> None:
    visitor = contest.visitor("organizer")
    assert "采纳" not in show(visitor, attempt).words()
    late_answer(contest, now)
    assert "采纳后，第 1 题的作答会改变" in show(visitor, attempt).words()
    page = visitor.submit("/late", {"reason": ""})
    assert page.status == 400
    assert "请填写理由" in page.words()
    page = visitor.submit("/late", {"reason": "考点断网"})
    assert "已采纳迟到的作答" in page.words()
    assert "考点断网" in page.words()
    assert "采纳后" not in page.words()


def test_an_auditor_sees_what_came_late_and_accepts_nothing(
    contest: Contest, attempt: str, now: datetime
) -> None:
    late_answer(contest, now)
    page = show(contest.visitor("auditor"), attempt)
    assert "采纳后，第 1 题的作答会改变" in page.words()
    assert [form.action for form in page.forms()] == ["/staff/sign-out"]
