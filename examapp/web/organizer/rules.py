"""Editing schedule, timing and advancement of a round in draft; afterwards they are shown frozen."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.errors import ExamError
from examapp.domain.rules import PRESETS
from examapp.services.detect_changes import ChangedMeanwhile, check_settings_unchanged, settings_stamp
from examapp.services.edit_blueprint import apply_preset, save_rules, save_window
from examapp.services.show_round import RoundDetail
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.rules_form import RulesForm, form_of
from examapp.web.staff_fields import named_fields
from examapp.web.staff_pages import event_or_404, round_or_404


@pages.get("/events/<int:event_id>/rounds/<int:number>/rules")
def rules(event_id: int, number: int) -> ResponseReturnValue:
    """Show the rules."""
    detail = round_or_404(event_id, number)
    return _page(detail, form_of(detail))


@pages.post("/events/<int:event_id>/rounds/<int:number>/rules")
def edit_rules(event_id: int, number: int) -> ResponseReturnValue:
    """Save the rules."""
    detail, form = round_or_404(event_id, number), RulesForm(named_fields(request.form)).offer()
    if not form.validate():
        return _page(detail, form), 400
    try:
        _save(detail, form)
    except ExamError as error:
        return _page(detail, form, error), 409
    flash(_("规则已保存。"), "success")
    return redirect(url_for(".rules", event_id=event_id, number=number))


@pages.post("/events/<int:event_id>/rounds/<int:number>/preset")
def use_preset(event_id: int, number: int) -> ResponseReturnValue:
    """Replace blueprint, timing and advancement by those of a preset."""
    detail = round_or_404(event_id, number)
    session, preset = transactions.session(), request.form.get("preset", "")
    try:
        apply_preset(session, round_id=detail.id, preset=preset, actor=actor(), now=transactions.now())
    except ExamError as error:
        return _page(detail, form_of(detail), error), 409
    flash(_("已套用模板：组卷方案、时长和晋级规则都已替换。"), "success")
    return redirect(url_for(".rules", event_id=event_id, number=number))


def _save(detail: RoundDetail, form: RulesForm) -> None:
    session, now = transactions.session(), transactions.now()
    check_settings_unchanged(session, round_id=detail.id, stamp=request.form.get("stamp", ""))
    name = form.name.data or ""
    opens_at = _kept(form.opens_at.data, detail.opens_at)
    closes_at = _kept(form.closes_at.data, detail.closes_at)
    if (name, opens_at, closes_at) != (detail.name, detail.opens_at, detail.closes_at):
        save_window(
            session,
            round_id=detail.id,
            name=name,
            opens_at=opens_at,
            closes_at=closes_at,
            actor=actor(),
            now=now,
        )
    save_rules(
        session,
        round_id=detail.id,
        actor=actor(),
        now=now,
        timing=form.timing(),
        advancement=form.advancement(),
        show_score_on_notice=form.show_score_on_notice.data,
        afterwards=form.afterwards(),
    )


def _kept(typed: datetime | None, before: datetime) -> datetime:
    """Return the moment typed; one that was not touched keeps the seconds, which the form does not show."""
    return typed if typed and typed != before.replace(second=0, microsecond=0) else before


def _page(detail: RoundDetail, form: RulesForm, refusal: ExamError | None = None) -> str:
    stamp = settings_stamp(detail.name, detail.opens_at, detail.closes_at, detail.rules)
    return render_template(
        "organizer/rules.html",
        event=event_or_404(detail.event_id),
        round=detail,
        form=form,
        refusal=refusal,
        stamp=stamp if isinstance(refusal, ChangedMeanwhile) else request.form.get("stamp", stamp),
        presets=tuple(PRESETS),
    )
