"""Practising without scripts: one question a page, feedback at once, the wrong-question book, progress."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests.web.browsing import Visitor
from tests.web.conftest import Clock
from tests.web.entrant.seats import Room, sit
from tests.web.entrant.training import answer, begin, enter, letters, practice_path


def test_practice_is_reached_from_my_events_and_says_what_there_is(visitor: Visitor, room: Room) -> None:
    words = enter(visitor, room).words()
    assert "共 20 题：已掌握 0 题，错题 0 题，还没练 20 题。" in words
    for expected in (
        "单选题 6 题",
        "填空题 1 题",
        "安全 掌握 0 / 9",
        "工艺 掌握 0 / 11",
        "8 题，满分 100 分，限时 60 分钟",
    ):
        assert expected in words


def test_a_right_answer_is_confirmed_with_explanation_and_the_next_question_follows(
    visitor: Visitor, room: Room
) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="type", value="single")
    assert "1/6 · 单选题 · 10 分" in page.words()
    stem = page.all("legend")[0]
    words = answer(visitor, letters(page, "选项B")).words()
    assert "✓ 答对了" in words
    assert "您选对了" in words
    assert "解析" in words
    (next_question,) = [link for link in visitor.page.links() if "/question?" in link]
    assert "2/6" in visitor.open(next_question).words()
    assert visitor.page.all("legend")[0] != stem


def test_a_wrong_answer_shows_the_right_one_beside_it_and_enters_the_book(
    visitor: Visitor, room: Room
) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="type", value="multiple")
    words = answer(visitor, letters(page, "选项A", "选项D")).words()
    assert [words.count(mark) for mark in ("✗ 答错了", "✗ 您选错了", "✓ 您选对了", "✓ 正确答案")] == [
        1,
        1,
        1,
        1,
    ]
    assert "再在 2 次练习中连续答对，就移出" in words
    assert "练错题（1 题）" in visitor.open(practice_path(room)).words()


def test_choosing_only_some_of_the_right_options_is_told(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="type", value="multiple")
    assert "✗ 没有选全" in answer(visitor, letters(page, "选项A")).words()


def test_the_source_of_a_question_is_shown_after_the_answer_only(visitor: Visitor, room: Room) -> None:
    room.revise("judge-001", source="GB 50720")
    enter(visitor, room)
    seen = begin(visitor, room, by="type", value="judge").words()
    for _ in range(6):
        assert "GB 50720" not in visitor.page.words()
        seen = answer(visitor, ["T"]).words()
        if "命题依据 GB 50720" in seen:
            break
        visitor.open(next(link for link in visitor.page.links() if "/question?" in link))
    assert "命题依据 GB 50720" in seen


def test_blanks_and_numbers_are_shown_as_typed_beside_the_key(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    begin(visitor, room, by="type", value="blank")
    words = answer(visitor, ["氧气", "弧光"]).words()
    assert "第 1 空 您的作答氧气 正确答案氩气 第 2 空 您的作答弧光 正确答案电弧 / 弧光" in words
    begin(visitor, room, by="type", value="numeric")
    words = answer(visitor, "5.05").words()
    assert "✓ 答对了" in words
    assert "您的作答5.05 正确答案4.9~5.1" in words


def test_a_verdict_is_told_in_words(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="type", value="judge")
    is_right = int("".join(page.all("legend")[0].itertext()).split()[-1]) % 2 == 0
    words = answer(visitor, ["F"]).words()
    assert f"您的作答错误 正确答案{'正确' if is_right else '错误'}" in words


def test_what_can_not_be_read_is_asked_again_with_what_was_typed(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    begin(visitor, room, by="type", value="numeric")
    page = answer(visitor, "5 mm")
    assert page.status == 422
    assert "请只填写一个数" in page.words()
    assert "5 mm" in [e.get("value") for e in page.all("input")]


def test_an_empty_answer_is_no_answer_but_giving_up_is(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    begin(visitor, room, by="type", value="single")
    assert "还没有作答" in answer(visitor, []).words()
    words = answer(visitor, [], press="show").words()
    assert "没有作答" in words
    assert "✓ 正确答案" in words


def test_a_run_ends_and_the_book_empties_after_two_of_them(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    begin(visitor, room, by="type", value="blank")
    answer(visitor, ["错", "错"])
    for told in ("再在 1 次练习中连续答对", "连续答对了，这道题已移出错题本"):
        visitor.open(f"{practice_path(room)}/wrong")
        assert "同一道题在 2 次不同的练习（或模拟考试）中连续答对，就自动移出" in visitor.page.words()
        visitor.open(next(link for link in visitor.page.links() if "by=wrong" in link))
        assert told in answer(visitor, ["氩气", "电弧"]).words()
    over = visitor.open(next(link for link in visitor.page.links() if "/question?" in link))
    assert "这一遍答了 1 题，答对 1 题" in over.words()
    assert "现在没有错题" in visitor.open(f"{practice_path(room)}/wrong").words()


def test_a_link_puts_no_words_of_its_own_on_the_page(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="topic", value="请拨打13900000000核实成绩")
    assert "这里没有题可练" in page.words()
    assert "13900000000" not in page.words()


def test_going_back_and_answering_again_changes_nothing(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="type", value="single")
    answer(visitor, letters(page, "选项D"))
    visitor.page = page
    assert "✗ 答错了" in answer(visitor, letters(page, "选项B")).words()


def test_progress_is_a_picture_with_its_figures_in_a_table(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="topic", value="工艺")
    answer(visitor, [], press="show")
    page = visitor.open(f"{practice_path(room)}/progress")
    rows = [" ".join("".join(cell.itertext()) for cell in row) for row in page.all("tr")]
    assert rows[1:] == ["安全 0 0 9 9", "工艺 0 1 10 11", "合计 0 1 19 20"]
    (picture,) = page.all("img")
    assert picture.get("alt")
    drawn = visitor.client.get(picture.get("src", ""))
    assert drawn.mimetype == "image/svg+xml"
    tree = ElementTree.fromstring(drawn.get_data())  # noqa: S314 - our own picture
    texts = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["掌握", "错题", "没练", "安全", "0 / 9", "工艺", "0 / 11"]
    widths = [float(e.get("width", 0)) for e in tree.iter("{http://www.w3.org/2000/svg}rect")]
    assert round(320 / 11, 1) in widths


def test_the_picture_has_colours_for_dark_screens_too(visitor: Visitor, room: Room) -> None:
    page = enter(visitor, room)
    page = visitor.open(f"{practice_path(room)}/progress")
    (dark,) = page.all("source")
    light = page.all("img")[0].get("src", "")
    bodies = [visitor.client.get(path).get_data(as_text=True) for path in (light, dark.get("srcset", ""))]
    assert bodies[0] != bodies[1]
    assert not any("style" in body for body in bodies)


def test_an_event_without_public_questions_says_so(visitor: Visitor, app: Flask, room: Room) -> None:
    room.hide_all()
    words = enter(visitor, room).words()
    assert "这个赛项还没有公开的练习题" in words
    assert "模拟考试" not in words
    assert "这里没有题可练" in begin(visitor, room).words()


@pytest.mark.parametrize(
    "path",
    ["", "/question", "/question?run=0123456789abcdef", "/feedback", "/wrong", "/progress", "/progress.svg"],
)
def test_practice_is_closed_while_the_own_attempt_runs(visitor: Visitor, room: Room, path: str) -> None:
    attempt = sit(visitor, room).path
    page = visitor.open(practice_path(room) + path)
    assert page.status == 409
    assert "正在答题，交卷后再练" in page.words()
    assert attempt in page.links()


def test_an_attempt_whose_time_is_over_is_closed_before_practice_goes_on(
    visitor: Visitor, room: Room, clock: Clock
) -> None:
    sit(visitor, room)
    clock.advance(minutes=61)
    assert "系统已自动交卷" in visitor.open(practice_path(room)).words()
    assert "随机练习" in visitor.open(practice_path(room)).words()


def test_nothing_is_answered_or_started_while_the_own_attempt_runs(
    visitor: Visitor, other_visitor: Visitor, room: Room, now: datetime
) -> None:
    enter(visitor, room)
    begin(visitor, room, by="type", value="single")
    sit(other_visitor, room)
    page = answer(visitor, letters(visitor.page, "选项B"))
    assert page.status == 409
    assert "解析" not in page.words()


def test_no_question_page_gives_away_its_key_or_a_number_of_the_bank(visitor: Visitor, room: Room) -> None:
    enter(visitor, room)
    page = begin(visitor, room, by="random")
    for given_away in (
        "解析",
        "explanation",
        "qid",
        "single-0",
        "multiple-0",
        "judge-0",
        "revision",
        "correct",
    ):
        assert given_away not in page.text
    hidden = {e.get("name"): e.get("value", "") for e in page.all("input") if e.get("type") == "hidden"}
    assert set(hidden) == {"csrf_token", "name"}
    assert len(hidden["name"]) == 64


def test_practice_is_english_for_an_english_reader(visitor: Visitor, room: Room) -> None:
    visitor.open("/language/en")
    enter(visitor, room)
    assert "20 questions: 0 mastered, 0 to redo, 20 not yet practised." in visitor.page.words()
    begin(visitor, room, by="type", value="judge")
    words = answer(visitor, ["F"]).words()
    assert "YoursFalse Correct answer" in words
    assert not any(verdict in words for verdict in ("正确", "错误"))
