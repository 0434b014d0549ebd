"""A phone's queue of entries: numbered, sent in order, forgotten only when acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from examapp.domain.rehearsal import AcknowledgedEntry, EntryKind


@dataclass(frozen=True, slots=True)
class Unsent:
    """An entry that the server has not acknowledged."""

    seq: int
    item: int
    kind: EntryKind
    response: object
    elapsed_ms: int

    def to_json(self) -> dict[str, Any]:
        """Return the entry as the save request carries it."""
        content = "response" if self.kind == "answer" else "flag"
        return {
            "seq": self.seq,
            "item": self.item,
            content: self.response,
            "elapsed_ms": self.elapsed_ms,
        }


class Outbox:
    """Entries of one phone, through all its sittings of the attempt."""

    def __init__(self) -> None:
        """Start empty, without a sitting."""
        self.session = ""
        self.last_seq = 0
        self.acknowledged: list[AcknowledgedEntry] = []
        self._unsent: list[Unsent] = []

    def __len__(self) -> int:
        """Return how many entries wait for an acknowledgement."""
        return len(self._unsent)

    def take_over(self, session: str, last_seq: int) -> None:
        """Go on in a new sitting: what is unsent gets new numbers, in the same order."""
        waiting, self._unsent = self._unsent, []
        self.session, self.last_seq = session, last_seq
        for entry in waiting:
            self.add(entry.item, entry.kind, entry.response, entry.elapsed_ms)

    def add(self, item: int, kind: EntryKind, response: object, elapsed_ms: int) -> None:
        """Put an entry at the end of the queue."""
        self.last_seq += 1
        self._unsent.append(Unsent(self.last_seq, item, kind, response, elapsed_ms))

    def unsent(self) -> tuple[Unsent, ...]:
        """Return the entries to send, in order."""
        return tuple(self._unsent)

    def acknowledge(self, through: int) -> int:
        """Move entries up to this seq to the acknowledged ones; return how many."""
        saved = [entry for entry in self._unsent if entry.seq <= through]
        self._unsent = [entry for entry in self._unsent if entry.seq > through]
        self.acknowledged.extend(
            AcknowledgedEntry(self.session, entry.seq, entry.item, entry.kind, entry.response)
            for entry in saved
        )
        return len(saved)

    def missing_from(self, ticked: Sequence[Sequence[str]]) -> list[int]:
        """Return the items of which a reopened page does not show the last acknowledged answer.

        Items with an unsent entry are left out: nobody knows whether that one arrived.
        """
        last = {entry.item: entry.response for entry in self.acknowledged if entry.kind == "answer"}
        waiting = {entry.item for entry in self._unsent}
        return [
            item
            for item, response in last.items()
            if item not in waiting and list(ticked[item - 1]) != (response or [])
        ]
