"""What a blueprint asks of a bank, and whether the bank can give it."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.blueprint import (
    BankQuestion,
    BankTooSmall,
    Problem,
    blueprint_problems,
    demands_of,
    shortages,
    sorted_bank,
)
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET
from examapp.domain.rules import PRESETS, Blueprint, Quota, Section
from tests.domain.drawing_cases import banks, blueprints, fixed_bank


def singles(count: int, topic: str = "安全", difficulty: int | None = None) -> list[BankQuestion]:
    return [
        BankQuestion(f"{topic}{difficulty}-{number}", 1, "single", topic, difficulty, POOL_PUBLIC)
        for number in range(count)
    ]


def section(count: int, *quotas: Quota, qtype: str = "single") -> Section:
    return Section(qtype, count, 100, quotas)


def deficiency(blueprint: Blueprint, bank: list[BankQuestion]) -> int:
    """The fewest questions that stay missing: the worst of all sets of demands (Ore 1955)."""
    demands = demands_of(blueprint, sorted_bank(bank))
    sets = chain.from_iterable(combinations(demands, size) for size in range(len(demands) + 1))
    return max(
        sum(demand.needed for demand in some) - len({place for demand in some for place in demand.candidates})
        for some in sets
    )


@given(blueprints(), banks(largest=12))
def test_the_shortages_are_exactly_what_no_assignment_could_avoid(
    blueprint: Blueprint, bank: list[BankQuestion]
) -> None:
    found = shortages(blueprint, bank)
    assert sum(shortage.needed - shortage.available for shortage in found) == deficiency(blueprint, bank)


@given(blueprints(), banks(largest=12), st.data())
def test_the_order_of_the_bank_changes_no_shortage(
    blueprint: Blueprint, bank: list[BankQuestion], data: st.DataObject
) -> None:
    assert shortages(blueprint, data.draw(st.permutations(bank))) == shortages(blueprint, bank)


def test_a_bank_that_holds_just_enough_is_enough() -> None:
    blueprint = Blueprint((section(4, Quota(3, topic="安全"), Quota(1, topic="工艺")),))
    assert shortages(blueprint, singles(3) + singles(1, "工艺")) == ()


def test_a_shortage_names_the_stratum_and_how_many_are_missing() -> None:
    quota = Quota(10, topic="焊接安全", difficulty=3, pool=POOL_SECRET)
    bank = [
        BankQuestion(f"S{number}", 1, "single", "焊接安全", 3, POOL_SECRET, ("A", "B")) for number in range(6)
    ]
    (shortage,) = shortages(Blueprint((section(10, quota),)), bank)
    assert (shortage.section, shortage.qtype, shortage.quota) == (0, "single", quota)
    assert (shortage.needed, shortage.available) == (10, 6)
    assert shortage.message == (
        "第 1 部分（单选题、知识点“焊接安全”、难度 3、保密）需要 10 题，题库中只有 6 题，还缺 4 题。"
    )


def test_overlapping_quotas_are_weighed_together_and_not_one_by_one() -> None:
    both = singles(1, "安全", 3)
    either = Blueprint((section(2, Quota(1, topic="安全"), Quota(1, difficulty=3)),))
    (shortage,) = shortages(either, both)
    assert (shortage.needed, shortage.available, shortage.matching) == (1, 0, 1)
    assert shortage.message == (
        "第 1 部分（单选题、难度 3）需要 1 题，题库中符合的 1 题除去其他配额要用的只剩 0 题，还缺 1 题。"
    )
    assert shortages(either, both + singles(1, "工艺", 3)) == ()


def test_two_sections_of_one_type_never_count_the_same_question() -> None:
    blueprint = Blueprint((section(3), section(3)))
    (shortage,) = shortages(blueprint, singles(5))
    assert (shortage.section, shortage.needed, shortage.available) == (1, 3, 2)
    assert shortages(blueprint, singles(6)) == ()


def test_questions_beside_the_quotas_come_from_outside_their_cells() -> None:
    blueprint = Blueprint((section(5, Quota(2, topic="安全")),))
    (shortage,) = shortages(blueprint, singles(9) + singles(1, "工艺"))
    assert (shortage.quota, shortage.needed, shortage.available) == (None, 3, 1)
    assert shortage.message == (
        "第 1 部分（单选题、不属于本部分任何配额）需要 3 题，题库中只有 1 题，还缺 2 题。"
    )


def test_a_bank_too_small_is_told_with_every_shortage() -> None:
    found = shortages(Blueprint((section(2), section(1, qtype="judge"))), [])
    error = BankTooSmall(found)
    assert error.shortages == found
    assert error.message == (
        "题库不够组卷：第 1 部分（单选题）需要 2 题，题库中只有 0 题，还缺 2 题。"
        "第 2 部分（判断题）需要 1 题，题库中只有 0 题，还缺 1 题。请补充题目或调整组卷方案。"
    )


def test_shortages_are_listed_in_the_order_of_the_sections_and_not_of_the_draw() -> None:
    blueprint = Blueprint((section(13), section(7, qtype="multiple"), section(5, qtype="judge")))
    assert [shortage.section for shortage in shortages(blueprint, fixed_bank())] == [0, 1, 2]


def test_a_shortage_of_an_unknown_type_or_pool_shows_them_as_they_are() -> None:
    (shortage,) = shortages(Blueprint((section(1, Quota(1, pool="{p}"), qtype="{x}"),)), [])
    assert shortage.message.startswith("第 1 部分（{x}、{p}）需要 1 题")


def test_the_sentences_translate_down_to_the_names_in_them() -> None:
    (shortage,) = shortages(Blueprint((section(1, Quota(1, pool=POOL_SECRET)),)), [])
    english = {
        "第 {section} 部分（{stratum}）需要 {needed} 题，题库中只有 {matching} 题，还缺 {missing} 题。": (
            "Section {section} ({stratum}): {missing} more"
        ),
        "单选题": "single choice",
        "保密": "secret",
        "、": ", ",
    }
    assert shortage.problem.render(english.__getitem__) == "Section 1 (single choice, secret): 1 more"


def test_a_question_that_is_in_the_bank_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        shortages(Blueprint((section(1),)), singles(1) * 2)


def test_the_fixed_bank_feeds_what_it_should() -> None:
    assert shortages(Blueprint((section(12), section(6, qtype="multiple"))), fixed_bank()) == ()


@pytest.mark.parametrize("preset", PRESETS)
def test_the_presets_are_sound(preset: str) -> None:
    assert blueprint_problems(PRESETS[preset].blueprint) == ()


@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        (section(0), "第 1 部分：题数必须大于 0。"),
        (section(-1), "第 1 部分：题数必须大于 0。"),
        (Section("single", 1, 0), "第 1 部分：每题分值必须大于 0。"),
        (section(1, qtype="essay"), "第 1 部分：没有题型“essay”，请另选题型。"),
        (section(2, Quota(0)), "第 1 部分的第 1 条配额：题数必须大于 0。"),
        (section(2, Quota(1), Quota(-1)), "第 1 部分的第 2 条配额：题数必须大于 0。"),
        (section(2, Quota(1, difficulty=6)), "第 1 部分的第 1 条配额：难度只能是 1 到 5。"),
        (section(2, Quota(1, pool="内部")), "第 1 部分的第 1 条配额：公开范围只能是公开或保密。"),
        (
            section(3, Quota(2), Quota(2)),
            "第 1 部分：各配额共 4 题，超过该部分的 3 题，请减少配额或增加题数。",
        ),
    ],
)
def test_a_faulty_section_is_named_with_what_is_wrong(faulty: Section, sentence: str) -> None:
    assert [problem.message for problem in blueprint_problems(Blueprint((faulty,)))] == [sentence]


def test_a_blueprint_without_sections_is_a_problem() -> None:
    assert blueprint_problems(Blueprint(())) == (Problem("组卷方案至少要有一个部分。"),)


def test_the_types_that_may_be_used_can_be_narrowed() -> None:
    assert blueprint_problems(Blueprint((section(1),)), {"single"}) == ()
    assert len(blueprint_problems(Blueprint((section(1),)), {"judge"})) == 1
