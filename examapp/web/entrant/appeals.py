"""Appeals about an own attempt: the form, what became of each, and taking one back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from examapp.domain.appeals import KIND_LABELS, LONGEST_APPEAL, MOST_APPEALS, STATE_LABELS
from examapp.domain.errors import ExamError
from examapp.services.my_appeals import MyAppeals, my_appeals
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.submit_appeal import AppealDecided, submit_appeal, withdraw_appeal
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.results import own_result, to_sitting
from examapp.web.errors import error_sentence

LONGEST_ITEM = 4


class AppealForm(FlaskForm):
    """What the appeal is about and why."""

    kind = RadioField(lazy_gettext("对什么提出申诉"), [InputRequired(lazy_gettext("请选择申诉的类别。"))])
    item = StringField(lazy_gettext("题号（只在申诉某一道题时填写）"))
    text = TextAreaField(
        lazy_gettext("具体理由"),
        [
            InputRequired(lazy_gettext("请写明申诉的具体理由。")),
            Length(max=LONGEST_APPEAL, message=lazy_gettext("最多 %(max)d 个字。")),
        ],
    )


@pages.get("/attempts/<int:attempt_id>/appeals")
@transactions.writes
def appeals(attempt_id: int) -> ResponseReturnValue:
    """Show the own appeals, and the form with what may be appealed against now."""
    if own_result(attempt_id) is None:
        return to_sitting(attempt_id)
    mine = _mine(attempt_id)
    return _page(mine, _offer(None, mine))


@pages.post("/attempts/<int:attempt_id>/appeals")
def appeal(attempt_id: int) -> ResponseReturnValue:
    """File an appeal."""
    mine = _mine(attempt_id)
    form = _offer(AppealForm(), mine)
    if not form.validate():
        return _page(mine, form), 400
    try:
        submit_appeal(
            transactions.session(),
            entrant_id=entrant_id(),
            attempt_id=attempt_id,
            kind=form.kind.data,
            item=_number(form.item.data or ""),
            text=form.text.data or "",
            now=transactions.now(),
        )
    except AttemptNotFound:
        raise
    except ExamError as error:
        return _page(mine, form, error_sentence(error)), 409
    flash(_("申诉已提交，组委会会在三个工作日内答复，请回到本页查看。"))
    return redirect(url_for("entrant.appeals", attempt_id=attempt_id), 303)


@pages.post("/attempts/<int:attempt_id>/appeals/<int:appeal_number>/withdraw")
def withdraw(attempt_id: int, appeal_number: int) -> ResponseReturnValue:
    """Take an appeal back."""
    try:
        withdraw_appeal(
            transactions.session(),
            entrant_id=entrant_id(),
            attempt_id=attempt_id,
            number=appeal_number,
            now=transactions.now(),
        )
        flash(_("申诉已撤回。"))
    except AppealDecided as decided:
        flash(error_sentence(decided), "refused")
    return redirect(url_for("entrant.appeals", attempt_id=attempt_id), 303)


def _mine(attempt_id: int) -> MyAppeals:
    return my_appeals(transactions.session(), entrant_id=entrant_id(), attempt_id=attempt_id)


def _offer(form: AppealForm | None, mine: MyAppeals) -> AppealForm:
    """Let only what is open now be chosen; a link from a question of the paper fills the form in."""
    item = request.args.get("item", "")[:LONGEST_ITEM]
    now = transactions.now()
    is_open = [kind for kind, window in mine.windows.items() if window.status(now) == "open"]
    if form is None:
        only = is_open[0] if len(is_open) == 1 else None
        form = AppealForm(None, data={"item": item, "kind": "question" if item else only})
    form.kind.choices = [(kind, _(KIND_LABELS[kind])) for kind in is_open]
    return form


def _number(typed: str) -> int:
    """Return the question's number that was typed, 0 for anything else."""
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_ITEM else 0


def _page(mine: MyAppeals, form: AppealForm, refusal: str = "") -> str:
    return render_template(
        "entrant/appeals.html",
        mine=mine,
        form=form,
        refusal=refusal,
        now=transactions.now(),
        kinds=KIND_LABELS,
        states=STATE_LABELS,
        longest=LONGEST_APPEAL,
        most=MOST_APPEALS,
    )
