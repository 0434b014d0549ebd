"""Aiken: a stem, options `A) …`, a line `ANSWER: B`."""

from __future__ import annotations

import re

from examapp.bank_formats.aiken_writing import aiken_losses, aiken_text
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import half_width, normal_lines
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.draft import Draft
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.wording import N_

_ANSWER = re.compile(r"\s{0,20}ANSWER\s{0,20}[:：](.*)", re.IGNORECASE)
_ANSWER_LINE = re.compile(r"^[ \t]{0,20}ANSWER[ \t]{0,20}[:：][ \t]{0,20}[A-Za-zＡ-Ｚ]\b", re.MULTILINE)
# Moodle wants a space behind `A.`; without one, A.M. would begin an option.
_OPTION = re.compile(
    r"\s{0,20}([A-Za-zＡ-Ｚａ-ｚ])(?:[.．、]\s|[.．、](?=[^\x00-\x7f])|[)）]\s?)\s{0,20}(.*)"
)


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
    options, after_blank = 0, False
    for number, line in enumerate(normal_lines(decoded.text).split("\n"), 1):
        if match := _ANSWER.fullmatch(line):
            _take(pending, match[1], Place(line=number), assembly)
            pending, options = [], 0
        elif not line.strip():
            after_blank = True
            continue
        else:
            is_option = _OPTION.fullmatch(line) is not None
            if after_blank and options >= 2 and not is_option:
                # Only its answer can be missing.
                _take(pending, "", Place(line=pending[-1][0]), assembly)
                pending, options = [], 0
            pending.append((number, line))
            options += is_option
        after_blank = False
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
            letters.append(half_width(match[1]).upper())
            texts.append(match[2])
            places[f"option {letters[-1]}"] = Place(line=number)
        else:
            texts[-1] = f"{texts[-1]}\n{line}" if texts[-1] else line
    place = Place(line=lines[0][0]) if lines else answer_place
    options = tuple(zip(letters, texts[1:], strict=True))
    assembly.add_draft(Draft(place, {"stem": texts[0], "answer": answer}, options, places, "选择题"))


FORMAT = BankFormat(
    name="aiken",
    label=N_("Aiken（Moodle 文本）"),
    order=40,
    recognises=recognises,
    read=read,
    write=aiken_text,
    losses=aiken_losses,
    suffix=".txt",
)
