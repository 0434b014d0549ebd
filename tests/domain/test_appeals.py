"""Windows of appeals: incidents soon after handing in, scores and questions while the notice runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from examapp.domain.appeals import AppealKind, AppealWindow, answer_due, appeal_window

SUBMITTED = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
RELEASED = SUBMITTED + timedelta(days=1)
END_OF_MONDAY_AFTER = datetime(2026, 9, 15, 15, 59, 59, tzinfo=UTC)


def _window(
    kind: AppealKind, released_at: datetime | None = RELEASED, listed_at: datetime | None = None
) -> AppealWindow:
    return appeal_window(
        kind, submitted_at=SUBMITTED, released_at=released_at, listed_at=listed_at, appeal_days=5
    )


def test_an_incident_is_taken_for_two_hours_to_the_second() -> None:
    window = _window("incident", None)
    assert window.status(SUBMITTED) == "open"
    assert window.status(SUBMITTED + timedelta(hours=2)) == "open"
    assert window.status(SUBMITTED + timedelta(hours=2, seconds=1)) == "over"


@pytest.mark.parametrize("kind", ["score", "question"])
def test_before_the_release_no_score_and_no_question_is_appealed(kind: AppealKind) -> None:
    assert _window(kind, None).status(SUBMITTED + timedelta(days=300)) == "not_yet"
    assert _window(kind).status(RELEASED - timedelta(seconds=1)) == "not_yet"


@pytest.mark.parametrize("kind", ["score", "question"])
def test_after_the_release_they_are_taken_until_the_fifth_working_day_ends(kind: AppealKind) -> None:
    window = _window(kind)
    assert window.status(RELEASED) == "open"
    assert window.closes_at == END_OF_MONDAY_AFTER
    assert window.status(END_OF_MONDAY_AFTER + timedelta(seconds=1)) == "over"


def test_a_newer_list_begins_the_notice_anew() -> None:
    listed_at = RELEASED + timedelta(days=1)
    assert _window("score", listed_at=listed_at).closes_at == END_OF_MONDAY_AFTER + timedelta(days=1)


def test_a_list_before_the_release_shortens_nothing() -> None:
    assert _window("score", listed_at=SUBMITTED).closes_at == END_OF_MONDAY_AFTER


def test_an_appeal_is_answered_in_three_working_days() -> None:
    assert answer_due(SUBMITTED) == datetime(2026, 9, 10, 15, 59, 59, tzinfo=UTC)
