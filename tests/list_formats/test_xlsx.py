"""Finals lists as a workbook, read back with another library."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from examapp.list_formats.finals_sheet import FinalsSheet
from examapp.list_formats.xlsx import write
from tests.domain.finals_fields import make_row
from tests.list_formats.sheets import make_sheet


def workbook_of(*sheets: FinalsSheet) -> Workbook:
    return load_workbook(BytesIO(write(sheets)))


def column_of(workbook: Workbook, heading: str) -> list[object]:
    headings, *rows = list(workbook.worksheets[0].iter_rows(min_row=3, values_only=True))
    return [row[headings.index(heading)] for row in rows]


def test_each_event_has_a_sheet_of_its_own() -> None:
    workbook = workbook_of(make_sheet(), make_sheet(event_code="12", event_name="快递员"))
    assert workbook.sheetnames == ["11 焊接", "12 快递员"]


def test_the_title_and_the_version_stand_above_the_table() -> None:
    sheet = workbook_of(make_sheet(version=None, sitting=3)).worksheets[0]
    assert sheet["A1"].value == "测试大赛 焊接 初赛晋级名单（内部）"
    assert "未公布（还有 3 人在考）" in str(sheet["A2"].value)
    assert "2026-09-07 10:00:00" in str(sheet["A2"].value)


def test_scores_are_numbers_and_tickets_are_text() -> None:
    workbook = workbook_of(make_sheet())
    assert column_of(workbook, "理论总分")[0] == 89.5
    assert column_of(workbook, "准考证号")[0] == "0411010000017"


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_nothing_runs_when_the_workbook_is_opened(start: str) -> None:
    sheet = workbook_of(make_sheet(make_row(name=f"{start}1+1"))).worksheets[0]
    cell = sheet["C4"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_the_footer_holds_the_hashes_and_room_to_sign() -> None:
    texts = {
        str(cell)
        for row in workbook_of(make_sheet()).worksheets[0].iter_rows(values_only=True)
        for cell in row
        if cell
    }
    assert {f"规则指纹：{'a' * 64}", f"题库指纹：{'b' * 64}", f"排名指纹：{'c' * 64}"} <= texts
    assert {"制表：", "复核：", "监督："} <= texts


def test_the_sheet_is_ready_to_print() -> None:
    sheet = workbook_of(make_sheet()).worksheets[0]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["D"].width > 20


def test_a_printed_page_is_not_shrunk_beyond_reading() -> None:
    widths = [each.width for each in workbook_of(make_sheet()).worksheets[0].column_dimensions.values()]
    # A page of A4 across holds about 140 characters at full size: 10 points become 8 at the least.
    assert sum(widths) < 140 / 0.8


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    sheet = workbook_of(make_sheet(make_row(), make_row(employer="示例精工制造有限公司" * 9))).worksheets[0]
    usual, high = (sheet.row_dimensions[number].height for number in (4, 5))
    assert high >= 3 * usual


def test_who_has_no_rank_has_an_empty_cell() -> None:
    workbook = workbook_of(make_sheet(make_row(rank=0, state="withdrawn", remark="生病")))
    assert column_of(workbook, "排名")[0] is None
    assert column_of(workbook, "名单状态")[0] == "放弃"
