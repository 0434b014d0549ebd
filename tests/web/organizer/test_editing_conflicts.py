"""Two people with the same form open: the second one is told, and loses nothing that was typed."""

from __future__ import annotations

import pytest

from tests.web.browsing import Visitor
from tests.web.staff_acts import show
from tests.web.staff_cast import Contest


@pytest.fixture
def colleague(contest: Contest) -> Visitor:
    """Another organizer at another desk."""
    return contest.visitor("organizer")


@pytest.fixture
def organizer(contest: Contest) -> Visitor:
    """The organizer."""
    return contest.visitor("organizer")


def rules_of(contest: Contest) -> str:
    return f"/organize/events/{contest.own}/rounds/2/rules"


def test_rules_that_somebody_else_changed_are_not_overwritten(
    contest: Contest, organizer: Visitor, colleague: Visitor
) -> None:
    for visitor in (organizer, colleague):
        show(visitor, rules_of(contest))
    colleague.submit("/rules", {"employer_cap": "1"})
    page = organizer.submit("/rules", {"quota": "7"})
    assert page.status == 409
    assert "有人修改过这些设置" in page.words()
    assert page.form("/rules").fields["quota"] == "7"
    assert show(organizer, rules_of(contest)).form("/rules").fields["employer_cap"] == "1"


def test_who_has_been_told_may_save_over_it(contest: Contest, organizer: Visitor, colleague: Visitor) -> None:
    for visitor in (organizer, colleague):
        show(visitor, rules_of(contest))
    colleague.submit("/rules", {"employer_cap": "1"})
    organizer.submit("/rules", {"quota": "7"})
    assert "规则已保存" in organizer.submit("/rules").words()


def test_a_refusal_for_another_reason_still_notices_the_change(
    contest: Contest, organizer: Visitor, colleague: Visitor
) -> None:
    for visitor in (organizer, colleague):
        show(visitor, rules_of(contest))
    assert organizer.submit("/rules", {"quota": "0"}).status == 409
    colleague.submit("/rules", {"employer_cap": "1"})
    assert "有人修改过这些设置" in organizer.submit("/rules", {"quota": "7"}).words()


def test_a_blueprint_that_somebody_else_changed_is_not_overwritten(
    contest: Contest, organizer: Visitor, colleague: Visitor
) -> None:
    address = f"/coordinate/events/{contest.own}/rounds/2/blueprint"
    for visitor in (organizer, colleague):
        show(visitor, address)
    colleague.submit("/blueprint", {"sections-0-points": "3"})
    organizer.submit("/blueprint", press="check")
    page = organizer.submit("/blueprint", {"sections-0-points": "2"})
    assert page.status == 409
    assert "有人修改过这些设置" in page.words()
    assert show(organizer, address).form("/blueprint").fields["sections-0-points"] == "3"
