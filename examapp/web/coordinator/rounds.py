"""One round: its state, rules and live counts; and a paper drawn on trial."""

from __future__ import annotations

from dataclasses import asdict

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from examapp.domain.errors import ExamError
from examapp.services.check_round import (
    count_other_points,
    questions_without_pictures,
    shortage_report,
    trial_paper,
)
from examapp.services.open_round import reasons_not_to_open
from examapp.services.show_finals_list import lists_of_round
from examapp.services.show_round import RoundDetail
from examapp.services.watch_round import watch_round
from examapp.web import transactions
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.round_forms import RoundForms
from examapp.web.errors import error_sentence
from examapp.web.formatting import local_second
from examapp.web.rules_in_words import rules_in_words
from examapp.web.staff_pages import event_or_404, round_or_404, sentence_of


@pages.get("/events/<int:event_id>/rounds/<int:number>")
def one_round(event_id: int, number: int) -> ResponseReturnValue:
    """Show the round with what may be done in its state."""
    return round_page(round_or_404(event_id, number), RoundForms.empty())


def round_page(detail: RoundDetail, forms: RoundForms, refusal: ExamError | None = None) -> str:
    """Return the round's page with its forms as they were typed."""
    session, now = transactions.session(), transactions.now()
    return render_template(
        "coordinator/round.html",
        event=event_or_404(detail.event_id),
        round=detail,
        forms=forms,
        refusal=refusal,
        counts=watch_round(session, round_id=detail.id, now=now),
        obstacles=_obstacles(detail) if detail.state == "draft" else (),
        rules_in_words=rules_in_words(detail.rules),
        other_points=count_other_points(session, detail.id) if detail.state == "draft" else 0,
        without_pictures=questions_without_pictures(session, detail.id) if detail.state == "draft" else (),
        lists=lists_of_round(session, detail.id),
    )


def _obstacles(detail: RoundDetail) -> list[str]:
    """Return what keeps the round from being opened now, a sentence for each."""
    session, now = transactions.session(), transactions.now()
    reasons = reasons_not_to_open(session, round_id=detail.id, now=now)
    shortages = shortage_report(session, detail.id)
    return [*map(error_sentence, reasons), *map(sentence_of, shortages)]


@pages.get("/events/<int:event_id>/rounds/<int:number>/counts")
def counts(event_id: int, number: int) -> ResponseReturnValue:
    """Return the live counts as JSON, for a page that stays open."""
    detail, now = round_or_404(event_id, number), transactions.now()
    found = asdict(watch_round(transactions.session(), round_id=detail.id, now=now))
    shown = {**found, "last_activity_at": local_second(found["last_activity_at"])}
    return jsonify({**shown, "at": local_second(now)})


@pages.get("/events/<int:event_id>/rounds/<int:number>/trial")
def trial(event_id: int, number: int) -> ResponseReturnValue:
    """Show a paper drawn from the bank as it is now; every reload draws another one."""
    detail = round_or_404(event_id, number)
    try:
        items, refusal = trial_paper(transactions.session(), detail.id), None
    except ExamError as error:
        items, refusal = (), error
    page = render_template(
        "coordinator/trial.html",
        event=event_or_404(event_id),
        round=detail,
        items=items,
        refusal=refusal,
    )
    return page, 409 if refusal else 200
