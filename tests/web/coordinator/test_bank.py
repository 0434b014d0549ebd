"""Reviewing a bank: filters, search, one question with its key, downloads."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update

from examapp.services.import_bank import import_bank
from examapp.storage.banks import Bank
from examapp.storage.people import Entry
from tests import factories
from tests.web.staff_acts import collaborators, last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def bank_path(contest: Contest) -> str:
    """Where the first event's questions are listed."""
    return f"/coordinate/events/{contest.own}/bank"


def add_questions(contest: Contest, now: datetime, *stems: str) -> None:
    """More 单选 questions in the first event's bank."""
    with collaborators(contest).database.transaction() as session:
        bank = session.scalars(select(Bank).where(Bank.event_id == contest.own)).one()
        for number, stem in enumerate(stems, start=500):
            factories.add_question(session, bank, factories.make_question(number, stem=stem), now)


def test_the_event_page_counts_the_bank_by_type_pool_and_difficulty(contest: Contest) -> None:
    page = show(contest.visitor("own"), f"/coordinate/events/{contest.own}")
    rows = [" ".join("".join(cell.itertext()) for cell in row) for row in page.all("tr")]
    assert "单选题 公开 4 3 3 — — — 10" in [" ".join(row.split()) for row in rows]


def test_a_part_of_a_stem_finds_its_questions(contest: Contest, bank_path: str, now: datetime) -> None:
    add_questions(contest, now, "氩弧焊的保护气体是什么？", "100%_的气体")
    visitor = contest.visitor("own")
    assert "共 1 题" in show(visitor, f"{bank_path}?text=弧焊的保护").words()
    assert "共 1 题" in show(visitor, f"{bank_path}?text=100%25_").words()
    assert "共 2 题" in show(visitor, f"{bank_path}?text=气体").words()
    assert "没有符合条件的题目" in show(visitor, f"{bank_path}?text=不存在").words()


def test_questions_are_listed_in_the_order_they_came_in(
    contest: Contest, bank_path: str, now: datetime
) -> None:
    with collaborators(contest).database.transaction() as session:
        bank = session.scalars(select(Bank).where(Bank.event_id == contest.own)).one()
        for number, qid in enumerate(("Z9", "A1"), start=600):
            question = factories.make_question(number, stem=f"次序{number}")
            factories.add_question(session, bank, replace(question, qid=qid), now)
    words = show(contest.visitor("own"), f"{bank_path}?text=次序").words()
    assert words.index("Z9") < words.index("A1")


def test_filters_narrow_the_list_together(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    assert "共 30 题" in show(visitor, bank_path).words()
    assert "共 10 题" in show(visitor, f"{bank_path}?qtype=judge").words()
    assert "共 2 题" in show(visitor, f"{bank_path}?qtype=judge&topic=安全&difficulty=1").words()
    assert "没有符合条件的题目" in show(visitor, f"{bank_path}?pool=secret").words()


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "zwei", "²"])
def test_a_page_number_that_makes_no_sense_shows_a_page(contest: Contest, bank_path: str, page: str) -> None:
    assert "共 30 题" in show(contest.visitor("own"), f"{bank_path}?page={page}").words()


def test_pages_keep_the_filter(contest: Contest, bank_path: str, now: datetime) -> None:
    add_questions(contest, now, *(f"安全题 {number}" for number in range(60)))
    visitor = contest.visitor("own")
    page = show(visitor, f"{bank_path}?text=安全题&page=1")
    (following,) = [link for link in page.links() if "page=2" in link]
    assert "第 2 / 2 页" in show(visitor, following).words()
    assert len(visitor.page.all("tbody")[0]) == 10


def test_staff_see_the_key_beside_a_question_and_the_phone_view_has_none(contest: Contest) -> None:
    path = f"/coordinate/events/{contest.own}/questions/{contest.own_question}"
    visitor = contest.visitor("own")
    beside = show(visitor, path).words()
    assert "正确答案B" in beside
    assert "解析解析 0" in beside
    phone = show(visitor, f"{path}/phone").text
    assert "single 题干 0" in phone
    assert "选项D0" in phone
    assert "解析" not in phone


def test_a_revised_question_keeps_its_history(contest: Contest, now: datetime) -> None:
    question = factories.make_question(0)
    with collaborators(contest).database.transaction() as session:
        revised = replace(question, stem="改过的题干")
        import_bank(session, event_id=contest.own, questions=[revised], actor="own", now=now)
    path = f"/coordinate/events/{contest.own}/questions/{contest.own_question}"
    words = show(contest.visitor("own"), path).words()
    assert "改过的题干" in words
    assert question.stem in words


def test_the_bank_is_downloaded_whole_in_every_format_that_can_be_written(
    contest: Contest, bank_path: str
) -> None:
    visitor = contest.visitor("own")
    links = [link for link in show(visitor, bank_path).links() if "/export/" in link]
    assert len(links) >= 4
    for link in links:
        response = visitor.client.get(link, query_string={"anyway": 1})
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith("attachment; filename=bank-11.")
    exported = json.loads(visitor.client.get(f"{bank_path}/export/json").data)
    assert len(exported["questions"]) == 30
    assert last_act(contest)[:2] == ("bank.export", "own")
    assert visitor.client.get(f"{bank_path}/export/pdf").status_code == 404


def test_what_a_format_cannot_hold_is_named_before_the_download(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    page = visitor.open(f"{bank_path}/export/aiken")
    assert page.problems() == []
    assert "这种格式装不下题库的全部内容" in page.words()
    assert last_act(contest)[0] != "bank.export"
    (link,) = [link for link in page.links() if link.endswith("anyway=1")]
    assert visitor.client.get(link).headers["Content-Disposition"].startswith("attachment")
    assert last_act(contest)[0] == "bank.export"
    assert (
        visitor.client.get(f"{bank_path}/export/xlsx").headers["Content-Disposition"].startswith("attachment")
    )


def test_the_roster_finds_who_has_not_started_the_round(contest: Contest, now: datetime) -> None:
    visitor = contest.visitor("organizer")
    path = f"/coordinate/events/{contest.own}/roster"
    assert "初赛答卷" in show(visitor, path).words()
    before = show(visitor, f"{path}?only=waiting").words()
    assert "共 1 人" in before
    assert "职工1" not in before
    with collaborators(contest).database.transaction() as session:
        session.execute(update(Entry).where(Entry.event_id == contest.own).values(exclusion="withdrawn"))
    assert "没有符合条件的报名" in show(visitor, f"{path}?only=waiting").words()


def test_the_roster_shows_people_without_id_and_phone(contest: Contest) -> None:
    visitor = contest.visitor("own")
    page = show(visitor, f"/coordinate/events/{contest.own}/roster")
    assert "共 3 人" in page.words()
    assert "13800000001" not in page.text
    assert "共 1 人" in show(visitor, f"/coordinate/events/{contest.own}/roster?text=职工2").words()
