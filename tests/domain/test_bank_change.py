"""What importing a file does to a question: decisions made here outlast what a file says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.bank_change import BankChange, KnownQuestion, change_of, taking

HASHES = st.sampled_from(["a", "b", "c"])
KNOWN = st.builds(KnownQuestion, st.just(1), st.just(1), HASHES, HASHES | st.none(), st.booleans())
QIDS = st.sampled_from(["q1", "q2", "q3"])


@pytest.mark.parametrize(
    ("known", "fate"),
    [
        (None, "added"),
        (KnownQuestion(1, 1, "new", "old", True), "unchanged"),
        (KnownQuestion(1, 1, "old", "old", False), "revised"),
        (KnownQuestion(1, 1, "old", "old", True), "conflicts"),
        (KnownQuestion(1, 1, "ours", "old", False), "conflicts"),
        (KnownQuestion(1, 1, "ours", "new", False), "kept"),
        (KnownQuestion(1, 1, "ours", None, False), "conflicts"),
    ],
)
def test_what_becomes_of_a_question_that_a_file_says_anew(known: KnownQuestion | None, fate: str) -> None:
    change = change_of({"q": "new"}, {"q": known} if known else {})
    assert getattr(change, fate) == ("q",)
    assert taking(change, {"q"}).conflicts == ()


@given(st.dictionaries(QIDS, HASHES), st.dictionaries(QIDS, KNOWN), st.sets(QIDS))
def test_every_question_of_the_file_has_one_fate(
    hashes: dict[str, str], known: dict[str, KnownQuestion], take: set[str]
) -> None:
    for change in (change_of(hashes, known), taking(change_of(hashes, known), take)):
        fates = [getattr(change, name) for name in BankChange.__dataclass_fields__]
        assert sorted(qid for fate in fates for qid in fate) == sorted(hashes)
