"""Finals lists as CSV."""

from __future__ import annotations

import csv
from io import StringIO

from examapp.list_formats.csv import write
from examapp.list_formats.finals_sheet import FinalsSheet
from tests.domain.finals_fields import make_row
from tests.list_formats.sheets import make_sheet


def rows_of(*sheets: FinalsSheet) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(write(sheets).decode("utf-8-sig"), newline="")))


def test_the_file_begins_with_a_bom_so_that_excel_reads_it() -> None:
    assert write([make_sheet()]).startswith(b"\xef\xbb\xbf" + "排名".encode())


def test_the_columns_are_those_of_the_rule_book() -> None:
    assert ",".join(rows_of(make_sheet())[0]) == (
        "排名,准考证号,姓名,工作单位,代表队,赛项,理论总分,多选得分,单选得分,判断得分,用时(秒),"
        "同分判定,资格审查,名单状态,候补序,备注,名单版本,排名指纹"
    )


def test_all_events_share_one_table() -> None:
    rows = rows_of(make_sheet(), make_sheet(event_code="12", event_name="快递员", version=None))
    assert [(row["赛项"], row["名单版本"]) for row in rows] == [
        ("11 焊接", "第 1 版"),
        ("12 快递员", "未公布"),
    ]


def test_points_are_written_as_people_write_them() -> None:
    (row,) = rows_of(make_sheet())
    assert (row["理论总分"], row["单选得分"], row["判断得分"]) == ("89.5", "40", "19.5")


def test_nothing_runs_when_the_file_is_opened() -> None:
    (row,) = rows_of(make_sheet(make_row(name="=HYPERLINK(1)", employer="@厂", delegation="\t队")))
    assert (row["姓名"], row["工作单位"], row["代表队"]) == ("'=HYPERLINK(1)", "'@厂", "'\t队")


def test_a_name_with_commas_quotes_and_lines_stays_one_cell() -> None:
    (row,) = rows_of(make_sheet(make_row(employer='一厂,"二"\n车间')))
    assert row["工作单位"] == '一厂,"二"\n车间'


def test_a_paper_with_blanks_has_a_column_for_them() -> None:
    rows = rows_of(make_sheet(), make_sheet(make_row(section_scores={"blank": 150})))
    assert [(row["填空得分"], row["单选得分"]) for row in rows] == [("", "40"), ("1.5", "")]
