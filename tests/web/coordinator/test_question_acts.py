"""What staff do with a question: review, activate, retire, try, comment; and with many at once."""

from __future__ import annotations

import pytest

from examapp.storage.banks import QuestionComment
from examapp.storage.contest import Round
from tests.web.coordinator.test_question_editor import NEW, questions
from tests.web.staff_acts import collaborators, count, last_act, show
from tests.web.staff_cast import Contest


@pytest.fixture
def bank_path(contest: Contest) -> str:
    """Where the first event's questions are listed."""
    return f"/coordinate/events/{contest.own}/bank"


@pytest.fixture
def draft_path(contest: Contest) -> str:
    """The page of a draft that the coordinator wrote."""
    visitor = contest.visitor("own")
    show(visitor, f"/coordinate/events/{contest.own}/questions/new")
    return visitor.submit("questions/new", NEW, press="save").path


@pytest.fixture
def question_path(contest: Contest) -> str:
    """The page of the first event's first question, which came in a file."""
    return f"/coordinate/events/{contest.own}/questions/{contest.own_question}"


def test_another_person_reviews_and_then_it_can_be_active(contest: Contest, draft_path: str) -> None:
    author, reviewer = contest.visitor("own"), contest.visitor("organizer")
    page = show(author, draft_path)
    assert {value for _, value in page.form("/status").buttons} == {"retired"}
    assert "审核后才能启用" in page.words()
    show(reviewer, draft_path)
    reviewer.submit("/status", {"reason": "答案核对过"}, press="reviewed")
    assert last_act(contest) == ("question.status", "organizer", "答案核对过")
    show(author, draft_path)
    assert "HJ-900：启用" in author.submit("/status", press="active").words()
    assert [row.status for _, row in questions(contest, "HJ-900")] == ["draft", "reviewed", "active"]


def test_the_author_who_forges_the_form_is_refused(contest: Contest, draft_path: str) -> None:
    contest.app.config["WTF_CSRF_ENABLED"] = False
    visitor = contest.visitor("own")
    for status in ("reviewed", "active"):
        answer = visitor.client.post(f"{draft_path}/status", data={"status": status, "revision": "1"})
        assert answer.status_code == 409, status
    assert [row.status for _, row in questions(contest, "HJ-900")] == ["draft"]


def test_a_decision_on_a_page_that_is_out_of_date_is_refused_and_the_reason_kept(
    contest: Contest, question_path: str
) -> None:
    first, second = contest.visitor("own"), contest.visitor("organizer")
    show(first, question_path)
    show(second, question_path)
    first.submit("/status", press="retired")
    page = second.submit("/status", {"reason": "重复"}, press="retired")
    assert page.status == 409
    assert "有了第 2 版" in page.words()
    assert page.form("/status").fields["reason"] == "重复"


def test_the_organizer_switches_the_reviews_off_and_on(
    contest: Contest, bank_path: str, draft_path: str
) -> None:
    organizer = contest.visitor("organizer")
    show(organizer, bank_path)
    assert "不经审核也可以启用" in organizer.submit("/reviews").words()
    page = show(contest.visitor("own"), draft_path)
    assert {value for _, value in page.form("/status").buttons} == {"reviewed", "active", "retired"}
    show(organizer, bank_path)
    assert "要由作者以外的工作人员审核" in organizer.submit("/reviews").words()
    assert not [form for form in show(contest.visitor("own"), bank_path).forms() if "/reviews" in form.action]


def test_trying_a_question_shows_its_points_under_every_scheme(contest: Contest, question_path: str) -> None:
    visitor = contest.visitor("auditor")
    show(visitor, f"{question_path}/phone")
    page = visitor.submit("/phone", {"q1": "B"}, press="1")
    assert "✓ 答对了" in page.words()
    assert page.words().count("1 / 1") == 3
    show(visitor, f"{question_path}/phone")
    page = visitor.submit("/phone", {"q1": "A"}, press="1")
    assert "没有全对" in page.words()
    assert "答案：B" in page.words()
    assert page.words().count("0 / 1") == 3


