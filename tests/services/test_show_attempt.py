"""Staff see of a closed attempt what every mark is defended by, of an open one that it is there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from examapp.services.close_attempt import Receipt, submit_attempt
from examapp.services.find_attempts import AttemptLink, attempts_of_entry, entry_ids_by_ticket
from examapp.services.open_sitting import Sitting, open_sitting
from examapp.services.save_answers import save_answers
from examapp.services.show_attempt import AttemptSheet, show_attempt
from examapp.storage.attempts import Attempt
from examapp.storage.contest import Event
from examapp.storage.results import Result
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import Seated, answer, seat

OVER = timedelta(seconds=3611)


@pytest.fixture
def seated(session: Session, vault: Vault, now: datetime) -> Seated:
    return seat(session, vault, now)


def _sheet(session: Session, seated: Seated) -> AttemptSheet:
    session.expire_all()
    found = show_attempt(
        session, event_id=seated.round.event_id, entry_id=seated.round.entry_id, round_number=1
    )
    assert found is not None
    return found


def _submit(session: Session, vault: Vault, seated: Seated, now: datetime) -> Receipt:
    """The attempt handed in: A everywhere, one item changed twice, one not readable, the last not answered."""
    entries = [answer(item, item, ("T",) if item > 6 else ("A",)) for item in range(1, 8)]
    entries += [answer(8, 1, ("C",)), answer(9, 1, ("B",)), answer(10, 2, 7)]
    receipt = submit_attempt(
        session, vault, **seated.mine, token=seated.sitting.token, entries=entries, now=now
    )
    assert isinstance(receipt, Receipt)
    return receipt


def test_the_marks_of_all_items_add_up_to_the_total(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now)
    sheet = _sheet(session, seated)
    assert sheet.current is not None
    assert sum(item.mark for item in sheet.items) == sheet.current.total
    assert sum(item.points for item in sheet.items) == sheet.full_marks == 10_000
    assert 0 < sheet.current.total < sheet.full_marks


def test_the_letters_of_response_and_key_are_those_of_the_options_as_displayed(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now)
    singles = [item for item in _sheet(session, seated).items if item.qtype == "single"]
    papers = session.get_one(Attempt, seated.attempt_id).paper["items"]
    assert len({tuple(papers[item.number - 1]["option_order"]) for item in singles}) > 1
    for item in singles:
        order = papers[item.number - 1]["option_order"]
        assert [letter for letter, _ in item.shown.options] == list("ABCD")
        assert [text[2] for _, text in item.shown.options] == order
        assert dict(item.shown.options)[item.key].startswith("选项B")
        assert item.mark == (item.points if item.response == item.key else 0)


def test_responses_are_words_and_what_nobody_can_read_is_shown_as_it_was_sent(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now)
    items = _sheet(session, seated).items
    assert [item.response for item in items] == ["B", "7", "A", "A", "A", "A", "正确", None]
    assert [item.number for item in items if not item.is_readable] == [2]
    assert {item.key for item in items if item.qtype == "judge"} <= {"正确", "错误"}
    assert [item.changes for item in items] == [3, 2, 1, 1, 1, 1, 1, 0]


def test_the_head_says_who_when_and_under_which_receipt(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    at = now + timedelta(minutes=20)
    receipt = _submit(session, vault, seated, at)
    sheet = _sheet(session, seated)
    assert (sheet.ticket, sheet.name, sheet.receipt) == (
        receipt.ticket,
        receipt.entrant_name,
        receipt.number,
    )
    assert (sheet.started_at, sheet.closed_at, sheet.closed_by) == (now, at, "entrant")
    assert sheet.deadline_at == now + timedelta(hours=1)
    (version,) = sheet.results
    assert (version.version, version.is_current, version.reason) == (1, True, "")
    assert (version.time_used_ms, version.answered) == (1_200_000, 6)
    assert (sheet.paper_hash, version.answers_hash) == (receipt.paper_hash, receipt.answers_hash)


def test_late_and_superseded_answers_are_counted_and_not_shown(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    older = seated.sitting.token
    newer = open_sitting(session, vault, **seated.mine, now=now)
    assert isinstance(newer, Sitting)
    save_answers(session, vault, **seated.mine, token=newer.token, entries=[answer(1, 1, ("A",))], now=now)
    sent = [answer(1, 1, ("B",)), answer(2, 2, ("B",))]
    save_answers(session, vault, **seated.mine, token=older, entries=sent, now=now)
    late = [answer(2, 1, ("C",)), answer(3, 3, ("C",)), answer(4, 3, ("D",))]
    submit_attempt(session, vault, **seated.mine, token=newer.token, entries=late, now=now + OVER)
    sheet = _sheet(session, seated)
    assert sheet.journal == {"saved": 1, "late": 3, "superseded": 2}
    assert [(i.response, i.changes, i.not_counted) for i in sheet.items[:4]] == [
        ("A", 1, 2),
        (None, 0, 1),
        (None, 0, 2),
        (None, 0, 0),
    ]
    assert sheet.closed_by == "deadline"


def test_a_corrected_score_is_shown_with_its_reason_before_the_one_it_replaced(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    _submit(session, vault, seated, now)
    first = session.query(Result).one()
    old_total, first.is_current = first.total, False
    session.flush()
    values = {column: getattr(first, column) for column in ("section_scores", "answers_hash", "time_used_ms")}
    marks = [*first.marks[:7], 1000]
    correction = Result(
        attempt_id=seated.attempt_id,
        version=2,
        total=sum(marks),
        marks=marks,
        responses={**first.responses, "8": ["F"]},
        answered=8,
        graded_at=now + OVER,
        reason="勘误：第 8 题人人得分",
        **values,
    )
    session.add(correction)
    session.flush()
    sheet = _sheet(session, seated)
    assert sheet.current is not None
    assert (sheet.current.version, sheet.current.total) == (2, old_total + 1000)
    assert [(r.version, r.is_current, r.reason) for r in sheet.results] == [
        (2, True, "勘误：第 8 题人人得分"),
        (1, False, ""),
    ]
    assert (sheet.items[7].mark, sheet.items[7].response) == (1000, "错误")
    assert sum(item.mark for item in sheet.items) == sheet.current.total


def test_of_an_open_attempt_there_is_only_the_head(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    save_answers(session, vault, **seated.mine, token=seated.sitting.token, entries=[answer(1, 1)], now=now)
    sheet = _sheet(session, seated)
    assert (sheet.state, sheet.receipt, sheet.closed_at, sheet.closed_by) == ("open", "", None, "")
    assert (sheet.items, sheet.results, sheet.current) == ((), (), None)
    assert sheet.journal["saved"] == 1


def test_an_attempt_is_found_only_under_its_event_entry_and_round(session: Session, seated: Seated) -> None:
    right = {"event_id": seated.round.event_id, "entry_id": seated.round.entry_id, "round_number": 1}
    assert show_attempt(session, **right) is not None
    for name in right:
        assert show_attempt(session, **{**right, name: right[name] + 1}) is None


def test_the_rounds_of_an_entry_and_the_entries_of_a_round_are_those_with_an_attempt(
    session: Session, vault: Vault, now: datetime, seated: Seated
) -> None:
    event = session.get_one(Event, seated.round.event_id)
    absent = factories.make_entry(session, vault, event, 2)
    links = attempts_of_entry(session, entry_id=seated.round.entry_id)
    assert links == (AttemptLink(1, "初赛", "open"),)
    assert attempts_of_entry(session, entry_id=absent.id) == ()
    found = entry_ids_by_ticket(session, round_id=seated.round.round_id)
    assert found == {seated.round.ticket: seated.round.entry_id}
