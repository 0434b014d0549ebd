"""Appeals, replies to places and requests about data, on the organizer's and the coordinator's side."""

from __future__ import annotations

import pytest

from tests.web.browsing import Visitor
from tests.web.staff_acts import last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer's browser."""
    return contest.visitor("organizer")


def test_a_waiting_appeal_is_counted_listed_and_answered(contest: Contest, organizer: Visitor) -> None:
    assert "申诉（1 条待答复）" in show(organizer, "/organize/").words()
    assert "断电两分钟" in show(organizer, "/organize/appeals").words()
    show(organizer, f"/organize/appeals/{contest.appeal}")
    page = organizer.submit(f"/appeals/{contest.appeal}", {"decision": "upheld", "answer": "已核实供电记录"})
    assert "答复已发给申诉人" in page.words()
    assert last_act(contest) == ("appeal.answer", "organizer", "已核实供电记录")
    entrant = contest.visitor("entrant")
    assert "已核实供电记录" in entrant.open(f"/exam/attempts/{contest.attempt}/appeals").words()
    assert show(organizer, "/organize/").words().count("待答复") == 1


def test_an_appeal_is_not_answered_without_decision_and_reason(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/organize/appeals/{contest.appeal}")
    page = organizer.submit(f"/appeals/{contest.appeal}")
    assert page.status == 400
    assert "请选择结论" in page.words()
    assert "申诉人会看到" in page.words()


def test_appeals_are_filtered_by_state(contest: Contest, organizer: Visitor) -> None:
    assert "断电两分钟" in show(organizer, "/organize/appeals?state=open").words()
    assert "没有申诉" in show(organizer, "/organize/appeals?state=upheld").words()


def test_a_coordinator_reads_the_appeals_of_the_own_event(contest: Contest) -> None:
    own, other = contest.visitor("own"), contest.visitor("other")
    assert "断电两分钟" in show(own, f"/coordinate/events/{contest.own}/appeals").words()
    assert "断电两分钟" not in show(other, f"/coordinate/events/{contest.other}/appeals").words()


def test_a_reply_stands_beside_the_list_and_is_undone_with_a_reason(
    contest: Contest, organizer: Visitor
) -> None:
    entrant = contest.visitor("entrant")
    entrant.open(f"/exam/rounds/{contest.first_round}/place?decline=1")
    entrant.submit("/place", press="decline")
    assert last_act(contest)[:2] == ("place.reply", "entrant")
    rounds = f"/organize/events/{contest.own}/rounds/1"
    for path in (f"{rounds}/ranking", f"/organize/events/{contest.own}/lists/{contest.list_id}"):
        assert "已放弃" in show(organizer, path).words()
    page = show(organizer, f"{rounds}/places")
    assert f"/organize/events/{contest.own}/entries/{contest.entry}" in page.links()
    page = organizer.submit("/undo", {"reason": "本人来电说点错了"})
    assert "已撤销 职工1 的答复" in page.words()
    assert last_act(contest) == ("place.undo", "organizer", "本人来电说点错了")
    assert "确认参加" in entrant.open(f"/exam/rounds/{contest.first_round}/place").words()


def test_a_request_about_data_is_answered(contest: Contest, organizer: Visitor) -> None:
    assert "姓名有误" in show(organizer, "/organize/data-requests").words()
    show(organizer, f"/organize/data-requests/{contest.data_request}")
    page = organizer.submit("/data-requests", {"decision": "done", "answer": "名册已更正"})
    assert "答复已发给申请人" in page.words()
    assert last_act(contest)[:2] == ("data_request.answer", "organizer")
    assert "名册已更正" in contest.visitor("entrant").open("/exam/me").words()


def test_an_auditor_reads_and_has_nothing_to_press(contest: Contest) -> None:
    auditor = contest.visitor("auditor")
    for path in (f"/organize/appeals/{contest.appeal}", f"/organize/data-requests/{contest.data_request}"):
        assert [form.action for form in show(auditor, path).forms()] == ["/staff/sign-out"]


def test_the_rules_of_the_time_after_a_round_are_kept(contest: Contest, organizer: Visitor) -> None:
    path = f"/organize/events/{contest.own}/rounds/2/rules"
    show(organizer, path)
    page = organizer.submit("/rules", {"review": "keys", "appeal_days": "7"})
    assert "规则已保存" in page.words()
    form = show(organizer, path).form("/rules")
    assert (form.fields["review"], form.fields["appeal_days"]) == ("keys", "7")


def test_an_impossible_time_for_appeals_is_refused(contest: Contest, organizer: Visitor) -> None:
    show(organizer, f"/organize/events/{contest.own}/rounds/2/rules")
    page = organizer.submit("/rules", {"appeal_days": "0"})
    assert page.status == 409
    assert "申诉期必须在 1 到 30 个工作日之间" in page.words()
