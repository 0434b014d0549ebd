"""Sealed answer files of an event: who sent what in, and handing one in for an entrant."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from examapp.services.list_sealed_files import sealed_files_of
from examapp.services.receive_sealed_file import (
    NotSealedFile,
    OtherAttempt,
    TooManyFiles,
    receive_file_for_event,
)
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.sealed_form import SealedFileForm, received_sentence
from examapp.web.staff_pages import event_or_404


@pages.route("/events/<int:event_id>/sealed-files", methods=["GET", "POST"])
def sealed_files(event_id: int) -> ResponseReturnValue:
    """List the event's sealed files, and take in one that an entrant brought."""
    event, form, refusal = event_or_404(event_id), SealedFileForm(), None
    if form.validate_on_submit():
        try:
            received = receive_file_for_event(
                transactions.session(),
                transactions.collaborators().vault,
                event_id=event_id,
                text=form.sealed_text(),
                actor=actor(),
                now=transactions.now(),
            )
        except (NotSealedFile, OtherAttempt, TooManyFiles) as error:
            refusal = error
        else:
            flash(received_sentence(received), "success")
            return redirect(url_for(".sealed_files", event_id=event_id), 303)
    files = sealed_files_of(transactions.session(), event_id)
    page = render_template(
        "coordinator/sealed_files.html", event=event, form=form, refusal=refusal, files=files
    )
    return page, 409 if refusal else 200
