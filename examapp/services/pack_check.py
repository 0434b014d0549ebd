"""Pack what checking a file found into bytes, and unpack it: quicker than reading a large file again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.domain.bank_counts import count_questions
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import question_from_json, question_to_json
from examapp.services.check_bank_file import BankCheck, distinct
from examapp.services.find_near_duplicates import NearDuplicates, NearPair

# What decides how a file is read and what is found in it; a changed reader makes packed reports stale.
_READING = (
    "bank_formats",
    "domain",
    "markup",
    "services/check_bank_file.py",
    "services/find_near_duplicates.py",
)


@cache
def reading_fingerprint() -> str:
    """Return the hex SHA-256 of the code that reads and checks banks."""
    root = Path(__file__).parents[1]
    code = hashlib.sha256()
    for name in _READING:
        path = root / name
        for each in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            code.update(each.read_bytes())
    return code.hexdigest()


def can_be_packed(report: BankReport) -> bool:
    """Return whether nothing of the report would be lost: pictures stay in their file, asks with the reader."""
    return not report.pictures and not report.asks


def pack_check(check: BankCheck) -> bytes:
    """Return the check as packed JSON."""
    report, duplicates = check.report, check.duplicates
    document = {
        "format": report.format,
        "questions": [question_to_json(question) for question in report.questions],
        "places": [_place(place) for place in report.places],
        "problems": [
            [each.severity, each.code, _place(each.where), each.template, _plain(each.parameters)]
            for each in report.problems
        ],
        "pairs": [[pair.percent, pair.first, pair.second] for pair in duplicates.pairs],
        "all_pairs": duplicates.is_complete,
    }
    return zlib.compress(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def unpack_check(content: bytes) -> BankCheck:
    """Return the check that `pack_check` packed."""
    document = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    report = BankReport(
        document["format"],
        tuple(question_from_json(each) for each in document["questions"]),
        tuple(
            Problem(severity, code, Place(*where), template, _parameters(values))
            for severity, code, where, template, values in document["problems"]
        ),
        tuple(Place(*place) for place in document["places"]),
    )
    pairs = tuple(
        NearPair(percent, first, second, is_known=False) for percent, first, second in document["pairs"]
    )
    counts = count_questions(distinct(report.questions))
    return BankCheck(report, counts, NearDuplicates(pairs, document["all_pairs"]))


def _place(place: Place) -> list[str | int | None]:
    return [place.sheet, place.row, place.column, place.line]


def _plain(value: object) -> Any:
    """Return a parameter as JSON: a wording as an object with its template, a list of them as a list."""
    if isinstance(value, Wording):
        return {"template": value.template, "values": _plain(value.parameters)}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _parameters(values: dict[str, Any]) -> dict[str, object]:
    return {name: _value(each) for name, each in values.items()}


def _value(plain: Any) -> object:
    if isinstance(plain, dict):
        return Wording(plain["template"], _parameters(plain["values"]))
    if isinstance(plain, list):
        return tuple(_value(each) for each in plain)
    return plain
