"""Adding a round to an event."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from examapp.domain.errors import ExamError
from examapp.domain.rules import PRESETS
from examapp.services.create_round import create_round
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_fields import LocalTimeField
from examapp.web.staff_pages import event_or_404, preset_label


class RoundForm(FlaskForm):
    """Name, window and the rules to start from."""

    name = StringField(
        lazy_gettext("轮次名称"), [DataRequired(lazy_gettext("请填写名称，例如初赛。")), Length(max=100)]
    )
    opens_at = LocalTimeField(
        lazy_gettext("开始时间（北京时间）"), [InputRequired(lazy_gettext("请填写开始时间。"))]
    )
    closes_at = LocalTimeField(
        lazy_gettext("结束时间（北京时间）"), [InputRequired(lazy_gettext("请填写结束时间。"))]
    )
    preset = SelectField(lazy_gettext("规则模板"))


@pages.route("/events/<int:event_id>/rounds/new", methods=["GET", "POST"])
def new_round(event_id: int) -> ResponseReturnValue:
    """Ask for a round and add it in draft."""
    event, form, refusal = event_or_404(event_id), RoundForm(), None
    form.preset.choices = [(code, preset_label(code)) for code in PRESETS]
    if form.validate_on_submit():
        try:
            _create(event_id, form)
        except ExamError as error:
            refusal = error
        else:
            flash(_("轮次已建立。请设置组卷方案和规则，核对后开放。"), "success")
            return redirect(url_for("coordinator.event", event_id=event_id))
    page = render_template("organizer/new_round.html", event=event, form=form, refusal=refusal)
    return page, 409 if refusal else 400 if form.errors else 200


def _create(event_id: int, form: RoundForm) -> None:
    create_round(
        transactions.session(),
        event_id=event_id,
        name=form.name.data or "",
        opens_at=form.opens_at.data or transactions.now(),
        closes_at=form.closes_at.data or transactions.now(),
        rules=PRESETS[form.preset.data],
        actor=actor(),
        now=transactions.now(),
    )
