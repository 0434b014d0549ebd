"""The committed randomness: its bytes, its fairness, its independence."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.randomness import Purpose, Stream, commitment, round_key
from tests.domain.drawing_reference import Words

SECRET = bytes(range(32))
KEY = round_key(SECRET, "2024117")


def stream(ticket: str = "040100000019", purpose: Purpose = "draw", attempt: int = 1) -> Stream:
    return Stream(KEY, purpose, "01", ticket, attempt)


def chi_square(counts: Iterable[int], cells: int) -> float:
    observed = list(counts)
    expected = sum(observed) / cells
    missing = cells - len(observed)
    return sum((count - expected) ** 2 for count in observed) / expected + missing * expected


def test_the_round_key_is_the_hmac_of_the_public_number_under_the_secret() -> None:
    assert hmac.new(SECRET, b"2024117", hashlib.sha256).digest() == KEY
    assert KEY.hex() == "2cc7f259c77988545dd19386187ebd594c08bae346a64bd213a5ed75addf1e46"
    assert round_key(SECRET).hex() == "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb"


def test_the_commitment_is_the_hash_of_the_secret_and_the_three_hashes_as_raw_bytes() -> None:
    bank, rules, roster = (hashlib.sha256(name).hexdigest() for name in (b"bank", b"rules", b"roster"))
    published = commitment(SECRET, bank, rules, roster)
    raw = SECRET + bytes.fromhex(bank) + bytes.fromhex(rules) + bytes.fromhex(roster)
    assert published == hashlib.sha256(raw).hexdigest()
    assert published == "3762cba636c4e54162c4ff4008560157af43c4ea6dead8ab5ab54ce0298a47d4"


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_a_secret_that_is_not_32_bytes_long_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="secret"):
        round_key(secret)
    with pytest.raises(ValueError, match="secret"):
        commitment(secret, "00" * 32, "00" * 32, "00" * 32)


@pytest.mark.parametrize("wrong", ["", "00" * 31, "00" * 33, "zz" * 32])
def test_a_commitment_to_anything_but_a_sha_256_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|hexadecimal"):
        commitment(SECRET, "00" * 32, wrong, "00" * 32)


def test_the_words_of_a_stream_are_the_hmac_blocks_cut_in_eight() -> None:
    blocks = b"".join(
        hmac.new(KEY, b"draw|01|040100000019|1|%d" % counter, hashlib.sha256).digest() for counter in (0, 1)
    )
    words = [int.from_bytes(blocks[place : place + 4], "big") for place in range(0, 64, 4)]
    source = stream()
    assert [source.below(2**32) for _ in range(16)] == words
    assert words[:3] == [2041635467, 2677687617, 1374833093]


def test_the_integers_of_a_stream_are_those_of_the_documented_vectors() -> None:
    source = stream()
    assert [source.below(n) for n in (10, 100, 1, 6, 1000)] == [7, 17, 0, 5, 414]
    assert stream().shuffled("ABCDEFGH") == list("DEHCBGFA")
    assert stream().sample(range(600), 5) == [467, 81, 597, 474, 392]


@given(st.lists(st.integers(1, 2**32), max_size=40), st.text(alphabet="0123456789赛", max_size=12))
def test_a_second_implementation_gives_the_same_integers(sizes: list[int], ticket: str) -> None:
    source, words = stream(ticket), Words(KEY, "draw", "01", ticket, 1)
    assert [source.below(n) for n in sizes] == [words.below(n) for n in sizes]


def test_a_word_past_the_last_full_multiple_is_thrown_away() -> None:
    n = 2**31 + 1
    words = [source.below(2**32) for source in [stream()] for _ in range(64)]
    assert any(word >= n for word in words)
    kept = [word for word in words if word < n]
    source = stream()
    assert [source.below(n) for _ in kept] == kept


def test_no_remainder_is_favoured() -> None:
    # A bare remainder would give the first third of this range half of all draws instead of a third.
    n = 3 * 2**30
    source = stream()
    thirds = Counter(source.below(n) // 2**30 for _ in range(3000))
    assert set(thirds) == {0, 1, 2}
    assert chi_square(thirds.values(), 3) < 18.42  # 99.99 % of fair draws, 2 degrees of freedom


def orders_of_four(shuffle: Callable[[Stream], list[str]]) -> float:
    orders = Counter("".join(shuffle(stream(ticket=str(number)))) for number in range(9600))
    assert set(orders) <= {"".join(order) for order in permutations("ABCD")}
    return chi_square(orders.values(), 24)


def swap_with_anyone(source: Stream) -> list[str]:
    members = list("ABCD")
    for place in range(4):
        other = source.below(4)
        members[place], members[other] = members[other], members[place]
    return members


def test_every_order_is_as_likely_as_any_other() -> None:
    assert orders_of_four(lambda source: source.shuffled("ABCD")) < 54.1  # 99.97 %, 23 degrees of freedom


def test_the_bound_on_orders_catches_the_classic_biased_shuffle() -> None:
    assert orders_of_four(swap_with_anyone) > 200


def test_every_question_is_as_likely_to_be_drawn_as_any_other() -> None:
    drawn = Counter(
        member for number in range(3000) for member in stream(ticket=str(number)).sample(range(20), 5)
    )
    assert sum(drawn.values()) == 15000
    assert chi_square(drawn.values(), 20) < 50.8  # 99.99 %, 19 degrees of freedom; sampling narrows it


@given(st.lists(st.integers(), unique=True, max_size=30), st.data())
def test_a_sample_is_the_beginning_of_the_shuffle(members: list[int], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(members)))
    shuffled = stream().shuffled(members)
    assert sorted(shuffled) == sorted(members)
    assert stream().sample(members, k) == shuffled[:k]


@pytest.mark.parametrize("k", [-1, 4])
def test_a_sample_larger_than_what_there_is_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        stream().sample("ABC", k)


@pytest.mark.parametrize("n", [-1, 0, 2**32 + 1])
def test_a_range_that_words_cannot_cover_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="cannot draw below"):
        stream().below(n)


def test_streams_differ_by_purpose_ticket_attempt_and_key() -> None:
    first = [
        source.below(2**32)
        for source in (
            stream(),
            stream(purpose="options"),
            stream(ticket="040100000027"),
            stream(attempt=2),
            Stream(round_key(SECRET), "draw", "01", "040100000019", 1),
        )
    ]
    assert len(set(first)) == 5


@pytest.mark.parametrize(("event", "ticket"), [("a|b", "c"), ("a", "b|c")])
def test_a_separator_inside_a_name_is_refused(event: str, ticket: str) -> None:
    with pytest.raises(ValueError, match="separator"):
        Stream(KEY, "draw", event, ticket, 1)
