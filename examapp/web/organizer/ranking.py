"""The ranking of a round with every place's reason, and the lists published from it."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from examapp.domain.errors import ExamError
from examapp.domain.places import REPLY_LABELS
from examapp.services.find_attempts import entry_ids_by_ticket
from examapp.services.rank_round import rank_round
from examapp.services.show_finals_list import ListNotFound, lists_of_round, show_finals_list
from examapp.services.show_places import replies_by_ticket
from examapp.services.show_round import RoundDetail
from examapp.web import transactions
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.publishing_form import PublishForm
from examapp.web.staff_pages import event_or_404, round_or_404


# A GET that writes: attempts whose time has run out are closed before anybody is ranked.
@pages.get("/events/<int:event_id>/rounds/<int:number>/ranking")
@transactions.writes
def ranking(event_id: int, number: int) -> ResponseReturnValue:
    """Show everybody's rank, scores, tie step, state and reason; marked while it may still change."""
    detail = round_or_404(event_id, number)
    return ranking_page(detail), 409 if detail.state == "draft" else 200


def ranking_page(detail: RoundDetail, form: FlaskForm | None = None, refusal: ExamError | None = None) -> str:
    """Return the ranking's page with the publishing form as it was typed."""
    session, now = transactions.session(), transactions.now()
    vault, ranked = transactions.collaborators().vault, None
    try:
        ranked = rank_round(session, vault, round_id=detail.id, now=now, preliminary=True)
    except ExamError as error:
        refusal = refusal or error
    return render_template(
        "organizer/ranking.html",
        event=event_or_404(detail.event_id),
        round=detail,
        ranking=ranked,
        entry_ids=entry_ids_by_ticket(session, round_id=detail.id),
        replies=replies_by_ticket(session, round_id=detail.id),
        REPLY_LABELS=REPLY_LABELS,
        lists=lists_of_round(session, detail.id),
        form=form or PublishForm(None),
        refusal=refusal,
    )


@pages.get("/events/<int:event_id>/lists/<int:list_id>")
def internal_list(event_id: int, list_id: int) -> ResponseReturnValue:
    """Show a published version with everything that staff may see."""
    try:
        found = show_finals_list(transactions.session(), list_id)
    except ListNotFound:
        abort(404)
    if found.published.event_id != event_id:
        abort(404)
    return render_template(
        "organizer/internal_list.html",
        event=event_or_404(event_id),
        found=found,
        replies=replies_by_ticket(transactions.session(), round_id=found.published.round_id),
        REPLY_LABELS=REPLY_LABELS,
    )
