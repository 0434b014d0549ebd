"""Who of the newest list comes: the replies, and taking one back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from examapp.domain.errors import ExamError
from examapp.domain.places import REPLY_LABELS, confirm_until
from examapp.services.find_attempts import entry_ids_by_ticket
from examapp.services.show_finals_list import lists_of_round, show_finals_list
from examapp.services.show_places import replies_by_ticket
from examapp.services.show_round import RoundDetail
from examapp.services.undo_place_reply import undo_place_reply
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.entries import entry_or_404
from examapp.web.staff_pages import event_or_404, round_or_404


class UndoForm(FlaskForm):
    """Why a reply is taken back."""

    reason = StringField(
        lazy_gettext("理由"),
        [InputRequired(lazy_gettext("请填写理由：它会记入审计日志，供日后核查。")), Length(max=500)],
    )


@pages.get("/events/<int:event_id>/rounds/<int:number>/places")
def places(event_id: int, number: int) -> ResponseReturnValue:
    """List those who advance on the newest list with their replies."""
    return _page(round_or_404(event_id, number), UndoForm(None))


@pages.post("/events/<int:event_id>/rounds/<int:number>/places/<int:entry_id>/undo")
def undo_reply(event_id: int, number: int, entry_id: int) -> ResponseReturnValue:
    """Take a reply back, so that the entrant may reply anew."""
    detail, form = round_or_404(event_id, number), UndoForm()
    row = entry_or_404(event_id, entry_id)
    if not form.validate():
        return _page(detail, form), 400
    try:
        undo_place_reply(
            transactions.session(),
            round_id=detail.id,
            entry_id=row.id,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(detail, form, error), 409
    flash(_("已撤销 %(name)s 的答复，本人可以重新确认。", name=row.name), "success")
    return redirect(url_for(".places", event_id=event_id, number=number))


def _page(detail: RoundDetail, form: UndoForm, refusal: ExamError | None = None) -> str:
    session = transactions.session()
    newest = next(iter(lists_of_round(session, detail.id)), None)
    rows = show_finals_list(session, newest.id).rows if newest else ()
    return render_template(
        "organizer/places.html",
        event=event_or_404(detail.event_id),
        round=detail,
        newest=newest,
        rows=[row for row in rows if row.state == "advanced"],
        replies=replies_by_ticket(session, round_id=detail.id),
        labels=REPLY_LABELS,
        entry_ids=entry_ids_by_ticket(session, round_id=detail.id),
        reply_until=confirm_until(newest.published_at) if newest else None,
        now=transactions.now(),
        form=form,
        refusal=refusal,
    )
