"""Matching, ordering, cloze, scenario and fields in the text, sat with JavaScript off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import undefer

from examapp.domain.questions import Question
from examapp.domain.rules import PartialCredit
from examapp.storage.results import Result
from tests.services.mixed_questions import CLOZE, MIXED
from tests.web.browsing import Filling, Page, Visitor
from tests.web.entrant.mixed_room import mixed_room, right_responses
from tests.web.entrant.seats import Phone, Room, sign_in, sit
from tests.web.entrant.test_afterwards import end
from tests.web.entrant.training import begin, enter


def filling(responses: dict[int, list[str]]) -> Filling:
    """The responses as the fields of the form."""
    fields: Filling = {}
    for item, texts in responses.items():
        if item in (3, 4):
            fields |= {f"q{item}.{place}": text for place, text in enumerate(texts, start=1)}
        else:
            fields[f"q{item}"] = texts
    if "q4.2" in fields:
        fields["q4.2"] = list(fields["q4.2"])
    return fields


def current(room: Room) -> Result:
    """The result of the only attempt."""
    with room.collaborators.database.reading() as session:
        query = (
            select(Result).where(Result.is_current).options(undefer(Result.marks), undefer(Result.responses))
        )
        return session.scalars(query).one()


def hand_in(visitor: Visitor, room: Room, responses: dict[int, list[str]]) -> Result:
    """The result of someone who answers so and hands in without scripts."""
    visitor.submit("/form", filling(responses), press="submit")
    visitor.submit("/form", press="confirm")
    return current(room)


@pytest.fixture
def room(app: Flask, now: datetime) -> Room:
    return mixed_room(app, now)


@pytest.mark.parametrize("scheme", ["exact", "half_for_subset", "per_option"])
def test_every_type_can_be_answered_right_without_scripts(
    app: Flask, now: datetime, visitor: Visitor, scheme: PartialCredit
) -> None:
    room = mixed_room(app, now, scheme=scheme)
    sit(visitor, room)
    responses = right_responses(room)
    result = hand_in(visitor, room, responses)
    assert result.marks == [600] * 6
    assert result.responses == {str(item): texts for item, texts in responses.items()}
    assert result.section_scores["scenario"] == 600


def test_what_is_partly_right_earns_its_share(room: Room, visitor: Visitor) -> None:
    sit(visitor, room)
    responses = right_responses(room)
    responses[1][0] = ""
    responses[2] = ["1"] * 4
    responses[3][1] = "破损"
    responses[4] = [responses[4][0], responses[4][1][0], "T", "", "5", "5cm"]
    responses[5][0] = "激光"
    result = hand_in(visitor, room, responses)
    assert result.marks == [400, 0, 400, 120 + 60 + 60, 300, 600]


def test_saving_fills_the_page_again_with_all_that_was_answered(room: Room, visitor: Visitor) -> None:
    sit(visitor, room)
    fields = filling(right_responses(room))
    page = visitor.submit("/form", fields, press="save")
    form = page.form("/form")
    for name, value in fields.items():
        assert form.fields.getlist(name) == ([value] if isinstance(value, str) else list(value)), name


def test_a_list_can_be_cleared_again(room: Room, visitor: Visitor) -> None:
    sit(visitor, room)
    visitor.submit("/form", filling(right_responses(room)), press="save")
    visitor.submit("/form", {"q1": ["", "", ""], "q3.1": "", "q3.2": "", "q3.3": ""}, press="save")
    assert set(room.counted()) == {2, 4, 5, 6}


def selects(page: Page) -> dict[str, list[tuple[str, str]]]:
    """What each list offers, by the name and place of its field."""
    return {
        f"{each.get('name')} {each.get('id')}": [
            (option.get("value", ""), "".join(option.itertext())) for option in each.iter("option")
        ]
        for each in page.all("select")
    }


def test_lists_carry_letters_as_displayed_and_nothing_that_hints_at_the_key(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    page = sit(visitor, mixed_room(app, now))
    offered = selects(page)
    assert [value for value, _ in offered["q1 q1-1"]] == ["", "A", "B", "C", "D"]
    assert [value for value, _ in offered["q2 q2-1"]] == ["", "1", "2", "3", "4"]
    assert [value for value, _ in offered["q3.1 q3.1-1"]] == ["", "A", "B", "C"]
    assert len({tuple(options) for name, options in offered.items() if name.startswith("q1 ")}) == 1
    for element in page.all("select") + page.all("option"):
        assert set(element.keys()) <= {"id", "name", "value", "selected", "autocomplete", "aria-label"}
    for secret in ("塞尺量间隙", "电流入地", "一起触电", "4.9", "良好", "氩气", "隔离", "pairs", 'order"'):
        assert secret not in page.text


def test_every_gap_and_prompt_has_a_label(room: Room, visitor: Visitor) -> None:
    page = sit(visitor, room)
    assert page.problems() == []
    cloze = next(each for each in page.all("fieldset") if each.get("id") == "q3")
    controls = [each for each in cloze.iter() if each.tag in ("select", "input")]
    assert [each.get("aria-label") for each in controls] == ["第 1 空", "第 2 空", "第 3 空"]
    assert "[[" not in page.text


def test_blanks_stand_in_the_text_where_it_marks_them(room: Room, visitor: Visitor) -> None:
    page = sit(visitor, room)
    (inline,) = [each for each in page.all("fieldset") if each.get("id") == "q5"]
    words = "".join(inline.itertext())
    assert "（　）" not in words
    assert "____" not in words
    assert len(list(inline.iter("input"))) == 2


def test_a_reader_of_english_fills_the_gaps_of_the_english_text(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    room = mixed_room(app, now)
    visitor.open("/language/en")
    page = sit(visitor, room)
    words = page.words()
    assert "The case must" in words
    assert "焊机外壳必须(1)____" in words
    assert "1.feeler gauge" in words
    assert any("be earthed / 接地" in text for options in selects(page).values() for _, text in options)
    assert "3 of" not in words
    result = hand_in(visitor, room, right_responses(room))
    assert result.total == 3600


def test_a_question_with_one_part_in_chinese_only_is_shown_in_chinese(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    first = replace(CLOZE.parts[0], translations=())
    room = mixed_room(app, now, replace(CLOZE, parts=(first, *CLOZE.parts[1:])))
    visitor.open("/language/en")
    page = sit(visitor, room)
    assert "The case must" not in page.text
    assert "be connected to neutral" not in page.text


def test_the_own_paper_is_shown_afterwards_with_answers_and_keys(
    app: Flask, now: datetime, visitor: Visitor
) -> None:
    room = mixed_room(app, now)
    sit(visitor, room)
    phone = Phone(visitor)
    responses = right_responses(room)
    for seq, (item, response) in enumerate(responses.items(), start=1):
        assert phone.save(seq, item, response).status_code == 200
    phone.post("submit")
    end(room, now)
    words = visitor.open(f"{phone.path}/review").words()
    for text in ("塞尺", "首先应当怎么做？", "材料题", "完形填空题", "(1)____"):
        assert text in words
    assert "(1) 接地; (2) 良好; (3) 5" in words


@pytest.mark.parametrize("question", MIXED, ids=lambda question: question.qid)
def test_practice_takes_every_type_and_shows_what_was_right(
    app: Flask, now: datetime, visitor: Visitor, question: Question
) -> None:
    room = mixed_room(app, now)
    sign_in(visitor, room.person)
    page = begin(visitor, room, by="type", value=question.qtype)
    page = visitor.submit(page.form("/practice/question"), press="answer")
    assert page.status == 422
    page = visitor.submit(page.form("/practice/question"), press="show")
    words = page.words()
    assert "正确答案" in words
    if question.explanation:
        assert question.explanation in words
    if question.qid == "scenario":
        assert "(1) 直接拉人会一起触电" in words


def test_a_mock_exam_takes_every_type_and_grades_it(app: Flask, now: datetime, visitor: Visitor) -> None:
    room = mixed_room(app, now)
    enter(visitor, room)
    page = visitor.submit("/mocks")
    fields: Filling = {
        "q3.2": "良好",
        "q4.3": "F",
        "q4.4": "100",
        "q4.5": "五",
        "q5": ["电弧", "氩"],
        "q6": "5mm",
    }
    page = visitor.submit(page.form("/mocks/"), fields, press="save")
    assert page.form("/mocks/").fields["q4.5"] == "五"
    visitor.submit(page.form("/mocks/"), press="submit")
    words = visitor.submit("/mocks/", press="confirm").words()
    # A third of the cloze, two fifths of the scenario, all of 填空 and 数值.
    assert "总分16.4 / 36" in words
    assert "答了 4 / 6 题" in words
