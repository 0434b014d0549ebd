"""Word documents (.docx): the text engine on what the document shows, and its tables of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from examapp.bank_formats.asks import Answers, Asker
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.layouts.tables import SeenTable, read_table
from examapp.bank_formats.looks import LOOK_LABELS
from examapp.bank_formats.plain_text import read_lines
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.word.document import DocumentRefused, WordBody, word_body
from examapp.bank_formats.word.keys import ShownKeys
from examapp.bank_formats.word.lines import Line
from examapp.bank_formats.word.paragraphs import Reading
from examapp.bank_formats.word.tables import bank_of_table, lines_of_table
from examapp.bank_formats.workbook_guard import OLE_MAGIC, ZIP_MAGIC
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

_OLD_STREAM = "WordDocument".encode("utf-16-le")
_RTF_MAGIC = b"{\\rtf"
# What reports on a text without objective questions; any other problem is one of a question.
_OF_NO_QUESTION = frozenset(("lines_not_read", "type_guessed", "missing_answer", "missing_options"))
_FEWEST_UNSURE_ROWS = 3
_TABLE_NAME = N_("表格 {number}")


def recognises(data: bytes, filename: str) -> bool:
    """Tell by the archive's main part; old documents too, to say what to do with them."""
    if data.startswith(ZIP_MAGIC):
        return b"word/document" in data
    return _is_old(data)


def read(data: bytes, filename: str) -> BankReport:
    """Read the questions of a document."""
    return read_answered(data, filename, {})


def read_answered(data: bytes, filename: str, answers: Answers) -> BankReport:
    """Read the questions of a document as its asks are answered."""
    assembly = Assembly("docx", asker=Asker(answers))
    if _is_old(data):
        assembly.problems.error("old_word", Place())
        return assembly.report()
    try:
        body = word_body(data)
    except DocumentRefused as refused:
        assembly.problems.error(refused.code, Place(), **refused.parameters)
        return assembly.report()
    _report_findings(body.reading, assembly)
    _read_body(body, assembly)
    return replace(assembly.report(), pictures=dict(body.reading.pictures.found))


def _is_old(data: bytes) -> bool:
    return data.startswith(_RTF_MAGIC) or (data.startswith(OLE_MAGIC) and _OLD_STREAM in data)


def _read_body(body: WordBody, assembly: Assembly) -> None:
    lines, banks, unsure = _parted(body)
    assembly.asker.has_sheets = len(banks) > 1
    for bank in banks:
        read_table(bank, assembly)
    text = "\n".join(line.text for line in lines)
    holds_questions = _holds_questions(text, lines)
    if unsure and not banks and not holds_questions:
        # Nothing else is a question: then a table whose columns nobody knows is one to ask about.
        assembly.asker.has_sheets = len(unsure) > 1
        for table in unsure:
            read_table(table, assembly)
    elif not banks or holds_questions:
        keys = ShownKeys(lines)
        read_lines(text, assembly, keys.key_of)
        _report_keys(keys, assembly)
    _say_what_is_there(assembly)


def _holds_questions(text: str, lines: Sequence[Line]) -> bool:
    """Return whether the text beside tables of questions has questions too; mostly it is titles and remarks."""
    probe = Assembly("docx")
    read_lines(text, probe, ShownKeys(lines).key_of)
    return bool(probe.questions)


def _parted(body: WordBody) -> tuple[list[Line], list[SeenTable], list[SeenTable]]:
    """Return the lines of the text with tables that set text, the tables of questions, and those that may be such."""
    lines: list[Line] = []
    banks: list[SeenTable] = []
    unsure: list[SeenTable] = []
    tables = 0
    for block in body.blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        tables += 1
        bank = bank_of_table(block, Wording(_TABLE_NAME, {"number": tables}).message)
        if bank is not None and bank.is_sure:
            banks.append(bank)
            continue
        lines += lines_of_table(block)
        if bank is not None and len(block.rows) >= _FEWEST_UNSURE_ROWS:
            unsure.append(bank)
    return lines, banks, unsure


def _report_findings(reading: Reading, assembly: Assembly) -> None:
    if reading.changes:
        assembly.problems.warning("tracked_changes", Place(), count=reading.changes)
    if reading.hidden:
        text = excerpt(" / ".join(reading.hidden[:20]), 80)
        assembly.problems.warning("hidden_text", Place(), count=len(reading.hidden), text=text)
    for name in dict.fromkeys(reading.pictures.unusable[:50]):
        assembly.problems.warning("picture_not_usable", Place(), name=excerpt(name))


def _report_keys(keys: ShownKeys, assembly: Assembly) -> None:
    for look, count in keys.found.items():
        place = Place(line=keys.first_line[look])
        assembly.problems.warning("key_by_look", place, count=count, look=Wording(LOOK_LABELS[look]))


def _say_what_is_there(assembly: Assembly) -> None:
    """Put one sentence in the place of many where a document holds nothing that can be graded."""
    found = assembly.problems.found
    if assembly.questions or not found or assembly.asker.asks:
        return
    unanswered: Sequence[object] = [problem for problem in found if problem.severity == "error"]
    if unanswered and all(
        problem.code in _OF_NO_QUESTION for problem in found if problem.severity == "error"
    ):
        found[:] = [problem for problem in found if problem.code not in _OF_NO_QUESTION]
        assembly.problems.error("nothing_gradable", Place(), count=len(unanswered))


FORMAT = BankFormat(
    name="docx",
    label=N_("Word 文档"),
    order=8,
    recognises=recognises,
    read=read,
    suffix=".docx",
    read_answered=read_answered,
)
