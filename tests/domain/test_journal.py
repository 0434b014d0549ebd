from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.journal import JournalEntry, fold

entries_strategy = st.lists(
    st.builds(
        JournalEntry,
        sitting=st.integers(1, 3),
        seq=st.integers(1, 6),
        item=st.integers(1, 4),
        response=st.none() | st.lists(st.sampled_from("ABCD"), max_size=2),
        elapsed_ms=st.integers(0, 3_600_000),
        status=st.sampled_from(["saved", "saved", "late", "superseded"]),
    ),
    unique_by=lambda entry: (entry.sitting, entry.seq),
    max_size=18,
)


def entry(sitting: int, seq: int, item: int, response: object) -> JournalEntry:
    return JournalEntry(sitting, seq, item, response, elapsed_ms=seq * 1000)


def test_the_last_entry_of_an_item_wins() -> None:
    assert fold([entry(1, 1, 5, ["A"]), entry(1, 2, 6, ["B"]), entry(1, 3, 5, ["C"])]) == {5: ["C"], 6: ["B"]}


def test_a_later_sitting_wins_over_an_earlier_one_however_much_that_one_sent() -> None:
    assert fold([entry(2, 1, 5, ["B"]), entry(1, 99, 5, ["A"])]) == {5: ["B"]}


def test_a_cleared_response_is_no_response() -> None:
    assert fold([entry(1, 1, 5, ["A"]), entry(1, 2, 5, None)]) == {}


def test_of_a_seq_used_twice_the_first_entry_counts() -> None:
    assert fold([entry(1, 1, 5, ["A"]), entry(1, 1, 5, ["B"])]) == {5: ["A"]}


def test_a_late_entry_counts_only_when_accepted() -> None:
    journal = [entry(1, 1, 5, ["A"]), replace(entry(1, 2, 5, ["B"]), status="late")]
    assert fold(journal) == {5: ["A"]}
    assert fold(journal, accept_late=True) == {5: ["B"]}


def test_a_superseded_entry_never_counts() -> None:
    journal = [replace(entry(1, 2, 5, ["B"]), status="superseded")]
    assert fold(journal, accept_late=True) == {}


def test_false_and_empty_responses_are_kept_as_they_came() -> None:
    assert fold([entry(1, 1, 1, False), entry(1, 2, 2, [])]) == {1: False, 2: []}


@given(entries_strategy, st.booleans(), st.data())
def test_the_order_of_arrival_makes_no_difference(
    journal: list[JournalEntry], accept_late: bool, data: st.DataObject
) -> None:
    arrived = data.draw(st.permutations(journal))
    assert fold(arrived, accept_late) == fold(journal, accept_late)


@given(entries_strategy, st.data())
def test_replays_change_nothing(journal: list[JournalEntry], data: st.DataObject) -> None:
    replayed = [one for one in journal if data.draw(st.booleans())]
    late_replays = [replace(one, status="late") for one in replayed]
    assert fold([*late_replays, *journal, *replayed]) == fold(journal)


@given(entries_strategy, st.integers(1, 4), st.sampled_from("ABCD"))
def test_an_entry_of_a_newer_sitting_decides_its_item_and_no_other(
    journal: list[JournalEntry], item: int, letter: str
) -> None:
    before = fold(journal)
    after = fold([*journal, entry(4, 1, item, [letter])])
    assert after == {**before, item: [letter]}
