"""A question becomes active step by step, and nobody reviews what they wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_life import (
    STATUS_NAMES,
    NoSuchStep,
    NotReviewedYet,
    ReviewedByAuthor,
    Standing,
    check_reviewer,
    check_step,
    status_after_edit,
    steps_from,
)

DRAFT = Standing(
    qid="q1",
    status="draft",
    author="wang",
    written_here=True,
    is_reviewed=False,
    review_required=True,
)
STANDINGS = st.builds(
    Standing,
    qid=st.just("q1"),
    status=st.sampled_from(list(STATUS_NAMES)),
    author=st.sampled_from(["wang", "li"]),
    written_here=st.booleans(),
    is_reviewed=st.booleans(),
    review_required=st.booleans(),
)


@pytest.mark.parametrize(
    ("standing", "actor", "steps"),
    [
        (DRAFT, "wang", ("retired",)),
        (DRAFT, "li", ("reviewed", "retired")),
        (replace(DRAFT, status="reviewed", is_reviewed=True), "wang", ("active", "draft", "retired")),
        (replace(DRAFT, status="active", is_reviewed=True), "wang", ("retired", "draft")),
        (replace(DRAFT, status="retired"), "li", ("draft",)),
        (replace(DRAFT, status="retired", is_reviewed=True), "li", ("active", "draft")),
        (replace(DRAFT, review_required=False), "wang", ("reviewed", "active", "retired")),
        (replace(DRAFT, status="retired", written_here=False), "wang", ("active", "draft")),
    ],
)
def test_who_may_take_which_step(standing: Standing, actor: str, steps: tuple[str, ...]) -> None:
    assert steps_from(standing, actor) == steps


@given(STANDINGS, st.sampled_from(["wang", "li"]), st.sampled_from(list(STATUS_NAMES)))
def test_a_step_is_refused_exactly_when_it_is_not_offered(standing: Standing, actor: str, step: str) -> None:
    try:
        check_step(standing, step, actor)
    except (NoSuchStep, ReviewedByAuthor, NotReviewedYet):
        assert step not in steps_from(standing, actor)
    else:
        assert step in steps_from(standing, actor)


@given(STANDINGS, st.sampled_from(["wang", "li"]))
def test_nothing_written_here_is_active_unreviewed_where_reviews_count(
    standing: Standing, actor: str
) -> None:
    if standing.review_required and standing.written_here and not standing.is_reviewed:
        assert "active" not in steps_from(standing, actor)


def test_the_author_is_told_why_they_may_not_review() -> None:
    with pytest.raises(ReviewedByAuthor, match="另一位工作人员"):
        check_step(DRAFT, "reviewed", "wang")
    with pytest.raises(ReviewedByAuthor):
        check_reviewer(DRAFT, "wang")
    check_reviewer(replace(DRAFT, review_required=False), "wang")


def test_a_changed_text_is_a_draft_again_and_a_changed_topic_is_not() -> None:
    active = replace(DRAFT, status="active", is_reviewed=True)
    assert status_after_edit(active, text_changed=True) == "draft"
    assert status_after_edit(active, text_changed=False) == "active"
    assert status_after_edit(replace(active, review_required=False), text_changed=True) == "active"
