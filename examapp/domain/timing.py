"""When a sitting may start, when it ends, and which answers come in time.

All moments are aware UTC datetimes of the server: the phone's clock is never used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from examapp.domain.rules import TimingRules

StartRefusal = Literal["not_open_yet", "closed"]


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which attempts may start: from `opens_at` until just before `closes_at`."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """Seconds given to everybody who was sitting when they were granted, after an outage say."""

    granted_at: datetime
    seconds: int

    def __post_init__(self) -> None:
        """Refuse to take time away."""
        if self.seconds < 0:
            raise ValueError("an extension can't be negative")


def deadline(
    started_at: datetime,
    rules: TimingRules,
    window: Window,
    extra_s: int = 0,
    extensions: Sequence[Extension] = (),
) -> datetime:
    """Return the moment at which an attempt ends.

    The duration, cut off where the window closes if the policy is "shorten"; then the entrant's own
    extra time, in full; then, in order of granting, each extension granted while the attempt ran.
    """
    ends_at = started_at + timedelta(seconds=rules.duration_s)
    if rules.window_policy == "shorten":
        ends_at = min(ends_at, window.closes_at)
    ends_at += timedelta(seconds=extra_s)
    for extension in sorted(extensions, key=lambda granted: granted.granted_at):
        if started_at <= extension.granted_at <= ends_at:
            ends_at += timedelta(seconds=extension.seconds)
    return ends_at


def accepts(received_at: datetime, deadline: datetime, grace_s: int) -> bool:
    """Say whether an answer received at that moment counts; the grace is for answers under way."""
    return received_at <= deadline + timedelta(seconds=grace_s)


def remaining_ms(now: datetime, deadline: datetime) -> int:
    """Return the whole milliseconds left, 0 once the time is up."""
    return max(0, (deadline - now) // timedelta(milliseconds=1))


def ended_at(closed_at: datetime, deadline: datetime) -> datetime:
    """Return when a closed attempt ended: handed in within the grace or swept later, at its deadline."""
    return min(closed_at, deadline)


def time_used_ms(started_at: datetime, closed_at: datetime, deadline: datetime) -> int:
    """Return the whole milliseconds an attempt took; 0 should the clock have been set back meanwhile."""
    return max(0, (ended_at(closed_at, deadline) - started_at) // timedelta(milliseconds=1))


def start_refusal(now: datetime, window: Window) -> StartRefusal | None:
    """Return why an attempt can't start now, None when it can."""
    if now < window.opens_at:
        return "not_open_yet"
    return "closed" if now >= window.closes_at else None


def start_release(rules: TimingRules, window: Window, share: float) -> datetime:
    """Return when a person's start button is released, so that a whole field does not start in one second.

    `share`, from 0 to below 1, is the person's place in the spread. Nobody loses by waiting: the spread
    ends with the window and, where the window's end could cut a sitting short, a whole sitting before it.
    """
    left_over = window.closes_at - window.opens_at
    if rules.window_policy == "shorten":
        left_over -= timedelta(seconds=rules.duration_s)
    spread = min(timedelta(seconds=rules.start_spread_s), max(left_over, timedelta(0)))
    # Rounded down: to the nearest would reach the very end of the window.
    microsecond = timedelta(microseconds=1)
    return window.opens_at + int(share * (spread // microsecond)) * microsecond


def time_on_offer(now: datetime, rules: TimingRules, window: Window, extra_s: int = 0) -> timedelta:
    """Return how long an attempt started now would really have; zero once the window is closed.

    Before the window opens, what one started at its opening would have.
    """
    starts_at = max(now, window.opens_at)
    if starts_at >= window.closes_at:
        return timedelta(0)
    return deadline(starts_at, rules, window, extra_s) - starts_at
