"""An entry leaves the queue only when it is acknowledged, and keeps its place among the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from examapp.rehearsal.outbox import Outbox


def test_entries_are_numbered_after_those_the_sitting_has() -> None:
    outbox = Outbox()
    outbox.take_over("1.abc", 7)
    outbox.add(4, "answer", ["B"], 1200)
    assert [entry.to_json() for entry in outbox.unsent()] == [
        {"seq": 8, "item": 4, "response": ["B"], "elapsed_ms": 1200}
    ]


def test_a_flag_is_sent_as_a_flag() -> None:
    outbox = Outbox()
    outbox.add(4, "flag", True, 1200)
    assert outbox.unsent()[0].to_json() == {"seq": 1, "item": 4, "flag": True, "elapsed_ms": 1200}


def test_an_acknowledgement_twice_counts_once() -> None:
    outbox = Outbox()
    outbox.add(1, "answer", ["A"], 0)
    assert (outbox.acknowledge(1), outbox.acknowledge(1)) == (1, 0)
    assert len(outbox.acknowledged) == 1


STEPS = st.lists(st.one_of(st.just("add"), st.just("reload"), st.integers(0, 30)), max_size=60)


@given(STEPS)
def test_every_entry_is_acknowledged_once_in_the_order_of_taps(steps: list[str | int]) -> None:
    outbox, taps, sittings = Outbox(), 0, 1
    outbox.take_over("1.x", 0)
    for step in steps:
        if step == "add":
            taps += 1
            outbox.add(taps, "answer", ["A"], taps)
        elif step == "reload":
            sittings += 1
            outbox.take_over(f"{sittings}.x", 0)
        else:
            outbox.acknowledge(int(step))
    waiting = [entry.item for entry in outbox.unsent()]
    assert [entry.item for entry in outbox.acknowledged] + waiting == list(range(1, taps + 1))
    places = [(entry.session, entry.seq) for entry in outbox.acknowledged]
    assert len(set(places)) == len(places)


def test_a_reopened_page_must_show_what_was_acknowledged() -> None:
    outbox = Outbox()
    outbox.add(1, "answer", ["A"], 0)
    outbox.add(2, "answer", ["B"], 1)
    outbox.add(2, "answer", None, 2)
    outbox.add(2, "flag", True, 3)
    outbox.acknowledge(4)
    assert outbox.missing_from([["A"], []]) == []
    assert outbox.missing_from([[], []]) == [1]
    assert outbox.missing_from([["A"], ["B"]]) == [2]


def test_of_an_item_with_an_unsent_entry_a_reopened_page_may_show_anything() -> None:
    outbox = Outbox()
    outbox.add(1, "answer", ["A"], 0)
    outbox.acknowledge(1)
    outbox.add(1, "answer", ["B"], 1)
    assert outbox.missing_from([["B"]]) == outbox.missing_from([["A"]]) == []
