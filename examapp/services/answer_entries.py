"""Check the entries that a phone sends, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from examapp.domain.errors import ExamError
from examapp.storage.journal import Kind, NewRow

MOST_ENTRIES = 500
GREATEST_SEQ = 10**9
# Items are checked against the paper itself when the attempt is closed.
GREATEST_ITEM = 500
LONGEST_RESPONSE = 2_000
GREATEST_ELAPSED_MS = 10**12


class BadEntries(ExamError):
    """作答数据的格式不对，没有保存；请刷新页面后重试。"""

    code = "bad_entries"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change on the phone: the JSON value of an answer, whether an item is flagged, or the ms spent away.

    `seq` counts the entries of a sitting from 1, `item` the questions of the paper from 1; leaving the
    page has item 0.
    """

    seq: int
    item: int
    kind: Kind
    response: object
    elapsed_ms: int = 0


def rows_of(entries: Sequence[Entry]) -> list[NewRow]:
    """Return the entries as they are stored; raise BadEntries when any of them can't be."""
    if len(entries) > MOST_ENTRIES:
        raise BadEntries
    return [_row(entry) for entry in entries]


def _row(entry: Entry) -> NewRow:
    items = range(1) if entry.kind == "away" else range(1, GREATEST_ITEM + 1)
    if not 1 <= entry.seq <= GREATEST_SEQ or entry.item not in items:
        raise BadEntries
    if entry.kind not in get_args(Kind):
        raise BadEntries
    return NewRow(
        entry.seq, entry.item, entry.kind, _json_text(entry.response), _elapsed_ms(entry.elapsed_ms)
    )


def _elapsed_ms(value: int) -> int:
    # It decides nothing, so a strange one must not hold up an answer.
    return value if 0 <= value <= GREATEST_ELAPSED_MS else 0


def _json_text(response: object) -> str:
    values = response if isinstance(response, list | tuple) else [response]
    if len(values) > LONGEST_RESPONSE:
        raise BadEntries
    kept = [_storable(value) for value in values]
    try:
        text = json.dumps(
            kept if isinstance(response, list | tuple) else kept[0], ensure_ascii=False, allow_nan=False
        )
    except ValueError:
        raise BadEntries from None
    if len(text) > LONGEST_RESPONSE:
        raise BadEntries
    return text


def _storable(value: object) -> object:
    """Return a JSON scalar as it can be stored.

    What no database keeps (NUL, half a surrogate pair) becomes the replacement character: refusing
    the entry would hold up every answer behind it in the phone's queue.
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if value is None or isinstance(value, bool | int | float):
        return value
    raise BadEntries
