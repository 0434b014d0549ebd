"""One attempt as it is in the record, to defend every mark by; and accepting what came too late for it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from examapp.domain.errors import ExamError
from examapp.services.accept_late_answers import accept_late_answers, late_answers
from examapp.services.show_attempt import show_attempt
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.formatting import points
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.entries import REASON
from examapp.web.staff_pages import event_or_404


class AcceptLateForm(FlaskForm):
    """Why late answers are to count."""

    reason = StringField(lazy_gettext("理由"), [REASON, Length(max=500)])


@pages.get("/events/<int:event_id>/entries/<int:entry_id>/rounds/<int:number>/attempt")
def attempt(event_id: int, entry_id: int, number: int) -> ResponseReturnValue:
    """Show the paper with response, key and mark of each question; only its head while it is open."""
    return _page(event_id, entry_id, number, AcceptLateForm())


@pages.post("/events/<int:event_id>/entries/<int:entry_id>/rounds/<int:number>/attempt/late")
def accept_late(event_id: int, entry_id: int, number: int) -> ResponseReturnValue:
    """Let the late answers count."""
    form = AcceptLateForm()
    if not form.validate():
        return _page(event_id, entry_id, number, form), 400
    try:
        change = accept_late_answers(
            transactions.session(),
            transactions.collaborators().vault,
            event_id=event_id,
            entry_id=entry_id,
            round_number=number,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(event_id, entry_id, number, form, error), 409
    before, after = points(change.total_before), points(change.total_after)
    flash(
        _("已采纳迟到的作答：总分由 %(before)s 分改为 %(after)s 分。", before=before, after=after), "success"
    )
    return redirect(url_for(".attempt", event_id=event_id, entry_id=entry_id, number=number), 303)


def _page(
    event_id: int, entry_id: int, number: int, form: AcceptLateForm, refusal: ExamError | None = None
) -> str:
    session, which = transactions.session(), {"event_id": event_id, "entry_id": entry_id}
    sheet = show_attempt(session, **which, round_number=number) or abort(404)
    vault, now = transactions.collaborators().vault, transactions.now()
    return render_template(
        "organizer/attempt.html",
        event=event_or_404(event_id),
        sheet=sheet,
        late=late_answers(session, vault, **which, round_number=number, now=now),
        form=form,
        refusal=refusal,
    )
