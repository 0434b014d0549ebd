"""A coordinator answers once what a file leaves open: columns, signs, keys; and finds what is remembered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.bank_formats.workbooks import workbook_of
from tests.browser.conftest import NewPhone
from tests.browser.staff_desk import desk
from tests.browser.test_accessibility import violations
from tests.web.staff_cast import Contest, make_contest

pytestmark = pytest.mark.browser
CHOICES = [
    ("焊条受潮后应当怎样处理再使用？", "烘干", "水洗", "风吹", "直接使用"),
    ("高处作业时必须系好什么？", "安全带", "红领巾", "皮带", "绳子"),
    ("触电急救首先应当做什么？", "断开电源", "打电话", "拍照", "离开现场"),
    ("焊接有色金属时优先采用哪种方法？", "氩弧焊", "气焊", "锻焊", "钎焊"),
]
JUDGED = [
    ("高处焊接作业应系安全带。", 0),
    ("氧气瓶可以与油脂接触。", 1),
    ("焊条使用前应当烘干。", 0),
    ("雨天可以在露天进行电焊作业。", 1),
]
UNKNOWN = [
    ("甲栏", "乙栏", "丙栏", "丁栏", "戊栏"),
    ("下列属于金属的是哪一个？", "铁", "木", "备注一", "A"),
    ("下列属于气体的是哪一个？", "水", "氧", "备注二", "B"),
    ("下列属于液体的是哪一个？", "水", "氧", "备注三", "A"),
]


@pytest.fixture
def contest(app: Flask, now: datetime) -> Contest:
    """Two events with small banks."""
    return make_contest(app, now)


@pytest.fixture
def desktop(contest: Contest, new_phone: NewPhone, address: str) -> BrowserContext:
    """The other event's coordinator at a desk, signed in."""
    return desk(contest, new_phone, address, "other")


def upload(page: Page, contest: Contest, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    page.goto(f"/coordinate/events/{contest.other}/bank/upload")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="上传并检查").click()


def fits_a_phone(page: Page) -> bool:
    page.set_viewport_size({"width": 360, "height": 740})
    fits: bool = page.evaluate("document.documentElement.scrollWidth") <= 360
    return fits


def test_keys_and_signs_are_asked_about_once_with_examples(
    contest: Contest, desktop: BrowserContext, tmp_path: Path
) -> None:
    page = desktop.new_page()
    data = workbook_of(CHOICES, JUDGED)
    upload(page, contest, tmp_path / "低压电工.xlsx", data)
    expect(page.get_by_role("heading", name="这个文件怎样读")).to_be_visible()
    expect(page.get_by_text("正确答案：烘干")).to_be_visible()
    found = violations(page)
    page.screenshot(path=tmp_path / "1-asked.png", full_page=True)
    page.get_by_role("button", name="就这样读取，并记住").click()
    expect(page.get_by_text("请回答这一题。")).to_be_visible()
    page.get_by_label("“0”表示正确").check()
    page.get_by_role("button", name="看看按此读取的结果").click()
    expect(page.get_by_text("可读取 8 题，错误 0 处。")).to_be_visible()
    page.screenshot(path=tmp_path / "2-preview.png", full_page=True)
    page.get_by_role("button", name="就这样读取，并记住").click()
    expect(page.get_by_role("heading", name="题库检查报告")).to_be_visible()
    expect(page.get_by_text("这个文件有说不清的地方，是按这次或以前对同样版式的回答读取的：")).to_be_visible()
    page.screenshot(path=tmp_path / "3-report.png", full_page=True)
    found += violations(page)

    upload(page, contest, tmp_path / "低压电工二.xlsx", workbook_of(CHOICES[1:], JUDGED[1:]))
    expect(page.get_by_role("heading", name="题库检查报告")).to_be_visible()
    page.goto(f"/coordinate/events/{contest.other}/bank/layouts")
    expect(page.get_by_text("低压电工.xlsx").first).to_be_visible()
    page.screenshot(path=tmp_path / "4-remembered.png", full_page=True)
    assert found + violations(page) == []
    assert fits_a_phone(page)
    page.screenshot(path=tmp_path / "5-remembered-phone.png", full_page=True)


def test_columns_nobody_knows_are_chosen_from_lists(
    contest: Contest, desktop: BrowserContext, tmp_path: Path
) -> None:
    page = desktop.new_page()
    upload(page, contest, tmp_path / "不知名.xlsx", workbook_of(UNKNOWN))
    expect(page.get_by_label("A 列是")).to_have_value("stem")
    page.get_by_label("B 列是").select_option("A")
    page.get_by_label("C 列是").select_option("B")
    page.get_by_label("D 列是").select_option("source")
    page.get_by_label("E 列是").select_option("answer")
    page.get_by_role("button", name="看看按此读取的结果").click()
    expect(page.get_by_text("可读取 3 题，错误 0 处。")).to_be_visible()
    found = violations(page)
    page.screenshot(path=tmp_path / "6-columns.png", full_page=True)
    assert fits_a_phone(page)
    page.screenshot(path=tmp_path / "7-columns-phone.png", full_page=True)
    page.get_by_role("button", name="就这样读取，并记住").click()
    expect(page.get_by_role("heading", name="题库检查报告")).to_be_visible()
    assert found == []


def test_a_phone_shows_which_answer_each_outcome_belongs_to(
    contest: Contest, desktop: BrowserContext, tmp_path: Path
) -> None:
    page = desktop.new_page()
    upload(page, contest, tmp_path / "低压电工.xlsx", workbook_of(CHOICES, JUDGED))
    label = page.locator("td span", has_text="选：“0”表示正确").first
    expect(label).to_be_hidden()
    assert fits_a_phone(page)
    expect(label).to_be_visible()
