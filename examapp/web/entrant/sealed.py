"""Sending in an answer file that the phone sealed when the network failed it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.errors import ExamError
from examapp.services.own_attempts import own_attempt
from examapp.services.receive_sealed_file import NotSealedFile, OtherAttempt, TooManyFiles, receive_own_file
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant.blueprint import pages
from examapp.web.errors import error_sentence
from examapp.web.sealed_form import SealedFileForm, received_sentence


@pages.route("/attempts/<int:attempt_id>/sealed", methods=["GET", "POST"])
def sealed(attempt_id: int) -> ResponseReturnValue:
    """Take in a sealed file of one's own attempt, and say what became of it."""
    form, refusal = SealedFileForm(), ""
    if form.validate_on_submit():
        text = form.sealed_text()
        try:
            received = receive_own_file(
                transactions.session(),
                transactions.collaborators().vault,
                entrant_id=entrant_id(),
                attempt_id=attempt_id,
                text=text,
                now=transactions.now(),
            )
        except (NotSealedFile, OtherAttempt, TooManyFiles) as error:
            refusal = _sentence(error, bool(text))
        else:
            flash(received_sentence(received))
            return redirect(url_for(".sealed", attempt_id=attempt_id), 303)
    else:
        own_attempt(transactions.session(), entrant_id=entrant_id(), attempt_id=attempt_id)
    page = render_template("entrant/sealed.html", form=form, refusal=refusal, attempt_id=attempt_id)
    return page, 400 if refusal else 200


def _sentence(error: ExamError, something_came: bool) -> str:
    return error_sentence(error) if something_came else _("请选择作答文件，或粘贴文件里的文字。")
