"""What the phones of a rehearsal measured together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SIGN_IN, CONSENT, EVENTS, START = "sign-in", "consent", "events", "start"
PAGE, SAVE, SUBMIT = "page", "save", "submit"
STEPS = (SIGN_IN, CONSENT, EVENTS, START, PAGE, SAVE, SUBMIT)


@dataclass(slots=True)
class Measures:
    """Latencies in milliseconds by step, and what went wrong by kind.

    `retries` are tries that were made again, `failures` those that ended a sitting. `on_acknowledged`
    is told the number of entries acknowledged so far whenever it grows.
    """

    latencies: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    retries: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    on_acknowledged: Callable[[int], None] | None = None

    def answered(self, step: str, milliseconds: float) -> None:
        """Note how long the server took over a request that it did answer."""
        self.latencies[step].append(milliseconds)

    def acknowledge(self, count: int) -> None:
        """Count entries that the server has just said are saved."""
        self.acknowledged += count
        if self.on_acknowledged is not None:
            self.on_acknowledged(self.acknowledged)

    @property
    def requests(self) -> int:
        """How many requests were answered."""
        return sum(map(len, self.latencies.values()))


@dataclass(frozen=True, slots=True)
class StepLatency:
    """One step of a sitting: how often, and percentiles in milliseconds."""

    step: str
    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of the sorted values don't exceed (nearest rank)."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def step_latency(step: str, milliseconds: Sequence[float]) -> StepLatency:
    """Return the percentiles of one step; raise ValueError when it never happened."""
    if not milliseconds:
        raise ValueError(f"no request of step {step!r}")
    ordered = sorted(milliseconds)
    p50, p95, p99 = (round(percentile(ordered, percent), 1) for percent in (50, 95, 99))
    return StepLatency(step, len(ordered), p50, p95, p99, round(ordered[-1], 1))
