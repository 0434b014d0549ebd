"""Propose the correction of a question: nothing is marked again before somebody has seen what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from examapp.bank_formats.checks import check_question
from examapp.bank_formats.draft import Draft, ProblemList
from examapp.bank_formats.drafting import answer_of
from examapp.bank_formats.report import Place
from examapp.domain.corrections import KIND_LABELS, WITH_ANSWER, AnswerDoesNotFit, AnswerMissing, Correction
from examapp.domain.errors import ExamError
from examapp.domain.problems import Problem
from examapp.domain.questions import COMPOSITE_QTYPES, Answer, Question, answer_to_json
from examapp.services.audit_log import record
from examapp.services.find_round import find_round, given_reason, subject_of
from examapp.services.freeze_bank import frozen_questions
from examapp.storage.corrections import QuestionCorrection


class QuestionNotInRound(ExamError):
    """这一轮的题库里没有编号为“{qid}”的题目，请核对题目编号。"""

    code = "question_not_in_round"


class RoundHasNoResults(ExamError):
    """“{round}”还没有开放，没有可以勘误的试卷；请直接在题库中修改题目。"""

    code = "round_has_no_results"


class PartsHaveOwnKeys(ExamError):
    """完形填空题和材料题由几部分组成，不能整题改正答案；请改用作废。"""

    code = "parts_have_own_keys"


def propose_correction(
    session: Session,
    *,
    round_id: int,
    correction: Correction,
    reason: str,
    actor: str,
    now: datetime,
) -> int:
    """Keep the proposal and return its number.

    Raises RoundNotFound, RoundHasNoResults, QuestionNotInRound, AnswerMissing, ReasonNeeded.
    """
    round_row, reason = find_round(session, round_id), given_reason(reason)
    if round_row.state == "draft":
        raise RoundHasNoResults(round=round_row.name)
    question_in_round(session, round_id, correction.qid)
    if correction.kind in WITH_ANSWER and correction.answer is None:
        raise AnswerMissing(kind=Problem(KIND_LABELS[correction.kind]))
    row = QuestionCorrection(
        round_id=round_id,
        qid=correction.qid,
        kind=correction.kind,
        answer=answer_to_json(correction.answer) if correction.answer else None,
        reason=reason,
        proposed_by=actor,
        proposed_at=now,
    )
    session.add(row)
    session.flush()
    after = {"correction": row.id, "qid": row.qid, "kind": row.kind, "answer": row.answer}
    record(
        session,
        now=now,
        actor=actor,
        action="correction.propose",
        subject=subject_of(round_row),
        after=after,
        reason=reason,
    )
    return row.id


def question_in_round(session: Session, round_id: int, qid: str) -> Question:
    """Return the question as it was frozen for the round; raise QuestionNotInRound."""
    questions: Mapping[str, Question] = {each.qid: each for each, _ in frozen_questions(session, round_id)}
    if qid.strip() not in questions:
        raise QuestionNotInRound(qid=qid)
    return questions[qid.strip()]


def answer_for(question: Question, text: str) -> Answer:
    """Return a key written as in a bank's workbook (`ACD`, `正确`, `甲;乙|丙`, `3.14±0.01`) for this question.

    Letters name the options as the bank letters them. Raises AnswerMissing, PartsHaveOwnKeys, AnswerDoesNotFit.
    """
    if not text.strip():
        raise AnswerMissing(kind=Problem(KIND_LABELS["new_key"]))
    if question.qtype in COMPOSITE_QTYPES:
        raise PartsHaveOwnKeys
    problems, place = ProblemList(), Place()
    options = tuple((option.id, option.text) for option in question.options)
    answer = answer_of(Draft(place, {"answer": text.strip()}, options), question.qtype, problems)
    if answer is not None:
        check_question(replace(question, answer=answer), lambda _field: place, problems)
    if problems.has_errors or answer is None:
        found = (each for each in problems.found if each.severity == "error")
        raise AnswerDoesNotFit(why=tuple(Problem(each.template, each.parameters) for each in found))
    return answer
