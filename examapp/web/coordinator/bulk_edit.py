"""Changing many questions at once: what would change is shown first, then confirmed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.bank_formats.drafting import tags_of
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_NAMES
from examapp.services.edit_many_questions import (
    BulkChange,
    BulkPlan,
    apply_bulk_change,
    plan_bulk_change,
)
from examapp.services.list_questions import QuestionFilter, matching_ids
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.bank import filter_from, query_of
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404

SHOWN_CHANGES = 50
LONGEST_TOPIC = 200
LONGEST_TAGS = 1000
LONGEST_REASON = 500


@pages.post("/events/<int:event_id>/bank/bulk")
def bulk_edit(event_id: int) -> ResponseReturnValue:
    """Show what the change would do; with the stamp of what was shown, do it."""
    event_or_404(event_id)
    only, change, ids = filter_from(request.form), _change(), _ids(event_id)
    if "stamp" not in request.form:
        return _plan_page(event_id, only, ids, change)
    try:
        changed = apply_bulk_change(
            transactions.session(),
            event_id=event_id,
            ids=ids,
            change=change,
            stamp=request.form["stamp"],
            actor=actor(),
            now=transactions.now(),
            reason=request.form.get("reason", "").strip()[:LONGEST_REASON],
        )
    except ExamError as error:
        return _plan_page(event_id, only, ids, change, error), 409
    flash(_("已修改 %(n)s 题，各成为新的版本。", n=changed), "success")
    return redirect(f"{url_for('.bank', event_id=event_id)}?{query_of(only)}")


def _plan_page(
    event_id: int,
    only: QuestionFilter,
    ids: tuple[int, ...],
    change: BulkChange,
    refusal: ExamError | None = None,
) -> str:
    plan: BulkPlan = plan_bulk_change(
        transactions.session(), event_id=event_id, ids=ids, change=change, actor=actor()
    )
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]
    return render_template(
        "coordinator/bulk.html",
        event=event_or_404(event_id),
        plan=plan,
        chosen=len(ids),
        kept=kept,
        query=query_of(only),
        shown_changes=SHOWN_CHANGES,
        refusal=refusal,
    )


_NOT_KEPT = ("csrf_token", "stamp", "reason")


def _ids(event_id: int) -> tuple[int, ...]:
    """Return the ticked questions, or all that the filter lets through."""
    if request.form.get("which") == "filter":
        only = filter_from(request.form)
        return matching_ids(transactions.session(), event_id=event_id, only=only)
    ticked = [text for text in request.form.getlist("id") if text.isascii() and text.isdecimal()]
    return tuple(int(text) for text in ticked if len(text) < 10)


def _change() -> BulkChange:
    form = request.form
    topic = form.get("set_topic", "").strip()[:LONGEST_TOPIC]
    difficulty = form.get("set_difficulty", "")
    pool, status = form.get("set_pool", ""), form.get("set_status", "")
    return BulkChange(
        topic="" if form.get("clear_topic") else topic or None,
        difficulty=int(difficulty) if difficulty in set("012345") else None,
        pool=pool if pool in POOL_NAMES else None,
        status=status if status in STATUS_NAMES else None,
        add_tags=tags_of(form.get("add_tags", "")[:LONGEST_TAGS]),
        remove_tags=tags_of(form.get("remove_tags", "")[:LONGEST_TAGS]),
    )
