"""What a question says is kept apart from how it is filed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.question_texts import search_text, searchable, tags_in, tags_line, text_hash
from examapp.domain.questions import ChoiceAnswer, Option, Question, question_to_json

QUESTION = Question(
    qid="HJ-001",
    qtype="single",
    stem="ＣＯ₂ 气体保护焊",
    options=(Option("A", "二氧化碳"), Option("B", "Argon")),
    answer=ChoiceAnswer(frozenset("A")),
    explanation="见教材第三章",
)
TAGS = st.lists(st.text(min_size=1).filter(lambda tag: "\n" not in tag), unique=True, max_size=5)


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "焊接"},
        {"difficulty": 5},
        {"pool": "secret"},
        {"tags": ("新",)},
        {"status": "draft"},
        {"points": 200},
        {"source": "国标"},
    ],
)
def test_filing_a_question_elsewhere_leaves_what_it_says(change: dict[str, object]) -> None:
    moved = replace(QUESTION, **change)  # type: ignore[arg-type]
    assert text_hash(question_to_json(moved)) == text_hash(question_to_json(QUESTION))


@pytest.mark.parametrize(
    "change",
    [
        {"stem": "另一题"},
        {"answer": ChoiceAnswer(frozenset("B"))},
        {"explanation": ""},
        {"options": (Option("A", "二氧化碳"), Option("B", "氩气"))},
        {"options": (Option("A", "二氧化碳", pinned=True), Option("B", "Argon"))},
        {"image": "a.png"},
        {"qtype": "multiple"},
    ],
)
def test_saying_anything_else_shows(change: dict[str, object]) -> None:
    changed = replace(QUESTION, **change)  # type: ignore[arg-type]
    assert text_hash(question_to_json(changed)) != text_hash(question_to_json(QUESTION))


@pytest.mark.parametrize(
    "wanted", ["co2 气体", "二氧化", "argon", "ARGON", "第三章", "hj-00", "ｈｊ－００１"]
)
def test_a_search_looks_through_id_stem_options_and_explanation(wanted: str) -> None:
    assert searchable(wanted) in search_text(question_to_json(QUESTION))


def test_a_search_finds_the_texts_of_the_parts_of_a_question() -> None:
    content = {"qid": "1", "stem": "材料", "parts": [{"stem": "小题", "options": [{"text": "选一"}]}]}
    assert "小题" in search_text(content)
    assert "选一" in search_text(content)


@given(TAGS)
def test_tags_come_back_as_they_were_put_together(tags: list[str]) -> None:
    assert tags_in(tags_line(tags)) == tuple(tags)
