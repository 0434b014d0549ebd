"""The own paper is shown after release and end of the round, and only as far as the rules go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.own_attempts import AttemptNotFound
from examapp.services.review_paper import ReviewNotAllowed, ReviewPaused, ReviewTooEarly, review_paper
from examapp.services.show_result import my_result
from examapp.storage.contest import Round
from examapp.storage.vault import Vault
from tests import factories
from tests.services.afterwards import RULES, end_round, handed_in, released
from tests.services.cast import another_entry, seat


def test_no_paper_is_shown_while_it_is_sat(session: Session, vault: Vault, now: datetime) -> None:
    with pytest.raises(ReviewTooEarly):
        review_paper(session, vault, **seat(session, vault, now).mine)


def test_no_paper_is_shown_before_the_release(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now, replace(RULES, review="keys"))
    end_round(session, vault, seated, now + timedelta(hours=1))
    with pytest.raises(ReviewTooEarly):
        review_paper(session, vault, **seated.mine)
    assert not my_result(session, **seated.mine).may_review


def test_no_paper_is_shown_while_the_round_is_open(session: Session, vault: Vault, now: datetime) -> None:
    seated = handed_in(session, vault, now, replace(RULES, review="keys"))
    session.get_one(Round, seated.round.round_id).scores_released_at = now
    session.flush()
    with pytest.raises(ReviewTooEarly):
        review_paper(session, vault, **seated.mine)
    assert not my_result(session, **seated.mine).may_review


def test_where_the_rules_forbid_it_no_paper_is_shown(session: Session, vault: Vault, now: datetime) -> None:
    seated = released(session, vault, now, replace(RULES, review="none"))
    with pytest.raises(ReviewNotAllowed):
        review_paper(session, vault, **seated.mine)


def test_marks_are_shown_without_any_key(session: Session, vault: Vault, now: datetime) -> None:
    seated = released(session, vault, now, replace(RULES, review="marks"))
    review = review_paper(session, vault, **seated.mine)
    assert all(item.key is None for item in review.items)
    assert "解析" not in str(review)
    assert (review.items[0].response, len(review.items), review.full_marks) == ("B", 8, 10_000)


def test_keys_are_shown_with_explanation_by_the_letters_of_the_paper(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now, replace(RULES, review="keys"))
    for item in review_paper(session, vault, **seated.mine).items:
        assert item.key is not None
        assert item.key.explanation.chinese.lead.startswith("解析")
        if item.qtype == "single":
            texts = dict(item.shown.options)
            assert texts[item.key.answer].startswith("选项B")


def test_the_paper_shown_is_the_one_that_was_sat(session: Session, vault: Vault, now: datetime) -> None:
    seated = released(session, vault, now)
    shown = tuple(item.shown for item in review_paper(session, vault, **seated.mine).items)
    assert shown == seated.sitting.items


def test_questions_without_full_marks_are_listed(session: Session, vault: Vault, now: datetime) -> None:
    review = review_paper(session, vault, **released(session, vault, now).mine)
    assert set(review.lost_items) == {item.number for item in review.items if item.mark < item.points}


def test_no_paper_is_shown_while_a_later_round_asks_questions_of_the_same_bank(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now, replace(RULES, review="keys"))
    event = session.get_one(Round, seated.round.round_id).event
    second = factories.make_round(session, event, now, number=2)
    assert my_result(session, **seated.mine).may_review
    factories.freeze_round(session, vault, second, now)
    with pytest.raises(ReviewPaused):
        review_paper(session, vault, **seated.mine)
    assert not my_result(session, **seated.mine).may_review
    second.state = "closed"
    session.flush()
    assert review_paper(session, vault, **seated.mine).items


def test_nobody_sees_anybody_elses_paper(session: Session, vault: Vault, now: datetime) -> None:
    seated = released(session, vault, now)
    other = another_entry(session, vault, seated.round, now)
    with pytest.raises(AttemptNotFound):
        review_paper(session, vault, entrant_id=other.entrant_id, attempt_id=seated.attempt_id)


def test_rules_frozen_before_reviews_existed_show_marks(
    session: Session, vault: Vault, now: datetime
) -> None:
    seated = released(session, vault, now)
    row = session.get_one(Round, seated.round.round_id)
    row.rules = {name: value for name, value in row.rules.items() if name != "review"}
    session.flush()
    assert not review_paper(session, vault, **seated.mine).shows_keys
