"""The journal of an attempt: entries that are only ever appended, folded once into responses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

EntryStatus = Literal["saved", "late", "superseded"]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One answer as a phone sent it.

    `sitting` counts the phones and reloads that took the attempt over, `seq` the entries of one
    sitting, `item` the questions of the paper from 1. `response` is the JSON value sent, None for
    cleared. `elapsed_ms` is the phone's own count and decides nothing.
    """

    sitting: int
    seq: int
    item: int
    response: object
    elapsed_ms: int
    status: EntryStatus = "saved"


def fold(entries: Iterable[JournalEntry], accept_late: bool = False) -> dict[int, object]:
    """Return the response that counts for each item answered, by item number.

    The last entry of an item wins, a later sitting over an earlier one; None removes the response.
    Late entries count only when accepted, superseded ones never. The order in which entries come makes
    no difference, but for two of the same sitting and seq: of those the first counts.
    """
    counting = {"saved", "late"} if accept_late else {"saved"}
    by_place: dict[tuple[int, int], JournalEntry] = {}
    for entry in entries:
        if entry.status in counting:
            by_place.setdefault((entry.sitting, entry.seq), entry)
    last = {by_place[place].item: by_place[place].response for place in sorted(by_place)}
    return {item: response for item, response in last.items() if response is not None}
