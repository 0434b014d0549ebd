"""The entrant's pages together; importing this registers every view."""

from __future__ import annotations

from examapp.web.entrant import (
    answers,
    appeals,
    device,
    mocks,
    my_data,
    my_events,
    places,
    practice,
    practice_progress,
    pulse,
    results,
    sealed,
    sign_in,
    sitting,
)
from examapp.web.entrant.blueprint import pages

__all__ = [
    "GUARDED_BY_SITTING_TOKEN",
    "appeals",
    "device",
    "mocks",
    "my_data",
    "my_events",
    "pages",
    "places",
    "practice",
    "practice_progress",
    "pulse",
    "results",
    "sealed",
    "sitting",
]

# They read nothing but JSON, which no form of another site can send; they need no form token.
GUARDED_BY_SITTING_TOKEN = (answers.answers, answers.submit, sign_in.renew)
