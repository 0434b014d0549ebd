"""Opening, closing and extending a round."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from examapp.domain.errors import ExamError
from examapp.services.close_round import close_round
from examapp.services.extend_round import extend_round, extend_window
from examapp.services.open_round import open_round
from examapp.services.show_round import RoundDetail
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.round_forms import CloseForm, ExtendForm, OpenForm, RoundForms, WindowForm
from examapp.web.coordinator.rounds import round_page
from examapp.web.staff_pages import round_or_404


@pages.post("/events/<int:event_id>/rounds/<int:number>/open")
def open_(event_id: int, number: int) -> ResponseReturnValue:
    """Open the round: rules, bank and roster are frozen, and the draw is committed to."""
    form = OpenForm(prefix="open-")

    def act(detail: RoundDetail) -> str:
        commitment = open_round(
            transactions.session(),
            transactions.collaborators().vault,
            round_id=detail.id,
            actor=actor(),
            now=transactions.now(),
            public_number=form.public_number.data or "",
        )
        return _("本轮已开放。抽题承诺值 %(hash)s 已公布在首页。", hash=commitment[:16] + "…")

    return _change(event_id, number, "open", form, act)


@pages.post("/events/<int:event_id>/rounds/<int:number>/close")
def close(event_id: int, number: int) -> ResponseReturnValue:
    """Close the round: nobody sits it any more."""
    form = CloseForm(prefix="close-")

    def act(detail: RoundDetail) -> str:
        forced = close_round(
            transactions.session(),
            transactions.collaborators().vault,
            round_id=detail.id,
            actor=actor(),
            now=transactions.now(),
            reason=form.reason.data or "",
            force=form.force.data,
        )
        return _("本轮已结束，强制收卷 %(n)s 份。", n=forced)

    return _change(event_id, number, "close", form, act)


@pages.post("/events/<int:event_id>/rounds/<int:number>/extend")
def extend(event_id: int, number: int) -> ResponseReturnValue:
    """Give everybody who is sitting more time."""
    form = ExtendForm(prefix="extend-")

    def act(detail: RoundDetail) -> str:
        prolonged = extend_round(
            transactions.session(),
            round_id=detail.id,
            seconds=60 * (form.minutes.data or 0),
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
        return _("已加时 %(m)s 分钟，%(n)s 份答卷的截止时间推后。", m=form.minutes.data, n=prolonged.attempts)

    return _change(event_id, number, "extend", form, act)


@pages.post("/events/<int:event_id>/rounds/<int:number>/window")
def lengthen_window(event_id: int, number: int) -> ResponseReturnValue:
    """Let the window end later."""
    form = WindowForm(prefix="window-")

    def act(detail: RoundDetail) -> str:
        prolonged = extend_window(
            transactions.session(),
            round_id=detail.id,
            closes_at=form.closes_at.data or detail.closes_at,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
        return _("时间窗口已延长，%(n)s 份答卷的截止时间推后。", n=prolonged.attempts)

    return _change(event_id, number, "window", form, act)


def _change(
    event_id: int, number: int, name: str, form: FlaskForm, act: Callable[[RoundDetail], str]
) -> ResponseReturnValue:
    """Do the act and return to the round; a refusal shows the page with the form as it was typed."""
    detail, forms = round_or_404(event_id, number), RoundForms.empty()
    setattr(forms, name, form)
    if not form.validate():
        return round_page(detail, forms), 400
    try:
        flash(act(detail), "success")
    except ExamError as error:
        return round_page(detail, forms, error), 409
    return redirect(url_for(".one_round", event_id=event_id, number=number))
