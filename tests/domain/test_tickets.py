from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.domain.tickets import (
    NoTicketCode,
    SerialsExhausted,
    check_digit,
    is_ticket_number,
    serial_of,
    ticket_number,
)

two_digits = st.integers(0, 99).map(lambda n: f"{n:02d}")
tickets = st.builds(ticket_number, st.integers(0, 99), two_digits, two_digits, st.integers(1, 99_999))


def test_a_ticket_holds_edition_event_delegation_serial_and_check_digit() -> None:
    assert ticket_number(4, "11", "7", 123)[:-1] == "04110700123"


def test_the_check_digit_is_damms() -> None:
    assert check_digit("572") == "4"


@given(tickets)
def test_a_ticket_made_here_is_recognised_and_gives_its_serial_back(ticket: str) -> None:
    assert is_ticket_number(ticket)
    assert serial_of(ticket) == int(ticket[6:11])


@given(tickets, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(ticket: str, place: int, shift: int) -> None:
    wrong = str((int(ticket[place]) + shift) % 10)
    assert not is_ticket_number(ticket[:place] + wrong + ticket[place + 1 :])


@given(tickets, st.integers(0, 10))
def test_two_neighbours_swapped_are_always_noticed(ticket: str, place: int) -> None:
    swapped = ticket[:place] + ticket[place + 1] + ticket[place] + ticket[place + 2 :]
    assert is_ticket_number(swapped) == (swapped == ticket)


@pytest.mark.parametrize("text", ["", "0411", "04110700123x", "０４１１０７００１２３４", "0411070012345"])
def test_other_texts_are_no_tickets(text: str) -> None:
    assert not is_ticket_number(text)
    assert serial_of(text) is None


@pytest.mark.parametrize("code", ["", "A1", "123", "１"])
def test_a_code_that_is_not_one_or_two_digits_gives_no_ticket(code: str) -> None:
    with pytest.raises(NoTicketCode):
        ticket_number(4, code, "01", 1)


def test_serials_end_at_five_digits() -> None:
    with pytest.raises(SerialsExhausted):
        ticket_number(4, "11", "01", 100_000)
