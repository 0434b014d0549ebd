"""Uploading a bank: nothing is imported before the report was seen and accepted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text, update

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.services import check_upload
from examapp.services.check_upload import PreparedUpload
from examapp.storage.banks import BankQuestion
from examapp.storage.database import Database
from examapp.web.coordinator import uploads
from tests.services.rich_questions import PICTURES, RICH
from tests.web.browsing import Visitor
from tests.web.staff_acts import collaborators, count, last_act, send_file, show
from tests.web.staff_cast import GIFT, Contest

BAD_ROW = "题型,题干,选项A,选项B,正确答案\n单选,好题,甲,乙,A\n单选,坏题,甲,乙,D\n".encode()


def upload(contest: Contest, visitor: Visitor, name: str, data: bytes) -> None:
    """Upload a file and see its report."""
    show(visitor, f"/coordinate/events/{contest.own}/bank/upload")
    send_file(visitor, "/upload", name, data)
    assert visitor.page.status == 200


def test_a_file_is_reported_on_before_it_is_imported(contest: Contest) -> None:
    visitor, before = contest.visitor("own"), count(contest, BankQuestion)
    upload(contest, visitor, "焊接.gift", GIFT)
    assert "焊接.gift" in visitor.page.words()
    assert "将新增1" in visitor.page.words()
    assert count(contest, BankQuestion) == before
    assert last_act(contest)[:2] == ("bank.upload", "own")
    assert "新增 1 题" in visitor.submit("/import").words()
    assert count(contest, BankQuestion) == before + 1
    assert last_act(contest)[:2] == ("bank.import", "own")


def test_a_faulty_row_is_named_with_its_place_and_the_good_ones_can_be_imported(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "bank.csv", BAD_ROW)
    words = visitor.page.words()
    assert "第 3 行" in words
    assert "错误1" in words
    assert "新增 1 题" in visitor.submit("/import").words()


def test_the_same_upload_is_imported_once(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "焊接.gift", GIFT)
    report, form = visitor.page.path, visitor.page.form("/import")
    visitor.submit(form)
    assert "取消" not in show(visitor, report).words()
    page = visitor.submit(form)
    assert page.status == 409
    assert "已经导入过" in page.words()


def test_importing_the_same_questions_again_is_announced_as_no_change(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "焊接.gift", GIFT)
    visitor.submit("/import")
    upload(contest, visitor, "焊接.gift", GIFT)
    assert "没有变化1" in visitor.page.words()


def test_an_archive_is_reported_on_and_imported_with_its_pictures(contest: Contest) -> None:
    visitor = contest.visitor("own")
    pictures = {name: data for name, data in PICTURES.items() if name != "电路.svg"}
    upload(contest, visitor, "题库.zip", write_bank([RICH], "zip", pictures))
    assert "没有找到图片“电路.svg”" in visitor.page.words()
    visitor.submit("/import")
    upload(contest, visitor, "题库.zip", write_bank([RICH], "zip", PICTURES))
    assert "将修订1" in visitor.page.words()
    visitor.submit("/import")
    upload(contest, visitor, "题库.zip", write_bank([RICH], "zip", PICTURES))
    assert "没有变化1" in visitor.page.words()


def test_answers_are_saved_while_pictures_are_prepared(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, held = uploads.prepare_upload, []

    def prepare_while_someone_saves(database: Database, **file: Any) -> PreparedUpload:
        with database.transaction() as session:
            held.append(session.scalar(text("SELECT 1")))
        return prepare(database, **file)

    monkeypatch.setattr(uploads, "prepare_upload", prepare_while_someone_saves)
    upload(contest, contest.visitor("own"), "题库.zip", write_bank([RICH], "zip", PICTURES))
    assert held == [1]


def test_the_question_of_an_archive_is_shown_with_what_it_carries(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "题库.zip", write_bank([RICH], "zip", {"焊缝.png": PICTURES["焊缝.png"]}))
    visitor.submit("/import")
    page = show(visitor, f"/coordinate/events/{contest.own}/bank?text=rich")
    (link,) = [link for link in page.links() if "/questions/" in link and "/new" not in link]
    words = show(visitor, link).words()
    assert "缺少的图片电路.svg、解析.jpg" in words
    assert "what is not right?" in words
    phone = show(visitor, f"{link}/phone")
    assert len(phone.all("img")) == 2
    assert len(phone.all("table")) == 1


def test_a_file_that_is_no_bank_is_refused_in_a_sentence(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "photo.jpg", b"\xff\xd8\xff\xe0 no bank")
    assert "photo.jpg" in visitor.page.words()
    assert "可导入0" in visitor.page.words()
    assert [form for form in visitor.page.forms() if form.action.endswith("/import")] == []


def test_a_form_without_a_file_says_so(contest: Contest) -> None:
    visitor = contest.visitor("own")
    show(visitor, f"/coordinate/events/{contest.own}/bank/upload")
    page = visitor.submit("/upload")
    assert page.status == 400
    assert "请选择要上传的文件" in page.words()


CHANGED = "题型,题目编号,题干,选项A,选项B,正确答案\n"
FIRST = CHANGED + "单选,z1,焊条受潮后使用前应先怎么处理才行,烘干,水洗,A\n单选,z2,气瓶应如何放置,竖直,横卧,A\n"


def test_a_second_load_says_plainly_that_nothing_changes(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    visitor.submit("/import")
    upload(contest, visitor, "a.csv", FIRST.encode())
    words = visitor.page.words()
    assert "一模一样" in words
    assert "2 题都没有变化，不需要导入" in words
    assert [form for form in visitor.page.forms() if form.action.endswith("/import")] == []


def test_a_changed_file_shows_what_was_and_what_becomes(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    visitor.submit("/import")
    upload(contest, visitor, "b.csv", FIRST.replace("竖直", "垂直").encode())
    assert [element.text for element in visitor.page.all("del")] == ["竖"]
    assert [element.text for element in visitor.page.all("ins")] == ["垂"]
    assert "修订 1 题" in visitor.submit("/import").words()


def test_what_was_changed_here_is_kept_unless_it_is_ticked(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    visitor.submit("/import")
    with collaborators(contest).database.transaction() as session:
        row = session.scalars(select(BankQuestion).where(BankQuestion.qid == "z2")).one()
        row.imported_hash = "as if the file had said something else"
    upload(contest, visitor, "b.csv", FIRST.replace("竖直", "垂直").encode())
    report, form = visitor.page.path, visitor.page.form("/import")
    assert "此处已改" in visitor.page.words()
    assert "保留了此处的内容" in visitor.submit(form).words()
    upload(contest, visitor, "b.csv", FIRST.replace("竖直", "垂直").encode())
    again = visitor.page.form("/import")
    assert visitor.page.path != report
    assert [box.get("value") for box in visitor.page.all("input") if box.get("name") == "take"] == ["z2"]
    answer = visitor.client.post(again.action, data={**again.fields, "take": "z2"}, follow_redirects=True)
    assert "修订 1 题" in answer.get_data(as_text=True)


def test_all_that_was_changed_here_can_be_taken_from_the_file_at_once(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    visitor.submit("/import")
    with collaborators(contest).database.transaction() as session:
        session.execute(update(BankQuestion).values(imported_hash=None))
    changed = FIRST.replace("竖直", "垂直").replace("烘干", "烤干")
    upload(contest, visitor, "b.csv", changed.encode())
    assert "2 题全部改用文件的内容" in visitor.page.words()
    form = visitor.page.form("/import")
    taken = {**form.fields, "take-every": "y"}
    answer = visitor.client.post(form.action, data=taken, follow_redirects=True)
    assert "修订 2 题" in answer.get_data(as_text=True)


def test_problems_are_told_by_kind_with_every_place(contest: Contest) -> None:
    visitor = contest.visitor("own")
    rows = "".join(f"单选,m{n},第{n}个气瓶应如何放置,竖直,横卧,D\n" for n in range(60))
    upload(contest, visitor, "bad.csv", (FIRST + rows).encode())
    words = visitor.page.words()
    assert "60 处" in words
    assert "只列出前 50 处" in words
    assert "导入这 2 题，留下 60 题" in words


def test_nearly_equal_questions_stand_side_by_side(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    visitor.submit("/import")
    near = CHANGED + "单选,n1,焊条受潮以后使用前应先怎么处理才行,烘干,水洗,B\n"
    upload(contest, visitor, "near.csv", near.encode())
    words = visitor.page.words()
    assert "与题库中的题目相近" in words
    assert {element.text for element in visitor.page.all("ins")} == {"以", "B"}


def test_the_marked_workbook_reads_back(contest: Contest) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "坏.csv", BAD_ROW)
    answer = visitor.client.get(f"{visitor.page.path}/marked.xlsx")
    assert answer.status_code == 200
    assert "UTF-8''%E5%9D%8F-" in answer.headers["Content-Disposition"]
    report = read_bank(answer.data, "坏.xlsx")
    assert (len(report.questions), len(report.errors)) == (1, 1)


def test_the_report_is_not_read_again_when_it_is_opened_again(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = contest.visitor("own")
    upload(contest, visitor, "a.csv", FIRST.encode())
    monkeypatch.setattr(check_upload, "read_bank", None)
    assert "可导入2" in show(visitor, visitor.page.path).words()
    assert "新增 2 题" in visitor.submit("/import").words()
