"""Appeals of one event, to read: the organizer answers them."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from examapp.domain.appeals import KIND_LABELS, STATE_LABELS
from examapp.services.show_appeals import list_appeals
from examapp.web import transactions
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404, page_number


@pages.get("/events/<int:event_id>/appeals")
def appeals(event_id: int) -> ResponseReturnValue:
    """List the event's appeals, those that wait first."""
    state = request.args.get("state", "")
    state = state if state in STATE_LABELS else ""
    event = event_or_404(event_id)
    return render_template(
        "coordinator/appeals.html",
        event=event,
        page=list_appeals(transactions.session(), page=page_number(), state=state, event_id=event_id),
        state=state,
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        now=transactions.now(),
    )
