"""From the ranking to published lists: versions with reasons, scores released once, files for Excel."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest

from examapp.storage.results import FinalsList
from tests.web.browsing import Visitor
from tests.web.staff_acts import count, last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def ranking(contest: Contest) -> str:
    """Where the ranking of the closed round is."""
    return f"/organize/events/{contest.own}/rounds/1/ranking"


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer."""
    return contest.visitor("organizer")


def withdraw(organizer: Visitor, contest: Contest) -> None:
    """Let the first entry withdraw."""
    show(organizer, f"/organize/events/{contest.own}/entries/{contest.entry}")
    typed = {"exclusion-exclusion": "withdrawn", "exclusion-reason": "本人放弃"}
    assert "报名状态已改为：放弃" in organizer.submit("/exclusion", typed).words()


def test_every_place_carries_its_reason(ranking: str, organizer: Visitor) -> None:
    page = show(organizer, ranking)
    assert "共 2 人有成绩" in page.words()
    assert "在 30 个名额之内" in page.words()
    assert "与另外 1 人并列" in page.words()
    assert "预排名" not in page.words()


def test_nothing_new_is_published_without_a_change(
    ranking: str, contest: Contest, organizer: Visitor
) -> None:
    show(organizer, ranking)
    page = organizer.submit("/publish", {"reason": "再来一次"})
    assert page.status == 409
    assert "完全相同" in page.words()
    assert page.form("/publish").fields["reason"] == "再来一次"
    assert count(contest, FinalsList) == 1


def test_a_second_version_needs_a_reason_and_the_first_says_that_it_is_old(
    ranking: str, contest: Contest, organizer: Visitor
) -> None:
    withdraw(organizer, contest)
    assert last_act(contest) == ("entry.exclude", "organizer", "本人放弃")
    show(organizer, ranking)
    assert "会显示在公示页上" in organizer.page.words()
    page = organizer.submit("/publish")
    assert page.status == 409
    assert "请填写理由" in page.words()
    assert "第 2 版已公布" in organizer.submit("/publish", {"reason": "一人放弃"}).words()
    first = show(contest.visitor("stranger"), f"/lists/{contest.list_id}")
    assert "已有更新的版本" in first.words()
    (newer,) = [link for link in first.links() if link.startswith("/lists/")]
    second = show(contest.visitor("stranger"), newer)
    assert "一人放弃" in second.words()
    assert "已有更新的版本" not in second.words()
    old = show(organizer, f"/organize/events/{contest.own}/lists/{contest.list_id}")
    assert "已被第 2 版取代" in old.words()


def test_scores_are_released_once(ranking: str, contest: Contest, organizer: Visitor) -> None:
    show(organizer, ranking)
    form = organizer.page.form("/release")
    assert "错题" not in organizer.page.words()
    assert "成绩已发布" in organizer.submit(form).words()
    assert last_act(contest)[0] == "scores.release"
    page = organizer.submit(form)
    assert page.status == 409
    assert "已经发布过" in page.words()


def test_a_round_in_draft_has_no_ranking_and_says_so(contest: Contest, organizer: Visitor) -> None:
    page = organizer.open(f"/organize/events/{contest.own}/rounds/2/ranking")
    assert page.status == 409
    assert "还没有开放" in page.words()


def test_lists_are_files_for_excel(contest: Contest, organizer: Visitor) -> None:
    base = f"/organize/events/{contest.own}/rounds/1/finals"
    book = openpyxl.load_workbook(BytesIO(organizer.client.get(f"{base}.xlsx").data))
    assert "职工1" in {cell.value for row in book.active.iter_rows() for cell in row}
    assert organizer.client.get(f"{base}.csv").data.startswith(b"\xef\xbb\xbf")
    assert organizer.client.get(f"{base}.exe").status_code == 404
    everything = organizer.client.get("/organize/finals.xlsx")
    assert everything.headers["Content-Disposition"].startswith("attachment; filename=finals.xlsx")


def test_who_downloads_a_list_is_recorded(contest: Contest) -> None:
    auditor = contest.visitor("auditor")
    auditor.client.get(f"/organize/events/{contest.own}/rounds/1/finals.csv")
    assert last_act(contest)[:2] == ("finals.export", "auditor")


def test_a_list_is_saved_under_the_names_of_event_and_round(contest: Contest, organizer: Visitor) -> None:
    response = organizer.client.get(f"/organize/events/{contest.own}/rounds/1/finals.xlsx")
    assert quote("晋级名单-11-焊接-初赛.xlsx") in response.headers["Content-Disposition"]


def test_slips_are_made_by_organizers_only_and_recorded(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/coordinate/events/{contest.own}/roster")
    form = organizer.page.form("/slips")
    response = organizer.client.post(form.action, data=form.fields)
    book = openpyxl.load_workbook(BytesIO(response.data))
    assert len(list(book.active.iter_rows())) == 4
    assert last_act(contest)[:2] == ("pins.export", "organizer")
    roster = show(contest.visitor("own"), f"/coordinate/events/{contest.own}/roster")
    assert [each for each in roster.forms() if "slips" in each.action] == []


def test_one_person_is_given_more_time_with_a_reason(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/organize/events/{contest.own}/entries/{contest.entry}")
    page = organizer.submit("/time", {"time-minutes": "15"})
    assert page.status == 400
    assert page.form("/time").fields["time-minutes"] == "15"
    page = organizer.submit("/time", {"time-minutes": "15", "time-reason": "手部有伤"})
    assert "个人加时15 分钟" in page.words()
    assert last_act(contest) == ("entry.extra_time", "organizer", "手部有伤")


def test_an_entry_is_not_excluded_without_a_reason(contest: Contest, organizer: Visitor) -> None:
    path = f"/organize/events/{contest.own}/entries/{contest.entry}"
    show(organizer, path)
    assert organizer.submit("/exclusion").status == 400
    assert "状态正常" in show(organizer, path).words()


def test_the_dashboard_counts_what_happens(organizer: Visitor) -> None:
    words = show(organizer, "/organize/").words()
    assert "赛项2" in words
    assert "报名4" in words
    assert "已交卷2" in words
