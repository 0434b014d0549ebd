"""One account of the staff: a forgotten password set anew, the account closed or let in again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from examapp.domain.errors import ExamError
from examapp.services.change_staff import reset_password, set_account_active
from examapp.services.create_staff import SHORTEST_PASSWORD
from examapp.services.show_people import StaffRow, list_staff
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages


class ResetForm(FlaskForm):
    """A new password for somebody else."""

    password = PasswordField(
        lazy_gettext("新密码"), [InputRequired(lazy_gettext("请填写新密码。")), Length(max=200)]
    )


class ActiveForm(FlaskForm):
    """Closing an account or letting it in again."""

    reason = StringField(
        lazy_gettext("理由"),
        [InputRequired(lazy_gettext("请填写理由：它会记入审计日志，供日后核查。")), Length(max=500)],
    )


@pages.get("/staff/<int:staff_id>")
def account(staff_id: int) -> ResponseReturnValue:
    """Show the account with what may be done about it."""
    return _page(account_or_404(staff_id))


@pages.post("/staff/<int:staff_id>/password")
def reset(staff_id: int) -> ResponseReturnValue:
    """Set a forgotten password anew."""
    row, form = account_or_404(staff_id), ResetForm(prefix="reset-")
    if not form.validate():
        return _page(row, reset_form=form), 400
    try:
        reset_password(
            transactions.session(),
            staff_id=staff_id,
            password=form.password.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(row, refusal=error), 409
    flash(_("账号“%(name)s”的密码已重设，原来的登录已退出。", name=row.username), "success")
    return redirect(url_for(".accounts"))


@pages.post("/staff/<int:staff_id>/active")
def activate(staff_id: int) -> ResponseReturnValue:
    """Close the account, or let it in again."""
    row, form = account_or_404(staff_id), ActiveForm(prefix="active-")
    wanted = request.form.get("active-wanted") == "y"
    if not form.validate():
        return _page(row, active_form=form), 400
    try:
        set_account_active(
            transactions.session(),
            staff_id=staff_id,
            active=wanted,
            reason=form.reason.data or "",
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(row, active_form=form, refusal=error), 409
    name = row.username
    said = (
        _("账号“%(name)s”已恢复。", name=name)
        if wanted
        else _("账号“%(name)s”已停用，原来的登录已退出。", name=name)
    )
    flash(said, "success")
    return redirect(url_for(".accounts"))


def account_or_404(staff_id: int) -> StaffRow:
    """Return the account, or answer that there is no such page."""
    rows = list_staff(transactions.session())
    return next((row for row in rows if row.id == staff_id), None) or abort(404)


def _page(
    row: StaffRow,
    *,
    reset_form: ResetForm | None = None,
    active_form: ActiveForm | None = None,
    refusal: ExamError | None = None,
) -> str:
    return render_template(
        "organizer/account.html",
        account=row,
        reset_form=reset_form or ResetForm(None, prefix="reset-"),
        active_form=active_form or ActiveForm(None, prefix="active-"),
        refusal=refusal,
        shortest=SHORTEST_PASSWORD,
    )
