"""What an entrant takes home: the receipt, and the result once it is released."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from examapp.services.close_attempt import close_if_expired
from examapp.services.show_result import MyResult, StillOpen, my_result
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant.blueprint import pages


@pages.get("/attempts/<int:attempt_id>/receipt")
@transactions.writes
def receipt(attempt_id: int) -> ResponseReturnValue:
    """Show that, when and with what the attempt was handed in."""
    found = _result(attempt_id)
    if found is None:
        return redirect(url_for("entrant.sitting", attempt_id=attempt_id))
    return render_template("entrant/receipt.html", receipt=found.receipt, late_items=found.late_items)


@pages.get("/attempts/<int:attempt_id>/result")
@transactions.writes
def result(attempt_id: int) -> ResponseReturnValue:
    """Show the score once it is released, and until then that it isn't."""
    found = _result(attempt_id)
    if found is None:
        return redirect(url_for("entrant.sitting", attempt_id=attempt_id))
    return render_template("entrant/result.html", result=found)


def _result(attempt_id: int) -> MyResult | None:
    """Return what may be known of an own attempt, closed here if its time is over; None while it runs."""
    session = transactions.session()
    try:
        return my_result(session, entrant_id=entrant_id(), attempt_id=attempt_id)
    except StillOpen:
        vault = transactions.collaborators().vault
        if not close_if_expired(session, vault, attempt_id=attempt_id, now=transactions.now()):
            return None
    return my_result(session, entrant_id=entrant_id(), attempt_id=attempt_id)
