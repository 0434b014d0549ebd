"""Cells of .xlsx files that show something else than they hold."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.bank_formats.workbook_marks import percentage_text
from tests.bank_formats.workbooks import HEADERS, one_row, workbook_of

SOUND = ("q1", "单选题", "哪个？", "甲", "乙", "", "", "A")


def read(data: bytes) -> BankReport:
    return read_bank(data, "题库.xlsx")


def places(report: BankReport) -> list[tuple[str, str | None, int | None, str | None]]:
    return [(p.code, p.where.sheet, p.where.row, p.where.column) for p in report.problems]


def test_a_percentage_is_read_as_the_cell_shows_it() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        workbook.add_worksheet("说明")
        sheet = workbook.add_worksheet("题&库")
        for number, row in enumerate((HEADERS, SOUND)):
            sheet.write_row(number, 0, row)
        for column, (value, shown) in enumerate(
            [(0.05, "0%"), (0.075, "0.00%"), (1, "0.0%;-0.0%"), (0.07, '0"%"')]
        ):
            sheet.write_number(1, 3 + column, value, workbook.add_format({"num_format": shown}))
    (question,) = read(target.getvalue()).questions
    assert [option.text for option in question.options] == ["5%", "7.5%", "100%", "0.07"]


@pytest.mark.parametrize(("value", "text"), [(0.07, "7%"), (0.29, "29%"), (1.1, "110%"), (-0.005, "-0.5%")])
def test_a_percentage_has_no_digits_of_binary_fractions(value: float, text: str) -> None:
    assert percentage_text(value) == text


def test_a_formula_with_an_error_keeps_its_row_out_and_is_named_with_its_cell() -> None:
    report = read(
        workbook_of([HEADERS], [HEADERS, SOUND, ("q2", "单选题", "哪个？", "甲", "乙", "#REF!", "", "A")])
    )
    assert [question.qid for question in report.questions] == ["q1"]
    assert places(report) == [("error_cell", "表2", 3, "F")]


def test_a_formula_without_a_result_keeps_its_row_out() -> None:
    report = read(one_row(选项C="=1+1"))
    assert not report.questions
    assert places(report) == [("error_cell", "表1", 2, "E")]


def test_a_formula_with_its_result_is_read() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate((HEADERS, SOUND)):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 3, "=1+1", None, 2)
    report = read(target.getvalue())
    assert report.questions[0].options[0].text == "2"
    assert not report.problems


def test_hidden_rows_are_read_and_named() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of([HEADERS, SOUND, ("q2", *SOUND[1:])])))
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.row_dimensions[9].hidden = True
    target = io.BytesIO()
    workbook.save(target)
    report = read(target.getvalue())
    assert len(report.questions) == 2
    assert ("hidden_rows", "表1", 3, None) in places(report)


def test_pictures_are_named_since_nothing_reads_what_they_show() -> None:
    target = io.BytesIO(workbook_of([HEADERS, SOUND]))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    report = read(target.getvalue())
    assert len(report.questions) == 1
    assert places(report) == [("pictures", None, None, None)]
