"""JSON of other systems: the questions found wherever they are, their keys read as a table's headers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean
from examapp.bank_formats.headers import field_of
from examapp.bank_formats.json_options import json_of_options, options_of_value, right_options
from examapp.bank_formats.layouts.tables import read_table, seen_table
from examapp.bank_formats.question_words import type_of
from examapp.bank_formats.report import Place
from examapp.bank_formats.table import Grid

_DEEPEST = 12
_MOST_QUESTIONS = 100_000
_MOST_KEYS = 100
_LONGEST_TOPIC = 200
# Names of what holds questions; a stem has another one, or comes without questions below it.
_NAMES = ("name", "title", "chapter", "section", "unit", "category", "章节", "名称", "标题")
_TOPIC, _TYPE = "知识点", "题型"


@dataclass(slots=True)
class ForeignTable:
    """The questions as rows under their keys; `with_material` counts those that took in a text above them."""

    headers: dict[str, int] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    with_material: int = 0

    def add(self, row: Mapping[str, str]) -> None:
        for key in row:
            if len(self.headers) < _MOST_KEYS:
                self.headers.setdefault(key, len(self.headers))
        self.rows.append(dict(row))

    def grid(self) -> Grid:
        texts = [[row.get(key, "") for key in self.headers] for row in self.rows]
        return Grid([list(self.headers), *texts])


@dataclass(frozen=True, slots=True)
class _Above:
    """What the objects around a question say: its topic, its type, the material it is about."""

    topic: str = ""
    qtype: str = ""
    material: str = ""


def table_of_json(document: Any) -> ForeignTable | None:
    """Return the questions of a document; None where none are seen."""
    table = ForeignTable()
    for item, above in _questions(document, _Above(), 0):
        if len(table.rows) >= _MOST_QUESTIONS:
            break
        table.add(_row(item, above))
        table.with_material += bool(above.material)
    return table if table.rows else None


def read_foreign(table: ForeignTable, assembly: Assembly) -> None:
    """Take the questions of another system's document into the assembly."""
    read_table(seen_table(table.grid()), assembly)
    if table.with_material:
        assembly.problems.warning("material_joined", Place(), count=table.with_material)


def _questions(value: Any, above: _Above, depth: int) -> Iterator[tuple[dict[str, Any], _Above]]:
    """Yield each object that is a question, with what stands above it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _questions(item, above, depth + 1)
    elif isinstance(value, dict):
        below = _below(value, above)
        inner = [child for child in value.values() if isinstance(child, list | dict)]
        found = [each for child in inner for each in _questions(child, below, depth + 1)]
        if found:
            yield from found
        elif _is_question(value):
            yield value, above


def _is_question(item: Mapping[str, Any]) -> bool:
    """Return whether an object has a stem and something to answer or choose; an option has neither."""
    fields = {field_of(key): value for key, value in item.items() if isinstance(key, str)}
    stem = fields.get("stem")
    if not isinstance(stem, str) or not clean(stem):
        return False
    return any(
        name is not None and name.split()[0] in ("answer", "option", "options", "qtype") for name in fields
    )


def _below(item: Mapping[str, Any], above: _Above) -> _Above:
    """Return what an object says to the questions inside of it."""
    topic, qtype, material = above.topic, above.qtype, above.material
    for key, value in item.items():
        if not isinstance(value, str) or not clean(value):
            continue
        name = field_of(key)
        if name == "qtype" or type_of(value):
            qtype = value if type_of(value) else qtype
        elif key.lower() in _NAMES or name == "topic":
            topic = f"{topic} / {clean(value)}" if topic else clean(value)
        elif name == "stem":
            material = f"{material}\n{value}".strip()
    return _Above(topic[:_LONGEST_TOPIC], qtype, material)


def _row(item: Mapping[str, Any], above: _Above) -> dict[str, str]:
    row: dict[str, str] = {}
    marked: list[str] = []
    for key, value in item.items():
        name = field_of(key)
        row[key] = _text(name, value)
        marked = marked or (right_options(value) if name == "options" else [])
        if name == "stem" and above.material:
            row[key] = f"{above.material}\n{row[key]}"
    names = {field_of(key) for key, text in row.items() if text}
    if marked and "answer" not in names:
        row.setdefault("answer", ",".join(marked))
    if above.topic and "topic" not in names:
        row[_TOPIC] = above.topic
    if above.qtype and "qtype" not in names:
        row[_TYPE] = above.qtype
    return row


def _text(name: str | None, value: Any) -> str:
    """Return a value as a cell of its column would hold it."""
    if name == "options" and (options := options_of_value(value)) is not None:
        return json_of_options(options)
    if isinstance(value, bool):
        return "正确" if value else "错误"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return _joined(name, [_text(None, each) for each in value])
    return "" if value is None else json.dumps(value, ensure_ascii=False)[:4_000]


def _joined(name: str | None, texts: list[str]) -> str:
    """Return a list's texts: letters of options side by side, those of several blanks with `|` between."""
    if name == "answer":
        return "|".join(texts) if any(len(text) > 1 for text in texts) else ",".join(texts)
    return ";".join(texts)
