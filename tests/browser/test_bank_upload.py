"""A coordinator's path with a dirty workbook: upload, read, take back, fix, load, load again, freeze."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from examapp.domain.questions import question_from_json
from examapp.services.import_bank import import_bank
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from tests.browser.conftest import NewPhone
from tests.browser.staff_desk import desk
from tests.browser.test_accessibility import violations
from tests.web.staff_acts import collaborators, show
from tests.web.staff_cast import Contest, make_contest

HEADERS = (
    "题目编号",
    "题型",
    "题干",
    *(f"选项{x}" for x in "ABCD"),
    "正确答案",
    "知识点",
    "难度",
    "公开范围",
)
ROWS: list[tuple[str, ...]] = [
    (
        "X1",
        "单选题",
        "焊条受潮后，使用前应先进行（　）处理才能保证焊缝质量。",
        "烘干",
        "水洗",
        "暴晒",
        "报废",
        "A",
        "焊接材料",
        "易",
        "公开",
    ),
    (
        "X2",
        "单选题",
        "焊条受潮以后，使用前应先进行（　）处理才能保证焊缝质量。",
        "烘干",
        "水洗",
        "暴晒",
        "报废",
        "A",
        "焊接材料",
        "易",
        "公开",
    ),
    (
        "X3",
        "单选题",
        "氧气瓶与乙炔瓶的间距不应小于（　）。",
        "1 m",
        "3 m",
        "5 m",
        "",
        "D",
        "安全",
        "中",
        "公开",
    ),
    (
        "X4",
        "多选题",
        "下列属于焊工防护用品的有（　）。",
        "面罩",
        "手套",
        "钢丝刷",
        "焊钳",
        "A",
        "安全",
        "中",
        "保密",
    ),
    ("X5", "判断题", "高处焊接作业应系安全带。", "", "", "", "", "", "安全", "易", "公开"),
    (
        "X6",
        "简答题",
        "请简述氩弧焊的特点。",
        "",
        "",
        "",
        "",
        "保护好、热量集中",
        "焊接方法",
        "难",
        "公开",
    ),
]


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """Two events with small banks."""
    return make_contest(app, now)


@pytest.fixture
def desktop(contest: Contest, new_phone: NewPhone, address: str) -> BrowserContext:
    """The other event's coordinator at a desk, signed in."""
    return desk(contest, new_phone, address, "other")


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    """A workbook as it comes: a title row, missing keys, a near-duplicate, an essay question."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "题库"
    sheet.append(["某公司焊接题库（2026 年）"])
    for row in (HEADERS, *ROWS):
        sheet.append(list(row))
    path = tmp_path / "焊接题库.xlsx"
    book.save(path)
    return path


def upload(page: Page, contest: Contest, path: Path) -> None:
    page.goto(f"/coordinate/events/{contest.other}/bank/upload")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="题库检查报告")).to_be_visible()


def fixed(path: Path, cells: dict[str, str]) -> Path:
    """The person's own hand: the marked cells get what was missing, and the workbook is saved."""
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        book["题库"][place].value = text
    book.save(path)
    return path


def current(contest: Contest, qid: str) -> dict[str, Any]:
    with collaborators(contest).database.reading() as session:
        query = (
            select(QuestionRevision.content)
            .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
            .join(Bank, Bank.id == BankQuestion.bank_id)
            .where(Bank.event_id == contest.other, BankQuestion.qid == qid)
            .where(QuestionRevision.number == BankQuestion.current_revision)
        )
        return dict(session.scalars(query).one())


