"""The roster of an event, without ID numbers and phones."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from examapp.services.show_people import list_entries
from examapp.web import transactions
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404, page_number

LONGEST_SEARCH = 100


@pages.get("/events/<int:event_id>/roster")
def roster(event_id: int) -> ResponseReturnValue:
    """List the entries, narrowed to a part of name, employer or ticket, or to those who have not started."""
    event = event_or_404(event_id)
    text = request.args.get("text", "").strip().replace("\0", "")[:LONGEST_SEARCH]
    round_ = event.current_round
    begun = round_ if round_ and round_.state != "draft" else None
    waiting = begun is not None and request.args.get("only") == "waiting"
    page = list_entries(
        transactions.session(),
        event_id=event_id,
        text=text,
        page=page_number(),
        round_id=begun.id if begun else None,
        only_waiting=waiting,
    )
    return render_template(
        "coordinator/roster.html", event=event, text=text, page=page, round=begun, waiting=waiting
    )
