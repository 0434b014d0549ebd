"""One attempt as it is in the record, to defend every mark by."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from examapp.services.show_attempt import show_attempt
from examapp.web import transactions
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import event_or_404


@pages.get("/events/<int:event_id>/entries/<int:entry_id>/rounds/<int:number>/attempt")
def attempt(event_id: int, entry_id: int, number: int) -> ResponseReturnValue:
    """Show the paper with response, key and mark of each question; only its head while it is open."""
    sheet = show_attempt(
        transactions.session(), event_id=event_id, entry_id=entry_id, round_number=number
    ) or abort(404)
    return render_template("organizer/attempt.html", event=event_or_404(event_id), sheet=sheet)
