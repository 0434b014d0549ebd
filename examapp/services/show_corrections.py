"""Show the corrections of a round, and one of them with what it would change or has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.corrections import CorrectionKind
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import Question
from examapp.services.applied_corrections import correction_of
from examapp.services.decide_correction import CorrectionNotFound
from examapp.services.freeze_bank import frozen_questions
from examapp.services.prepared_rounds import prepared_round
from examapp.services.preview_correction import CorrectionEffect, preview_correction
from examapp.storage.corrections import QuestionCorrection
from examapp.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One correction; the keys are as the bank letters its options, `effect` what applying it changed."""

    id: int
    round_id: int
    qid: str
    qtype: str
    stem: str
    kind: CorrectionKind
    key_before: str
    key_after: str
    reason: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    effect: Mapping[str, Any] | None


def list_corrections(session: Session, round_id: int) -> list[ShownCorrection]:
    """Return the corrections of the round, the newest first."""
    query = (
        select(QuestionCorrection)
        .where(QuestionCorrection.round_id == round_id)
        .order_by(QuestionCorrection.id.desc())
    )
    rows = session.scalars(query).all()
    questions = {each.qid: each for each, _ in frozen_questions(session, round_id)} if rows else {}
    return [_shown(row, questions[row.qid]) for row in rows]


def show_correction(
    session: Session, vault: Vault, *, round_id: int, correction_id: int
) -> tuple[ShownCorrection, CorrectionEffect | None]:
    """Return the correction, with its effect while it waits for a decision; raise CorrectionNotFound."""
    row = session.get(QuestionCorrection, correction_id)
    if row is None or row.round_id != round_id:
        raise CorrectionNotFound
    prepared = prepared_round(session, vault, round_id)
    shown = _shown(row, prepared.questions[row.qid])
    if row.state != "proposed":
        return shown, None
    return shown, preview_correction(session, vault, prepared, correction_of(row))[0]


def _shown(row: QuestionCorrection, question: Question) -> ShownCorrection:
    answer = correction_of(row).answer
    return ShownCorrection(
        id=row.id,
        round_id=row.round_id,
        qid=row.qid,
        qtype=question.qtype,
        stem=question.stem,
        kind=cast("CorrectionKind", row.kind),
        key_before=_key_text(question),
        key_after=_key_text(replace(question, answer=answer)) if answer else "",
        reason=row.reason,
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        effect=row.effect,
    )


def _key_text(question: Question) -> str:
    return QUESTION_TYPES[question.qtype].key_to_text(question, question.option_ids)
