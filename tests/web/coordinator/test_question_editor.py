"""Writing questions in the browser: checked as files are, shown as on a phone, never losing what was typed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import select

from examapp.domain.questions import (
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
    Translation,
    question_from_json,
)
from examapp.services.import_bank import import_bank
from examapp.storage.banks import Bank, BankQuestion, QuestionRevision
from tests.pictures.pictures_made_up import photo
from tests.web.staff_acts import collaborators, last_act, show
from tests.web.staff_cast import Contest

NEW = {
    "qid": "HJ-900",
    "stem": "氩弧焊一般用什么气体保护？",
    "option A": "氩气",
    "option B": "氧气",
    "option C": "氢气",
    "key": "A",
    "explanation": "氩气是惰性气体",
    "topic": "焊接工艺",
    "difficulty": "2",
    "tags": "必考；新题",
    "reason": "补充题目",
}


def questions(contest: Contest, qid: str) -> list[tuple[Question, QuestionRevision]]:
    """The revisions of a question of the first event, the first one first."""
    with collaborators(contest).database.reading() as session:
        query = (
            select(QuestionRevision)
            .join(BankQuestion, BankQuestion.id == QuestionRevision.question_id)
            .join(Bank, Bank.id == BankQuestion.bank_id)
            .where(BankQuestion.qid == qid, Bank.event_id == contest.own)
            .order_by(QuestionRevision.number)
        )
        return [(question_from_json(row.content), row) for row in session.scalars(query)]


@pytest.fixture
def edit_path(contest: Contest) -> str:
    """Where the first event's first question is changed."""
    return f"/coordinate/events/{contest.own}/questions/{contest.own_question}/edit"


@pytest.fixture
def new_path(contest: Contest) -> str:
    """Where the first event's questions are written."""
    return f"/coordinate/events/{contest.own}/questions/new"


def test_a_question_is_written_and_waits_as_a_draft(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, new_path)
    page = visitor.submit("questions/new", NEW, press="save")
    assert "题目 HJ-900 已保存为草稿" in page.words()
    ((question, revision),) = questions(contest, "HJ-900")
    assert (question.topic, question.tags, question.status) == ("焊接工艺", ("必考", "新题"), "draft")
    assert [option.text for option in question.options] == ["氩气", "氧气", "氢气"]
    assert (revision.actor, revision.origin, revision.reason) == ("own", "editor", "补充题目")
    assert last_act(contest) == ("question.create", "own", "补充题目")


@pytest.mark.parametrize(
    ("qtype", "fill", "key"),
    [
        ("multiple", {"option A": "一", "option B": "二", "key": ["A", "B"]}, "A,B"),
        ("judge", {"verdict": "错误"}, "错误"),
        ("blank", {"stem": "____和____", "blanks": "氩;Ar\n氦"}, "氩;Ar|氦"),
        ("numeric", {"number": "3.14±0.01"}, "3.13~3.15"),
    ],
)
def test_every_type_has_its_form(
    contest: Contest, new_path: str, qtype: str, fill: dict[str, str | list[str]], key: str
) -> None:
    visitor = contest.visitor("own")
    show(visitor, f"{new_path}?qtype={qtype}")
    page = visitor.submit("questions/new", {"stem": "题干", "qid": "T-1", **fill}, press="save")
    assert key in page.words()
    assert questions(contest, "T-1")[0][0].qtype == qtype


def test_what_is_wrong_is_said_and_what_was_typed_stays(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, new_path)
    page = visitor.submit("questions/new", {**NEW, "key": "C", "option C": ""}, press="save")
    assert page.status == 400
    assert "答案“C”指向的选项 C 不存在或为空" in page.words()
    fields = page.form("questions/new").fields
    for name in ("stem", "option A", "explanation", "tags", "reason", "topic", "difficulty"):
        assert fields[name] == NEW[name], name
    assert fields.getlist("key") == ["C"]
    assert questions(contest, "HJ-900") == []


def test_checking_saves_nothing_and_shows_the_phone(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, new_path)
    page = visitor.submit("questions/new", NEW, press="check")
    assert "没有发现问题" in page.words()
    (frame,) = page.all("iframe")
    assert "氩弧焊一般用什么气体保护" in frame.get("srcdoc", "")
    assert questions(contest, "HJ-900") == []


