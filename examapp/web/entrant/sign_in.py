"""Signing in with ticket number and PIN, on a page of its own or over the sitting, and out."""

from __future__ import annotations

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from examapp.services.record_consent import consent_state
from examapp.services.sign_in_entrant import SignedIn, SignInRefused, sign_in_entrant
from examapp.web import transactions
from examapp.web.auth import EntrantUser, open_to_all, safe_next, start_session
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.wire import Renewal, decoded, malformed
from examapp.web.staff_sign_in import refusal_sentence


class SignInForm(FlaskForm):
    """Ticket number and PIN."""

    ticket = StringField(
        lazy_gettext("准考证号"), [InputRequired(lazy_gettext("请填写准考证号。")), Length(max=40)]
    )
    pin = PasswordField(lazy_gettext("密码"), [InputRequired(lazy_gettext("请填写密码。")), Length(max=40)])


@pages.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Sign an entrant in, and lead them to the notice or to the page they asked for."""
    form = SignInForm()
    refusal = ""
    if form.validate_on_submit():
        outcome = _try(form.ticket.data or "", form.pin.data or "")
        if isinstance(outcome, SignedIn):
            return redirect(_after_sign_in(outcome.entrant_id))
        refusal = _sentence(outcome)
    return render_template("entrant/sign_in.html", form=form, refusal=refusal), 401 if refusal else 200


@pages.post("/renew")
@open_to_all
def renew() -> ResponseReturnValue:
    """Sign an entrant in again without leaving the sitting; the PIN itself guards this address."""
    sent = decoded(Renewal)
    if sent is None:
        return malformed()
    outcome = _try(sent.ticket, sent.pin)
    if isinstance(outcome, SignedIn):
        return jsonify(ok=True)
    return jsonify(reason=outcome.reason, message=_sentence(outcome)), 401


@pages.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Forget who was signed in."""
    logout_user()
    start_session()
    return redirect(url_for("entrant.sign_in"))


def _try(ticket: str, pin: str) -> SignedIn | SignInRefused:
    collaborators = transactions.collaborators()
    outcome = sign_in_entrant(
        transactions.session(),
        collaborators.vault,
        ticket=ticket,
        pin=pin,
        address=request.remote_addr or "",
        address_limit=collaborators.settings.sign_in_attempts_per_address,
        now=transactions.now(),
    )
    if isinstance(outcome, SignedIn):
        start_session()
        login_user(EntrantUser(outcome.entrant_id, outcome.entry_id, outcome.mark))
    else:
        transactions.keep_changes()
    return outcome


def _after_sign_in(entrant_id: int) -> str:
    wanted = safe_next(request.args.get("next"), url_for("entrant.my_events_page"))
    given = consent_state(transactions.session(), entrant_id).given
    return wanted if given else url_for("entrant.consent", next=wanted)


def _sentence(refused: SignInRefused) -> str:
    if refused.reason == "wrong":
        return _("准考证号或密码不正确。请对照准考证和密码条核对后重新输入；连续输错 5 次会锁定 15 分钟。")
    return refusal_sentence(refused.reason, refused.retry_after_s)
