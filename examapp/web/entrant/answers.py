"""The protocol by which a phone saves answers and hands in: JSON, guarded by the sitting's token."""

from __future__ import annotations

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.save_answers import BadEntries, Saved, SaveRefused, save_answers
from examapp.web import transactions
from examapp.web.auth import entrant_id, open_to_all
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.wire import Answers, decoded, malformed


@pages.post("/attempts/<int:attempt_id>/answers")
@open_to_all
def answers(attempt_id: int) -> ResponseReturnValue:
    """Append what the phone sends to the journal, and say through which entry it is saved."""
    if not _is_entrant():
        return _sign_in_first()
    sent = decoded(Answers)
    if sent is None:
        return malformed()
    try:
        outcome = save_answers(
            transactions.session(),
            transactions.collaborators().vault,
            entrant_id=entrant_id(),
            attempt_id=attempt_id,
            token=sent.session,
            entries=sent.as_entries(),
            now=transactions.now(),
        )
    except BadEntries:
        return malformed()
    if isinstance(outcome, Saved):
        return jsonify(saved_through=outcome.saved_through, remaining_ms=outcome.remaining_ms)
    return _refused(outcome)


@pages.post("/attempts/<int:attempt_id>/submit")
@open_to_all
def submit(attempt_id: int) -> ResponseReturnValue:
    """Save what is unsent, close the attempt and say where its receipt is; the same every time."""
    if not _is_entrant():
        return _sign_in_first()
    sent = decoded(Answers)
    if sent is None:
        return malformed()
    try:
        outcome = submit_attempt(
            transactions.session(),
            transactions.collaborators().vault,
            entrant_id=entrant_id(),
            attempt_id=attempt_id,
            token=sent.session,
            entries=sent.as_entries(),
            now=transactions.now(),
        )
    except BadEntries:
        return malformed()
    except AttemptNotFound:
        return _refused(SaveRefused("unknown"))
    if isinstance(outcome, Receipt):
        return jsonify(receipt_url=url_for("entrant.receipt", attempt_id=attempt_id))
    return _refused(outcome)


def _is_entrant() -> bool:
    return bool(current_user.is_authenticated and current_user.role == "entrant")


def _sign_in_first() -> ResponseReturnValue:
    return jsonify(reason="sign_in"), 401


def _refused(refused: SaveRefused) -> ResponseReturnValue:
    """Answer 409 with what came too late kept, or 404 to a token or attempt that isn't theirs."""
    if refused.reason == "unknown":
        return jsonify(reason="unknown"), 404
    transactions.keep_changes()
    return jsonify(reason=refused.reason, remaining_ms=refused.remaining_ms), 409
