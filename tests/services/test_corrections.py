"""A question is corrected after the sitting: shown first, then decided, then every paper is marked again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.corrections import Correction, CorrectionKind
from examapp.domain.paper import paper_from_json
from examapp.domain.questions import ChoiceAnswer, JudgeAnswer
from examapp.domain.rules import AdvancementRules, Blueprint, RoundRules, Section
from examapp.services.close_attempt import submit_attempt
from examapp.services.close_round import close_round
from examapp.services.decide_correction import (
    CorrectionDecided,
    CorrectionNotFound,
    EffectHasChanged,
    SecondPersonNeeded,
    apply_correction,
    reject_correction,
)
from examapp.services.find_round import ReasonNeeded
from examapp.services.propose_correction import (
    AnswerDoesNotFit,
    QuestionNotInRound,
    answer_for,
    propose_correction,
    question_in_round,
)
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.rank_round import current_ranking
from examapp.services.save_answers import save_answers
from examapp.services.show_corrections import list_corrections, show_correction
from examapp.storage.attempts import Attempt
from examapp.storage.audit import AuditEntry
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests.services.cast import OpenRound, Seated, another_entry, answer, open_round, seat

WHY = "两个选项都符合新版标准"


@pytest.fixture
def opened(session: Session, vault: Vault, now: datetime) -> OpenRound:
    return open_round(session, vault, now)


def _sit(
    session: Session, vault: Vault, now: datetime, opened: OpenRound, responses: dict[int, object]
) -> Seated:
    seated = seat(session, vault, now, opened)
    mine = {**seated.mine, "token": seated.sitting.token}
    entries = [answer(seq, item, given) for seq, (item, given) in enumerate(responses.items(), start=1)]
    save_answers(session, vault, **mine, entries=entries, now=now)
    submit_attempt(session, vault, **mine, now=now + timedelta(minutes=5))
    return seated


def _first_single(session: Session, seated: Seated) -> str:
    paper = paper_from_json(session.get_one(Attempt, seated.attempt_id).paper)
    return paper.items[0].qid


def _wrong_letter(session: Session, seated: Seated) -> tuple[str, str]:
    """A letter as displayed of an option of item 1 that is no key, and the option's id in the bank."""
    paper = paper_from_json(session.get_one(Attempt, seated.attempt_id).paper)
    place = next(n for n, option in enumerate(paper.items[0].option_order) if option != "B")
    return "ABCD"[place], paper.items[0].option_order[place]


def _propose(
    session: Session,
    opened: OpenRound,
    qid: str,
    now: datetime,
    kind: CorrectionKind = "void_full",
    letters: str = "",
) -> int:
    key = ChoiceAnswer(frozenset(letters)) if letters else None
    return propose_correction(
        session,
        round_id=opened.round_id,
        correction=Correction(qid, kind, key),
        reason=WHY,
        actor="chief",
        now=now,
    )


def _totals(session: Session, seated: Seated) -> list[int]:
    query = select(Result.total).where(Result.attempt_id == seated.attempt_id).order_by(Result.version)
    return list(session.scalars(query))


def test_a_proposal_changes_nothing_and_shows_what_it_would(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    number = _propose(session, opened, _first_single(session, seated), now)
    shown, effect = show_correction(session, vault, round_id=opened.round_id, correction_id=number)
    assert (shown.state, shown.key_before, shown.reason) == ("proposed", "B", WHY)
    assert effect is not None
    assert (effect.attempts, effect.results) == (1, 1)
    assert [(place.total_before, place.total_after) for place in effect.places] == [(0, 1000)]
    assert _totals(session, seated) == [0]


def test_applying_keeps_the_old_result_readable(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    number = _propose(session, opened, _first_single(session, seated), now)
    apply_correction(session, vault, correction_id=number, actor="chief", now=now)
    assert _totals(session, seated) == [0, 1000]
    newest = session.scalars(select(Result).where(Result.is_current)).one()
    assert (newest.version, newest.reason) == (2, WHY)
    (listed,) = list_corrections(session, opened.round_id)
    assert (listed.state, listed.decided_by) == ("applied", "chief")
    assert listed.effect is not None
    assert listed.effect["results"] == 1
    actions = session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.like("correction.%")).order_by(AuditEntry.id)
    ).all()
    assert actions == ["correction.propose", "correction.apply"]


