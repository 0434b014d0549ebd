"""What entrants ask about their data, and answering it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from examapp.domain.data_requests import FIELD_LABELS, KIND_LABELS, LONGEST_ANSWER, STATE_LABELS
from examapp.domain.errors import ExamError
from examapp.services.answer_data_request import answer_data_request
from examapp.services.show_data_requests import list_data_requests, show_data_request
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.appeals import TOO_LONG
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import page_number


class RequestAnswerForm(FlaskForm):
    """What was done about a request."""

    decision = RadioField(
        lazy_gettext("结论"),
        [InputRequired(lazy_gettext("请选择结论。"))],
    )
    answer = TextAreaField(
        lazy_gettext("给申请人的答复"),
        [
            InputRequired(lazy_gettext("请填写答复：申请人会看到。")),
            Length(max=LONGEST_ANSWER, message=TOO_LONG),
        ],
        render_kw={"rows": 5},
    )

    def offer(self) -> RequestAnswerForm:
        """Fill the list to choose from."""
        self.decision.choices = [("done", _("已办理")), ("declined", _("不予办理"))]
        return self


@pages.get("/data-requests")
def data_requests() -> ResponseReturnValue:
    """List the requests, those that wait first."""
    state = request.args.get("state", "")
    state = state if state in STATE_LABELS else ""
    return render_template(
        "organizer/data_requests.html",
        page=list_data_requests(transactions.session(), page=page_number(), state=state),
        state=state,
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        fields=FIELD_LABELS,
    )


@pages.get("/data-requests/<int:request_id>")
def data_request(request_id: int) -> ResponseReturnValue:
    """Show one request with the form to answer it."""
    return _page(request_id, RequestAnswerForm(None).offer())


@pages.post("/data-requests/<int:request_id>")
def answer_request(request_id: int) -> ResponseReturnValue:
    """Answer a request."""
    form, session = RequestAnswerForm().offer(), transactions.session()
    if not form.validate():
        return _page(request_id, form), 400
    try:
        answer_data_request(
            session,
            request_id=request_id,
            decision=form.decision.data,
            answer=(form.answer.data or "").replace("\r\n", "\n"),
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(request_id, form, error), 409
    flash(_("答复已发给申请人。"), "success")
    return redirect(url_for(".data_request", request_id=request_id))


def _page(request_id: int, form: RequestAnswerForm, refusal: ExamError | None = None) -> str:
    found = show_data_request(transactions.session(), request_id) or abort(404)
    return render_template(
        "organizer/data_request.html",
        asked=found,
        form=form,
        refusal=refusal,
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        fields=FIELD_LABELS,
    )
