"""When entrants may look at their own paper again."""

from __future__ import annotations

from typing import Literal

from examapp.domain.rules import ReviewPolicy

ReviewRefusal = Literal["too_early", "not_allowed", "paused"]


def review_refusal(
    policy: ReviewPolicy, *, round_closed: bool, released: bool, bank_in_use: bool
) -> ReviewRefusal | None:
    """Return why a closed attempt's paper can't be seen, None when it can.

    Not before the scores are released, nor while anybody may still draw the same questions: in the same
    round, or in a later one of the event, which has the same bank.
    """
    if policy == "none":
        return "not_allowed"
    if not (round_closed and released):
        return "too_early"
    return "paused" if bank_in_use else None
