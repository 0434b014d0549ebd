"""One entry: taking it out of the contest, and giving it more time."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from examapp.domain.errors import ExamError
from examapp.services.exclude_entry import exclude_entry
from examapp.services.extend_round import grant_extra_time
from examapp.services.find_attempts import attempts_of_entry
from examapp.services.show_people import EntryRow, show_entry
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_fields import WholeField
from examapp.web.staff_pages import event_or_404, exclusion_label

REASON = InputRequired(lazy_gettext("请填写理由：它会记入审计日志，供日后核查。"))
EXCLUSIONS = ("withdrawn", "disqualified", "")


class ExclusionForm(FlaskForm):
    """Withdrawal, disqualification, or lifting either."""

    exclusion = SelectField(lazy_gettext("改为"))
    reason = StringField(lazy_gettext("理由"), [REASON, Length(max=500)])


class ExtraTimeForm(FlaskForm):
    """More time for one person."""

    minutes = WholeField(lazy_gettext("加时（分钟）"), [InputRequired(lazy_gettext("请填写加多少分钟。"))])
    reason = StringField(lazy_gettext("理由"), [REASON, Length(max=500)])


@pages.get("/events/<int:event_id>/entries/<int:entry_id>")
def entry(event_id: int, entry_id: int) -> ResponseReturnValue:
    """Show the entry with what may be done about it."""
    return _page(event_id, entry_or_404(event_id, entry_id))


@pages.post("/events/<int:event_id>/entries/<int:entry_id>/exclusion")
def exclude(event_id: int, entry_id: int) -> ResponseReturnValue:
    """Take the entry out of the contest, or let it back in."""
    row, form = entry_or_404(event_id, entry_id), _exclusion_form()
    if not form.validate():
        return _page(event_id, row, exclusion=form), 400
    try:
        exclude_entry(
            transactions.session(),
            entry_id=entry_id,
            exclusion=form.exclusion.data,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(event_id, row, exclusion=form, refusal=error), 409
    flash(_("报名状态已改为：%(state)s。", state=exclusion_label(form.exclusion.data)), "success")
    return redirect(url_for(".entry", event_id=event_id, entry_id=entry_id))


@pages.post("/events/<int:event_id>/entries/<int:entry_id>/time")
def extra_time(event_id: int, entry_id: int) -> ResponseReturnValue:
    """Give one person more time, in a running sitting too."""
    row, form = entry_or_404(event_id, entry_id), ExtraTimeForm(prefix="time-")
    if not form.validate():
        return _page(event_id, row, time=form), 400
    try:
        grant_extra_time(
            transactions.session(),
            entry_id=entry_id,
            seconds=60 * (form.minutes.data or 0),
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(event_id, row, time=form, refusal=error), 409
    flash(_("已为该职工加时 %(n)s 分钟。", n=form.minutes.data), "success")
    return redirect(url_for(".entry", event_id=event_id, entry_id=entry_id))


def entry_or_404(event_id: int, entry_id: int) -> EntryRow:
    """Return the event's entry, or answer that there is no such page."""
    return show_entry(transactions.session(), event_id=event_id, entry_id=entry_id) or abort(404)


def _exclusion_form(*, empty: bool = False) -> ExclusionForm:
    form = ExclusionForm(None, prefix="exclusion-") if empty else ExclusionForm(prefix="exclusion-")
    form.exclusion.choices = [(code, exclusion_label(code)) for code in EXCLUSIONS]
    return form


def _page(
    event_id: int,
    row: EntryRow,
    *,
    exclusion: ExclusionForm | None = None,
    time: ExtraTimeForm | None = None,
    refusal: ExamError | None = None,
) -> str:
    return render_template(
        "organizer/entry.html",
        event=event_or_404(event_id),
        entry=row,
        attempts=attempts_of_entry(transactions.session(), entry_id=row.id),
        exclusion_form=exclusion or _exclusion_form(empty=True),
        time_form=time or ExtraTimeForm(None, prefix="time-"),
        refusal=refusal,
    )
