"""What a phone sends of a sitting, as JSON over the network or in a sealed file; read strictly."""

from __future__ import annotations

from typing import Annotated

import msgspec

from examapp.services.answer_entries import GREATEST_ELAPSED_MS, Entry

# What inputs of a page can hold; which of these fit a question is judged when it is graded.
Response = bool | str | list[str] | None
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=GREATEST_ELAPSED_MS)]


class SentEntry(msgspec.Struct, frozen=True):
    """One change of one item: its response, or whether it is flagged; or how long the page was left."""

    seq: int
    elapsed_ms: Milliseconds
    item: int = 0
    response: Response | msgspec.UnsetType = msgspec.UNSET
    flag: bool | msgspec.UnsetType = msgspec.UNSET
    away_ms: Milliseconds | msgspec.UnsetType = msgspec.UNSET

    def __post_init__(self) -> None:
        """Refuse an entry that says several things, or none."""
        said = [each for each in (self.response, self.flag, self.away_ms) if each is not msgspec.UNSET]
        if len(said) != 1:
            raise ValueError("one of response, flag and away_ms")

    def as_entry(self) -> Entry:
        """Return the entry as the services take it."""
        if self.away_ms is not msgspec.UNSET:
            return Entry(self.seq, self.item, "away", self.away_ms, self.elapsed_ms)
        if self.flag is not msgspec.UNSET:
            return Entry(self.seq, self.item, "flag", self.flag, self.elapsed_ms)
        return Entry(self.seq, self.item, "answer", self.response, self.elapsed_ms)


class Answers(msgspec.Struct, frozen=True):
    """The body of a save or a submission: the sitting's token and what is unsent, oldest first."""

    session: str
    entries: list[SentEntry] = []

    def as_entries(self) -> list[Entry]:
        """Return the entries as the services take them."""
        return [sent.as_entry() for sent in self.entries]
