"""The bank as a list with filters, and as a file to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from examapp.bank_formats.registry import formats, writable_format_names
from examapp.bank_formats.report import Problem
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.services.export_bank import export_bank, export_losses
from examapp.services.list_questions import SORTS, QuestionFilter, bank_facets, list_questions
from examapp.services.question_switches import reviews_required
from examapp.services.show_freezes import frozen_banks
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.problem_groups import groups_of
from examapp.web.staff_pages import download, event_or_404, page_number

LONGEST_SEARCH = 100
REVIEWS = ("without", "with")


@pages.get("/events/<int:event_id>/bank")
def bank(event_id: int) -> ResponseReturnValue:
    """List the questions that the filters let through."""
    event, session = event_or_404(event_id), transactions.session()
    only = filter_from(request.args)
    return render_template(
        "coordinator/bank.html",
        event=event,
        only=only,
        page=list_questions(session, event_id=event_id, only=only, page=page_number()),
        facets=bank_facets(session, event_id),
        types=tuple(QUESTION_TYPES),
        pools=tuple(POOL_NAMES),
        statuses=tuple(STATUS_NAMES),
        sorts=SORTS,
        formats=[each for each in formats() if each.is_writable],
        freezes=frozen_banks(session, event_id),
        review_required=reviews_required(session, event_id),
        query=query_of(only),
    )


def filter_from(given: Mapping[str, str]) -> QuestionFilter:
    """Return the filter of an address or a form; a value that makes no sense is no filter."""
    values = {name: value.strip()[:LONGEST_SEARCH].replace("\0", "") for name, value in given.items()}
    difficulty = values.get("difficulty", "")
    return QuestionFilter(
        qtype=values.get("qtype", ""),
        topic=given.get("topic", "").strip()[:200].replace("\0", ""),
        difficulty=int(difficulty) if difficulty in set("12345") else None,
        pool=values.get("pool", ""),
        status=values.get("status", ""),
        tag=values.get("tag", ""),
        review=values["review"] if values.get("review") in REVIEWS else "",
        comments="open" if values.get("comments") else "",
        text=values.get("text", ""),
        sort=values["sort"] if values.get("sort") in SORTS else "",
    )


def query_of(only: QuestionFilter) -> str:
    """Return the filter as the query of an address, what is open left out."""
    values = {
        "qtype": only.qtype,
        "topic": only.topic,
        "difficulty": str(only.difficulty or ""),
        "pool": only.pool,
        "status": only.status,
        "tag": only.tag,
        "review": only.review,
        "comments": only.comments,
        "text": only.text,
        "sort": only.sort,
    }
    return urlencode({name: value for name, value in values.items() if value})


# A GET that writes: who took the keys is recorded.
@pages.get("/events/<int:event_id>/bank/export/<format_name>")
@transactions.writes
def export(event_id: int, format_name: str) -> ResponseReturnValue:
    """Download the bank in one of the formats; it holds the keys. What it can't hold is named first."""
    event_or_404(event_id)
    if format_name not in writable_format_names():
        abort(404)
    session, now = transactions.session(), transactions.now()
    if not request.args.get("anyway") and (losses := export_losses(session, event_id, format_name)):
        return _losses_page(event_id, format_name, losses)
    file = export_bank(session, event_id=event_id, format=format_name, actor=actor(), now=now)
    return download(file.data, file.filename)


def _losses_page(event_id: int, format_name: str, losses: Sequence[Problem]) -> str:
    (label,) = (each.label for each in formats() if each.name == format_name)
    return render_template(
        "coordinator/export_losses.html",
        event=event_or_404(event_id),
        format_name=format_name,
        label=label,
        groups=groups_of(losses),
    )
