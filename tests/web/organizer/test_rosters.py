"""Importing a roster: the report first, then exactly the file that was looked at."""

from __future__ import annotations

import pytest

from examapp.storage.people import Entry
from tests.web.browsing import Visitor
from tests.web.staff_acts import count, last_act, send_file, show
from tests.web.staff_cast import Contest

HEAD = "姓名,身份证号,手机号,工作单位,所属市州/产业工会,赛项代码\n"
GOOD = (HEAD + "王小明,,13911112222,新单位,长春市总工会,11\n").encode()
BAD = (HEAD + "王小明,,13911112222,新单位,长春市总工会,11\n李坏号,,123,新单位,长春市总工会,11\n").encode()


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer on the page for rosters."""
    visitor = contest.visitor("organizer")
    show(visitor, "/organize/roster")
    return visitor


def test_a_roster_is_reported_on_and_then_imported(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, Entry)
    page = send_file(organizer, "/roster", "名册.csv", GOOD)
    assert "可导入1" in page.words()
    assert count(contest, Entry) == before
    assert "新增 1 人" in send_file(organizer, "/roster", "名册.csv", GOOD).words()
    assert count(contest, Entry) == before + 1
    assert last_act(contest)[:2] == ("roster.import", "organizer")


def test_another_file_than_the_one_looked_at_is_only_reported_on(
    contest: Contest, organizer: Visitor
) -> None:
    before = count(contest, Entry)
    send_file(organizer, "/roster", "名册.csv", GOOD)
    page = send_file(organizer, "/roster", "名册.csv", GOOD.replace(b"13911112222", b"13911113333"))
    assert "与刚才检查的不同" in page.words()
    assert count(contest, Entry) == before


def test_a_faulty_row_is_named_with_its_place_and_the_others_go_in(
    contest: Contest, organizer: Visitor
) -> None:
    before = count(contest, Entry)
    page = send_file(organizer, "/roster", "名册.csv", BAD)
    assert "第 3 行" in page.words()
    assert "错误1" in page.words()
    send_file(organizer, "/roster", "名册.csv", BAD)
    assert count(contest, Entry) == before + 1


def test_a_file_that_is_no_roster_changes_nothing(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, Entry)
    page = send_file(organizer, "/roster", "photo.jpg", b"\xff\xd8\xff\x00")
    assert page.status == 200
    assert "可导入0" in page.words()
    assert count(contest, Entry) == before


def test_a_form_without_a_file_says_so(organizer: Visitor) -> None:
    page = organizer.submit("/roster")
    assert page.status == 400
    assert "请选择要上传的文件" in page.words()