def test_who_hands_in_afterwards_is_marked_by_the_corrected_key(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = seat(session, vault, now, opened)
    qid = _first_single(session, seated)
    letter, option = _wrong_letter(session, seated)
    number = _propose(session, opened, qid, now, "new_key", option)
    apply_correction(session, vault, correction_id=number, actor="chief", now=now)
    mine = {**seated.mine, "token": seated.sitting.token}
    save_answers(session, vault, **mine, entries=[answer(1, 1, [letter])], now=now)
    submit_attempt(session, vault, **mine, now=now)
    assert _totals(session, seated) == [1000]


def test_later_corrections_start_from_the_earlier_ones(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    qid = _first_single(session, seated)
    for kind in ("void_full", "restore"):
        number = _propose(session, opened, qid, now, kind)  # type: ignore[arg-type]
        apply_correction(session, vault, correction_id=number, actor="chief", now=now)
    assert _totals(session, seated) == [0, 1000, 0]


def _letter_of(session: Session, seated: Seated, qid: str, option: str) -> tuple[int, str]:
    """The item that asks the question on this paper, and the letter that the option has there."""
    paper = paper_from_json(session.get_one(Attempt, seated.attempt_id).paper)
    number = next(n for n, item in enumerate(paper.items, start=1) if item.qid == qid)
    return number, "ABCD"[paper.items[number - 1].option_order.index(option)]


def test_places_move_and_who_was_announced_is_named(session: Session, vault: Vault, now: datetime) -> None:
    rules = RoundRules(
        Blueprint((Section("single", 10, 1000),)), advancement=AdvancementRules(quota=1, minimum_score=0)
    )
    opened = open_round(session, vault, now, rules)
    other = another_entry(session, vault, opened, now)
    second = OpenRound(opened.round_id, opened.event_id, other.id, other.entrant_id, other.ticket)
    for who, option in ((opened, "B"), (second, "C")):
        seated = seat(session, vault, now, who)
        item, letter = _letter_of(session, seated, "single-001", option)
        mine = {**seated.mine, "token": seated.sitting.token}
        save_answers(session, vault, **mine, entries=[answer(1, item, [letter])], now=now)
        submit_attempt(session, vault, **mine, now=now)
    close_round(session, vault, round_id=opened.round_id, reason="到时", actor="chief", now=now)
    publish_finals_list(session, vault, round_id=opened.round_id, actor="chief", now=now)
    before = current_ranking(session, vault, round_id=opened.round_id).ranking_hash
    number = _propose(session, opened, "single-001", now, "new_key", "C")
    _, effect = show_correction(session, vault, round_id=opened.round_id, correction_id=number)
    assert effect is not None
    assert [place.ticket for place in effect.entering] == [other.ticket]
    assert [(place.ticket, place.was_announced) for place in effect.leaving] == [(opened.ticket, True)]
    assert current_ranking(session, vault, round_id=opened.round_id).ranking_hash == before
    apply_correction(session, vault, correction_id=number, actor="chief", now=now, seen=effect.fingerprint)
    places = current_ranking(session, vault, round_id=opened.round_id).rows
    assert (places[0].ticket, places[0].state) == (other.ticket, "advanced")


def test_nobody_decides_on_what_they_have_not_seen(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    number = _propose(session, opened, _first_single(session, seated), now)
    with pytest.raises(EffectHasChanged):
        apply_correction(session, vault, correction_id=number, actor="chief", now=now, seen="0" * 64)
    assert _totals(session, seated) == [0]


def test_a_second_person_may_be_needed(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    number = _propose(session, opened, _first_single(session, seated), now)
    with pytest.raises(SecondPersonNeeded):
        apply_correction(
            session, vault, correction_id=number, actor="chief", now=now, needs_second_person=True
        )
    apply_correction(session, vault, correction_id=number, actor="second", now=now, needs_second_person=True)
    assert _totals(session, seated) == [0, 1000]


def test_a_rejected_or_applied_correction_is_decided_for_good(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    seated = _sit(session, vault, now, opened, {})
    number = _propose(session, opened, _first_single(session, seated), now)
    with pytest.raises(ReasonNeeded):
        reject_correction(session, correction_id=number, reason=" ", actor="chief", now=now)
    reject_correction(session, correction_id=number, reason="题目没有错", actor="chief", now=now)
    with pytest.raises(CorrectionDecided):
        apply_correction(session, vault, correction_id=number, actor="chief", now=now)
    with pytest.raises(CorrectionNotFound):
        apply_correction(session, vault, correction_id=number + 1, actor="chief", now=now)
    assert _totals(session, seated) == [0]


def test_a_question_outside_the_round_and_a_missing_reason_are_refused(
    session: Session, vault: Vault, now: datetime, opened: OpenRound
) -> None:
    with pytest.raises(QuestionNotInRound):
        _propose(session, opened, "no-such", now)
    with pytest.raises(ReasonNeeded):
        propose_correction(
            session,
            round_id=opened.round_id,
            correction=Correction("single-001", "void_full"),
            reason="",
            actor="chief",
            now=now,
        )


@pytest.mark.parametrize(
    ("qid", "text"), [("single-001", "AB"), ("single-001", "E"), ("judge-001", "A"), ("multiple-001", "?")]
)
def test_a_key_that_does_not_fit_says_why(session: Session, opened: OpenRound, qid: str, text: str) -> None:
    question = question_in_round(session, opened.round_id, qid)
    with pytest.raises(AnswerDoesNotFit, match=r"不适合这道题：.+"):
        answer_for(question, text)


def test_a_key_is_read_as_in_a_workbook(session: Session, opened: OpenRound) -> None:
    read = {
        qid: answer_for(question_in_round(session, opened.round_id, qid), text)
        for qid, text in {"single-001": "c", "multiple-001": "A、D", "judge-001": "√"}.items()
    }
    assert read == {
        "single-001": ChoiceAnswer(frozenset("C")),
        "multiple-001": ChoiceAnswer(frozenset("AD")),
        "judge-001": JudgeAnswer(True),
    }
