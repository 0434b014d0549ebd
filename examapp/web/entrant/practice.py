"""Practice of an event's public questions: one at a time, feedback at once, the wrong-question book."""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from examapp.domain.errors import ExamError
from examapp.domain.practice import RIGHT_TO_LEAVE, WAYS, Selection
from examapp.domain.question_types import QUESTION_TYPES, BadResponse
from examapp.services.enter_practice import AttemptRunning, Practiser, enter_practice
from examapp.services.outline_mock import outline_mock
from examapp.services.practise_question import (
    NothingAnswered,
    QuestionGone,
    RunOver,
    answer_practice,
    next_question,
)
from examapp.services.show_feedback import feedback_on
from examapp.services.show_mocks import my_mocks
from examapp.services.show_practice import practice_overview
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant import shown
from examapp.web.entrant.blueprint import pages
from examapp.web.errors import error_sentence

RUN = re.compile(r"[0-9a-f]{16}")
LONGEST_VALUE = 200


@pages.errorhandler(AttemptRunning)
def attempt_running(error: AttemptRunning) -> ResponseReturnValue:
    """Say that practice waits until the attempt is handed in, and lead back to it.

    One whose time is over is closed by its receipt's page.
    """
    if transactions.now() > error.deadline_at:
        return redirect(url_for("entrant.receipt", attempt_id=error.attempt_id), 303)
    return render_template("entrant/practice_closed.html", error=error), 409


@pages.get("/events/<int:event_id>/practice")
def practice(event_id: int) -> ResponseReturnValue:
    """Show every way to practise, and the mock exams so far."""
    practiser = practiser_of(event_id)
    return render_template(
        "entrant/practice.html",
        practiser=practiser,
        outline=outline_mock(transactions.session(), practiser=practiser),
        types=QUESTION_TYPES,
        overview=practice_overview(transactions.session(), practiser=practiser),
        mocks=my_mocks(transactions.session(), practiser=practiser, now=transactions.now()),
    )


@pages.get("/events/<int:event_id>/practice/wrong")
def wrong_book(event_id: int) -> ResponseReturnValue:
    """Show how many questions of each knowledge point are in the wrong-question book."""
    practiser = practiser_of(event_id)
    overview = practice_overview(transactions.session(), practiser=practiser)
    return render_template(
        "entrant/practice_wrong.html", practiser=practiser, overview=overview, needed=RIGHT_TO_LEAVE
    )


@pages.get("/events/<int:event_id>/practice/question")
def practice_question(event_id: int) -> ResponseReturnValue:
    """Show the next question of the run; without a run, begin one."""
    practiser, run = practiser_of(event_id), _run()
    if not run:
        fresh = secrets.token_hex(8)
        return redirect(_address("practice_question", event_id, fresh))
    return _next_question(practiser, run)


@pages.post("/events/<int:event_id>/practice/question")
def answer_question(event_id: int) -> ResponseReturnValue:
    """Record the answer and lead to its feedback; what can't be read is shown again as typed."""
    practiser, run, name = practiser_of(event_id), _run(), request.form.get("name", "")
    response = _response(request.form)
    if not run:
        return redirect(_address("practice_question", event_id, ""), 303)
    try:
        answer_practice(
            transactions.session(),
            practiser=practiser,
            run=run,
            name=name,
            response=response,
            gives_up=request.form.get("action") == "show",
            now=transactions.now(),
        )
    except QuestionGone as gone:
        flash(error_sentence(gone))
        return redirect(_address("practice_question", event_id, run), 303)
    except (NothingAnswered, BadResponse) as refused:
        return _next_question(practiser, run, response, refused)
    return redirect(_address("practice_feedback", event_id, run, name=name), 303)


@pages.get("/events/<int:event_id>/practice/feedback")
def practice_feedback(event_id: int) -> ResponseReturnValue:
    """Show whether the answer was right, the key, the explanation and its source."""
    practiser, run = practiser_of(event_id), _run()
    try:
        found = feedback_on(
            transactions.session(), practiser=practiser, run=run, name=request.args.get("name", "")
        )
    except QuestionGone:
        found = None
    if found is None:
        return redirect(_address("practice_question", event_id, run))
    return render_template(
        "entrant/practice_feedback.html",
        practiser=practiser,
        feedback=found,
        words=shown.wording([found.reviewed.item]),
        next_address=_address("practice_question", event_id, run),
        by_wrong=_selection().by == "wrong",
        title=_title(),
    )


def practiser_of(event_id: int) -> Practiser:
    """Return the signed-in entrant in the practice of the event."""
    return enter_practice(transactions.session(), entrant_id=entrant_id(), event_id=event_id)


def _next_question(
    practiser: Practiser, run: str, response: object = None, refused: ExamError | None = None
) -> ResponseReturnValue:
    found = next_question(transactions.session(), practiser=practiser, selection=_selection(), run=run)
    if isinstance(found, RunOver):
        again = _address("practice_question", practiser.event_id, "")
        # Where nothing was asked, the address may name what the bank doesn't: no link puts words on this page.
        title = _title() if found.answered else _("练习")
        return render_template(
            "entrant/practice_over.html", practiser=practiser, over=found, again=again, title=title
        )
    return render_template(
        "entrant/practice_question.html",
        practiser=practiser,
        question=found,
        words=shown.wording([found.item]),
        picked=shown.picked(found.item, response),
        longest_text=shown.longest_text,
        refusal=error_sentence(refused) if refused else "",
        title=_title(),
    ), 422 if refused else 200


def _selection() -> Selection:
    by = request.args.get("by", "")
    value = request.args.get("value", "")[:LONGEST_VALUE]
    known = next((way for way in WAYS if way == by), WAYS[0])
    return Selection(known, value if known != "random" else "")


def _title() -> str:
    """Return what the run practises, in the reader's language."""
    selection = _selection()
    if selection.by == "topic":
        return selection.value or _("未注明知识点")
    if selection.by == "type" and selection.value in QUESTION_TYPES:
        return _(QUESTION_TYPES[selection.value].label)
    return _("错题本") if selection.by == "wrong" else _("随机练习")


def _run() -> str:
    given = request.args.get("run", "")
    return given if RUN.fullmatch(given) else ""


def _address(page: str, event_id: int, run: str, **more: str) -> str:
    selection = _selection()
    kept = {"by": selection.by, "value": selection.value, "run": run, **more}
    query = urlencode({name: each for name, each in kept.items() if each})
    return f"{url_for(f'entrant.{page}', event_id=event_id)}?{query}"


def _response(form: MultiDict[str, str]) -> object:
    """Return what is ticked or filled, None where nothing is; the page holds one question."""
    return next(iter(shown.posted_responses(form).values()), None)
