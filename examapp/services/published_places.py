"""Look up an entrant's place on the newest published list of a round."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session

from examapp.domain.advancement import State
from examapp.storage.results import FinalsList

MOST_LISTS_KEPT = 100


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """One line of a published list; `rank` is 0 for the excluded, `ranked` counts those with a rank.

    `tied_with` counts the others of the same rank.
    """

    rank: int
    ranked: int
    tied_with: int
    state: State
    alternate_no: int | None

    @property
    def is_promoted(self) -> bool:
        """Whether this one advanced from the alternates."""
        return self.state == "advanced" and self.alternate_no is not None


@dataclass(frozen=True, slots=True)
class NewestList:
    """The newest published list of a round; `places` are by ticket."""

    id: int
    version: int
    published_at: datetime
    actor: str
    places: Mapping[str, PublishedPlace]


# A list never changes, and its hash covers all that is kept of it.
_kept: OrderedDict[str, Mapping[str, PublishedPlace]] = OrderedDict()
_kept_lock = Lock()


def newest_list(session: Session, round_id: int) -> NewestList | None:
    """Return the newest published list of the round, None when there is none."""
    newest = select(FinalsList).where(FinalsList.round_id == round_id).order_by(FinalsList.version.desc())
    row = session.scalar(newest.limit(1))
    if row is None:
        return None
    return NewestList(row.id, row.version, row.published_at, row.actor, _places(row))


def _places(row: FinalsList) -> Mapping[str, PublishedPlace]:
    with _kept_lock:
        if row.ranking_hash in _kept:
            _kept.move_to_end(row.ranking_hash)
            return _kept[row.ranking_hash]
    ranked = sum(each["rank"] > 0 for each in row.rows)
    places = {
        each["ticket"]: PublishedPlace(
            rank=each["rank"],
            ranked=ranked,
            tied_with=each["tied_with"],
            state=each["state"],
            alternate_no=each["alternate_no"],
        )
        for each in row.rows
    }
    with _kept_lock:
        _kept[row.ranking_hash] = places
        while len(_kept) > MOST_LISTS_KEPT:
            _kept.popitem(last=False)
    return places
