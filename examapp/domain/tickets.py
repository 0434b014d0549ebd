"""Ticket numbers 准考证号: edition(2) event(2) delegation(2) serial(5) check(1)."""

from __future__ import annotations

import re

from examapp.domain.errors import ExamError

TICKET_DIGITS = 12
LARGEST_SERIAL = 99_999
# Damm's totally anti-symmetric quasigroup of order 10 (H. M. Damm, dissertation, Marburg 2004): it finds
# every single wrong digit and every swap of neighbours, the two slips made when copying a number by hand.
_QUASIGROUP = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_TICKET = re.compile(rf"[0-9]{{{TICKET_DIGITS}}}", re.ASCII)


class NoTicketCode(ExamError):
    """“{code}”不是一至两位数字，无法编入准考证号。请把代码改为 01–99，或在名册中填写准考证号。"""

    code = "no_ticket_code"


class SerialsExhausted(ExamError):
    """赛项“{event}”的准考证序号已用到 99999，无法继续编号。请在名册中填写准考证号。"""

    code = "serials_exhausted"


def check_digit(digits: str) -> str:
    """Return Damm's check digit of a string of decimal digits."""
    interim = "0"
    for digit in digits:
        interim = _QUASIGROUP[int(interim)][int(digit)]
    return interim


def ticket_number(edition: int, event_code: str, delegation_code: str, serial: int) -> str:
    """Return the twelve digits; raise NoTicketCode or SerialsExhausted when they can't hold the parts."""
    if not 0 < serial <= LARGEST_SERIAL:
        raise SerialsExhausted(event=event_code)
    codes = "".join(_two_digits(code) for code in (str(edition % 100), event_code, delegation_code))
    digits = f"{codes}{serial:05d}"
    return digits + check_digit(digits)


def is_ticket_number(text: str) -> bool:
    """Tell whether the text is a ticket number made here, its check digit right."""
    return _TICKET.fullmatch(text) is not None and check_digit(text) == "0"


def serial_of(ticket: str) -> int | None:
    """Return the serial number inside a ticket made here, None for a ticket that came from elsewhere."""
    return int(ticket[6:11]) if is_ticket_number(ticket) else None


def _two_digits(code: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}", code, re.ASCII):
        raise NoTicketCode(code=code)
    return code.zfill(2)
