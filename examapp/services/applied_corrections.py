"""Read the corrections of a round that count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.corrections import Corrected, Correction, CorrectionKind, corrected_questions
from examapp.domain.paper import PaperItem
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import Question, answer_from_json
from examapp.storage.corrections import QuestionCorrection

# "key": the key is not the one of the sitting any more.
CorrectionNote = Literal["", "key", "void_rescale", "void_full"]


def corrected_in_round(
    session: Session, round_id: int, questions: Mapping[str, Question], *further: Correction
) -> dict[str, Corrected]:
    """Return, by qid, the questions of the round as corrections left them; `further` come after those applied."""
    applied = (
        select(QuestionCorrection)
        .where(QuestionCorrection.round_id == round_id, QuestionCorrection.state == "applied")
        .order_by(QuestionCorrection.decided_at, QuestionCorrection.id)
    )
    decided = [correction_of(row) for row in session.scalars(applied)]
    return corrected_questions(questions, (*decided, *further))


def key_that_counts(
    item: PaperItem, question: Question, corrected: Corrected | None
) -> tuple[str, CorrectionNote]:
    """Return the key as people read it, with the letters of this paper, and what became of the question."""
    keys = corrected.keys if corrected else (question,)
    texts = (QUESTION_TYPES[item.qtype].key_to_text(key, item.option_order) for key in keys)
    return " / ".join(dict.fromkeys(texts)), (corrected.void or "key") if corrected else ""


def correction_of(row: QuestionCorrection) -> Correction:
    """Return the stored decision as the domain knows it."""
    kind = cast("CorrectionKind", row.kind)
    return Correction(row.qid, kind, answer_from_json(row.answer) if row.answer else None)
