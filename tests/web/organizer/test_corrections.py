"""Organizers correct a question after the sitting: what moves is shown before anything does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from examapp.domain.paper import paper_from_json
from examapp.services.collaborators import Collaborators
from examapp.storage.attempts import Attempt
from examapp.storage.results import Result
from tests.web.browsing import Visitor
from tests.web.staff_acts import count, last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer, looking at the round's corrections."""
    visitor = contest.visitor("organizer")
    show(visitor, f"/organize/events/{contest.own}/rounds/1/corrections")
    return visitor


@pytest.fixture
def qid(contest: Contest) -> str:
    """A 单选 question on the paper of one entrant, who answered nothing."""
    using: Collaborators = contest.app.extensions["examapp"]
    with using.database.transaction() as session:
        return paper_from_json(session.get_one(Attempt, contest.attempt).paper).items[0].qid


def propose(organizer: Visitor, qid: str, **typed: str) -> None:
    organizer.submit("/corrections", {"qid": qid, "kind": "void_full", "reason": "题干有歧义", **typed})


def test_what_moves_is_shown_first_and_changes_nothing(
    contest: Contest, organizer: Visitor, qid: str
) -> None:
    propose(organizer, qid)
    assert "预演，现在什么都没有改变" in organizer.page.words()
    assert "0 → 10" in organizer.page.words()
    assert count(contest, Result) == 2
    assert last_act(contest) == ("correction.propose", "organizer", "题干有歧义")


def test_applying_makes_new_results_and_says_what_to_do_next(
    contest: Contest, organizer: Visitor, qid: str
) -> None:
    propose(organizer, qid)
    page = organizer.submit("/apply")
    assert "份成绩有了新版本。请核对排名，再公布新的一版名单。" in page.words()
    assert last_act(contest)[0] == "correction.apply"
    assert count(contest, Result) > 2
    sheet = show(organizer, f"/organize/events/{contest.own}/entries/{contest.entry}/rounds/1/attempt")
    assert "本题已作废，抽到的人都得满分。" in sheet.words()


def test_what_changed_meanwhile_must_be_looked_at_again(
    contest: Contest, organizer: Visitor, qid: str
) -> None:
    propose(organizer, qid)
    form = organizer.page.form("/apply")
    propose_again = contest.visitor("organizer")
    show(propose_again, f"/organize/events/{contest.own}/rounds/1/corrections")
    propose(propose_again, qid)
    propose_again.submit("/apply")
    page = organizer.submit(form)
    assert page.status == 409
    assert "请重新核对后再执行" in page.words()


def test_a_rejected_proposal_needs_a_reason_and_changes_nothing(
    contest: Contest, organizer: Visitor, qid: str
) -> None:
    propose(organizer, qid)
    assert organizer.submit("/reject").status == 409
    assert "成绩没有任何改变" in organizer.submit("/reject", {"reason": "题目没有错"}).words()
    assert count(contest, Result) == 2


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"qid": "没有这题"}, "没有编号为"),
        ({"kind": "new_key", "answer": ""}, "需要填写答案"),
        ({"kind": "new_key", "answer": "Z"}, "不适合这道题"),
        ({"reason": ""}, "请填写理由"),
    ],
)
def test_a_proposal_that_makes_no_sense_keeps_what_was_typed(
    organizer: Visitor, qid: str, typed: dict[str, str], why: str
) -> None:
    typed = {"qid": qid, **typed}
    propose(organizer, **typed)
    assert organizer.page.status in (400, 409)
    assert why in organizer.page.words()
    assert organizer.page.form("/corrections").fields["qid"] == typed["qid"]


def test_where_two_are_needed_the_second_one_applies(contest: Contest, organizer: Visitor, qid: str) -> None:
    using: Collaborators = contest.app.extensions["examapp"]
    contest.app.extensions["examapp"] = replace(
        using, settings=replace(using.settings, corrections_need_two=True)
    )
    propose(organizer, qid)
    assert "要由另一位组委会人员用自己的账号核对并执行" in organizer.page.words()
    assert not [form for form in organizer.page.forms() if "/apply" in form.action]
