"""A round's page: opening, watching, extending and closing it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from examapp.storage.banks import QuestionRevision
from examapp.storage.contest import Round, RoundExtension
from examapp.storage.people import Entry
from tests.web.browsing import Visitor
from tests.web.staff_acts import collaborators, count, last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def coordinator(contest: Contest) -> Visitor:
    """The other event's coordinator in front of its round in draft."""
    visitor = contest.visitor("other")
    show(visitor, f"/coordinate/events/{contest.other}/rounds/1")
    return visitor


def open_round(visitor: Visitor) -> None:
    """Open the round on the page."""
    page = visitor.submit("/open", {"open-confirmed": "y"})
    assert "本轮已开放" in page.words()


def test_an_opened_round_publishes_its_commitment(contest: Contest, coordinator: Visitor) -> None:
    open_round(coordinator)
    (commitment,) = [cell.text for cell in coordinator.page.all("td") if cell.get("class") == "hash"][:1]
    assert commitment
    assert commitment in show(contest.visitor("stranger"), "/").text
    assert last_act(contest)[:2] == ("round.open", "other")


def test_opening_asks_for_a_tick_first(coordinator: Visitor) -> None:
    page = coordinator.submit("/open")
    assert page.status == 400
    assert "请先勾选" in page.words()


def test_a_bank_too_small_keeps_the_round_in_draft_and_says_what_is_missing(
    contest: Contest, coordinator: Visitor
) -> None:
    with collaborators(contest).database.transaction() as session:
        few = session.query(QuestionRevision).filter(QuestionRevision.qtype == "judge")
        for revision in few.filter(QuestionRevision.question_id > contest.other_question).all():
            revision.status = "retired"
    page = coordinator.submit("/open", {"open-confirmed": "y"})
    assert page.status == 409
    assert "判断题）需要 2 题，题库中只有 0 题" in page.words()
    assert "草稿" in show(coordinator, f"/coordinate/events/{contest.other}/rounds/1").words()


def test_time_is_given_with_a_reason(contest: Contest, coordinator: Visitor) -> None:
    open_round(coordinator)
    page = coordinator.submit("/extend", {"extend-minutes": "10"})
    assert page.status == 400
    assert "请填写理由" in page.words()
    assert page.form("/extend").fields["extend-minutes"] == "10"
    assert count(contest, RoundExtension) == 0
    page = coordinator.submit("/extend", {"extend-minutes": "10", "extend-reason": "断网"})
    assert "已加时 10 分钟" in page.words()
    assert last_act(contest) == ("round.extend", "other", "断网")


@pytest.mark.parametrize("minutes", ["0", "-5", "100000", "十", "999999999999"])
def test_time_that_makes_no_sense_is_refused(contest: Contest, coordinator: Visitor, minutes: str) -> None:
    open_round(coordinator)
    page = coordinator.submit("/extend", {"extend-minutes": minutes, "extend-reason": "断网"})
    assert page.status in (400, 409)
    assert count(contest, RoundExtension) == 0


def test_the_window_is_only_ever_made_longer(coordinator: Visitor) -> None:
    open_round(coordinator)
    typed = {"window-closes_at": "2026-09-07T09:00", "window-reason": "提前"}
    page = coordinator.submit("/window", typed)
    assert page.status == 409
    assert "只能推后" in page.words()
    page = coordinator.submit("/window", {**typed, "window-closes_at": "2026-09-08T21:30"})
    assert "2026-09-08 21:30" in page.words()


def test_a_closed_round_takes_no_more_acts(contest: Contest, coordinator: Visitor) -> None:
    open_round(coordinator)
    extend = coordinator.page.form("/extend")
    assert "本轮已结束" in coordinator.submit("/close", {"close-reason": "时间已到"}).words()
    assert last_act(contest) == ("round.close", "other", "时间已到")
    page = coordinator.submit(extend, {"extend-minutes": "5", "extend-reason": "断网"})
    assert page.status == 409
    assert "不在开放状态" in page.words()


def test_before_opening_the_page_says_everything_that_is_in_the_way(
    contest: Contest, coordinator: Visitor
) -> None:
    assert "可以开放" in coordinator.page.words()
    with collaborators(contest).database.transaction() as session:
        session.execute(update(Entry).where(Entry.event_id == contest.other).values(exclusion="withdrawn"))
        draft = session.scalars(select(Round).where(Round.event_id == contest.other)).one()
        draft.opens_at, draft.closes_at = (
            each - timedelta(days=90) for each in (draft.opens_at, draft.closes_at)
        )
    words = show(coordinator, f"/coordinate/events/{contest.other}/rounds/1").words()
    assert "时间窗口已经过去" in words
    assert "没有可以参加的人" in words


def test_who_opens_a_round_reads_its_rules_in_words_first(coordinator: Visitor) -> None:
    words = coordinator.page.words()
    assert "分，且在前 30 名以内" in words
    assert "每单位最多 5 人；每代表队最多 8 人" in words
    assert "总分、多选得分、单选得分、判断得分、用时；用时相差不足 2 秒算相同" in words


def test_before_opening_the_page_says_how_many_may_sit(contest: Contest, coordinator: Visitor) -> None:
    assert "现在可参加本轮的有 1 人。" in coordinator.page.words()
    words = show(contest.visitor("own"), f"/coordinate/events/{contest.own}/rounds/2").words()
    assert "现在可参加本轮的有 0 人。 上一轮的晋级名单公布后" in words


def test_before_opening_the_page_says_that_points_of_the_bank_do_not_count(
    contest: Contest, coordinator: Visitor
) -> None:
    with collaborators(contest).database.transaction() as session:
        revision = session.query(QuestionRevision).filter_by(question_id=contest.other_question).one()
        revision.content = {**revision.content, "points": 1}
    page = show(coordinator, f"/coordinate/events/{contest.other}/rounds/1")
    assert "题自带的分值与组卷方案不同；计分一律按组卷方案" in page.words()


def test_live_counts_come_as_json_too(contest: Contest, coordinator: Visitor) -> None:
    open_round(coordinator)
    (place,) = [each for each in coordinator.page.all("dl") if each.get("data-counts")]
    counts = coordinator.client.get(place.get("data-counts", "")).get_json()
    assert (counts["entries"], counts["not_started"], counts["sitting"]) == (1, 1, 0)
    shown = {each.get("data-count") for each in place.iter() if each.get("data-count")}
    assert shown <= set(counts)


def test_a_coordinator_sees_own_events_and_an_organizer_all(contest: Contest) -> None:
    assert "快递员" not in show(contest.visitor("own"), "/coordinate/").words()
    assert "快递员" in show(contest.visitor("organizer"), "/coordinate/").words()
