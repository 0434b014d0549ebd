"""Appeals of all events, and answering them."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from examapp.domain.appeals import KIND_LABELS, LONGEST_ANSWER, STATE_LABELS
from examapp.domain.errors import ExamError
from examapp.services.answer_appeal import answer_appeal, must_leave_to_another
from examapp.services.show_appeals import list_appeals, show_appeal
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import page_number

TOO_LONG = lazy_gettext("最多 %(max)d 个字。")


class AnswerForm(FlaskForm):
    """The decision about an appeal with its reason."""

    decision = RadioField(
        lazy_gettext("结论"),
        [InputRequired(lazy_gettext("请选择结论。"))],
    )
    answer = TextAreaField(
        lazy_gettext("给申诉人的答复和理由"),
        [
            InputRequired(lazy_gettext("请填写答复：申诉人会看到。")),
            Length(max=LONGEST_ANSWER, message=TOO_LONG),
        ],
        render_kw={"rows": 5},
    )

    def offer(self) -> AnswerForm:
        """Fill the list to choose from."""
        self.decision.choices = [("upheld", _("成立")), ("rejected", _("不成立"))]
        return self


@pages.get("/appeals")
def appeals() -> ResponseReturnValue:
    """List the appeals, those that wait first."""
    state = request.args.get("state", "")
    state = state if state in STATE_LABELS else ""
    return render_template(
        "organizer/appeals.html",
        page=list_appeals(transactions.session(), page=page_number(), state=state),
        state=state,
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        now=transactions.now(),
    )


@pages.get("/appeals/<int:appeal_id>")
def appeal(appeal_id: int) -> ResponseReturnValue:
    """Show one appeal with the form to answer it."""
    return _page(appeal_id, AnswerForm(None).offer())


@pages.post("/appeals/<int:appeal_id>")
def answer(appeal_id: int) -> ResponseReturnValue:
    """Answer an appeal."""
    form, session = AnswerForm().offer(), transactions.session()
    if not form.validate():
        return _page(appeal_id, form), 400
    try:
        answer_appeal(
            session,
            appeal_id=appeal_id,
            decision=form.decision.data,
            answer=(form.answer.data or "").replace("\r\n", "\n"),
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(appeal_id, form, error), 409
    flash(_("答复已发给申诉人。"), "success")
    return redirect(url_for(".appeal", appeal_id=appeal_id))


def _page(appeal_id: int, form: AnswerForm, refusal: ExamError | None = None) -> str:
    session = transactions.session()
    found = show_appeal(session, appeal_id) or abort(404)
    return render_template(
        "organizer/appeal.html",
        appeal=found,
        form=form,
        refusal=refusal,
        leave_to_another=must_leave_to_another(session, appeal_id=appeal_id, actor=actor()),
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        now=transactions.now(),
    )
