"""Appeals 申诉: what may be appealed against, until when, and until when it is answered.

An incident within two hours of handing in; a score or a question from the release of scores until the
public notice ends; answered within three working days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from examapp.domain.wording import N_
from examapp.domain.working_days import working_days_end

AppealKind = Literal["incident", "score", "question"]
AppealState = Literal["open", "upheld", "rejected", "withdrawn"]
WindowStatus = Literal["not_yet", "open", "over"]

INCIDENT_WINDOW = timedelta(hours=2)
ANSWER_DAYS = 3
MOST_APPEALS = 10
LONGEST_APPEAL = 1000
LONGEST_ANSWER = 1000

KIND_LABELS: dict[AppealKind, str] = {
    "incident": N_("考试故障"),
    "score": N_("成绩"),
    "question": N_("某一道题"),
}
STATE_LABELS: dict[AppealState, str] = {
    "open": N_("待答复"),
    "upheld": N_("成立"),
    "rejected": N_("不成立"),
    "withdrawn": N_("已撤回"),
}


@dataclass(frozen=True, slots=True)
class AppealWindow:
    """When appeals of a kind are taken; None where nobody knows the moment yet."""

    opens_at: datetime | None
    closes_at: datetime | None

    def status(self, now: datetime) -> WindowStatus:
        """Say whether an appeal that arrives now is taken; both ends belong to the window."""
        if self.opens_at is None or now < self.opens_at:
            return "not_yet"
        return "over" if self.closes_at is not None and now > self.closes_at else "open"


def appeal_window(
    kind: AppealKind,
    *,
    submitted_at: datetime,
    released_at: datetime | None,
    listed_at: datetime | None,
    appeal_days: int,
) -> AppealWindow:
    """Return the window of a kind of appeal.

    The notice runs for `appeal_days` working days from the release of scores or from the newest finals
    list, whichever is later: a corrected list is a notice of its own.
    """
    if kind == "incident":
        return AppealWindow(submitted_at, submitted_at + INCIDENT_WINDOW)
    if released_at is None:
        return AppealWindow(None, None)
    notice_began = max(released_at, listed_at or released_at)
    return AppealWindow(released_at, working_days_end(notice_began, appeal_days))


def answer_due(submitted_at: datetime) -> datetime:
    """Return until when an appeal has to be answered."""
    return working_days_end(submitted_at, ANSWER_DAYS)
