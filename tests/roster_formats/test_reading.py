from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from examapp.roster_formats.reading import read_roster
from tests.roster_formats.rosters import EVENTS, HEADERS, codes, id_number, read, row


@pytest.mark.parametrize("filename", ["名册.xlsx", "名册.csv"])
def test_a_faultless_roster_is_read_without_a_word(filename: str) -> None:
    report = read(row(1), row(2), filename=filename)
    assert codes(report) == []
    assert [found.name for found in report.rows] == ["职工1", "职工2"]
    assert report.rows[0].id_number == id_number(1)
    assert (report.rows[0].event, report.rows[0].place.row) == ("11", 2)


def test_gbk_with_other_headers_in_another_order_below_a_title_is_read() -> None:
    text = "吉林省某大赛报名表,,,,\n参赛赛项,选手姓名*,联系电话(必填),单位名称,代表队\n建设建材系统焊接,张 三,138-0000-0001,甲厂,吉林市\n"
    report = read_roster(text.encode("gbk"), "名册.csv", EVENTS)
    assert codes(report) == []
    found = report.rows[0]
    assert (found.name, found.mobile, found.event) == ("张三", "13800000001", "11")


def test_a_quotation_mark_left_open_is_an_error_for_it_hides_all_that_follows() -> None:
    headers = ",".join(HEADERS)
    text = "\n".join([headers, ",".join(row(1)), ",".join(row(2)[:-1]) + ',"', ",".join(row(3))])
    report = read_roster(text.encode(), "名册.csv", EVENTS)
    assert codes(report) == [("open_quote", 3, None)]
    assert [found.name for found in report.rows] == ["职工1"]


def test_a_total_below_the_list_is_no_person() -> None:
    report = read(row(1), ("合计", "1 人", *[""] * (len(HEADERS) - 2)))
    assert codes(report) == [("remark_row", 3, None)]
    assert report.seen == 1


@pytest.mark.parametrize(
    ("header", "column"),
    [("姓名", "B"), ("工作单位", "E"), ("所属市州/产业工会", "F"), ("赛项代码", "G"), ("手机号", "D")],
)
def test_a_missing_required_cell_is_named_by_row_and_column(header: str, column: str) -> None:
    report = read(row(1), row(2, **{header: ""}))
    assert codes(report) == [("missing_cell", 3, column)]
    assert len(report.rows) == 1
    assert report.seen == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2.20102E+17", "damaged_id_number"),
        ("99999919900101000", "id_number_length"),
        ("999999199001010000", "damaged_id_number"),
        ("999999199001010011", "id_number_checksum"),
    ],
)
def test_a_damaged_or_wrong_id_number_is_refused_with_its_cell(written: str, code: str) -> None:
    assert codes(read(row(1, 身份证号=written))) == [(code, 2, "C")]


def test_an_id_number_kept_as_a_number_by_excel_is_refused_as_damaged() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet("名册")
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, row(1))
        sheet.write_number(1, 2, 220102199001010012)
    report = read_roster(target.getvalue(), "名册.xlsx", EVENTS)
    assert codes(report) == [("damaged_id_number", 2, "C")]
    assert report.problems[0].where.sheet == "名册"


def test_numbers_that_excel_made_of_mobiles_and_codes_are_read_back() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, row(1))
        sheet.write_number(1, 3, 13800000001)
        sheet.write_number(1, 6, 1)
    report = read_roster(target.getvalue(), "名册.xlsx", EVENTS)
    assert codes(report) == []
    assert (report.rows[0].mobile, report.rows[0].event) == ("13800000001", "01")


def test_another_document_needs_no_check_digit() -> None:
    headers = (*HEADERS, "证件类型")
    report = read((*row(1, 身份证号="H12345678"), "港澳居民来往内地通行证"), headers=headers)
    assert codes(report) == []


@pytest.mark.parametrize(("written", "code"), [("12345", "bad_mobile"), ("1.38E+10", "damaged_mobile")])
def test_a_wrong_mobile_is_refused(written: str, code: str) -> None:
    assert codes(read(row(1, 手机号=written))) == [(code, 2, "D")]


def test_an_unknown_event_is_refused_and_the_known_codes_are_named() -> None:
    report = read(row(1, 赛项代码="77"))
    assert codes(report) == [("unknown_event", 2, "G")]
    assert "01、11" in report.problems[0].message


def test_without_a_database_events_stay_unchecked_and_the_report_says_so() -> None:
    report = read_roster(
        b"\xef\xbb\xbf" + "姓名,单位,手机号,代表队,赛项代码\n张三,甲厂,13800000001,吉林市,7\n".encode(),
        "a.csv",
    )
    assert [problem.code for problem in report.warnings] == ["events_unknown"]
    assert report.rows[0].event == "07"


def test_a_code_that_contradicts_the_written_name_wants_a_look() -> None:
    report = read((*row(1), "数控加工中心操作"), headers=(*HEADERS, "赛项名称"))
    assert codes(report) == [("event_name_differs", 2, "G")]
    assert report.rows[0].event == "11"


