"""One question: as a phone shows it, with its key beside it and its history below."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from examapp.services.question_fragments import sitting_item
from examapp.services.show_bank import QuestionCard, show_question
from examapp.web import transactions
from examapp.web.coordinator.blueprint import pages
from examapp.web.entrant import shown
from examapp.web.staff_pages import event_or_404


@pages.get("/events/<int:event_id>/questions/<int:question_id>")
def question(event_id: int, question_id: int) -> ResponseReturnValue:
    """Show the question with key and revisions."""
    card = question_or_404(event_id, question_id)
    return render_template("coordinator/question.html", event=event_or_404(event_id), card=card)


@pages.get("/events/<int:event_id>/questions/<int:question_id>/phone")
def question_on_phone(event_id: int, question_id: int) -> ResponseReturnValue:
    """Show the question alone, without its key, as it stands on a phone."""
    current = question_or_404(event_id, question_id).current
    asked = current.question
    order = [option.id for option in asked.options]
    # Without points of its own it is shown worth one.
    item = sitting_item(1, asked, current.fragments, order, asked.points or 100)
    return render_template(
        "coordinator/question_phone.html",
        item=item,
        words=shown.wording([item]),
        longest_text=shown.longest_text,
    )


def question_or_404(event_id: int, question_id: int) -> QuestionCard:
    """Return the event's question, or answer that there is no such page."""
    found = show_question(transactions.session(), event_id=event_id, question_id=question_id)
    return found or abort(404)
