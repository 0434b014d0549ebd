"""Rows of sub-questions put to the question they belong to, by its number in the column 所属题目."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import compact, excerpt
from examapp.bank_formats.draft import Draft, ProblemList


def with_parts(drafts: Iterable[Draft], assembly: Assembly) -> Iterator[Draft]:
    """Yield the drafts of whole questions in their order, each with its parts; refuse parts of no question."""
    whole: list[Draft] = []
    place_of: dict[str, int] = {}
    parts: dict[int, list[Draft]] = {}
    for draft in drafts:
        parent = compact(draft.text("parent"))
        if not parent:
            place_of.setdefault(compact(draft.text("qid")), len(whole))
            whole.append(draft)
        elif parent in place_of:
            parts.setdefault(place_of[parent], []).append(draft)
        else:
            _refuse(draft, assembly)
    for place, draft in enumerate(whole):
        yield replace(draft, parts=tuple(parts.get(place, ())))


def _refuse(draft: Draft, assembly: Assembly) -> None:
    own = ProblemList()
    own.error("part_without_parent", draft.where("parent"), text=excerpt(draft.text("parent")))
    assembly.refuse(own)
