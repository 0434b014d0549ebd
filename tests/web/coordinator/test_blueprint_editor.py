"""The blueprint's editor works without scripts and says at once what the bank lacks."""

from __future__ import annotations

import pytest

from examapp.storage.contest import BlueprintVersion
from tests.web.browsing import Visitor
from tests.web.staff_acts import count, last_act, show
from tests.web.staff_cast import Contest

ENOUGH = "题库足够按这个方案组卷"


@pytest.fixture
def path(contest: Contest) -> str:
    """The editor of the round in draft."""
    return f"/coordinate/events/{contest.own}/rounds/2/blueprint"


@pytest.fixture
def coordinator(contest: Contest, path: str) -> Visitor:
    """The event's coordinator with the editor open."""
    visitor = contest.visitor("own")
    assert ENOUGH in show(visitor, path).words()
    return visitor


def test_a_changed_blueprint_is_a_new_version(contest: Contest, coordinator: Visitor) -> None:
    before = count(contest, BlueprintVersion)
    page = coordinator.submit("/blueprint", {"sections-0-count": "5", "sections-0-points": "1.5"})
    assert "已保存为第 2 版" in page.words()
    fields = page.form("/blueprint").fields
    assert (fields["sections-0-count"], fields["sections-0-points"]) == ("5", "1.5")
    assert count(contest, BlueprintVersion) == before + 1
    assert last_act(contest)[:2] == ("blueprint.save", "own")


def test_a_shortage_is_said_in_a_sentence_without_saving(contest: Contest, coordinator: Visitor) -> None:
    before = count(contest, BlueprintVersion)
    page = coordinator.submit("/blueprint", {"sections-0-count": "40"}, "check")
    assert "第 1 部分（单选题）需要 40 题，题库中只有 10 题，还缺 30 题" in page.words()
    assert page.form("/blueprint").fields["sections-0-count"] == "40"
    assert count(contest, BlueprintVersion) == before


def test_a_section_with_quotas_is_added_row_by_row(contest: Contest, coordinator: Visitor) -> None:
    coordinator.submit("/blueprint", {"sections-0-count": "3"}, "add-sections-0-quotas")
    quota = {"sections-0-quotas-0-topic": "安全", "sections-0-quotas-0-difficulty": "1"}
    page = coordinator.submit("/blueprint", {**quota, "sections-0-quotas-0-count": "2"})
    assert "已保存" in page.words()
    fields = show(coordinator, page.path).form("/blueprint").fields
    assert fields["sections-0-quotas-0-topic"] == "安全"
    assert fields["sections-0-quotas-0-count"] == "2"


def test_adding_and_removing_rows_keeps_what_was_typed(coordinator: Visitor) -> None:
    page = coordinator.submit("/blueprint", {"sections-1-count": "不是数"}, "add-section")
    assert page.status == 200
    assert page.form("/blueprint").fields["sections-1-count"] == "不是数"
    assert "sections-3-count" in page.form("/blueprint").fields
    page = coordinator.submit("/blueprint", press="remove-sections-0")
    fields = page.form("/blueprint").fields
    assert fields["sections-0-count"] == "不是数"
    assert "sections-3-count" not in fields


def test_a_field_that_makes_no_sense_is_named_beside_it(contest: Contest, coordinator: Visitor) -> None:
    before = count(contest, BlueprintVersion)
    typed = {"sections-0-count": "四十", "sections-0-points": "1.234", "sections-1-count": ""}
    page = coordinator.submit("/blueprint", typed)
    assert page.status == 400
    for sentence in ("请填写整数", "最多两位小数", "请填写。"):
        assert sentence in page.words()
    assert page.form("/blueprint").fields["sections-0-count"] == "四十"
    assert count(contest, BlueprintVersion) == before


def test_a_blueprint_that_cannot_be_is_refused_and_changes_nothing(
    contest: Contest, coordinator: Visitor
) -> None:
    before = count(contest, BlueprintVersion)
    page = coordinator.submit("/blueprint", {"sections-0-count": "0"})
    assert page.status == 409
    assert "第 1 部分：题数必须大于 0" in page.words()
    assert count(contest, BlueprintVersion) == before


def test_a_preset_fills_the_form_and_waits_to_be_saved(contest: Contest, coordinator: Visitor) -> None:
    before = count(contest, BlueprintVersion)
    page = show(coordinator, f"{coordinator.page.path}?preset=short")
    assert page.form("/blueprint").fields["sections-0-count"] == "30"
    assert count(contest, BlueprintVersion) == before


def test_an_open_round_shows_its_blueprint_frozen(contest: Contest, coordinator: Visitor) -> None:
    form = coordinator.page.form("/blueprint")
    page = show(coordinator, f"/coordinate/events/{contest.own}/rounds/1/blueprint")
    assert "组卷方案已冻结" in page.words()
    assert [each for each in page.forms() if each.action.endswith("/blueprint")] == []
    form.action = form.action.replace("/rounds/2/", "/rounds/1/")
    form.fields["sections-0-count"] = "3"
    assert coordinator.submit(form).status == 409


def test_an_auditor_reads_the_blueprint_without_a_form(contest: Contest, path: str) -> None:
    page = show(contest.visitor("auditor"), path)
    assert [each for each in page.forms() if each.action.endswith("/blueprint")] == []
    assert "单选题" in page.words()


def test_a_trial_paper_shows_questions_with_their_keys(contest: Contest) -> None:
    page = show(contest.visitor("own"), f"/coordinate/events/{contest.own}/rounds/2/trial")
    assert "共 8 题，满分 100 分" in page.words()
    assert page.words().count("答案：") == 8


@pytest.mark.parametrize("row", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_row_number_that_no_form_has_is_ignored(coordinator: Visitor, row: str) -> None:
    form = coordinator.page.form("/blueprint")
    form.fields[f"sections-{row}-count"] = "1"
    form.fields[f"sections-0-quotas-{row}-count"] = "1"
    assert coordinator.submit(form).status in (200, 400)
    assert coordinator.submit(form, press="add-section").status == 200
