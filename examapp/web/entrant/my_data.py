"""我的信息: what is stored about oneself, and asking that it is corrected or deleted."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.data_requests import (
    FIELD_LABELS,
    KIND_LABELS,
    LONGEST_REQUEST,
    STATE_LABELS,
    DataField,
    RequestKind,
)
from examapp.domain.errors import ExamError
from examapp.services.request_data_change import RequestDecided, request_data_change, withdraw_data_request
from examapp.services.show_my_data import show_my_data
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant.blueprint import pages
from examapp.web.errors import error_sentence

KINDS: dict[str, RequestKind] = {kind: kind for kind in KIND_LABELS}
FIELDS: dict[str, DataField] = {field: field for field in FIELD_LABELS}


@pages.get("/me")
def my_data() -> ResponseReturnValue:
    """Show what is stored about the entrant."""
    return _page()


@pages.post("/me")
def ask_about_my_data() -> ResponseReturnValue:
    """Ask for a correction or for deletion."""
    kind = KINDS.get(request.form.get("kind", "")) or abort(400)
    typed = request.form.get("text", "")
    try:
        request_data_change(
            transactions.session(),
            entrant_id=entrant_id(),
            kind=kind,
            field=FIELDS.get(request.form.get("field", "")),
            text=typed,
            now=transactions.now(),
        )
    except ExamError as error:
        return _page(kind, typed, error_sentence(error)), 409
    flash(_("申请已提交，组委会答复后会显示在本页。"))
    return redirect(url_for("entrant.my_data"), 303)


@pages.post("/me/requests/<int:request_id>/withdraw")
def withdraw_request(request_id: int) -> ResponseReturnValue:
    """Take a request back."""
    try:
        withdraw_data_request(
            transactions.session(), entrant_id=entrant_id(), request_id=request_id, now=transactions.now()
        )
        flash(_("申请已撤回。"))
    except RequestDecided as decided:
        flash(error_sentence(decided), "refused")
    return redirect(url_for("entrant.my_data"), 303)


def _page(kind: str = "", typed: str = "", refusal: str = "") -> str:
    session, vault = transactions.session(), transactions.collaborators().vault
    return render_template(
        "entrant/my_data.html",
        data=show_my_data(session, vault, entrant_id=entrant_id()),
        fields=FIELD_LABELS,
        kinds=KIND_LABELS,
        states=STATE_LABELS,
        longest=LONGEST_REQUEST,
        asked=kind,
        field=request.form.get("field", ""),
        typed=typed,
        refusal=refusal,
    )
