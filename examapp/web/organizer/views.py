"""The first page: every event with its state."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from examapp.services.show_appeals import count_open_appeals
from examapp.services.show_contest import list_events
from examapp.services.show_data_requests import count_open_requests
from examapp.web import transactions
from examapp.web.organizer import (
    account,
    accounts,
    appeals,
    attempts,
    corrections,
    data_requests,
    entries,
    exports,
    places,
    publishing,
    ranking,
    reviews,
    roster,
    rounds,
    rules,
)
from examapp.web.organizer.blueprint import pages

__all__ = [
    "account",
    "accounts",
    "appeals",
    "attempts",
    "corrections",
    "data_requests",
    "entries",
    "exports",
    "pages",
    "places",
    "publishing",
    "ranking",
    "reviews",
    "roster",
    "rounds",
    "rules",
]


@pages.get("/")
def home() -> ResponseReturnValue:
    """Show all events in one table."""
    events = list_events(transactions.session(), transactions.now())
    current = [event.current_round for event in events]
    totals = {
        "entries": sum(event.entries for event in events),
        "sitting": sum(round_.sitting for round_ in current if round_),
        "submitted": sum(round_.submitted for round_ in current if round_),
        "running": sum(round_ is not None and round_.phase == "running" for round_ in current),
    }
    waiting = {
        "appeals": count_open_appeals(transactions.session()),
        "requests": count_open_requests(transactions.session()),
    }
    return render_template("organizer/home.html", events=events, totals=totals, waiting=waiting)
