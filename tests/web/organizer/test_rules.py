"""Schedule, timing and advancement: editable in draft, frozen afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from examapp.storage.audit import AuditEntry
from examapp.storage.contest import Round
from tests.web.browsing import Visitor
from tests.web.staff_acts import collaborators, count, show
from tests.web.staff_cast import Contest


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer with the rules of the round in draft open."""
    visitor = contest.visitor("organizer")
    show(visitor, f"/organize/events/{contest.own}/rounds/2/rules")
    return visitor


def test_saved_rules_are_shown_again(organizer: Visitor) -> None:
    typed = {"minimum_score": "59.5", "employer_cap": "", "duration_min": "90", "cut_tie_policy": "lot"}
    page = organizer.submit("/rules", {**typed, "opens_at": "2026-09-08T08:30", "tie_chain-4": ""})
    assert "规则已保存" in page.words()
    fields = page.form("/rules").fields
    assert {name: fields[name] for name in typed} == typed
    assert fields["opens_at"] == "2026-09-08T08:30"
    assert [fields[f"tie_chain-{place}"] for place in range(5)] == [
        "total",
        "multiple",
        "single",
        "judge",
        "",
    ]


def test_saving_what_is_there_already_changes_nothing(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, AuditEntry)
    assert "规则已保存" in organizer.submit("/rules").words()
    assert count(contest, AuditEntry) == before


def test_a_window_that_was_not_touched_keeps_its_seconds(contest: Contest, organizer: Visitor) -> None:
    with collaborators(contest).database.transaction() as session:
        opens_at = session.scalars(select(Round.opens_at).where(Round.number == 2)).one() + timedelta(
            seconds=17
        )
        session.execute(update(Round).where(Round.number == 2).values(opens_at=opens_at))
    before = count(contest, AuditEntry)
    organizer.submit("/rules")
    assert count(contest, AuditEntry) == before


@pytest.mark.parametrize(
    ("field", "value", "status", "sentence"),
    [
        ("name", " ", 400, "请填写。"),
        ("quota", "三十", 400, "请填写整数"),
        ("minimum_score", "六十", 400, "请填写分数"),
        ("minimum_score", "NaN", 400, "请填写分数"),
        ("minimum_score", "1E99999", 400, "请填写分数"),
        ("minimum_score", "1E999999", 400, "请填写分数"),
        ("opens_at", "明天", 400, "请填写日期和时间"),
        ("opens_at", "0001-01-01T00:00", 400, "请填写日期和时间"),
        ("duration_min", "", 400, "请填写"),
        ("quota", "0", 409, "晋级名额至少为 1"),
        ("minimum_score", "101", 409, "最低分必须在"),
        ("closes_at", "2026-09-01T09:00", 409, "结束时间必须晚于开始时间"),
        ("tie_chain-1", "total", 409, "同分规则中有重复的步骤"),
        ("tie_chain-1", "luck", 409, "同分规则中有不认识的步骤"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_what_was_typed(
    organizer: Visitor, field: str, value: str, status: int, sentence: str
) -> None:
    path = organizer.page.path
    before = organizer.page.form("/rules").fields
    page = organizer.submit("/rules", {field: value})
    assert page.status == status
    assert sentence in page.words()
    if field != "tie_chain-1":
        assert page.form("/rules").fields[field] == value
    assert show(organizer, path).form("/rules").fields.getlist(field) == before.getlist(field)


@pytest.mark.parametrize("field", ["quota", "alternates_percent", "minimum_score", "time_uncertainty_s"])
def test_a_number_of_nothing_but_spaces_is_missing(organizer: Visitor, field: str) -> None:
    page = organizer.submit("/rules", {field: " "})
    assert (page.status, "请填写。" in page.words()) == (400, True)


def test_a_preset_replaces_blueprint_and_rules(contest: Contest, organizer: Visitor) -> None:
    page = organizer.submit("/preset", press="short")
    assert "已套用模板" in page.words()
    assert page.form("/rules").fields["duration_min"] == "40"
    blueprint = show(organizer, f"/coordinate/events/{contest.own}/rounds/2/blueprint")
    assert blueprint.form("/blueprint").fields["sections-0-count"] == "30"


def test_the_rules_of_an_open_round_are_frozen(contest: Contest, organizer: Visitor) -> None:
    form = organizer.page.form("/rules")
    page = show(organizer, f"/organize/events/{contest.own}/rounds/1/rules")
    assert "规则已冻结" in page.words()
    assert [each for each in page.forms() if each.action.endswith("/rules")] == []
    form.action = form.action.replace("/rounds/2/", "/rounds/1/")
    assert organizer.submit(form).status == 409


def test_a_round_is_added_after_the_last_one(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, Round)
    show(organizer, f"/organize/events/{contest.own}/rounds/new")
    window = {"opens_at": "2026-10-01T09:00", "closes_at": "2026-10-03T21:00"}
    page = organizer.submit("/new", {"name": "决赛选拔", **window, "preset": "industry"})
    assert "决赛选拔" in page.words()
    assert count(contest, Round) == before + 1


def test_a_round_is_added_once_however_often_it_is_tapped(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, Round)
    show(organizer, f"/organize/events/{contest.own}/rounds/new")
    form = organizer.page.form("/new")
    typed = {"name": "决赛选拔", "opens_at": "2026-10-01T09:00", "closes_at": "2026-10-03T21:00"}
    organizer.submit(form, typed)
    page = organizer.submit(form, typed)
    assert page.status == 409
    assert "已经有名为“决赛选拔”的轮次" in page.words()
    assert count(contest, Round) == before + 1


def test_a_round_needs_a_name_of_more_than_spaces(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/organize/events/{contest.own}/rounds/new")
    typed = {"name": " ", "opens_at": "2026-10-01T09:00", "closes_at": "2026-10-03T21:00"}
    assert "请填写名称" in organizer.submit("/new", typed).words()


def test_a_round_that_ends_before_it_begins_is_refused(contest: Contest, organizer: Visitor) -> None:
    before = count(contest, Round)
    show(organizer, f"/organize/events/{contest.own}/rounds/new")
    window = {"opens_at": "2026-10-03T09:00", "closes_at": "2026-10-01T21:00"}
    page = organizer.submit("/new", {"name": "复赛", **window})
    assert page.status == 409
    assert page.form("/new").fields["name"] == "复赛"
    assert count(contest, Round) == before
