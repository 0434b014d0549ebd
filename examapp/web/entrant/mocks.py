"""Mock exams: start one, sit it as a form of all questions, and read it with every key."""

from __future__ import annotations

import secrets

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.randomness import SECRET_BYTES
from examapp.services.show_mocks import review_mock
from examapp.services.sit_mock import MockNotFound, open_mock, save_mock
from examapp.services.start_mock import NothingPublic, TooManyMocks, start_mock
from examapp.web import transactions
from examapp.web.auth import entrant_id
from examapp.web.entrant import shown
from examapp.web.entrant.blueprint import not_mine, pages
from examapp.web.entrant.practice import practiser_of
from examapp.web.errors import error_sentence

pages.register_error_handler(MockNotFound, not_mine)


@pages.post("/events/<int:event_id>/mocks")
def start_mock_exam(event_id: int) -> ResponseReturnValue:
    """Start a mock exam, or find the one that runs, and lead to it."""
    practiser, seed = practiser_of(event_id), secrets.token_bytes(SECRET_BYTES)
    try:
        paper_id = start_mock(transactions.session(), practiser=practiser, seed=seed, now=transactions.now())
    except (NothingPublic, TooManyMocks) as refused:
        flash(error_sentence(refused), "refused")
        return redirect(url_for("entrant.practice", event_id=event_id), 303)
    return redirect(url_for("entrant.mock", paper_id=paper_id), 303)


@pages.get("/mocks/<int:paper_id>")
@transactions.writes
def mock(paper_id: int) -> ResponseReturnValue:
    """Show the mock exam with everything saved; lead to its review once it is closed."""
    found = open_mock(
        transactions.session(), entrant_id=entrant_id(), paper_id=paper_id, now=transactions.now()
    )
    if found is None:
        return _to_review(paper_id)
    confirming = request.args.get("confirm") == "1"
    return render_template(
        "entrant/mock_confirm.html" if confirming else "entrant/mock.html",
        mock=found,
        picked=lambda item: shown.picked(item, found.responses.get(item.number)),
        words=shown.wording(found.items),
        longest_text=shown.longest_text,
        unanswered=[item.number for item in found.items if item.number not in found.responses],
    )


@pages.post("/mocks/<int:paper_id>")
def post_mock(paper_id: int) -> ResponseReturnValue:
    """Do what the button says: save, save and ask, or hand in; `keep` is the script's way to save."""
    action = request.form.get("action", "save")
    responses = shown.posted(request.form)
    if action not in ("save", "keep", "submit", "confirm") or (responses is None and action != "confirm"):
        abort(400)
    goes_on = save_mock(
        transactions.session(),
        entrant_id=entrant_id(),
        paper_id=paper_id,
        responses=responses,
        hand_in=action == "confirm",
        now=transactions.now(),
    )
    if action == "keep":
        return jsonify(open=goes_on)
    if not goes_on:
        return _to_review(paper_id)
    if action == "submit":
        return redirect(url_for("entrant.mock", paper_id=paper_id, confirm=1), 303)
    flash(_("已保存。"))
    return redirect(url_for("entrant.mock", paper_id=paper_id), 303)


@pages.get("/mocks/<int:paper_id>/review")
@transactions.writes
def mock_review(paper_id: int) -> ResponseReturnValue:
    """Show the score of a mock exam and each question with its key and explanation."""
    found = review_mock(
        transactions.session(), entrant_id=entrant_id(), paper_id=paper_id, now=transactions.now()
    )
    if found is None:
        return redirect(url_for("entrant.mock", paper_id=paper_id))
    only_wrong = request.args.get("only") == "wrong"
    items = [each for each in found.items if not (only_wrong and each.is_right)]
    return render_template(
        "entrant/mock_review.html",
        review=found,
        items=items,
        words=shown.wording([each.item for each in items]),
        types=QUESTION_TYPES,
        only_wrong=only_wrong,
    )


def _to_review(paper_id: int) -> ResponseReturnValue:
    return redirect(url_for("entrant.mock_review", paper_id=paper_id), 303)
