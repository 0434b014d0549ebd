"""Apply a proposed correction, which marks every paper with the question again, or reject it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.errors import ExamError
from examapp.services.applied_corrections import correction_of
from examapp.services.audit_log import record
from examapp.services.find_round import given_reason, lock_round, subject_of
from examapp.services.prepared_rounds import prepared_round
from examapp.services.preview_correction import CorrectionEffect, effect_to_json, preview_correction
from examapp.services.remark_round import store_remarked
from examapp.storage.contest import Round
from examapp.storage.corrections import QuestionCorrection
from examapp.storage.marking_lock import own_marking
from examapp.storage.vault import Vault


class CorrectionNotFound(ExamError):
    """没有这条勘误。"""

    code = "correction_not_found"


class CorrectionDecided(ExamError):
    """这条勘误已经处理过了，不能再次处理。"""

    code = "correction_decided"


class SecondPersonNeeded(ExamError):
    """勘误须由提出人以外的另一名组委会人员批准。"""

    code = "second_person_needed"


class EffectHasChanged(ExamError):
    """看过预演以后，成绩又有了变化，勘误的影响与预演时不同。请重新核对后再执行。"""

    code = "effect_has_changed"


def apply_correction(
    session: Session,
    vault: Vault,
    *,
    correction_id: int,
    actor: str,
    now: datetime,
    needs_second_person: bool = False,
    seen: str | None = None,
) -> CorrectionEffect:
    """Mark all papers again, as new versions of their results, and return what changed.

    `seen` is the fingerprint of the effect that the person decided on. Published lists stay as they are: the
    new ranking is published as a new version. Raises CorrectionNotFound, CorrectionDecided,
    SecondPersonNeeded, EffectHasChanged.
    """
    row, round_row = _open_correction(session, correction_id)
    if needs_second_person and actor == row.proposed_by:
        raise SecondPersonNeeded
    prepared = prepared_round(session, vault, row.round_id)
    effect, changed = preview_correction(session, vault, prepared, correction_of(row))
    if seen is not None and seen != effect.fingerprint:
        raise EffectHasChanged
    store_remarked(session, changed, row.reason, now)
    row.state, row.decided_by, row.decided_at, row.effect = "applied", actor, now, effect_to_json(effect)
    _record(session, row, round_row, "correction.apply", row.reason)
    return effect


def reject_correction(
    session: Session, *, correction_id: int, reason: str, actor: str, now: datetime
) -> None:
    """Close the proposal without any change; raise CorrectionNotFound, CorrectionDecided, ReasonNeeded."""
    reason = given_reason(reason)
    row, round_row = _open_correction(session, correction_id)
    row.state, row.decided_by, row.decided_at = "rejected", actor, now
    _record(session, row, round_row, "correction.reject", reason)


def _open_correction(session: Session, correction_id: int) -> tuple[QuestionCorrection, Round]:
    round_id = session.scalar(
        select(QuestionCorrection.round_id).where(QuestionCorrection.id == correction_id)
    )
    if round_id is None:
        raise CorrectionNotFound
    # Corrections of one round take turns: each one starts from what the one before has left.
    round_row = lock_round(session, round_id)
    own_marking(session, round_id)
    row = session.get_one(QuestionCorrection, correction_id, populate_existing=True)
    if row.state != "proposed":
        raise CorrectionDecided
    return row, round_row


def _record(session: Session, row: QuestionCorrection, round_row: Round, action: str, reason: str) -> None:
    session.flush()
    assert row.decided_at is not None  # noqa: S101 - the caller has just decided it
    record(
        session,
        now=row.decided_at,
        actor=row.decided_by,
        action=action,
        subject=subject_of(round_row),
        before={"correction": row.id, "state": "proposed"},
        after={
            "state": row.state,
            "qid": row.qid,
            "kind": row.kind,
            "answer": row.answer,
            "effect": row.effect,
        },
        reason=reason,
    )