def test_the_script_gets_checks_and_phone_while_one_types(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    fields = {**show(visitor, new_path).form("questions/new").fields.to_dict(), **NEW}
    path = new_path.replace("/new", "/check")
    answer = visitor.client.post(path, data=fields).get_json()
    assert "没有发现问题" in answer["problems"]
    assert "<label" in answer["preview"]
    answer = visitor.client.post(path, data={**fields, "stem": ""}).get_json()
    assert "缺少题干" in answer["problems"]
    assert "填写完整后" in answer["preview"]


def test_a_number_that_is_taken_is_refused_and_the_form_kept(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, new_path)
    page = visitor.submit("questions/new", {**NEW, "qid": "single-000"}, press="save")
    assert page.status == 409
    assert "题目编号“single-000”已经有了" in page.words()
    assert page.form("questions/new").fields["stem"] == NEW["stem"]


def test_a_change_is_a_new_revision_shown_word_by_word(contest: Contest, edit_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, edit_path)
    page = visitor.submit("/edit", {"stem": "single 新题干 0", "reason": "更正"}, press="save")
    assert "已保存为第 2 版" in page.words()
    assert ["".join(each.itertext()) for each in page.all("ins")][:2] == ["新", "草稿"]
    assert "".join(page.all("del")[0].itertext()) == "启用"
    assert "原因：更正" in page.words()
    assert len(questions(contest, "single-000")) == 2


def test_saving_without_a_change_makes_no_revision(contest: Contest, edit_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, edit_path)
    assert "没有改动" in visitor.submit("/edit", press="save").words()
    assert len(questions(contest, "single-000")) == 1


def test_the_second_of_two_writers_sees_what_the_first_one_changed(contest: Contest, edit_path: str) -> None:
    first, second = contest.visitor("own"), contest.visitor("organizer")
    show(first, edit_path)
    show(second, edit_path)
    first.submit("/edit", {"explanation": "第一人的解析"}, press="save")
    page = second.submit("/edit", {"stem": "第二人的题干"}, press="save")
    assert page.status == 409
    assert "own 把这道题改成了第 2 版，所以没有保存" in page.words()
    theirs, mine = (
        section for section in page.all("section") if section.get("aria-labelledby") in ("theirs", "mine")
    )
    assert "第一人的" in "".join(theirs.itertext())
    assert "第二人的" in "".join(mine.itertext())
    assert "状态" not in "".join(mine.itertext())
    assert page.form("/edit").fields["stem"] == "第二人的题干"
    assert [row.number for _, row in questions(contest, "single-000")] == [1, 2]
    assert "已保存为第 3 版" in second.submit("/edit", press="save").words()
    assert questions(contest, "single-000")[-1][0].stem == "第二人的题干"


def test_an_auditor_sees_the_form_but_no_way_to_send_it(contest: Contest, edit_path: str) -> None:
    page = show(contest.visitor("auditor"), edit_path)
    assert page.form("/edit").buttons == []


def test_odd_fields_do_no_harm(contest: Contest, new_path: str) -> None:
    contest.app.config["WTF_CSRF_ENABLED"] = False
    visitor = contest.visitor("own")
    part = {"qtype": "scenario", "part 1 qtype": "nonsense", "act": "save"}
    odd = ({}, {"qtype": "nonsense", "act": "save"}, {"difficulty": "x", "pool": "?", "base": "-1"}, part)
    for fields in odd:
        assert visitor.client.post(new_path, data=fields).status_code == 400


def part(number: int, answer: Answer, options: str = "", **more: object) -> Question:
    """A part of a question."""
    kinds = {ChoiceAnswer: "single", JudgeAnswer: "judge", BlankAnswer: "blank", NumericAnswer: "numeric"}
    chosen = tuple(Option(letter, f"{letter}{number}") for letter in options)
    values: dict[str, object] = {"stem": "", "options": chosen, **more}
    return Question(qid=str(number), qtype=kinds[type(answer)], answer=answer, **values)  # type: ignore[arg-type]


NUMBER = NumericAnswer((NumericRange(Decimal("3.1"), Decimal("3.2")),), "mm")
TYPES = {
    "single": {"options": tuple(Option(letter, letter * 2, letter == "C") for letter in "ABC")},
    "multiple": {
        "options": (Option("A", "一\n行"), Option("B", "二")),
        "answer": ChoiceAnswer(frozenset("AB")),
        "translations": (Translation("en", "Stem", (("A", "one"), ("B", "two")), "Because"),),
    },
    "judge": {"answer": JudgeAnswer(False)},
    "blank": {"stem": "____和____", "answer": BlankAnswer((("氩", "Ar|a"), ("a;b",)), ordered=False)},
    "numeric": {"answer": NUMBER},
    "matching": {
        "prompts": (Option("1", "1.5 kW"), Option("2", "(2) 台")),
        "options": tuple(Option(letter, letter * 2) for letter in "ABC"),
        "answer": MatchingAnswer((("1", "C"), ("2", "A"))),
    },
    "ordering": {
        "options": tuple(Option(letter, letter * 2) for letter in "ABC"),
        "answer": OrderAnswer(("C", "A", "B")),
    },
    "cloze": {
        "stem": "先[[1]]再[[2]]后[[3]]",
        "answer": PartsAnswer(),
        "parts": (
            part(1, ChoiceAnswer(frozenset("B")), "ABC", points=200, explanation="为什么"),
            part(2, NUMBER, points=100),
            part(3, BlankAnswer((("氩", "Ar"),)), points=100),
        ),
    },
    "scenario": {
        "answer": PartsAnswer(),
        "parts": (
            part(1, JudgeAnswer(True), stem="小题一", explanation="解析一"),
            part(2, ChoiceAnswer(frozenset("A")), "AB", stem="小题二"),
        ),
    },
}


@pytest.mark.parametrize("qtype", TYPES)
def test_a_question_of_any_type_passes_through_its_form_unchanged(
    contest: Contest, now: datetime, qtype: str
) -> None:
    values = {"qid": "whole", "stem": "题干", "answer": ChoiceAnswer(frozenset("B")), **TYPES[qtype]}
    question = Question(qtype=qtype, explanation="解析", topic="知识点", tags=("甲", "乙"), **values)  # type: ignore[arg-type]
    with collaborators(contest).database.transaction() as session:
        import_bank(session, event_id=contest.own, questions=[question], actor="cli", now=now)
        question_id = session.scalars(select(BankQuestion.id).where(BankQuestion.qid == "whole")).one()
    visitor = contest.visitor("own")
    show(visitor, f"/coordinate/events/{contest.own}/questions/{question_id}/edit")
    page = visitor.submit("/edit", press="save")
    assert "没有改动" in page.words()
    assert [found for found, _ in questions(contest, "whole")] == [question]


def test_parts_are_added_and_removed_without_losing_the_others(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, f"{new_path}?qtype=scenario")
    visitor.submit(
        "questions/new", {"qid": "S-1", "stem": "材料", "part 1 stem": "第一问"}, press="add-part-judge"
    )
    visitor.submit("questions/new", {"part 2 stem": "第二问"}, press="add-part-numeric")
    visitor.submit("questions/new", {"part 3 stem": "第三问", "part 3 number": "5"}, press="remove-part-1")
    fields = {"part 1 verdict": "正确"}
    page = visitor.submit("questions/new", fields, press="save")
    assert "题目 S-1 已保存为草稿" in page.words()
    ((question, _),) = questions(contest, "S-1")
    assert [(each.qid, each.qtype, each.stem) for each in question.parts] == [
        ("1", "judge", "第二问"),
        ("2", "numeric", "第三问"),
    ]


def test_a_picture_comes_with_the_question_and_stays_when_the_question_is_refused(
    contest: Contest, new_path: str
) -> None:
    visitor = contest.visitor("own")
    form = show(visitor, new_path).form("questions/new")
    form.fields.setlist("pictures", [(BytesIO(photo()), "焊缝.png")])  # type: ignore[list-item]
    page = visitor.submit(form, {**NEW, "stem": "", "image": "焊缝.png"}, press="save")
    assert page.status == 400
    page = visitor.submit("questions/new", {"stem": "如图"}, press="check")
    assert "题库里没有图片" not in page.words()
    visitor.submit("questions/new", press="save")
    ((question, _),) = questions(contest, "HJ-900")
    assert [name for name, _ in question.pictures] == ["焊缝.png"]


def test_a_file_that_is_no_picture_is_named_and_nothing_is_saved(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    form = show(visitor, new_path).form("questions/new")
    form.fields.setlist("pictures", [(BytesIO(b"MZ"), "virus.png")])  # type: ignore[list-item]
    page = visitor.submit(form, NEW, press="save")
    assert "图片“virus.png”无法读取" in page.words()
    assert questions(contest, "HJ-900") == []


def test_a_picture_that_nobody_brought_is_missed(contest: Contest, new_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, new_path)
    page = visitor.submit("questions/new", {**NEW, "image": "没有.png"}, press="check")
    assert "题库里没有图片“没有.png”" in page.words()
