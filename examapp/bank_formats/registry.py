"""Finds every module of this package that has a FORMAT, and reads and writes banks with them."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import examapp.bank_formats
from examapp.bank_formats.asks import Answers
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.messages import MESSAGES
from examapp.bank_formats.report import BankReport, Place, Problem
from examapp.bank_formats.xml_reading import root_name
from examapp.domain.errors import ExamError
from examapp.domain.questions import Question

# The errors that say what a file leaves open.
OPEN_CODES = frozenset({"open_ask", "open_columns"})
# An answer may bring up another question.
MOST_ROUNDS_OF_ASKS = 8


class UnknownFormat(ExamError):
    """没有名为“{name}”的题库格式。可用的格式：{names}。"""

    code = "unknown_format"


class FormatNotWritable(ExamError):
    """题库格式“{name}”只能导入，不能导出。可导出的格式：{names}。"""

    code = "format_not_writable"


@cache
def formats() -> tuple[BankFormat, ...]:
    """Return the formats, those with the surest signs first."""
    package = examapp.bank_formats
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    found = [module.FORMAT for module in modules if isinstance(getattr(module, "FORMAT", None), BankFormat)]
    return tuple(sorted(found, key=lambda bank_format: (bank_format.order, bank_format.name)))


def format_names() -> tuple[str, ...]:
    """Return the names `--format` takes."""
    return tuple(bank_format.name for bank_format in formats())


def writable_format_names() -> tuple[str, ...]:
    """Return the names of the formats a bank can be exported to."""
    return tuple(bank_format.name for bank_format in formats() if bank_format.is_writable)


def format_named(name: str) -> BankFormat:
    """Return the format; raise UnknownFormat when there is none of this name."""
    for bank_format in formats():
        if bank_format.name == name:
            return bank_format
    raise UnknownFormat(name=name, names="、".join(format_names()))


def writable_format_named(name: str) -> BankFormat:
    """Return the format if it can be written; raise UnknownFormat or FormatNotWritable."""
    bank_format = format_named(name)
    if not bank_format.is_writable:
        raise FormatNotWritable(name=name, names="、".join(writable_format_names()))
    return bank_format


def recognised_format(data: bytes, filename: str) -> BankFormat | None:
    """Return the first format that recognises the content."""
    return next((known for known in formats() if known.recognises(data, filename)), None)


def read_bank(
    data: bytes,
    filename: str,
    format: str | None = None,  # noqa: A002 - DESIGN §6 calls it format
    layout: Answers | None = None,
) -> BankReport:
    """Return what the file holds; content of no known format is a report with one error.

    `layout` answers what the file leaves open, by the keys of the report's asks.
    Raise UnknownFormat when `format` names none.
    """
    chosen = format_named(format) if format else recognised_format(data, filename)
    if chosen is None:
        return BankReport("", (), (_why_unknown(data, filename),))
    return chosen.read_with(data, filename, layout or {})


def read_as_proposed(
    report: BankReport,
    data: bytes,
    filename: str,
    format: str | None = None,  # noqa: A002 - DESIGN §6 calls it format
    layout: Answers | None = None,
) -> BankReport:
    """Return the report with the questions that wait for an answer, read as proposed or by the first choice.

    What is open stays open, and an error: this is for looking at a file, never for importing it.
    """
    answers, found = dict(layout or {}), report
    for _round in range(MOST_ROUNDS_OF_ASKS):
        proposed = {ask.key: proposal for ask in found.open_asks if (proposal := ask.proposal) is not None}
        if not proposed:
            break
        answers.update(proposed)
        found = read_bank(data, filename, format, answers)
    if found is report:
        return report
    still_open = [problem for problem in report.problems if problem.code in OPEN_CODES]
    told = Problem("warning", "as_proposed", Place(), MESSAGES["as_proposed"])
    return replace(found, problems=(*still_open, told, *found.problems), asks=report.asks)


def _why_unknown(data: bytes, filename: str) -> Problem:
    code = "unknown_format"
    if not data.strip():
        code = "no_questions"
    elif data.startswith(b"%PDF-"):
        code = "pdf_file"
    elif re.match(rb"(?:\xef\xbb\xbf)?\s{0,100}<", data) and re.search(
        rb"<(?:html|table)\b", data[:5000], re.I
    ):
        code = "web_page"
    elif root := root_name(data):
        return Problem("error", "unknown_xml", Place(), MESSAGES["unknown_xml"], {"root": root})
    parameters = {"filename": filename, "formats": "、".join(format_names())}
    return Problem("error", code, Place(), MESSAGES[code], parameters)


def write_bank(
    questions: Sequence[Question],
    format: str,  # noqa: A002 - DESIGN §6 calls it format
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the questions as a file, with the pictures by name where the format holds them.

    `write_losses` names what the format can't hold.

    Raise UnknownFormat, or FormatNotWritable for a format that is only read.
    """
    chosen = writable_format_named(format)
    if chosen.write_with_pictures is not None:
        return chosen.write_with_pictures(questions, pictures or {})
    assert chosen.write is not None  # noqa: S101 - `writable_format_named` has just made sure
    return chosen.write(questions)


def write_losses(questions: Sequence[Question], format: str) -> tuple[Problem, ...]:  # noqa: A002 - see above
    """Return a warning for each thing `write_bank` would leave out."""
    return writable_format_named(format).losses(questions)