def test_a_minimal_roster_needs_no_id_number() -> None:
    headers = ("姓名", "单位", "手机号", "代表队", "赛项代码", "职工之家ID")
    report = read(("张三", "甲厂", "13800000001", "吉林市", "11", "u-1"), headers=headers)
    assert codes(report) == []
    assert report.rows[0].host_subject == "u-1"


def test_the_same_person_twice_in_one_event_is_refused_and_the_first_row_named() -> None:
    report = read(row(1), row(2), row(1))
    assert codes(report) == [("same_entry", 4, None)]
    assert "第 2 行" in report.problems[0].message


def test_a_person_without_id_number_is_the_same_by_name_and_mobile() -> None:
    report = read(row(1), row(1, 身份证号=""))
    assert [problem.code for problem in report.errors] == ["same_entry"]


def test_one_person_in_two_events_wants_a_look() -> None:
    report = read(row(1), row(1, 赛项代码="01"))
    assert codes(report) == [("two_events", 3, None)]
    assert len(report.rows) == 2


def test_one_id_number_with_two_names_is_refused_but_two_spellings_only_want_a_look() -> None:
    other = read(row(1), row(1, 姓名="另一人", 手机号="13900000009", 赛项代码="01"))
    assert [problem.code for problem in other.errors] == ["name_differs"]
    spelling = read(row(1, 姓名="阿卜杜拉·艾力"), row(1, 姓名="阿卜杜拉艾力", 赛项代码="01"))
    assert codes(spelling) == [("name_spelling", 3, None), ("two_events", 3, None)]


def test_two_rows_with_one_ticket_are_refused() -> None:
    report = read(row(1, 准考证号="A0001"), row(2, 准考证号="A0001"))
    assert codes(report) == [("same_ticket", 3, None)]


def test_messages_never_repeat_an_id_number_or_a_mobile() -> None:
    wrong = id_number(1)[:-1] + ("0" if id_number(1)[-1] != "0" else "1")
    report = read(row(1, 身份证号=wrong), row(2, 手机号="12345678901"), row(3), row(3))
    spoken = "".join(problem.message for problem in report.problems)
    assert len(report.errors) == 3
    assert wrong not in spoken
    assert "12345678901" not in spoken
    assert id_number(3) not in str(report.to_json())


def test_missing_columns_are_named() -> None:
    report = read(("张三", "甲厂", "13800000001"), headers=("姓名", "单位", "手机号"))
    assert [problem.code for problem in report.problems] == ["missing_columns"]
    assert "所属市州/产业工会" in report.problems[0].message
    assert "赛项代码" in report.problems[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_rows"),
        (b"a,b\n1,2\n", "no_header"),
        (b"PK\x03\x04broken", "unreadable_file"),
        (b"\x00\x01\x02\x03", "unknown_format"),
        ("姓名,单位,手机号,代表队,赛项代码\n".encode(), "no_rows"),
    ],
)
def test_a_file_that_is_no_roster_gives_a_report_and_no_rows(data: bytes, code: str) -> None:
    report = read_roster(data, "名册.xlsx", EVENTS)
    assert code in [problem.code for problem in report.errors]
    assert report.rows == ()


def test_blank_rows_remarks_and_repeated_headers_are_nobody() -> None:
    blank = tuple("" for _ in HEADERS)
    report = read(row(1), blank, HEADERS, ("注：以上信息属实", *blank[1:]), ("9", *blank[1:]))
    assert codes(report) == [("remark_row", 5, None)]
    assert report.seen == 1


def test_a_column_that_is_there_twice_is_named() -> None:
    report = read((*row(), "13900000001"), headers=(*HEADERS, "联系电话"))
    assert codes(report) == [("duplicate_column", 1, "I")]
    assert len(report.rows) == 1


def test_a_csv_row_longer_than_its_header_is_an_error() -> None:
    report = read((*row(), "二车间"), row(2))
    assert codes(report) == [("extra_cells", 2, "I")]
    assert [found.name for found in report.rows] == ["职工2"]


def test_a_formula_with_an_error_is_named_with_its_cell() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADERS)
    workbook.active.append(row(工作单位="#N/A"))
    target = io.BytesIO()
    workbook.save(target)
    report = read_roster(target.getvalue(), "名册.xlsx", EVENTS)
    assert ("error_cell", 2, "E") in codes(report)


def test_hidden_rows_are_read_and_named() -> None:
    workbook = openpyxl.Workbook()
    for cells in (HEADERS, row(), row(2)):
        workbook.active.append(cells)
    workbook.active.row_dimensions[3].hidden = True
    target = io.BytesIO()
    workbook.save(target)
    report = read_roster(target.getvalue(), "名册.xlsx", EVENTS)
    assert codes(report) == [("hidden_rows", 3, None)]
    assert len(report.rows) == 2


def test_two_people_with_one_mobile_are_named() -> None:
    assert codes(read(row(), row(2, 手机号="13800000001"))) == [("same_mobile", 3, None)]


def test_two_people_with_one_account_are_refused() -> None:
    report = read((*row(), "s1"), (*row(2), "s1"), headers=(*HEADERS, "平台用户标识"))
    assert codes(report) == [("same_subject", 3, None)]
    assert len(report.rows) == 1
