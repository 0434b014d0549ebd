"""All phones of a rehearsal, so many at once, within a time that ends."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from examapp.domain.rehearsal import RehearsedEntrant, SittingLog
from examapp.rehearsal.connection import SittingFailed
from examapp.rehearsal.measures import Measures
from examapp.rehearsal.phone import Phone


@dataclass(frozen=True, slots=True)
class CrowdSettings:
    """Where the phones go, how many at once, the seed of what they do, and when all must be over."""

    url: str
    at_once: int = 100
    seed: int = 1
    time_limit_s: int = 3600
    shows_progress: bool = False
    on_acknowledged: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class CrowdResult:
    """What every phone was told and what all of them measured together."""

    logs: tuple[SittingLog, ...]
    measures: Measures
    duration_s: float


def run_crowd(entrants: Sequence[RehearsedEntrant], settings: CrowdSettings) -> CrowdResult:
    """Let everybody sit; who fails or is not done in time is counted, and their log kept."""
    return asyncio.run(_run(entrants, settings))


async def _run(entrants: Sequence[RehearsedEntrant], settings: CrowdSettings) -> CrowdResult:
    measures = Measures(on_acknowledged=settings.on_acknowledged)
    phones = [Phone(entrant, settings.url, settings.seed, measures) for entrant in entrants]
    gate = asyncio.Semaphore(settings.at_once)
    started = time.monotonic()
    ends_at = asyncio.get_running_loop().time() + settings.time_limit_s
    with tqdm(total=len(phones), file=sys.stderr, disable=not settings.shows_progress, unit="人") as bar:

        async def sit(phone: Phone) -> None:
            async with gate:
                await _sit_until(phone, ends_at, measures)
            bar.update()

        await asyncio.gather(*(sit(phone) for phone in phones))
    logs = tuple(phone.log() for phone in phones)
    return CrowdResult(logs, measures, time.monotonic() - started)


async def _sit_until(phone: Phone, ends_at: float, measures: Measures) -> None:
    try:
        async with asyncio.timeout_at(ends_at):
            await phone.sit()
    except SittingFailed as failure:
        measures.failures[failure.kind] += 1
    except TimeoutError:
        measures.failures["out of time"] += 1
