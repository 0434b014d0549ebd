"""Working days of the contest's zone, by which notices, appeals and confirmations are counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CONTEST_ZONE = ZoneInfo("Asia/Shanghai")
LAST_SECOND = time(23, 59, 59)
SATURDAY = 5


def working_days_end(
    after: datetime, days: int, zone: ZoneInfo = CONTEST_ZONE, holidays: Collection[date] = ()
) -> datetime:
    """Return the last second, in UTC, of the n-th working day after the day of `after`.

    That day itself doesn't count; Saturdays, Sundays and `holidays` are skipped. With 0 days it is the end
    of that day.
    """
    day = after.astimezone(zone).date()
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            days -= 1
    return datetime.combine(day, LAST_SECOND, zone).astimezone(UTC)
