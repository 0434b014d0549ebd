"""Aiken: a stem, options `A) …`, a line `ANSWER: B`."""

from __future__ import annotations

import re

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import normal_lines
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.draft import Draft
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.wording import N_

_ANSWER = re.compile(r"\s{0,20}ANSWER\s{0,20}[:：](.*)")
_ANSWER_LINE = re.compile(r"^[ \t]{0,20}ANSWER[ \t]{0,20}[:：][ \t]{0,20}[A-Za-z]\b", re.MULTILINE)
_OPTION = re.compile(r"\s{0,20}([A-Za-z])[.)]\s(.*)")


def recognises(data: bytes, filename: str) -> bool:
    """Tell by a line `ANSWER: B`."""
    decoded = decode(data)
    return decoded is not None and _ANSWER_LINE.search(normal_lines(decoded.text)) is not None


def read(data: bytes, filename: str) -> BankReport:
    """Read the questions; each ends with its ANSWER line."""
    assembly = Assembly("aiken")
    decoded = decode(data)
    if decoded is None:
        assembly.problems.error("unknown_encoding", Place())
        return assembly.report()
    pending: list[tuple[int, str]] = []
    for number, line in enumerate(normal_lines(decoded.text).split("\n"), 1):
        if match := _ANSWER.fullmatch(line):
            _take(pending, match[1], Place(line=number), assembly)
            pending = []
        elif line.strip():
            pending.append((number, line))
    if pending:
        _take(pending, "", Place(line=pending[-1][0]), assembly)
    return assembly.report()


def _take(lines: list[tuple[int, str]], answer: str, answer_place: Place, assembly: Assembly) -> None:
    """Take in one question: a line that begins no option goes on with the text above it."""
    texts = [""]
    letters: list[str] = []
    places = {"answer": answer_place}
    for number, line in lines:
        if match := _OPTION.fullmatch(line):
            letters.append(match[1].upper())
            texts.append(match[2])
            places[f"option {letters[-1]}"] = Place(line=number)
        else:
            texts[-1] = f"{texts[-1]}\n{line}" if texts[-1] else line
    place = Place(line=lines[0][0]) if lines else answer_place
    options = tuple(zip(letters, texts[1:], strict=True))
    assembly.add_draft(Draft(place, {"stem": texts[0], "answer": answer}, options, places, "选择题"))


FORMAT = BankFormat(
    name="aiken", label=N_("Aiken（Moodle 文本）"), order=40, recognises=recognises, read=read, suffix=".txt"
)
