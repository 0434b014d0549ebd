"""Practice: when a question enters and leaves the wrong-question book, the order of a run, progress."""

from __future__ import annotations

from functools import reduce
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.blueprint import BankQuestion
from examapp.domain.practice import (
    RIGHT_TO_LEAVE,
    Selection,
    Standing,
    TopicProgress,
    after_answer,
    place_in_run,
    practice_item,
    progress_by_topic,
    right_still_needed,
    section_for,
    total_progress,
)
from examapp.domain.questions import POOL_PUBLIC
from examapp.domain.rules import DEFAULT_BLUEPRINT, Section

Answer = tuple[bool, str]
histories = st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), max_size=12)
standings = st.builds(Standing, st.booleans())
QUESTION = BankQuestion("S1", 1, "single", "安全", 1, POOL_PUBLIC, ("A", "B", "C", "D"), frozenset("D"))


def after(*answers: Answer) -> Standing:
    """The standing after these answers, each right or wrong on an occasion."""
    return reduce(
        lambda standing, one: after_answer(standing, right=one[0], occasion=one[1]), answers, Standing()
    )


def test_a_wrong_answer_puts_a_question_into_the_book() -> None:
    assert after((False, "a")).in_wrong_book
    assert after((True, "a"), (True, "b"), (False, "c")).in_wrong_book


def test_a_question_never_answered_wrong_is_not_in_the_book() -> None:
    assert not after((True, "a")).in_wrong_book


def test_two_right_answers_on_different_occasions_take_it_out() -> None:
    assert after((False, "a"), (True, "b")).in_wrong_book
    assert not after((False, "a"), (True, "b"), (True, "c")).in_wrong_book


def test_right_answers_on_one_occasion_count_once() -> None:
    assert after((False, "a"), (True, "b"), (True, "b"), (True, "b")).in_wrong_book


def test_a_wrong_answer_between_starts_the_count_again() -> None:
    assert after((False, "a"), (True, "b"), (False, "c"), (True, "d")).in_wrong_book


def test_the_page_is_told_how_many_right_answers_are_still_needed() -> None:
    needed = [
        right_still_needed(after(*[(False, "a"), (True, "b"), (True, "c")][:count])) for count in range(4)
    ]
    assert needed == [0, 2, 1, 0]


@given(histories)
def test_the_book_is_decided_by_the_answers_since_the_last_wrong_one(history: list[Answer]) -> None:
    standing = after(*history)
    wrong_at = [place for place, (right, _) in enumerate(history) if not right]
    since = history[wrong_at[-1] + 1 :] if wrong_at else history
    occasions = len(list(groupby(occasion for _, occasion in since)))
    assert standing.in_wrong_book == (bool(wrong_at) and occasions < RIGHT_TO_LEAVE)


@given(histories)
def test_nothing_stays_in_the_book_for_ever(history: list[Answer]) -> None:
    assert not after(*history, (True, "x"), (True, "y")).in_wrong_book


@given(
    st.dictionaries(st.integers(1, 30), st.sampled_from(("安全", "工艺", ""))),
    st.dictionaries(st.integers(1, 40), standings),
)
def test_progress_counts_every_question_once(topics: dict[int, str], stand: dict[int, Standing]) -> None:
    parts = progress_by_topic(topics, stand)
    assert sum(part.total for part in parts) == len(topics)
    assert all(part.mastered + part.wrong + part.untouched == part.total for part in parts)
    assert min((n for part in parts for n in (part.mastered, part.wrong, part.untouched)), default=0) >= 0
    assert total_progress(parts).answered == len(topics.keys() & stand.keys())


def test_progress_is_sorted_with_the_questions_of_no_topic_last() -> None:
    topics = {1: "", 2: "工艺", 3: "安全", 4: "安全"}
    known = {3: Standing(in_wrong_book=True), 4: Standing(), 99: Standing(in_wrong_book=True)}
    assert progress_by_topic(topics, known) == (
        TopicProgress("安全", 2, mastered=1, wrong=1),
        TopicProgress("工艺", 1, mastered=0, wrong=0),
        TopicProgress("", 1, mastered=0, wrong=0),
    )


def test_a_selection_takes_its_topic_its_type_or_the_book() -> None:
    question = {"topic": "安全", "qtype": "single"}
    for selection in (Selection(), Selection("topic", "安全"), Selection("type", "single")):
        assert selection.wants(**question, in_wrong_book=False)
    for selection in (Selection("topic", "工艺"), Selection("type", "judge"), Selection("wrong")):
        assert not selection.wants(**question, in_wrong_book=False)
    assert Selection("wrong").wants(**question, in_wrong_book=True)
    assert Selection("wrong", "安全").wants(**question, in_wrong_book=True)
    assert not Selection("wrong", "工艺").wants(**question, in_wrong_book=True)


@given(st.text(max_size=20), st.text(max_size=20))
def test_another_run_asks_in_another_order(run: str, other: str) -> None:
    def order(of: str) -> list[int]:
        return sorted(range(40), key=lambda number: place_in_run(of, f"S{number}", 1))

    assert order(run) == order(run)
    assert (order(run) == order(other)) == (run == other)


def test_a_revised_question_has_another_name_in_the_run() -> None:
    assert place_in_run("r", "S1", 1) != place_in_run("r", "S1", 2)


@given(st.text("0123456789abcdef", max_size=16))
def test_options_are_shuffled_as_in_the_real_draw_and_the_same_each_time(run: str) -> None:
    item = practice_item(run, QUESTION, Section("single", 40, 150, partial_credit="per_option"))
    assert (item.points, item.partial_credit) == (150, "per_option")
    assert sorted(item.option_order) == ["A", "B", "C", "D"]
    assert item.option_order[-1] == "D"
    assert item == practice_item(run, QUESTION, Section("single", 1, 150, partial_credit="per_option"))


def test_runs_shuffle_options_differently() -> None:
    orders = {practice_item(str(run), QUESTION, Section("single", 1, 100)).option_order for run in range(60)}
    assert len(orders) == 6


def test_a_question_is_worth_what_the_blueprint_gives_its_type_else_one_point() -> None:
    assert section_for(DEFAULT_BLUEPRINT, "multiple").points == 200
    assert section_for(DEFAULT_BLUEPRINT, "blank").points == 100
