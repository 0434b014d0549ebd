"""Personal numbers as their owner may see them on a screen that others can see too."""

from __future__ import annotations

SHOWN_OF_ID = (3, 2)
SHOWN_OF_MOBILE = (3, 4)


def masked(number: str, shown: tuple[int, int]) -> str:
    """Return the number with a star for every character between the shown head and tail.

    Of a number that is hardly longer than what would be shown nothing is shown.
    """
    head, tail = shown
    hidden = len(number) - head - tail
    if hidden < min(head, tail):
        return "*" * len(number)
    return f"{number[:head]}{'*' * hidden}{number[-tail:]}"
