"""Serving overlapping needs from supplies."""

from __future__ import annotations

from examapp.domain.allocation import Allocation


def test_a_later_need_moves_an_earlier_one_to_what_only_the_earlier_can_use() -> None:
    allocation = Allocation([1, 1], [(0, 1), (0,)], 2)
    assert allocation.fill(0, 1) == 1
    assert allocation.fill(1, 1) == 1


def test_a_need_gets_no_more_than_there_is() -> None:
    assert Allocation([2], [(0,)], 1).fill(0, 5) == 2


def test_what_another_need_can_not_do_without_is_not_taken() -> None:
    allocation = Allocation([1, 1], [(0, 1), (0,)], 2)
    assert [allocation.fill(need, 1) for need in (0, 1)] == [1, 1]
    assert not allocation.take(0, 0)
    assert allocation.take(0, 1)
    assert allocation.take(1, 0)


def test_a_refused_taking_changes_nothing() -> None:
    allocation = Allocation([1, 2], [(0, 1), (0,)], 2)
    assert [allocation.fill(need, units) for need, units in ((0, 2), (1, 1))] == [2, 1]
    assert [allocation.take(0, 0) for _ in range(3)] == [False] * 3
    assert [allocation.take(0, 1), allocation.take(0, 1), allocation.take(1, 0)] == [True] * 3


def test_a_copy_is_used_up_on_its_own() -> None:
    allocation = Allocation([1], [(0,)], 1)
    allocation.fill(0, 1)
    assert allocation.copy().take(0, 0)
    assert allocation.copy().take(0, 0)
