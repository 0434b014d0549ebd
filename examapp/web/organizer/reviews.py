"""Whether an event asks for a review of the questions that are written here."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.services.question_switches import require_reviews
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import event_or_404


@pages.post("/events/<int:event_id>/reviews")
def require_reviews_of(event_id: int) -> ResponseReturnValue:
    """Switch the reviews on or off."""
    event_or_404(event_id)
    required = request.form.get("required") != "no"
    require_reviews(
        transactions.session(),
        event_id=event_id,
        required=required,
        actor=actor(),
        now=transactions.now(),
    )
    flash(_("已改为要求审核。") if required else _("已改为不要求审核。"), "success")
    return redirect(url_for("coordinator.bank", event_id=event_id))
