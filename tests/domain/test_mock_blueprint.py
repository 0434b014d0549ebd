"""The mock exam's blueprint: the round's own, as far as the public questions can feed it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.blueprint import BankQuestion, shortages
from examapp.domain.mock_blueprint import MockPart, mock_blueprint, mock_parts
from examapp.domain.paper import Drawer
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET
from examapp.domain.rules import Blueprint, Quota, Section
from tests.domain.drawing_cases import KEY, TICKET, banks, blueprints, drawable, fixed_bank


def public_of(bank: list[BankQuestion]) -> list[BankQuestion]:
    """What practice may know of a bank."""
    return [question for question in bank if question.pool == POOL_PUBLIC]


def topics(name: str, count: int) -> list[BankQuestion]:
    """So many public 单选 of one topic."""
    return [BankQuestion(f"{name}{n}", 1, "single", name, 1, POOL_PUBLIC, ("A", "B")) for n in range(count)]


@given(blueprints(), banks())
def test_a_mock_exam_has_as_many_questions_of_each_type_as_the_public_bank_can_give(
    blueprint: Blueprint, bank: list[BankQuestion]
) -> None:
    public = public_of(bank)
    drawn = mock_blueprint(blueprint, public)
    wanted: Counter[str] = Counter()
    for section in blueprint.sections:
        wanted[section.qtype] += section.count
    there = Counter(question.qtype for question in public)
    assert {part.qtype: part.count for part in mock_parts(blueprint, drawn)} == {
        qtype: min(count, there[qtype]) for qtype, count in wanted.items()
    }


@given(blueprints(), banks())
def test_its_paper_can_always_be_drawn_from_public_questions(
    blueprint: Blueprint, bank: list[BankQuestion]
) -> None:
    public = public_of(bank)
    drawn = mock_blueprint(blueprint, public)
    if drawn.sections:
        paper = Drawer(drawn, public).draw(KEY, "01", TICKET)
        assert {item.qid for item in paper.items} <= {question.qid for question in public}
        assert len({item.qid for item in paper.items}) == sum(section.count for section in drawn.sections)


@given(drawable(), st.booleans())
def test_a_bank_that_can_feed_the_real_paper_of_any_pool_changes_no_count(
    case: tuple[Blueprint, list[BankQuestion]], shuffled: bool
) -> None:
    blueprint, bank = case
    blueprint = replace(blueprint, shuffle_options=shuffled)
    everything = [replace(question, pool=POOL_PUBLIC) for question in bank]
    drawn = mock_blueprint(blueprint, everything)
    assert [(s.qtype, s.count, s.points) for s in drawn.sections] == [
        (s.qtype, s.count, s.points) for s in blueprint.sections
    ]
    assert drawn.shuffle_options is shuffled


def test_a_quota_of_the_secret_pool_is_filled_with_public_questions_of_its_topic() -> None:
    section = Section(
        "single", 6, 100, (Quota(2, "安全", pool=POOL_SECRET), Quota(1, "安全", pool=POOL_PUBLIC))
    )
    drawn = mock_blueprint(Blueprint((section,)), topics("安全", 3) + topics("工艺", 3))
    assert drawn.sections == (replace(section, quotas=(Quota(3, "安全"),)),)


def test_a_quota_of_nothing_but_a_pool_is_no_quota_here() -> None:
    section = Section("single", 4, 100, (Quota(4, pool=POOL_SECRET),))
    assert mock_blueprint(Blueprint((section,)), topics("安全", 4)).sections == (replace(section, quotas=()),)


def test_a_quota_that_is_short_is_given_up_and_the_others_hold() -> None:
    section = Section("single", 6, 100, (Quota(3, "安全"), Quota(2, "工艺")))
    bank = topics("安全", 5) + topics("工艺", 1) + topics("法规", 2)
    drawn = mock_blueprint(Blueprint((section,)), bank)
    assert drawn.sections == (replace(section, quotas=(Quota(3, "安全"),)),)
    assert shortages(drawn, bank) == ()


def test_questions_beside_the_quotas_come_out_of_their_cells_when_there_are_no_others() -> None:
    section = Section("single", 6, 100, (Quota(2, "安全"),))
    drawn = mock_blueprint(Blueprint((section,)), topics("安全", 9))
    assert drawn.sections == (replace(section, quotas=()),)


def test_a_type_without_public_questions_is_left_out_and_told() -> None:
    blueprint = Blueprint((Section("single", 4, 100), Section("blank", 2, 200)))
    drawn = mock_blueprint(blueprint, public_of(fixed_bank()))
    parts = mock_parts(blueprint, drawn)
    assert [section.qtype for section in drawn.sections] == ["single"]
    assert parts == (MockPart("single", 4, 4), MockPart("blank", 0, 2))
    assert [part.is_short for part in parts] == [False, True]


def test_without_public_questions_there_is_nothing_to_draw() -> None:
    assert mock_blueprint(Blueprint((Section("single", 4, 100),)), []).sections == ()