def test_a_dirty_workbook_is_read_taken_back_fixed_loaded_and_frozen(
    contest: Contest, desktop: BrowserContext, dirty: Path, tmp_path: Path, now: datetime
) -> None:
    page = desktop.new_page()
    upload(page, contest, dirty)
    expect(page.get_by_role("button", name="导入这 3 题，留下 3 题")).to_be_visible()
    expect(page.get_by_text("答案“D”指向的选项 D 不存在或为空")).to_be_visible()
    expect(page.get_by_role("heading", name="文件中相近的题目")).to_be_visible()
    assert violations(page) == []
    page.screenshot(path=tmp_path / "1-report.png", full_page=True)

    with page.expect_download() as download:
        page.get_by_role("link", name="下载带标记的工作簿").click()
    assert download.value.suggested_filename == "焊接题库-检查报告.xlsx"
    back = tmp_path / download.value.suggested_filename
    download.value.save_as(back)
    marked = openpyxl.load_workbook(back)
    assert "选项 D" in marked["题库"]["H5"].comment.text

    upload(page, contest, fixed(back, {"H5": "C", "H7": "正确", "H6": "AB", "B8": "判断题", "H8": "错误"}))
    expect(page.get_by_role("button", name="导入这 6 题")).to_be_visible()
    page.get_by_role("button", name="导入这 6 题").click()
    expect(page.get_by_text("已导入：新增 6 题")).to_be_visible()

    upload(page, contest, back)
    expect(page.get_by_text("一模一样")).to_be_visible()
    expect(page.get_by_text("6 题都没有变化，不需要导入")).to_be_visible()
    expect(page.locator("#import-form")).to_have_count(0)
    page.screenshot(path=tmp_path / "2-again.png", full_page=True)

    edit_here(contest, now, "X1", stem="焊条受潮后，使用前应先（　）。")
    upload(page, contest, fixed(back, {"C3": "焊条受潮后，使用前应烘干还是（　）？", "J4": "难"}))
    expect(page.get_by_role("heading", name="此处已改的题目")).to_be_visible()
    expect(page.locator("del", has_text="2").first).to_be_visible()
    assert violations(page) == []
    page.screenshot(path=tmp_path / "3-changed.png", full_page=True)
    page.get_by_role("button", name="导入这 6 题").click()
    expect(page.get_by_text("另有 1 题此处改过，保留了此处的内容")).to_be_visible()
    assert (current(contest, "X1")["stem"], current(contest, "X2")["difficulty"]) == (
        "焊条受潮后，使用前应先（　）。",
        4,
    )

    upload(page, contest, back)
    page.get_by_label("这一题改用文件的内容").check()
    page.get_by_role("button", name="导入这 6 题").click()
    expect(page.get_by_text("修订 1 题")).to_be_visible()
    assert current(contest, "X1")["stem"] == "焊条受潮后，使用前应烘干还是（　）？"

    page.goto(f"/coordinate/events/{contest.other}/bank?text=X1")
    page.get_by_role("link", name="X1", exact=True).click()
    expect(page.get_by_role("heading", name="题目 X1")).to_be_visible()
    reviewer = contest.visitor("organizer")
    show(reviewer, urlsplit(page.url).path)
    reviewer.submit(reviewer.page.form("/status"), press="review")
    page.reload()
    expect(page.get_by_text("现在的内容审核过")).to_be_visible()
    page.screenshot(path=tmp_path / "6-review.png", full_page=True)

    coordinator = contest.visitor("other")
    show(coordinator, f"/coordinate/events/{contest.other}/rounds/1")
    assert coordinator.submit("/open", {"open-confirmed": "y"}).status == 200
    page.goto(f"/coordinate/events/{contest.other}/rounds/1")
    expect(page.get_by_text("进行中")).to_be_visible()
    page.screenshot(path=tmp_path / "4-frozen.png", full_page=True)


def edit_here(contest: Contest, now: datetime, qid: str, **changes: str) -> None:
    """What the editor does: a new revision in force that no file brought."""
    with collaborators(contest).database.transaction() as session:
        bank = select(Bank.id).where(Bank.event_id == contest.other).scalar_subquery()
        row = session.scalars(
            select(BankQuestion).where(BankQuestion.bank_id == bank, BankQuestion.qid == qid)
        ).one()
        said = row.imported_hash
        content = current(contest, qid)
        question = question_from_json({**content, **changes})
        import_bank(session, event_id=contest.other, questions=[question], actor="other", now=now)
        row.imported_hash = said


def test_the_upload_says_that_it_is_working_until_the_report_is_there(
    contest: Contest, desktop: BrowserContext, dirty: Path
) -> None:
    page = desktop.new_page()
    page.goto(f"/coordinate/events/{contest.other}/bank/upload")
    page.set_input_files("input[type=file]", dirty)
    expect(page.get_by_text("正在上传并检查")).to_be_hidden()
    # The answer never comes.
    page.evaluate("window.addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("正在上传并检查")).to_be_visible()


def test_the_report_fits_a_phone(
    contest: Contest, desktop: BrowserContext, dirty: Path, tmp_path: Path
) -> None:
    page = desktop.new_page()
    upload(page, contest, dirty)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=tmp_path / "5-phone.png", full_page=True)
