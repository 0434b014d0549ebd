"""The paper drawn for one attempt."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.blueprint import BankQuestion, BankTooSmall, InvalidBlueprint, shortages
from examapp.domain.paper import Drawer, Paper, draw_paper, paper_from_json, paper_hash, paper_to_json
from examapp.domain.questions import POOL_PUBLIC, canonical_json
from examapp.domain.rules import Blueprint, Quota, Section
from tests.domain.drawing_cases import (
    CROSSING,
    KEY,
    OTHER_TYPES,
    PLAIN,
    TICKET,
    banks,
    blueprints,
    drawable,
    fixed_bank,
    other_types,
)
from tests.domain.drawing_reference import reference_paper

BANK = fixed_bank()
DESCRIPTION = Path(__file__).parents[2] / "docs" / "drawing.md"
Case = tuple[Blueprint, list[BankQuestion]]
tickets = st.text("0123456789", max_size=12)


def text_of(paper: Paper) -> str:
    return canonical_json(paper_to_json(paper))


def by_section(blueprint: Blueprint, paper: Paper) -> list[list[str]]:
    rest = [item.qid for item in paper.items]
    parts = []
    for section in blueprint.sections:
        parts.append(rest[: section.count])
        del rest[: section.count]
    assert rest == []
    return parts


def in_cell(question: BankQuestion, quota: Quota) -> bool:
    return (
        (quota.topic is None or quota.topic == question.topic)
        and (quota.difficulty is None or quota.difficulty == question.difficulty)
        and (quota.pool is None or quota.pool == question.pool)
    )


@given(drawable(), tickets, st.integers(1, 3))
def test_a_second_implementation_draws_the_same_bytes(case: Case, ticket: str, attempt: int) -> None:
    blueprint, bank = case
    paper = draw_paper(blueprint, bank, KEY, "01", ticket, attempt)
    assert text_of(paper) == reference_paper(blueprint, bank, KEY, "01", ticket, attempt)


@pytest.mark.parametrize("blueprint", [PLAIN, CROSSING])
def test_a_second_implementation_draws_the_same_papers_for_a_whole_field(blueprint: Blueprint) -> None:
    drawer = Drawer(blueprint, BANK)
    for number in range(200):
        paper = drawer.draw(KEY, "01", str(number))
        assert text_of(paper) == reference_paper(blueprint, BANK, KEY, "01", str(number), 1)


@given(blueprints(), banks())
def test_a_paper_is_drawn_exactly_when_nothing_is_short(
    blueprint: Blueprint, bank: list[BankQuestion]
) -> None:
    found = shortages(blueprint, bank)
    if not found:
        assert draw_paper(blueprint, bank, KEY, "01", TICKET).items
        return
    with pytest.raises(BankTooSmall) as refused:
        draw_paper(blueprint, bank, KEY, "01", TICKET)
    assert refused.value.shortages == found


@given(drawable(), st.data())
def test_the_order_of_the_bank_changes_nothing(case: Case, data: st.DataObject) -> None:
    blueprint, bank = case
    mixed = data.draw(st.permutations(bank))
    drawn = draw_paper(blueprint, bank, KEY, "01", TICKET)
    assert draw_paper(blueprint, mixed, KEY, "01", TICKET) == drawn


@given(drawable(), tickets)
def test_sections_keep_their_order_type_size_and_points_and_share_no_question(
    case: Case, ticket: str
) -> None:
    blueprint, bank = case
    paper = draw_paper(blueprint, bank, KEY, "01", ticket)
    wanted = [(each.qtype, each.points) for each in blueprint.sections for _ in range(each.count)]
    assert [(item.qtype, item.points) for item in paper.items] == wanted
    assert len({item.qid for item in paper.items}) == len(paper.items)


@given(drawable(), tickets)
def test_every_quota_is_met(case: Case, ticket: str) -> None:
    blueprint, bank = case
    questions = {question.qid: question for question in bank}
    paper = draw_paper(blueprint, bank, KEY, "01", ticket)
    for section, qids in zip(blueprint.sections, by_section(blueprint, paper), strict=True):
        drawn = [questions[qid] for qid in qids]
        beside = [each for each in drawn if not any(in_cell(each, quota) for quota in section.quotas)]
        assert len(beside) == section.count - sum(quota.count for quota in section.quotas)
        assert shortages(Blueprint((section,)), drawn) == ()


def test_quotas_that_stay_apart_are_met_exactly_and_not_only_at_least() -> None:
    quotas = (Quota(1, topic="安全", difficulty=1), Quota(2, topic="工艺"))
    drawer = Drawer(Blueprint((Section("single", 5, 100, quotas),)), BANK)
    questions = {question.qid: question for question in BANK}
    for number in range(100):
        drawn = [questions[item.qid] for item in drawer.draw(KEY, "01", str(number)).items]
        assert [sum(in_cell(each, quota) for each in drawn) for quota in quotas] == [1, 2]


@given(drawable(), tickets)
def test_options_are_all_there_and_the_pinned_ones_last_in_the_order_of_the_bank(
    case: Case, ticket: str
) -> None:
    blueprint, bank = replace(case[0], shuffle_options=True), case[1]
    questions = {question.qid: question for question in bank}
    for item in draw_paper(blueprint, bank, KEY, "01", ticket).items:
        question = questions[item.qid]
        assert sorted(item.option_order) == sorted(question.option_ids)
        if item.qtype in ("ordering", "scenario"):
            continue
        last = item.option_order[len(item.option_order) - len(question.pinned_ids) :]
        assert list(last) == [letter for letter in question.option_ids if letter in question.pinned_ids]


@given(drawable(), tickets)
def test_options_of_parts_stay_with_their_part_and_parts_in_their_order(case: Case, ticket: str) -> None:
    questions = {question.qid: question for question in case[1]}
    for item in draw_paper(*case, KEY, "01", ticket).items:
        if item.qtype == "scenario":
            own = questions[item.qid].option_ids
            assert [id_.split(".")[0] for id_ in item.option_order] == [id_.split(".")[0] for id_ in own]


@pytest.mark.parametrize("qtype", ["matching", "ordering"])
def test_what_is_to_be_paired_or_sorted_is_mixed_even_where_options_are_not(qtype: str) -> None:
    blueprint = Blueprint((Section(qtype, 1, 100),), shuffle_options=False)
    drawer = Drawer(blueprint, other_types())
    orders = {drawer.draw(KEY, "01", str(number)).items[0].option_order for number in range(200)}
    # D stays last in a matching question; there is no last thing in an order to be found.
    assert len(orders) == (6 if qtype == "matching" else 24)


def test_options_of_a_question_that_offers_no_choice_are_left_out() -> None:
    judge = BankQuestion("J1", 1, "judge", "", None, POOL_PUBLIC, ("正确", "错误"))
    (item,) = draw_paper(Blueprint((Section("judge", 1, 100),)), [judge], KEY, "01", TICKET).items
    assert item.option_order == ()


def test_without_shuffling_questions_and_options_stand_as_in_the_bank() -> None:
    blueprint = Blueprint((Section("single", 12, 100),), shuffle_questions=False, shuffle_options=False)
    items = draw_paper(blueprint, BANK[::-1], KEY, "01", TICKET).items
    assert [item.qid for item in items] == [f"S{number:02}" for number in range(1, 13)]
    assert {item.option_order for item in items} == {("A", "B", "C", "D")}


def test_the_drawn_revision_and_the_scheme_of_partial_credit_stand_on_the_paper() -> None:
    paper = draw_paper(PLAIN, BANK, KEY, "01", TICKET)
    revisions = {question.qid: question.revision for question in BANK}
    assert all(item.revision == revisions[item.qid] for item in paper.items)
    assert [item.partial_credit for item in paper.items] == ["exact"] * 5 + ["half_for_subset"] * 3 + [
        "exact"
    ] * 2


def test_every_entrant_and_attempt_draws_anew() -> None:
    drawer = Drawer(PLAIN, BANK)
    papers = [drawer.draw(KEY, "01", str(ticket), attempt) for ticket in range(20) for attempt in (1, 2)]
    assert len({tuple(item.qid for item in paper.items) for paper in papers}) == 40


def test_drawing_others_in_between_changes_no_paper() -> None:
    drawer = Drawer(CROSSING, BANK)
    first = drawer.draw(KEY, "01", TICKET)
    for number in range(50):
        drawer.draw(KEY, "01", str(number))
    assert drawer.draw(KEY, "01", TICKET) == first


def chi_square(counts: Counter[str], cells: int) -> float:
    expected = counts.total() / cells
    return sum((counts[cell] - expected) ** 2 for cell in counts) / expected + (
        (cells - len(counts)) * expected
    )


def test_every_question_of_a_stratum_is_as_likely_as_any_other_at_every_place() -> None:
    drawer = Drawer(Blueprint((Section("single", 3, 100, (Quota(3, topic="工艺"),)),)), BANK)
    papers = [drawer.draw(KEY, "01", str(number)).items for number in range(2400)]
    for place in range(3):
        assert chi_square(Counter(items[place].qid for items in papers), 6) < 25.8  # 99.99 %, 5 degrees


def test_every_option_is_as_likely_as_any_other_to_come_first_when_none_is_pinned() -> None:
    drawer = Drawer(Blueprint((Section("single", 12, 100),)), BANK)
    first: dict[str, Counter[str]] = {"S01": Counter(), "S03": Counter()}
    for number in range(2400):
        for item in drawer.draw(KEY, "01", str(number)).items:
            if item.qid in first:
                first[item.qid][item.option_order[0]] += 1
    assert chi_square(first["S01"], 4) < 21.2  # 99.99 %, 3 degrees
    assert chi_square(first["S03"], 3) < 18.5  # D is pinned last; 2 degrees


@pytest.mark.parametrize(
    ("blueprint", "attempt", "vector"),
    [
        (
            PLAIN,
            1,
            "S07BDAC S09ABCD S12CABD S02DBCA S05DBCA M04EBACD M02BAEDC M06BDAEC J04 J02 "
            "7c79740be4aeee5a1b9e8a29b2fbaece4aa31c4fdcabcd848b1cc944fe3d409a",
        ),
        (
            CROSSING,
            3,
            "S06CABD S08BADC S04ABDC S02DCBA S05CBAD S11CBAD S10BDCA S12BCAD S03BCAD "
            "42096d1c4984be6dbd767c0ec0c1595e09deceaa464365c2e52f2d2dc4d51705",
        ),
    ],
)
def test_the_papers_are_those_of_the_documented_vectors(
    blueprint: Blueprint, attempt: int, vector: str
) -> None:
    paper = draw_paper(blueprint, BANK, KEY, "01", TICKET, attempt)
    questions = " ".join(f"{item.qid}{''.join(item.option_order)}" for item in paper.items)
    assert f"{questions} {paper_hash(paper)}" == vector
    assert vector in DESCRIPTION.read_text(encoding="utf-8")


def test_the_paper_of_the_other_types_is_that_of_the_documented_vector() -> None:
    paper = draw_paper(OTHER_TYPES, other_types(), KEY, "01", TICKET)
    questions = " ".join(f"{item.qid}:{''.join(item.option_order)}" for item in paper.items)
    vector = (
        "X02:BACD X03:CBAD O01:CDBA O02:DBCA "
        "C02:1.A1.B1.C3.A3.B "
        "N02:2.A2.B2.C2.D11.A11.B11.C "
        "59947f0d8d507a14d2467c70f69dec4dd52dd959911ba8d15135aa5e8ab99af4"
    )
    assert f"{questions} {paper_hash(paper)}" == vector
    assert vector in DESCRIPTION.read_text(encoding="utf-8")
    assert text_of(paper) == reference_paper(OTHER_TYPES, other_types(), KEY, "01", TICKET, 1)


@given(drawable())
def test_a_paper_survives_being_written_as_json(case: Case) -> None:
    paper = draw_paper(*case, KEY, "01", TICKET)
    back = paper_from_json(json.loads(json.dumps(paper_to_json(paper))))
    assert back == paper
    assert paper_hash(back) == paper_hash(paper)


def test_the_hash_of_a_paper_tells_any_difference() -> None:
    data = paper_to_json(draw_paper(PLAIN, BANK, KEY, "01", TICKET))
    data["items"][0]["option_order"].reverse()
    assert paper_hash(paper_from_json(data)) != paper_hash(draw_paper(PLAIN, BANK, KEY, "01", TICKET))


@pytest.mark.parametrize(
    ("name", "value", "error"), [("partial_credit", "some", ValueError), ("qid", None, KeyError)]
)
def test_json_that_is_no_paper_is_refused(name: str, value: object, error: type[Exception]) -> None:
    data = paper_to_json(draw_paper(PLAIN, BANK, KEY, "01", TICKET))
    if value is None:
        del data["items"][0][name]
    else:
        data["items"][0][name] = value
    with pytest.raises(error):
        paper_from_json(data)


def test_a_faulty_blueprint_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(InvalidBlueprint, match="组卷方案有误：第 1 部分：题数必须大于 0。") as refused:
        Drawer(Blueprint((Section("single", 0, 100),)), BANK)
    assert len(refused.value.problems) == 1
