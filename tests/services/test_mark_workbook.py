"""A person gets the own workbook back: faulty cells coloured and commented, everything else as it was."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from examapp.bank_formats.check_sheet import ERROR_COLOR, SIGN, WARNING_COLOR
from examapp.bank_formats.registry import read_bank, write_bank
from examapp.services import mark_workbook as marking
from examapp.services.check_bank_file import BankCheck, check_bank_file
from examapp.services.mark_workbook import MarkedFile, mark_workbook
from tests.bank_formats.workbooks import HEADERS
from tests.factories import make_question

SOUND = ("q1", "单选题", "焊条受潮后应先（　）再使用。", "烘干", "水洗", "暴晒", "报废", "A")
WRONG_KEY = ("q2", "单选题", "气瓶应（　）放置。", "竖直", "横卧", "", "", "D")
NO_KEY = ("q3", "判断题", "高处作业应系安全带。", "", "", "", "", "")
ONE_KEY = ("q4", "多选题", "下列属于防护用品的是（　）。", "面罩", "手套", "钢丝刷", "焊钳", "A")


def workbook(*rows: tuple[object, ...], change: Any = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "题 'A'"
    sheet.append(["某单位题库"])
    for row in (HEADERS, *rows):
        sheet.append(list(row))
    if change:
        change(book, sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def checked(data: bytes, name: str = "题库.xlsx") -> BankCheck:
    return check_bank_file(read_bank(data, name))


def marked(data: bytes, name: str = "题库.xlsx") -> MarkedFile:
    return mark_workbook(data, name, checked(data, name))


def opened(found: MarkedFile | bytes, **how: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(found if isinstance(found, bytes) else found.data), **how)


def test_faulty_cells_are_coloured_and_carry_the_sentence() -> None:
    found = marked(workbook(SOUND, WRONG_KEY, NO_KEY, ONE_KEY))
    sheet = opened(found)["题 'A'"]
    assert found.filename == "题库-检查报告.xlsx"
    for place, color, words in (
        ("H4", ERROR_COLOR, "选项 D 不存在"),
        ("H5", ERROR_COLOR, "缺少答案"),
        ("H6", WARNING_COLOR, "只有一个答案"),
    ):
        assert sheet[place].fill.fgColor.rgb == color
        assert words in sheet[place].comment.text
    assert sheet["H3"].fill.fill_type is None
    assert sheet["H3"].comment is None


def test_the_first_sheet_lists_what_was_found_and_leads_to_the_cells() -> None:
    book = opened(marked(workbook(SOUND, WRONG_KEY, ONE_KEY)))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (sheet.title, rows[0][0], book.active) == ("检查报告", SIGN, sheet)
    assert ["错误", "工作表“题 'A'” 第 4 行 H 列"] in [row[:2] for row in rows]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links[0] == "'题 ''A'''!H4"


def test_the_marked_workbook_reads_like_the_original() -> None:
    data = workbook(SOUND, WRONG_KEY, NO_KEY, ONE_KEY)
    before, after = checked(data), checked(marked(data).data)
    assert after == before


def test_fixed_cells_lose_their_marks_when_checked_again() -> None:
    book = opened(marked(workbook(SOUND, WRONG_KEY, NO_KEY)))
    book["题 'A'"]["H4"].value = "A"
    target = io.BytesIO()
    book.save(target)
    again = opened(marked(target.getvalue()))
    assert [sheet.title for sheet in again.worksheets] == ["检查报告", "题 'A'"]
    fixed, open_ = again["题 'A'"]["H4"], again["题 'A'"]["H5"]
    assert (fixed.comment, fixed.fill.fill_type) == (None, None)
    assert open_.comment.text.count("缺少答案") == 1


def dress(book: openpyxl.Workbook, sheet: Any) -> None:
    sheet["A1"].font = Font(bold=True, color="FF00B050")
    sheet["C3"].fill = PatternFill("solid", fgColor="FF00B0F0")
    sheet["D4"].value = CellRichText("竖", TextBlock(InlineFont(color="FFFF0000"), "直"))
    sheet["H4"].comment = Comment("老王：请核对", "老王")
    sheet.merge_cells("A1:H1")
    sheet.column_dimensions["C"].width = 55
    sheet.row_dimensions[4].height = 40
    validation = DataValidation(type="list", formula1='"单选题,多选题"')
    sheet.add_data_validation(validation)
    validation.add("B3:B9")
    notes = book.create_sheet("说明")
    notes["A1"] = "请勿删除"
    notes["B1"] = "=1+1"


def test_everything_else_of_the_workbook_stays() -> None:
    book = opened(marked(workbook(SOUND, WRONG_KEY, change=dress)), rich_text=True)
    sheet = book["题 'A'"]
    assert (sheet["A1"].font.bold, sheet["A1"].font.color.rgb) == (True, "FF00B050")
    assert sheet["C3"].fill.fgColor.rgb == "FF00B0F0"
    assert sheet["D4"].value[1].font.color.rgb == "FFFF0000"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:H1"]
    assert (sheet.column_dimensions["C"].width, sheet.row_dimensions[4].height) == (55, 40)
    assert sheet.data_validations.dataValidation[0].formula1 == '"单选题,多选题"'
    assert book["说明"]["B1"].value == "=1+1"
    comment = sheet["H4"].comment
    assert comment.author == "老王"
    assert comment.text.startswith("老王：请核对")
    assert "选项 D 不存在" in comment.text


def test_a_persons_own_comment_survives_a_second_check() -> None:
    once = marked(workbook(SOUND, WRONG_KEY, change=dress))
    comment = opened(marked(once.data))["题 'A'"]["H4"].comment
    assert comment.text.count("老王：请核对") == 1
    assert comment.text.count("选项 D 不存在") == 1


def test_results_of_formulas_are_there_without_opening_the_workbook(tmp_path: Any) -> None:
    import xlsxwriter

    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("题")
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, SOUND)
        sheet.write_row(2, 0, WRONG_KEY)
        sheet.write_formula(1, 2, '="焊条受潮后"&"先"', None, "焊条受潮后先（　）")
        sheet.write_formula(2, 3, "=1+1", None, 2)
    data = path.read_bytes()
    assert checked(data).report.questions[0].stem == "焊条受潮后先（　）"
    again = marked(data).data
    assert checked(again) == checked(data)
    assert opened(again)["题"]["C2"].value == '="焊条受潮后"&"先"'


@pytest.mark.parametrize("name", ["题库.csv", "题库.ods"])
def test_what_is_no_xlsx_comes_back_as_one_with_the_same_rows(name: str) -> None:
    rows = [HEADERS, SOUND, WRONG_KEY]
    data = "\n".join(",".join(row) for row in rows).encode("gb18030") if name.endswith("csv") else ods(rows)
    found = marked(data, name)
    sheet = opened(found).worksheets[1]
    assert found.filename == "题库-检查报告.xlsx"
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [list(row) for row in rows]
    assert sheet["H3"].fill.fgColor.rgb == ERROR_COLOR
    assert "选项 D 不存在" in sheet["H3"].comment.text
    before, after = checked(data, name).report, checked(found.data).report
    assert after.questions == before.questions


def ods(rows: list[tuple[str, ...]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="题">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    target = io.BytesIO()
    import zipfile

    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return target.getvalue()


def test_a_text_comes_back_as_a_list_with_its_lines() -> None:
    data = "一、单选题\n1. 气瓶应（　）放置。\nA. 竖直 B. 横卧\n答案：D\n".encode()
    sheet = opened(marked(data, "题库.txt")).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[0] == "错误" and "第" in row[1] and row[3] for row in rows if row[1])


def test_the_workbook_in_an_archive_comes_back_alone() -> None:
    data = write_bank([make_question(1)], "zip", {"a.png": b"x"})
    found = marked(data, "包.zip")
    assert found.filename == "题库-检查报告.xlsx"
    assert len(opened(found).worksheets) == 2


def test_a_very_large_workbook_comes_back_as_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_SHEET_BYTES", 1)
    data = workbook(SOUND, WRONG_KEY, change=dress)
    found = opened(marked(data))
    assert found.worksheets[1]["H4"].fill.fgColor.rgb == ERROR_COLOR
    assert "副本" in str([row[0].value for row in found.worksheets[0].iter_rows()])


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = workbook(("=1+1", "单选题", "=cmd|' /C calc'!A0", "甲", "乙", "", "", "D"))
    for row in opened(marked(data)).worksheets[0].iter_rows():
        assert all(cell.data_type != "f" for cell in row)
