"""How texts are set apart from others: the looks that people mark a right option with."""

from __future__ import annotations

import re
from enum import IntFlag

from examapp.domain.wording import N_

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


class Look(IntFlag):
    """How characters are set, the surest sign of a key first."""

    PLAIN = 0
    RED = 1
    HIGHLIGHT = 2
    COLOUR = 4
    UNDERLINE = 8
    BOLD = 16


LOOK_LABELS = {
    Look.RED: N_("红色"),
    Look.HIGHLIGHT: N_("突出显示"),
    Look.COLOUR: N_("另一种颜色"),
    Look.UNDERLINE: N_("加下划线"),
    Look.BOLD: N_("加粗"),
}


def look_of_colour(written: str) -> Look:
    """Tell red from other colours, and both from black and grey; `written` is RRGGBB or AARRGGBB."""
    match = _HEX.fullmatch(written)
    if match is None:
        return Look.PLAIN
    red, green, blue = (int(match[1][start : start + 2], 16) for start in (0, 2, 4))
    if red >= 0xA0 and max(green, blue) <= 0x60:
        return Look.RED
    return Look.COLOUR if max(red, green, blue) - min(red, green, blue) > 0x40 else Look.PLAIN
