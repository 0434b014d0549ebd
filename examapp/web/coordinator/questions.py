"""One question: as a phone shows it, with its key beside it and its history below."""

from __future__ import annotations

from string import ascii_uppercase

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import BlankAnswer, Question
from examapp.services.open_sitting import SittingItem
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
    item = sitting_item(question_or_404(event_id, question_id).current.question)
    return render_template(
        "coordinator/question_phone.html",
        item=item,
        words=shown.wording([item]),
        longest_text=shown.longest_text,
    )


def sitting_item(question: Question) -> SittingItem:
    """Return the question as a sitting has it, options in the bank's order; without points, worth one."""
    answer = question.answer
    return SittingItem(
        number=1,
        qtype=question.qtype,
        label=QUESTION_TYPES[question.qtype].label,
        stem=question.stem,
        image=question.image,
        points=question.points or 100,
        options=tuple(zip(ascii_uppercase, (option.text for option in question.options), strict=False)),
        blank_count=len(answer.blanks) if isinstance(answer, BlankAnswer) else 0,
    )


def question_or_404(event_id: int, question_id: int) -> QuestionCard:
    """Return the event's question, or answer that there is no such page."""
    found = show_question(transactions.session(), event_id=event_id, question_id=question_id)
    return found or abort(404)
