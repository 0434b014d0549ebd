"""When entrants may look at their own paper again."""

from __future__ import annotations

from typing import Literal

from examapp.domain.rules import ReviewPolicy

ReviewRefusal = Literal["too_early", "not_allowed"]


def review_refusal(policy: ReviewPolicy, *, round_closed: bool, released: bool) -> ReviewRefusal | None:
    """Return why a closed attempt's paper can't be seen, None when it can.

    Not while anybody may still draw the same questions, nor before the scores are released.
    """
    if policy == "none":
        return "not_allowed"
    return None if round_closed and released else "too_early"