def test_comments_run_in_threads_and_are_counted_in_the_list(
    contest: Contest, bank_path: str, question_path: str
) -> None:
    reviewer, author = contest.visitor("organizer"), contest.visitor("own")
    page = show(reviewer, question_path)
    (new,) = [form for form in page.forms() if "/comments" in form.action and "thread" not in form.fields]
    reviewer.submit(new, {"text": "题干有歧义"})
    assert "2 条意见" in show(author, bank_path).words()
    page = show(author, question_path)
    (answer,) = [form for form in page.forms() if form.fields.get("thread") and "/comments" in form.action][
        1:
    ]
    assert "已改" in author.submit(answer, {"text": "已改"}).words()
    for form in show(author, question_path).forms():
        if "/threads/" in form.action:
            author.submit(form)
    assert "条意见" not in show(author, bank_path).words()
    assert last_act(contest)[0] == "question.resolve"


def test_an_empty_comment_is_refused_and_a_long_one_kept(contest: Contest, question_path: str) -> None:
    visitor = contest.visitor("own")
    page = show(visitor, question_path)
    (new,) = [form for form in page.forms() if "/comments" in form.action and "thread" not in form.fields]
    before = count(contest, QuestionComment)
    assert "意见还没有写内容" in visitor.submit(new, {"text": " "}).words()
    page = visitor.submit(new, {"text": "长" * 2001})
    assert "最多 2000 个字" in page.words()
    assert "长" * 2001 in page.text
    assert count(contest, QuestionComment) == before


def test_many_questions_change_after_the_number_was_shown(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, f"{bank_path}?qtype=judge")
    page = visitor.submit("/bulk", {"which": "filter", "set_topic": "安全", "add_tags": "2026"})
    assert "选中10 会改变10" in page.words()
    assert len(questions(contest, "judge-000")) == 1
    page = visitor.submit("/bulk", {"reason": "归类"})
    assert "已修改 10 题" in page.words()
    assert "共 10 题" in page.words()
    question, row = questions(contest, "judge-000")[-1]
    assert (question.topic, question.tags, row.number, row.reason) == ("安全", ("2026",), 2, "归类")
    assert len(questions(contest, "single-000")) == 1


def test_only_the_ticked_questions_change(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, bank_path)
    page = visitor.submit("/bulk", {"id": [str(contest.own_question)], "set_pool": "secret"})
    assert "选中1 会改变1" in page.words()
    visitor.submit("/bulk")
    assert questions(contest, "single-000")[-1][0].pool == "secret"
    assert questions(contest, "single-001")[-1][0].pool == "public"


def test_nothing_chosen_changes_nothing(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    show(visitor, bank_path)
    assert "没有题目会改变" in visitor.submit("/bulk", {"set_pool": "secret"}).words()


def test_questions_of_another_event_are_not_changed_by_their_numbers(
    contest: Contest, bank_path: str
) -> None:
    contest.app.config["WTF_CSRF_ENABLED"] = False
    answer = contest.visitor("own").client.post(
        f"{bank_path}/bulk", data={"id": str(contest.other_question), "set_pool": "secret"}
    )
    assert "没有题目会改变" in answer.get_data(as_text=True)


def test_the_bank_says_which_round_froze_it_and_with_which_hash(contest: Contest, bank_path: str) -> None:
    with collaborators(contest).database.reading() as session:
        bank_hash = session.get_one(Round, contest.first_round).bank_hash
    assert bank_hash in show(contest.visitor("own"), bank_path).words()
    words = show(
        contest.visitor("own"), f"/coordinate/events/{contest.own}/questions/{contest.own_question}"
    ).words()
    assert "“初赛”冻结的版本" in words


def test_the_health_page_and_its_pictures_are_there(contest: Contest, bank_path: str) -> None:
    visitor = contest.visitor("own")
    words = show(visitor, f"{bank_path}/health").words()
    assert "够不够组卷" in words
    assert "已有 2 份试卷" in words
    for name in ("cells", "items"):
        answer = visitor.client.get(f"{bank_path}/health/{name}.svg")
        assert answer.mimetype == "image/svg+xml"
        assert answer.get_data(as_text=True).startswith("<svg")


@pytest.mark.parametrize(("keys", "holds"), [("with", True), ("without", False)])
def test_a_bank_is_printed_with_and_without_keys(
    contest: Contest, bank_path: str, keys: str, holds: bool
) -> None:
    answer = contest.visitor("own").client.get(f"{bank_path}/print/{keys}.pdf?qtype=judge")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert last_act(contest)[0] == "bank.export"
    assert (f"bank-11-{'keys' if holds else 'paper'}.pdf") in answer.headers["Content-Disposition"]
