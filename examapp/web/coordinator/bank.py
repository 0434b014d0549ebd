"""The bank as a list with filters, and as a file to download."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from examapp.bank_formats.registry import formats, writable_format_names
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.services.export_bank import export_bank
from examapp.services.show_bank import QuestionFilter, bank_topics, list_questions
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import download, event_or_404, page_number

LONGEST_SEARCH = 100


@pages.get("/events/<int:event_id>/bank")
def bank(event_id: int) -> ResponseReturnValue:
    """List the questions that the filters let through."""
    event, session = event_or_404(event_id), transactions.session()
    only = filter_from_address()
    return render_template(
        "coordinator/bank.html",
        event=event,
        only=only,
        page=list_questions(session, event_id=event_id, only=only, page=page_number()),
        topics=bank_topics(session, event_id),
        types=tuple(QUESTION_TYPES),
        pools=tuple(POOL_NAMES),
        formats=[each for each in formats() if each.is_writable],
    )


def filter_from_address() -> QuestionFilter:
    """Return the filter of the address; a value that makes no sense is no filter."""
    given = {name: value.strip()[:LONGEST_SEARCH] for name, value in request.args.items()}
    difficulty = given.get("difficulty", "")
    return QuestionFilter(
        qtype=given.get("qtype", ""),
        topic=given.get("topic", ""),
        difficulty=int(difficulty) if difficulty in set("12345") else None,
        pool=given.get("pool", ""),
        text=given.get("text", "").replace("\0", ""),
    )


# A GET that writes: who took the keys is recorded.
@pages.get("/events/<int:event_id>/bank/export/<format_name>")
@transactions.writes
def export(event_id: int, format_name: str) -> Response:
    """Download the bank in one of the formats; it holds the keys."""
    event_or_404(event_id)
    if format_name not in writable_format_names():
        abort(404)
    session, now = transactions.session(), transactions.now()
    file = export_bank(session, event_id=event_id, format=format_name, actor=actor(), now=now)
    return download(file.data, file.filename)
