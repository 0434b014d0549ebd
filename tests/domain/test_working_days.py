"""Working days: weekends and holidays don't count, and the contest's zone decides what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from examapp.domain.working_days import CONTEST_ZONE, working_days_end

MONDAY = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 9, 11, 2, 0, tzinfo=UTC)


def _local(moment: datetime) -> str:
    return moment.astimezone(CONTEST_ZONE).strftime("%m-%d %H:%M:%S")


def test_the_day_itself_does_not_count() -> None:
    assert _local(working_days_end(MONDAY, 1)) == "09-08 23:59:59"


def test_five_days_from_a_monday_end_on_the_next_monday() -> None:
    assert _local(working_days_end(MONDAY, 5)) == "09-14 23:59:59"


def test_a_weekend_is_skipped() -> None:
    assert _local(working_days_end(FRIDAY, 1)) == "09-14 23:59:59"


def test_what_begins_on_a_saturday_counts_from_monday() -> None:
    assert _local(working_days_end(datetime(2026, 9, 12, 2, 0, tzinfo=UTC), 1)) == "09-14 23:59:59"


def test_a_holiday_is_skipped() -> None:
    assert _local(working_days_end(MONDAY, 1, holidays={date(2026, 9, 8)})) == "09-09 23:59:59"


def test_no_days_end_with_the_same_day() -> None:
    assert _local(working_days_end(MONDAY, 0)) == "09-07 23:59:59"


def test_the_day_is_that_of_the_contests_zone() -> None:
    late_on_sunday_in_utc = datetime(2026, 9, 6, 20, 0, tzinfo=UTC)
    assert _local(working_days_end(late_on_sunday_in_utc, 1)) == "09-08 23:59:59"
