"""Look at what a round in preparation would be: what its bank lacks, and a paper drawn on trial."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankQuestion, blueprint_problems, shortages
from examapp.domain.paper import PaperItem, draw_paper
from examapp.domain.problems import Problem
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import Question
from examapp.domain.randomness import SECRET_BYTES
from examapp.markup.picture_names import missing_pictures
from examapp.services.edit_blueprint import round_rules
from examapp.services.find_round import find_round
from examapp.services.freeze_bank import current_questions
from examapp.services.prepared_rounds import drawn_question
from examapp.services.question_fragments import (
    QuestionFragments,
    SittingItem,
    fragments_of,
    sitting_item,
)


@dataclass(frozen=True, slots=True)
class TrialItem:
    """One question of a trial paper as it would be shown, with its key; for staff only."""

    number: int
    question: Question
    shown: SittingItem
    points: int
    key_text: str


def shortage_report(session: Session, round_id: int) -> tuple[Problem, ...]:
    """Return what is wrong with the blueprint, else what the bank lacks for it; nothing when all is well."""
    round_row = find_round(session, round_id)
    blueprint = round_rules(session, round_row).blueprint
    if problems := blueprint_problems(blueprint):
        return problems
    bank = current_bank(session, round_row.event_id)
    return tuple(shortage.problem for shortage in shortages(blueprint, bank))


def count_other_points(session: Session, round_id: int) -> int:
    """Return how many questions carry points of their own that the blueprint overrides by others."""
    round_row = find_round(session, round_id)
    points_of: dict[str, set[int]] = {}
    for section in round_rules(session, round_row).blueprint.sections:
        points_of.setdefault(section.qtype, set()).add(section.points)
    return sum(
        question.points is not None and not {question.points} >= points_of.get(question.qtype, set())
        for question, _ in current_questions(session, round_row.event_id)
    )


def questions_without_pictures(session: Session, round_id: int) -> tuple[str, ...]:
    """Return the ids of the questions that name a picture nobody brought: they would be shown without it."""
    found = current_questions(session, find_round(session, round_id).event_id)
    return tuple(question.qid for question, _ in found if missing_pictures(question))


def trial_paper(session: Session, round_id: int) -> tuple[TrialItem, ...]:
    """Return a paper drawn from the bank as it is now, with a key that is thrown away.

    Raises InvalidBlueprint, BankTooSmall.
    """
    round_row = find_round(session, round_id)
    questions = {question.qid: question for question, _ in current_questions(session, round_row.event_id)}
    bank = current_bank(session, round_row.event_id)
    blueprint = round_rules(session, round_row).blueprint
    fragments = fragments_of(session, questions.values())
    paper = draw_paper(blueprint, bank, secrets.token_bytes(SECRET_BYTES), round_row.event.code, "trial")
    return tuple(
        _trial_item(number, item, questions[item.qid], fragments[item.qid])
        for number, item in enumerate(paper.items, start=1)
    )


def current_bank(session: Session, event_id: int) -> list[BankQuestion]:
    """Return what the draw has to know of the event's bank as it is now."""
    return [drawn_question(*found) for found in current_questions(session, event_id)]


def _trial_item(number: int, item: PaperItem, question: Question, fragments: QuestionFragments) -> TrialItem:
    return TrialItem(
        number=number,
        question=question,
        shown=sitting_item(number, question, fragments, item.option_order, item.points),
        points=item.points,
        key_text=QUESTION_TYPES[question.qtype].key_to_text(question, item.option_order),
    )
