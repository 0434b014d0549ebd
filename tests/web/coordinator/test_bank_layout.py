"""The page between upload and report: asks once, shows what each answer means, remembers it, forgets it on demand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from examapp.domain.questions import JudgeAnswer, question_from_json
from examapp.storage.banks import BankLayout, BankQuestion, QuestionRevision
from tests.bank_formats.workbooks import workbook_of
from tests.services.test_bank_layout import JUDGED
from tests.web.browsing import Visitor
from tests.web.staff_acts import collaborators, count, last_act, send_file, show
from tests.web.staff_cast import Contest

UNKNOWN = [
    ("甲栏", "乙栏", "丙栏", "丁栏"),
    ("哪一个是金属？", "铁", "木", "A"),
    ("哪一个是气体？", "水", "氧", "B"),
]


def upload(contest: Contest, visitor: Visitor, name: str, data: bytes) -> str:
    """Upload a file; return the words of the page it leads to."""
    show(visitor, f"/coordinate/events/{contest.own}/bank/upload")
    send_file(visitor, "/upload", name, data)
    assert visitor.page.status == 200
    return visitor.page.words()


def answers(contest: Contest) -> list[object]:
    """The answers of the newest questions."""
    with collaborators(contest).database.reading() as session:
        rows = session.scalars(select(QuestionRevision).order_by(QuestionRevision.id.desc()).limit(6)).all()
        return [question_from_json(row.content).answer for row in rows][::-1]


def test_a_file_that_leaves_something_open_is_asked_about_before_its_report(contest: Contest) -> None:
    visitor = contest.visitor("own")
    words = upload(contest, visitor, "判断.txt", JUDGED)
    assert "哪一个表示“正确”？" in words
    assert "第0句话说的是这样。 — 0" in words
    refused = visitor.submit("/layout", press="save")
    assert refused.status == 400
    assert "请回答这一题" in refused.words()
    preview = visitor.submit("/layout", {"a:judge_right": "0"}, press="preview")
    assert "可读取 6 题" in preview.words()
    assert count(contest, BankLayout) == 2
    report = visitor.submit("/layout", {"a:judge_right": "0"}, press="save")
    assert "将新增6" in report.words()
    assert "“0”表示正确" in report.words()
    assert last_act(contest)[:2] == ("bank_layout.save", "own")
    before = count(contest, BankQuestion)
    visitor.submit("/import")
    assert count(contest, BankQuestion) == before + 6
    assert answers(contest) == [JudgeAnswer(n % 2 == 0) for n in range(6)]


def test_the_next_file_of_the_layout_is_not_asked_about_until_it_is_forgotten(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "判断.txt", JUDGED)
    visitor.submit("/layout", {"a:judge_right": "0"}, press="save")
    other = JUDGED.replace("这样".encode(), "那样".encode())
    assert "将新增6" in upload(contest, visitor, "判断二.txt", other)
    page = show(visitor, f"/coordinate/events/{contest.own}/bank/layouts")
    assert "判断.txt" in page.words()
    for _layout in range(2):
        visitor.submit(next(form for form in visitor.page.forms() if "/remove" in form.action))
    assert "还没有记住任何读法" in visitor.page.words()
    assert last_act(contest)[:2] == ("bank_layout.remove", "own")
    assert "哪一个表示" in upload(
        contest, visitor, "判断三.txt", other.replace("那样".encode(), "哪样".encode())
    )


def test_columns_nobody_knows_are_chosen_one_by_one(contest: Contest) -> None:
    visitor = contest.visitor("own")
    assert "每一列是什么" in upload(contest, visitor, "题库.xlsx", workbook_of(UNKNOWN))
    assert "哪一个是金属？" in visitor.page.words()
    wrong = visitor.submit("/layout", {"c:columns": ["-", "A", "B", "answer"]}, press="save")
    assert wrong.status == 400
    report = visitor.submit(
        "/layout", {"c:columns": ["stem", "A", "B", "answer"], "a:header": "yes"}, press="save"
    )
    assert "将新增2" in report.words()


def test_an_auditor_sees_what_is_asked_and_answers_nothing(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "判断.txt", JUDGED)
    path = visitor.page.path
    auditor = contest.visitor("auditor")
    page = show(auditor, path)
    assert "哪一个表示" in page.words()
    assert "就这样读取" not in page.words()


@pytest.mark.parametrize("answer", ["7", "", "0" * 5_000])
def test_an_answer_that_was_not_offered_is_refused(contest: Contest, answer: str) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "判断.txt", JUDGED)
    assert visitor.submit("/layout", {"a:judge_right": answer}, press="save").status == 400


def test_a_file_that_leaves_nothing_open_has_no_such_page(contest: Contest) -> None:
    visitor = contest.visitor("own")
    page = show(visitor, f"/coordinate/events/{contest.own}/bank/uploads/{contest.own_upload}/layout")
    assert "题库检查报告" in page.words()
