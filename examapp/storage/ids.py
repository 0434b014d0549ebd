"""Ids that come from outside, where PostgreSQL refuses to compare a column with a number it can't hold."""

from __future__ import annotations

_GREATEST_INTEGER = 2**31 - 1
_GREATEST_BIGINT = 2**63 - 1


def integer_id(number: int) -> int:
    """Return the number, or 0, which is nobody's id, where an integer column can't hold it."""
    return number if 0 < number <= _GREATEST_INTEGER else 0


def bigint_id(number: int) -> int:
    """Return the number, or 0, which is nobody's id, where a bigint column can't hold it."""
    return number if 0 < number <= _GREATEST_BIGINT else 0
