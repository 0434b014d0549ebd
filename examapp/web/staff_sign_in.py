"""Signing in and out of staff; entrants have their own page under /exam."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import EqualTo, InputRequired, Length

from examapp.domain.errors import ExamError
from examapp.services.change_staff import change_own_password
from examapp.services.create_staff import SHORTEST_PASSWORD
from examapp.services.sign_in_staff import StaffSignedIn, sign_in_staff
from examapp.web import transactions
from examapp.web.auth import StaffUser, ask_to_sign_in, safe_next, staff, start_session

auth_pages = Blueprint("auth", __name__)
HOME_OF_ROLE = {"organizer": "organizer.home", "coordinator": "coordinator.home", "auditor": "auditor.home"}


class StaffSignInForm(FlaskForm):
    """User name and password."""

    username = StringField(
        lazy_gettext("用户名"), [InputRequired(lazy_gettext("请填写用户名。")), Length(max=100)]
    )
    password = PasswordField(
        lazy_gettext("密码"), [InputRequired(lazy_gettext("请填写密码。")), Length(max=200)]
    )
    submit = SubmitField(lazy_gettext("登录"))


class OwnPasswordForm(FlaskForm):
    """The present password and the new one twice, as nobody sees what is typed."""

    current = PasswordField(
        lazy_gettext("现在的密码"), [InputRequired(lazy_gettext("请填写现在的密码。")), Length(max=200)]
    )
    password = PasswordField(
        lazy_gettext("新密码"), [InputRequired(lazy_gettext("请填写新密码。")), Length(max=200)]
    )
    again = PasswordField(
        lazy_gettext("再输一次新密码"), [EqualTo("password", lazy_gettext("两次输入的新密码不同。"))]
    )


@auth_pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign a member of staff in, and lead them to the page they asked for."""
    form = StaffSignInForm()
    refusal = ""
    if form.validate_on_submit():
        outcome = sign_in_staff(
            transactions.session(),
            username=form.username.data or "",
            password=form.password.data or "",
            address=request.remote_addr or "",
            address_limit=transactions.collaborators().settings.sign_in_attempts_per_address,
            now=transactions.now(),
        )
        if isinstance(outcome, StaffSignedIn):
            start_session()
            login_user(StaffUser(outcome.identity, outcome.session_version))
            return redirect(safe_next(request.args.get("next"), url_for(HOME_OF_ROLE[outcome.identity.role])))
        transactions.keep_changes()
        refusal = refusal_sentence(outcome.reason, outcome.retry_after_s)
    return render_template("staff/sign_in.html", form=form, refusal=refusal), 401 if refusal else 200


@auth_pages.route("/password", methods=["GET", "POST"])
def own_password() -> ResponseReturnValue:
    """Let a member of staff change the own password; sessions elsewhere end."""
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if current_user.role not in HOME_OF_ROLE:
        abort(403)
    form, refusal = OwnPasswordForm(), None
    if form.validate_on_submit():
        try:
            version = _change_own_password(form)
        except ExamError as error:
            refusal = error
        else:
            login_user(StaffUser(staff(), version))
            flash(_("密码已修改；在别处登录的都已退出。"), "success")
            return redirect(url_for(HOME_OF_ROLE[current_user.role]))
    page = render_template("staff/password.html", form=form, refusal=refusal, shortest=SHORTEST_PASSWORD)
    return page, 409 if refusal else 400 if form.errors else 200


def _change_own_password(form: OwnPasswordForm) -> int:
    return change_own_password(
        transactions.session(),
        staff_id=staff().id,
        current=form.current.data or "",
        password=form.password.data or "",
        now=transactions.now(),
    )


@auth_pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Forget who was signed in."""
    logout_user()
    start_session()
    return redirect(url_for("public.home"))


def refusal_sentence(reason: str, retry_after_s: int) -> str:
    """Return why signing in was refused, and what to do."""
    minutes = -(-retry_after_s // 60)
    sentences: dict[str, str] = {
        "locked": _(
            "连续输错次数太多，为保护账号已暂时锁定。请在 %(n)s 分钟后再试，或联系组委会。", n=minutes
        ),
        "too_many": _("这个网络上输错的次数太多。请在 %(n)s 分钟后再试。", n=minutes),
    }
    return sentences.get(reason, _("登录信息不正确，请核对后重新输入。"))
