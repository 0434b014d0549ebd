"""The public notice 公示 of a finals list: what everybody may read about those on it, and nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from examapp.domain.advancement_reasons import Reason
from examapp.domain.finals_rows import FinalsRow, in_order_of_places
from examapp.domain.wording import N_

NAMESAKE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One line of the notice. `total` is in centipoints, None where the rules keep scores private.

    `ticket_ending` tells namesakes apart and is empty for everybody else.
    """

    serial_no: int
    name: str
    employer: str
    delegation: str
    total: int | None
    remark: Reason
    ticket_ending: str = ""


def notice_rows(rows: Sequence[FinalsRow], show_score: bool) -> tuple[NoticeRow, ...]:
    """Return the notice of a list: those who advance by rank, then the alternates by number."""
    listed = in_order_of_places(rows)
    namesakes = Counter(row.name for row in listed)
    return tuple(
        NoticeRow(
            serial_no=serial_no,
            name=row.name,
            employer=row.employer,
            delegation=row.delegation,
            total=row.total if show_score else None,
            remark=_remark(row),
            ticket_ending=row.ticket[-NAMESAKE_DIGITS:] if namesakes[row.name] > 1 else "",
        )
        for serial_no, row in enumerate(listed, start=1)
    )


def _remark(row: FinalsRow) -> Reason:
    if row.state == "alternate":
        return Reason(N_("候补第 {number} 位"), {"number": row.alternate_no or 0})
    return Reason(N_("递补晋级") if row.is_promoted else N_("晋级"))
