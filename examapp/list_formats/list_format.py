"""What a list format offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from examapp.list_formats.finals_sheet import FinalsSheet


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A file format for finals lists; `write` returns the file of one or more events."""

    code: str
    extension: str
    mimetype: str
    write: Callable[[Sequence[FinalsSheet]], bytes]
