"""The bank on paper."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from examapp.services.print_bank import FontMissing, print_bank, record_print
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.bank import filter_from, query_of
from examapp.web.coordinator.blueprint import pages
from examapp.web.errors import error_sentence
from examapp.web.staff_pages import download, event_or_404


# A GET that writes: who took the keys is recorded.
@pages.get("/events/<int:event_id>/bank/print/<any(with, without):keys>.pdf")
@transactions.writes
def print_bank_file(event_id: int, keys: str) -> ResponseReturnValue:
    """Download the questions that the filter of the address lets through, to print."""
    event_or_404(event_id)
    # Setting the type takes seconds, in which everybody else may write.
    transactions.let_others_write()
    only, with_keys, now = filter_from(request.args), keys == "with", transactions.now()
    try:
        with transactions.collaborators().database.reading() as reading:
            file = print_bank(
                reading,
                event_id=event_id,
                with_keys=with_keys,
                now=now,
                only=only,
                translate=gettext,
            )
    except FontMissing as error:
        flash(error_sentence(error), "info")
        return redirect(f"{url_for('.bank', event_id=event_id)}?{query_of(only)}")
    record_print(
        transactions.session(), event_id=event_id, file=file, with_keys=with_keys, actor=actor(), now=now
    )
    response: Response = download(file.data, file.filename)
    return response
