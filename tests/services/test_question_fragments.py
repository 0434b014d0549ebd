"""What a question shows is prepared once, in Chinese and, where it is whole, in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from examapp.domain.blueprint import BankQuestion
from examapp.domain.paper import draw_paper, paper_to_json
from examapp.domain.questions import Question, Translation, canonical_json
from examapp.services.freeze_bank import current_questions
from examapp.services.import_bank import import_bank
from examapp.services.prepared_rounds import drawn_question, prepared_round
from examapp.services.question_fragments import fragments_of, sitting_item
from examapp.storage.vault import Vault
from tests import factories
from tests.services.cast import open_round
from tests.services.rich_questions import PICTURES, RICH

ENGLISH = RICH.translations[0]


def test_a_question_carries_its_english_as_displayed(session: Session) -> None:
    fragments = fragments_of(session, [RICH])["rich"]
    item = sitting_item(1, RICH, fragments, ("C", "A", "D", "B"), 100)
    assert item.second is not None
    assert "By <span" in item.second.stem
    assert "<th" in item.second.below
    assert [letter for letter, _ in item.second.options] == list("ABCD")
    assert dict(item.second.options)["C"] == "All of them"
    assert dict(item.options)["C"] == "都对"


@pytest.mark.parametrize(
    "english", [replace(ENGLISH, stem=""), replace(ENGLISH, options=ENGLISH.options[:3]), Translation("en")]
)
def test_english_that_is_not_whole_is_not_shown(session: Session, english: Translation) -> None:
    question = replace(RICH, translations=(english,))
    assert fragments_of(session, [question])["rich"].english is None


def test_an_explanation_without_english_is_shown_in_chinese(session: Session) -> None:
    question = replace(RICH, translations=(replace(ENGLISH, explanation=""),))
    fragments = fragments_of(session, [question])["rich"]
    assert fragments.english is not None
    assert fragments.english.explanation == fragments.chinese.explanation


def test_nothing_of_the_explanation_is_on_what_a_sitting_shows(
    session: Session, vault: Vault, now: datetime
) -> None:
    event = factories.make_event(session, factories.make_competition(session, now))
    import_bank(session, event_id=event.id, questions=[RICH], actor="lin", now=now, pictures=PICTURES)
    ((question, _),) = current_questions(session, event.id)
    fragments = fragments_of(session, [question])["rich"]
    address = str(fragments.chinese.explanation.lead).split('src="')[1].split('"')[0]
    shown = str(sitting_item(1, question, fragments, "ABCD", 100))
    assert shown.count("/pictures/") == 4
    assert address not in shown


def test_a_round_is_rendered_once(session: Session, vault: Vault, now: datetime) -> None:
    opened = open_round(session, vault, now)
    first = prepared_round(session, vault, opened.round_id).fragments
    assert prepared_round(session, vault, opened.round_id).fragments is first
    assert len(first) == 30


def test_the_paper_is_the_same_byte_for_byte_with_and_without_english() -> None:
    def drawn(questions: list[Question]) -> str:
        bank: list[BankQuestion] = [drawn_question(question, 1) for question in questions]
        paper = draw_paper(factories.SMALL_BLUEPRINT, bank, bytes(32), "11", "ticket")
        return canonical_json(paper_to_json(paper))

    kinds = ("single", "multiple", "judge")
    plain = [factories.make_question(number, qtype) for qtype in kinds for number in range(9)]
    bilingual = [
        replace(
            question,
            translations=(
                Translation("en", "What?", tuple((o.id, f"Option {o.id}") for o in question.options)),
            ),
        )
        for question in plain
    ]
    assert drawn(plain) == drawn(bilingual)
