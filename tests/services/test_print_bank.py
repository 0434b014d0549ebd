"""A bank on paper: everything in it, nothing of it read as a program, and no key where none is asked for."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    Option,
    PartsAnswer,
    Question,
)
from examapp.printing import typst_pdf
from examapp.services.freeze_bank import freeze_bank
from examapp.services.import_bank import import_bank
from examapp.services.list_questions import QuestionFilter
from examapp.services.print_bank import FontMissing, print_bank, record_print
from examapp.services.show_freezes import bank_hash_now
from examapp.storage.contest import Event
from tests import factories
from tests.pictures.pictures_made_up import photo
from tests.printing.pdf_text import pages_of, words_of
from tests.services.living_bank import acts, make_bank

RICH = Question(
    qid="rich-1",
    qtype="single",
    stem='#panic("x") [*粗*] $sqrt(2)$ @ref <label> \\ // 注释\n公式 $\\frac{U}{R}$，见图：![接线图](a.png)',
    options=factories.make_question(1).options,
    answer=factories.make_question(1).answer,
    explanation='| 项 | 值 |\n| --- | --- |\n| #read("/etc/passwd") | **12** |\n\n末段',
)


@pytest.fixture
def event_id(session: Session, now: datetime) -> int:
    """An event with a bank that holds a question full of signs."""
    event_id = make_bank(session, now)
    import_bank(
        session,
        event_id=event_id,
        questions=[RICH, replace(RICH, qid="rich-2", status="retired")],
        actor="test",
        now=now,
        pictures={"a.png": photo()},
    )
    return event_id


def printed(session: Session, event_id: int, now: datetime, *, with_keys: bool, **only: str) -> bytes:
    """The PDF."""
    return print_bank(
        session,
        event_id=event_id,
        with_keys=with_keys,
        now=now,
        only=QuestionFilter(**only),  # type: ignore[arg-type]
    ).data


def test_every_question_is_there_with_its_key_and_the_banks_hash_on_every_page(
    session: Session, event_id: int, now: datetime
) -> None:
    pages = pages_of(printed(session, event_id, now, with_keys=True))
    text = words_of("".join(pages))
    for qid in ("single-000", "multiple-002", "judge-001", "rich-1"):
        assert qid in text
    assert "【答案】A,C" in text
    assert "解析1" in text
    bank_hash = bank_hash_now(session, event_id)
    assert all(bank_hash in words_of(page) for page in pages)


def test_who_took_a_print_is_recorded(session: Session, event_id: int, now: datetime) -> None:
    file = print_bank(session, event_id=event_id, with_keys=True, now=now)
    record_print(session, event_id=event_id, file=file, with_keys=True, actor="li", now=now)
    action, actor, _, _, after = acts(session)[-1]
    assert (action, actor, after["keys"], after["questions"]) == ("bank.export", "li", True, 11)


def test_without_keys_there_is_no_key(session: Session, event_id: int, now: datetime) -> None:
    text = words_of("".join(pages_of(printed(session, event_id, now, with_keys=False))))
    assert "single-000" in text
    assert "答案】" not in text
    assert "解析1" not in text
    assert "末段" not in text


def test_nothing_in_a_question_is_read_as_typst(session: Session, event_id: int, now: datetime) -> None:
    text = words_of("".join(pages_of(printed(session, event_id, now, with_keys=True, text="panic"))))
    assert '#panic("x")[*粗*]' in text
    assert '#read("/etc/passwd")' in text
    assert "U/R" in text


def test_a_filter_chooses_what_is_printed(session: Session, event_id: int, now: datetime) -> None:
    text = words_of("".join(pages_of(printed(session, event_id, now, with_keys=True, qtype="judge"))))
    assert "judge-000" in text
    assert "single-000" not in text


def test_the_hash_is_the_one_that_a_round_would_freeze(
    session: Session, event_id: int, now: datetime
) -> None:
    row = factories.make_round(session, session.get_one(Event, event_id), now)
    assert freeze_bank(session, round_id=row.id) == bank_hash_now(session, event_id)


def test_a_machine_without_the_font_is_named_as_what_it_lacks(
    session: Session, event_id: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst_pdf, "FONT", "No Such Font")
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        printed(session, event_id, now, with_keys=True)


def test_a_bank_without_questions_is_a_page_that_says_so(session: Session, now: datetime) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    pdf = printed(session, event.id, now, with_keys=True)
    assert len(pages_of(pdf)) == 1
    assert re.fullmatch(r"[0-9a-f]{64}", hashlib.sha256(pdf).hexdigest())


NEW_TYPES = (
    Question(
        qid="match-1",
        qtype="matching",
        stem="配对",
        answer=MatchingAnswer((("1", "B"), ("2", "A"))),
        options=(Option("A", "右甲"), Option("B", "右乙")),
        prompts=(Option("1", "左一"), Option("2", "左二")),
    ),
    Question(
        qid="cloze-1",
        qtype="cloze",
        stem="先[[1]]后[[2]]",
        answer=PartsAnswer(),
        parts=(
            Question(
                "1", "single", "", ChoiceAnswer(frozenset("A")), (Option("A", "清理"), Option("B", "施焊"))
            ),
            Question("2", "blank", "", BlankAnswer((("检验",),)), explanation="先焊后检"),
        ),
    ),
    Question(
        qid="scene-1",
        qtype="scenario",
        stem="一段材料",
        answer=PartsAnswer(),
        parts=(Question("1", "judge", "小题的题干", JudgeAnswer(True)),),
    ),
)


def test_pairs_gaps_and_sub_questions_are_printed(session: Session, now: datetime) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    import_bank(session, event_id=event.id, questions=NEW_TYPES, actor="test", now=now)
    text = words_of("".join(pages_of(printed(session, event.id, now, with_keys=True))))
    for wanted in (
        "左二",
        "右甲",
        "先(1)____后(2)____",
        "清理",
        "【解析】(2)先焊后检",
        "一段材料",
        "小题的题干",
    ):
        assert wanted in text
    paper = words_of("".join(pages_of(printed(session, event.id, now, with_keys=False))))
    assert "先焊后检" not in paper
    assert "检验" not in paper
