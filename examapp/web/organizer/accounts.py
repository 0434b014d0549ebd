"""The staff's accounts: who there is, and a new one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from examapp.domain.errors import ExamError
from examapp.services.create_staff import ROLES, SHORTEST_PASSWORD, create_staff
from examapp.services.show_contest import show_contest
from examapp.services.show_people import list_staff
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.staff_pages import role_label


class AccountForm(FlaskForm):
    """A new account."""

    username = StringField(
        lazy_gettext("用户名"), [InputRequired(lazy_gettext("请填写用户名。")), Length(max=50)]
    )
    name = StringField(lazy_gettext("姓名"), [InputRequired(lazy_gettext("请填写姓名。")), Length(max=100)])
    role = SelectField(lazy_gettext("角色"))
    password = PasswordField(
        lazy_gettext("初始密码"), [InputRequired(lazy_gettext("请填写初始密码。")), Length(max=200)]
    )
    events = SelectMultipleField(
        lazy_gettext("负责的赛项（仅协调员）"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


@pages.get("/staff")
def accounts() -> ResponseReturnValue:
    """List the accounts."""
    return render_template("organizer/accounts.html", accounts=list_staff(transactions.session()))


@pages.route("/staff/new", methods=["GET", "POST"])
def new_account() -> ResponseReturnValue:
    """Ask for an account and add it."""
    form, refusal = AccountForm(), None
    contest = show_contest(transactions.session(), transactions.now())
    form.role.choices = [(role, role_label(role)) for role in ROLES]
    events = contest.events if contest else ()
    form.events.choices = [(each.code, f"{each.code} {each.name}") for each in events]
    if form.validate_on_submit():
        try:
            _create(form)
        except ExamError as error:
            refusal = error
        else:
            flash(_("账号“%(name)s”已建立。", name=form.username.data), "success")
            return redirect(url_for(".accounts"))
    page = render_template(
        "organizer/new_account.html", form=form, refusal=refusal, shortest=SHORTEST_PASSWORD
    )
    return page, 409 if refusal else 400 if form.errors else 200


def _create(form: AccountForm) -> None:
    create_staff(
        transactions.session(),
        username=form.username.data or "",
        name=form.name.data or "",
        role=form.role.data,
        password=form.password.data or "",
        event_codes=form.events.data or (),
        actor=actor(),
        now=transactions.now(),
    )
