"""What an entrant takes home: the receipt, and the result once it is released."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from examapp.services.close_attempt import close_if_expired
from examapp.services.review_paper import review_paper
from examapp.services.show_exits import show_exits
from examapp.services.show_result import MyResult, StillOpen, my_result
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant import shown
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.receipt_picture import receipt_picture
from examapp.web.receipt_code import check_address, qr_code


@pages.get("/attempts/<int:attempt_id>/receipt")
@transactions.writes
def receipt(attempt_id: int) -> ResponseReturnValue:
    """Show that, when and with what the attempt was handed in."""
    found = own_result(attempt_id)
    if found is None:
        return to_sitting(attempt_id)
    return render_template(
        "entrant/receipt.html",
        receipt=found.receipt,
        late_items=found.late_items,
        code=qr_code(check_address(found.receipt)),
    )


@pages.get("/attempts/<int:attempt_id>/receipt.svg")
@transactions.writes
def receipt_file(attempt_id: int) -> ResponseReturnValue:
    """Download the receipt as a picture."""
    found = own_result(attempt_id)
    return to_sitting(attempt_id) if found is None else receipt_picture(found.receipt)


@pages.get("/attempts/<int:attempt_id>/result")
@transactions.writes
def result(attempt_id: int) -> ResponseReturnValue:
    """Show score and rank once they are released, and until then that they aren't."""
    found = own_result(attempt_id)
    if found is None:
        return to_sitting(attempt_id)
    return render_template("entrant/result.html", result=found)


@pages.get("/attempts/<int:attempt_id>/review")
def review(attempt_id: int) -> ResponseReturnValue:
    """Show the own paper with marks, and with keys where the rules allow them."""
    session, vault = transactions.session(), transactions.collaborators().vault
    found = review_paper(session, vault, entrant_id=entrant_id(), attempt_id=attempt_id)
    words = shown.wording([item.shown for item in found.items])
    return render_template("entrant/review.html", review=found, words=words)


@pages.get("/attempts/<int:attempt_id>/exits")
@transactions.writes
def exits(attempt_id: int) -> ResponseReturnValue:
    """Show when and for how long the entrant left the page."""
    if own_result(attempt_id) is None:
        return to_sitting(attempt_id)
    found = show_exits(transactions.session(), entrant_id=entrant_id(), attempt_id=attempt_id)
    return render_template("entrant/exits.html", found=found)


def own_result(attempt_id: int) -> MyResult | None:
    """Return what may be known of an own attempt, closed here if its time is over; None while it runs."""
    session = transactions.session()
    try:
        return my_result(session, entrant_id=entrant_id(), attempt_id=attempt_id)
    except StillOpen:
        vault = transactions.collaborators().vault
        if not close_if_expired(session, vault, attempt_id=attempt_id, now=transactions.now()):
            return None
    return my_result(session, entrant_id=entrant_id(), attempt_id=attempt_id)


def to_sitting(attempt_id: int) -> ResponseReturnValue:
    """Lead back to an attempt that still runs."""
    return redirect(url_for("entrant.sitting", attempt_id=attempt_id))
