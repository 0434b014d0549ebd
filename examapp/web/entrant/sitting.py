"""The sitting: one form with every question, which works without scripts."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.open_sitting import open_sitting, read_sitting
from examapp.services.save_answers import Saved, SaveRefused, save_form
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant import shown
from examapp.web.entrant.blueprint import pages


@pages.get("/attempts/<int:attempt_id>")
@transactions.writes
def sitting(attempt_id: int) -> ResponseReturnValue:
    """Take the attempt over on this phone; lead to the receipt once it is closed."""
    opened = open_sitting(
        transactions.session(),
        transactions.collaborators().vault,
        entrant_id=entrant_id(),
        attempt_id=attempt_id,
        now=transactions.now(),
    )
    if isinstance(opened, Receipt):
        return _to_receipt(attempt_id)
    return render_template(
        "entrant/sitting.html",
        sitting=opened,
        elapsed_now=(transactions.now() - opened.started_at) // timedelta(milliseconds=1),
        picked=lambda item: shown.picked(item, opened.responses.get(item.number)),
        words=shown.wording(opened.items),
        longest_text=shown.longest_text,
        watermark=f"{opened.entrant_name} {opened.ticket[-4:]}",
        saved_before=request.args.get("saved_before", 0, int),
    )


@pages.post("/attempts/<int:attempt_id>/form")
def post_form(attempt_id: int) -> ResponseReturnValue:
    """Do what the button of a page without scripts says: save, save and ask, or hand in."""
    action, _dash, item = request.form.get("action", "save").partition("-")
    if action == "confirm":
        return _hand_in(attempt_id)
    responses = shown.posted(request.form)
    if action not in ("save", "submit") or responses is None:
        abort(400)
    outcome = _save(attempt_id, responses)
    if isinstance(outcome, SaveRefused):
        return _not_saved(attempt_id, outcome)
    if action == "submit":
        return _confirm(attempt_id)
    if item.isdecimal() and int(item[:6]) in responses:
        where = url_for("entrant.sitting", attempt_id=attempt_id, saved_before=item, _anchor="go-on")
        return redirect(where, 303)
    flash(_("已保存。"))
    return redirect(url_for("entrant.sitting", attempt_id=attempt_id), 303)


def _save(attempt_id: int, responses: dict[int, object]) -> Saved | SaveRefused:
    return save_form(
        transactions.session(),
        transactions.collaborators().vault,
        entrant_id=entrant_id(),
        attempt_id=attempt_id,
        token=request.form.get("session", ""),
        responses=responses,
        now=transactions.now(),
    )


def _confirm(attempt_id: int) -> ResponseReturnValue:
    opened = read_sitting(
        transactions.session(),
        transactions.collaborators().vault,
        entrant_id=entrant_id(),
        attempt_id=attempt_id,
        token=request.form.get("session", ""),
        now=transactions.now(),
    )
    if isinstance(opened, Receipt):
        return _to_receipt(attempt_id)
    unanswered = [item.number for item in opened.items if item.number not in opened.responses]
    return render_template("entrant/confirm.html", sitting=opened, unanswered=unanswered)


def _hand_in(attempt_id: int) -> ResponseReturnValue:
    outcome = submit_attempt(
        transactions.session(),
        transactions.collaborators().vault,
        entrant_id=entrant_id(),
        attempt_id=attempt_id,
        token=request.form.get("session", ""),
        now=transactions.now(),
    )
    if isinstance(outcome, SaveRefused):
        return _not_saved(attempt_id, outcome)
    return _to_receipt(attempt_id)


def _not_saved(attempt_id: int, refused: SaveRefused) -> ResponseReturnValue:
    """Say why the posted answers don't count; they are kept all the same."""
    if refused.reason == "unknown":
        abort(404)
    transactions.keep_changes()
    if refused.reason == "closed":
        flash(_("答题已经结束，刚才送出的作答来得太晚：已留存备查，但不计分。"), "refused")
        return _to_receipt(attempt_id)
    return render_template("entrant/taken_over.html", attempt_id=attempt_id), 409


def _to_receipt(attempt_id: int) -> ResponseReturnValue:
    return redirect(url_for("entrant.receipt", attempt_id=attempt_id), 303)
