"""What may be replied to a place won."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from examapp.domain.places import PlaceReply, confirm_until, may_reply


@pytest.mark.parametrize(
    ("current", "wanted", "allowed"),
    [
        (None, "confirmed", True),
        (None, "declined", True),
        ("confirmed", "declined", True),
        ("declined", "confirmed", False),
        ("undone", "confirmed", True),
        ("undone", "declined", True),
        ("declined", "undone", True),
        ("confirmed", "undone", True),
        (None, "undone", False),
        ("undone", "undone", False),
    ],
)
def test_declining_is_final_until_it_is_undone(
    current: PlaceReply | None, wanted: PlaceReply, allowed: bool
) -> None:
    assert may_reply(current, wanted) is allowed


def test_a_reply_is_asked_for_within_three_working_days() -> None:
    friday = datetime(2026, 9, 11, 2, 0, tzinfo=UTC)
    assert confirm_until(friday) == datetime(2026, 9, 16, 15, 59, 59, tzinfo=UTC)
