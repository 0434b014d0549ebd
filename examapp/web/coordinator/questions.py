"""One question: as a phone shows it, with its key beside it and its history below; and trying it."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from examapp.domain.question_life import steps_from
from examapp.domain.questions import Question
from examapp.services.question_fragments import QuestionFragments, sitting_item
from examapp.services.show_bank import QuestionCard, show_question
from examapp.services.try_question import Trial, try_question
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.entrant import shown
from examapp.web.staff_pages import event_or_404


@pages.get("/events/<int:event_id>/questions/<int:question_id>")
def question(event_id: int, question_id: int) -> ResponseReturnValue:
    """Show the question with key and revisions."""
    card = question_or_404(event_id, question_id)
    return question_page(event_id, card)


@pages.get("/events/<int:event_id>/questions/<int:question_id>/phone")
def question_on_phone(event_id: int, question_id: int) -> ResponseReturnValue:
    """Show the question alone, without its key, as it stands on a phone; an answer is graded at once."""
    current = question_or_404(event_id, question_id).current
    given = [text[: shown.LONGEST_TEXT] for text in shown.posted_responses(request.args).get(1, ())]
    tried = try_question(current.question, given) if "try" in request.args else None
    return phone_page(current.question, current.fragments, given if tried else (), tried=tried)


def question_page(event_id: int, card: QuestionCard, **more: object) -> str:
    """Return the page of a question; `more` says what went wrong, and keeps what was typed."""
    return render_template(
        "coordinator/question.html",
        event=event_or_404(event_id),
        card=card,
        steps=steps_from(card.standing, actor()),
        **more,
    )


def phone_page(
    asked: Question,
    fragments: QuestionFragments,
    given: object = (),
    *,
    tried: Trial | None = None,
    can_try: bool = True,
) -> str:
    """Return the page that a phone's frame shows."""
    order = asked.option_ids
    # Without points of its own it is shown worth one.
    item = sitting_item(1, asked, fragments, order, asked.points or 100)
    return render_template(
        "coordinator/question_phone.html",
        item=item,
        words=shown.wording([item]),
        longest_text=shown.longest_text,
        picked=given,
        tried=tried,
        can_try=can_try,
    )


def question_or_404(event_id: int, question_id: int) -> QuestionCard:
    """Return the event's question, or answer that there is no such page."""
    found = show_question(transactions.session(), event_id=event_id, question_id=question_id)
    return found or abort(404)
