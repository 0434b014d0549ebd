"""What importing a file does to each question of a bank: decisions made here outlast what a file says."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class BankChange:
    """What an import does: the ids of questions added, given a new revision, and left as they are.

    Two kinds are left because they were decided on here since a file last had them: `kept`, of which the
    file says what it said before, and `conflicts`, which changed in the file too.
    """

    added: tuple[str, ...]
    revised: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether importing changes no question unless a person prefers the file."""
        return not self.added and not self.revised


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question of the bank: the hash of what it says, and of what a file last said of it, if any did."""

    question_id: int
    number: int
    content_hash: str
    imported_hash: str | None
    is_reviewed: bool

    @property
    def is_decided_here(self) -> bool:
        """Whether someone wrote, changed or reviewed it here since a file last had it."""
        return self.is_reviewed or self.content_hash != self.imported_hash


def change_of(hashes: Mapping[str, str], known: Mapping[str, KnownQuestion]) -> BankChange:
    """Return what a file does to the bank; `hashes` are those of its questions by id."""
    fates: dict[str, list[str]] = {
        name: [] for name in ("added", "revised", "unchanged", "kept", "conflicts")
    }
    for qid, hash_ in hashes.items():
        fates[_fate(hash_, known.get(qid))].append(qid)
    return BankChange(**{name: tuple(qids) for name, qids in fates.items()})


def taking(change: BankChange, take: Container[str]) -> BankChange:
    """Return the change with those of the questions left alone revised of which a person prefers the file's."""
    return replace(
        change,
        revised=(*change.revised, *(qid for qid in (*change.conflicts, *change.kept) if qid in take)),
        kept=tuple(qid for qid in change.kept if qid not in take),
        conflicts=tuple(qid for qid in change.conflicts if qid not in take),
    )


def _fate(hash_: str, known: KnownQuestion | None) -> str:
    if known is None:
        return "added"
    if known.content_hash == hash_:
        return "unchanged"
    if not known.is_decided_here:
        return "revised"
    return "kept" if known.imported_hash == hash_ else "conflicts"
