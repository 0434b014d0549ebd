"""Editing the blueprint of a round in draft, with what the bank lacks for it said at once."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.blueprint import blueprint_problems, shortages
from examapp.domain.errors import ExamError
from examapp.domain.problems import Problem
from examapp.domain.rules import PRESETS, Blueprint
from examapp.services.check_round import current_bank
from examapp.services.detect_changes import ChangedMeanwhile, blueprint_stamp, check_blueprint_unchanged
from examapp.services.edit_blueprint import save_blueprint
from examapp.services.show_bank import bank_topics
from examapp.services.show_round import RoundDetail
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.blueprint_form import BlueprintForm, form_of, with_rows_changed
from examapp.web.staff_fields import named_fields
from examapp.web.staff_pages import event_or_404, round_or_404


@pages.get("/events/<int:event_id>/rounds/<int:number>/blueprint")
def blueprint(event_id: int, number: int) -> ResponseReturnValue:
    """Show the blueprint: as a form while the round is in draft, as it was frozen afterwards."""
    detail = round_or_404(event_id, number)
    chosen = PRESETS.get(request.args.get("preset", ""))
    shown = chosen.blueprint if chosen and detail.state == "draft" else detail.rules.blueprint
    return _editor(detail, form_of(shown), problems_of(event_id, shown))


@pages.post("/events/<int:event_id>/rounds/<int:number>/blueprint")
def edit_blueprint(event_id: int, number: int) -> ResponseReturnValue:
    """Save the blueprint, or add and remove rows of the form without saving."""
    detail, act = round_or_404(event_id, number), request.form.get("act", "save")
    fields = named_fields(request.form)
    if act not in ("save", "check"):
        return _editor(detail, BlueprintForm(with_rows_changed(fields, act)))
    form = BlueprintForm(fields)
    form.offer(bank_topics(transactions.session(), event_id))
    if not form.validate():
        return _editor(detail, form), 400
    typed = form.blueprint()
    if act == "check":
        return _editor(detail, form, problems_of(event_id, typed))
    return _save(detail, form, typed)


def _save(detail: RoundDetail, form: BlueprintForm, typed: Blueprint) -> ResponseReturnValue:
    session, now = transactions.session(), transactions.now()
    try:
        check_blueprint_unchanged(session, round_id=detail.id, stamp=request.form.get("stamp", ""))
        version = save_blueprint(session, round_id=detail.id, blueprint=typed, actor=actor(), now=now)
    except ExamError as error:
        return _editor(detail, form, refusal=error), 409
    flash(_("组卷方案已保存为第 %(n)s 版。", n=version), "success")
    return redirect(url_for(".blueprint", event_id=detail.event_id, number=detail.number))


def problems_of(event_id: int, typed: Blueprint) -> Sequence[Problem]:
    """Return what is wrong with a blueprint, else what the bank as it is now lacks for it."""
    if problems := blueprint_problems(typed):
        return problems
    bank = current_bank(transactions.session(), event_id)
    return [shortage.problem for shortage in shortages(typed, bank)]


def _editor(
    detail: RoundDetail,
    form: BlueprintForm,
    problems: Sequence[Problem] | None = None,
    refusal: ExamError | None = None,
) -> str:
    """Return the editor; `problems` is None where nobody asked for a check."""
    stamp = blueprint_stamp(detail.rules.blueprint)
    return render_template(
        "coordinator/blueprint.html",
        event=event_or_404(detail.event_id),
        round=detail,
        form=form.offer(bank_topics(transactions.session(), detail.event_id)),
        problems=problems,
        refusal=refusal,
        stamp=stamp if isinstance(refusal, ChangedMeanwhile) else request.form.get("stamp", stamp),
        presets=tuple(PRESETS),
    )
