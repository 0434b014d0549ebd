"""Correcting a question after the sitting: proposed, shown with all that moves, then applied or rejected."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from examapp.domain.corrections import KIND_LABELS, WITH_ANSWER, Correction
from examapp.domain.errors import ExamError
from examapp.services.decide_correction import CorrectionNotFound, apply_correction, reject_correction
from examapp.services.propose_correction import answer_for, propose_correction, question_in_round
from examapp.services.show_corrections import list_corrections, show_correction
from examapp.services.show_round import RoundDetail
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.entries import REASON
from examapp.web.staff_pages import event_or_404, round_or_404

SHOWN_PLACES = 300


class ProposalForm(FlaskForm):
    """Which question, what is to be done with it, and why."""

    qid = StringField(
        lazy_gettext("题目编号"), [InputRequired(lazy_gettext("请填写题目编号。")), Length(max=100)]
    )
    kind = RadioField(lazy_gettext("怎样勘误"), default="new_key")
    answer = StringField(lazy_gettext("答案"), [Length(max=4000)])
    reason = StringField(lazy_gettext("理由"), [REASON, Length(max=500)])


def proposal_form(*arguments: None, **values: str) -> ProposalForm:
    """Return the form with the ways to correct in the reader's language."""
    form = ProposalForm(*arguments, **values)
    form.kind.choices = [(kind, _(label)) for kind, label in KIND_LABELS.items()]
    return form


class DecisionForm(FlaskForm):
    """What was seen, and why a proposal is rejected."""

    seen = HiddenField()
    reason = StringField(lazy_gettext("理由"), [Length(max=500)])


@pages.get("/events/<int:event_id>/rounds/<int:number>/corrections")
def corrections(event_id: int, number: int) -> ResponseReturnValue:
    """List the round's corrections beside the form for a new one."""
    form = proposal_form(None, qid=request.args.get("qid", "")[:100])
    return _list_page(round_or_404(event_id, number), form)


@pages.post("/events/<int:event_id>/rounds/<int:number>/corrections")
def propose(event_id: int, number: int) -> ResponseReturnValue:
    """Keep a proposal and lead to what it would change."""
    detail, form = round_or_404(event_id, number), proposal_form()
    if not form.validate():
        return _list_page(detail, form), 400
    try:
        correction_id = _propose(detail, form)
    except ExamError as error:
        return _list_page(detail, form, error), 409
    return redirect(
        url_for(".correction", event_id=event_id, number=number, correction_id=correction_id), 303
    )


@pages.get("/events/<int:event_id>/rounds/<int:number>/corrections/<int:correction_id>")
def correction(event_id: int, number: int, correction_id: int) -> ResponseReturnValue:
    """Show a correction: before the decision with all that it would move."""
    return _page(round_or_404(event_id, number), correction_id)


@pages.post("/events/<int:event_id>/rounds/<int:number>/corrections/<int:correction_id>/apply")
def apply(event_id: int, number: int, correction_id: int) -> ResponseReturnValue:
    """Mark every paper again."""
    detail, form = _own(event_id, number, correction_id), DecisionForm()
    using = transactions.collaborators()
    try:
        effect = apply_correction(
            transactions.session(),
            using.vault,
            correction_id=correction_id,
            actor=actor(),
            now=transactions.now(),
            needs_second_person=using.settings.corrections_need_two,
            seen=form.seen.data or "",
        )
    except ExamError as error:
        return _page(detail, correction_id, error), 409
    flash(
        _("勘误已执行：%(n)s 份成绩有了新版本。请核对排名，再公布新的一版名单。", n=effect.results), "success"
    )
    return redirect(url_for(".ranking", event_id=event_id, number=number), 303)


@pages.post("/events/<int:event_id>/rounds/<int:number>/corrections/<int:correction_id>/reject")
def reject(event_id: int, number: int, correction_id: int) -> ResponseReturnValue:
    """Close the proposal without any change."""
    detail, form = _own(event_id, number, correction_id), DecisionForm()
    try:
        reject_correction(
            transactions.session(),
            correction_id=correction_id,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(detail, correction_id, error), 409
    flash(_("已驳回，成绩没有任何改变。"), "success")
    return redirect(url_for(".corrections", event_id=event_id, number=number), 303)


def _propose(detail: RoundDetail, form: ProposalForm) -> int:
    session, qid, kind = transactions.session(), (form.qid.data or "").strip(), form.kind.data
    question = question_in_round(session, detail.id, qid)
    answer = answer_for(question, form.answer.data or "") if kind in WITH_ANSWER else None
    return propose_correction(
        session,
        round_id=detail.id,
        correction=Correction(qid, kind, answer),
        reason=form.reason.data or "",
        actor=actor(),
        now=transactions.now(),
    )


def _own(event_id: int, number: int, correction_id: int) -> RoundDetail:
    detail = round_or_404(event_id, number)
    if correction_id not in {each.id for each in list_corrections(transactions.session(), detail.id)}:
        abort(404)
    return detail


def _list_page(detail: RoundDetail, form: ProposalForm, refusal: ExamError | None = None) -> str:
    return render_template(
        "organizer/corrections.html",
        event=event_or_404(detail.event_id),
        round=detail,
        corrections=list_corrections(transactions.session(), detail.id),
        labels=KIND_LABELS,
        form=form,
        refusal=refusal,
    )


def _page(detail: RoundDetail, correction_id: int, refusal: ExamError | None = None) -> str:
    using = transactions.collaborators()
    try:
        shown, effect = show_correction(
            transactions.session(), using.vault, round_id=detail.id, correction_id=correction_id
        )
    except CorrectionNotFound:
        abort(404)
    return render_template(
        "organizer/correction.html",
        event=event_or_404(detail.event_id),
        round=detail,
        shown=shown,
        effect=effect,
        labels=KIND_LABELS,
        shown_places=SHOWN_PLACES,
        leave_to_another=using.settings.corrections_need_two and shown.proposed_by == actor(),
        form=DecisionForm(None),
        refusal=refusal,
    )
