"""Confirming or declining a place won: who advances says whether they come."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from examapp.domain.wording import N_
from examapp.domain.working_days import working_days_end

# "undone": the organizer took a reply back, so that there is none again.
PlaceReply = Literal["confirmed", "declined", "undone"]

CONFIRM_DAYS = 3
REPLY_LABELS: dict[PlaceReply | None, str] = {
    None: N_("尚未答复"),
    "confirmed": N_("已确认参加"),
    "declined": N_("已放弃"),
    "undone": N_("尚未答复"),
}


def may_reply(current: PlaceReply | None, wanted: PlaceReply) -> bool:
    """Say whether that reply may follow: who confirmed may still decline, who declined stays declined."""
    if wanted == "undone":
        return current in ("confirmed", "declined")
    return current in (None, "undone") or (current == "confirmed" and wanted == "declined")


def confirm_until(listed_at: datetime) -> datetime:
    """Return until when someone on a list is asked to reply."""
    return working_days_end(listed_at, CONFIRM_DAYS)
