"""The geometry of the pictures of a bank's health; two templates draw them, an img shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# In units of the pictures, which are as wide as a page of staff on a desk.
WIDTH = 900
ROW_HEIGHT, HEAD_HEIGHT, LABEL_WIDTH = 34, 44, 300
LONGEST_LABEL = 20
PLOT_LEFT, PLOT_TOP, PLOT_WIDTH, PLOT_HEIGHT = 70, 20, 800, 340
# Discrimination below this is drawn at the edge.
LOWEST = -0.4


@dataclass(frozen=True, slots=True)
class CellBar:
    """One cell of a blueprint: how long its bar is, and whether it reaches the rule."""

    label: str
    times: float
    is_enough: bool
    y: int
    length: float


@dataclass(frozen=True, slots=True)
class CellsChart:
    """The bars, where the line of the rule stands, and how high the picture is."""

    bars: tuple[CellBar, ...]
    wanted: int
    wanted_x: float
    height: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One question: across its facility, up its discrimination."""

    label: str
    x: float
    y: float
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A number beside an axis."""

    label: str
    place: float


def cells_chart(cells: Sequence[tuple[str, float, bool]], wanted: int) -> CellsChart:
    """Return a bar for each (label, times, whether that is enough); the longest ones are cut at thrice the rule."""
    longest = min(max([wanted * 1.5, *(times for _, times, _ in cells)]), wanted * 3)
    room = WIDTH - LABEL_WIDTH - 70
    bars = tuple(
        CellBar(
            _shortened(label),
            times,
            is_enough,
            HEAD_HEIGHT + ROW_HEIGHT * place,
            round(room * min(times, longest) / longest, 1),
        )
        for place, (label, times, is_enough) in enumerate(cells)
    )
    wanted_x = round(LABEL_WIDTH + room * wanted / longest, 1)
    return CellsChart(bars, wanted, wanted_x, HEAD_HEIGHT + ROW_HEIGHT * len(bars) + 10)


def dots(questions: Sequence[tuple[str, float, float]]) -> tuple[Dot, ...]:
    """Return a dot for each (label, facility, discrimination)."""
    return tuple(
        Dot(label, _across(facility), _up(discrimination), discrimination < 0)
        for label, facility, discrimination in questions
    )


def ticks_across() -> tuple[Tick, ...]:
    """Return the numbers below the plot: facility from 0 to 1."""
    return tuple(Tick(f"{number / 5:.1f}", _across(number / 5)) for number in range(6))


def ticks_up() -> tuple[Tick, ...]:
    """Return the numbers beside the plot: discrimination."""
    return tuple(Tick(f"{number / 5:.1f}", _up(number / 5)) for number in range(-2, 6))


def _across(facility: float) -> float:
    return round(PLOT_LEFT + PLOT_WIDTH * facility, 1)


def _up(discrimination: float) -> float:
    share = (max(discrimination, LOWEST) - LOWEST) / (1 - LOWEST)
    return round(PLOT_TOP + PLOT_HEIGHT * (1 - share), 1)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
