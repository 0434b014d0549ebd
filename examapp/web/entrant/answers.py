"""The protocol by which a phone saves answers and hands in: JSON, guarded by the sitting's token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.own_attempts import AttemptNotFound
from examapp.services.save_answers import BadEntries, NumberTaken, Saved, SaveRefused, save_answers
from examapp.services.sent_answers import Answers
from examapp.web import transactions
from examapp.web.auth import entrant_id, open_to_all
from examapp.web.entrant.blueprint import pages
from examapp.web.entrant.wire import decoded, malformed

Outcome = TypeVar("Outcome", Saved, Receipt)


@pages.post("/attempts/<int:attempt_id>/answers")
@open_to_all
def answers(attempt_id: int) -> ResponseReturnValue:
    """Append what the phone sends to the journal, and say through which entry it is saved."""

    def tell(saved: Saved) -> ResponseReturnValue:
        return jsonify(saved_through=saved.saved_through, remaining_ms=saved.remaining_ms)

    return _exchange(attempt_id, save_answers, tell)


@pages.post("/attempts/<int:attempt_id>/submit")
@open_to_all
def submit(attempt_id: int) -> ResponseReturnValue:
    """Save what is unsent, close the attempt and say where its receipt is; the same every time."""

    def tell(_receipt: Receipt) -> ResponseReturnValue:
        return jsonify(receipt_url=url_for("entrant.receipt", attempt_id=attempt_id))

    return _exchange(attempt_id, submit_attempt, tell)


def _exchange(
    attempt_id: int,
    service: Callable[..., Outcome | SaveRefused],
    tell: Callable[[Outcome], ResponseReturnValue],
) -> ResponseReturnValue:
    """Hand what the phone sent to the service, and tell its outcome or why it was refused."""
    if not _is_entrant():
        return jsonify(reason="sign_in"), 401
    sent = decoded(Answers)
    if sent is None:
        return malformed()
    try:
        outcome = service(
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
    except NumberTaken:
        # Two pages share a token: both must reopen the attempt, and then offer what is unsent again.
        return jsonify(reason="taken_over"), 409
    except AttemptNotFound:
        return _refused(SaveRefused("unknown"))
    return _refused(outcome) if isinstance(outcome, SaveRefused) else tell(outcome)


def _is_entrant() -> bool:
    return bool(current_user.is_authenticated and current_user.role == "entrant")


def _refused(refused: SaveRefused) -> ResponseReturnValue:
    """Answer 409 with what came too late kept, or 404 to a token or attempt that isn't theirs."""
    if refused.reason == "unknown":
        return jsonify(reason="unknown"), 404
    transactions.keep_changes()
    return jsonify(reason=refused.reason, remaining_ms=refused.remaining_ms), 409
