"""An archive with a bank and its pictures, packed by any program."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from examapp.bank_formats import archive_reading
from examapp.bank_formats.picture_problems import picture_problems
from examapp.bank_formats.registry import read_bank, write_bank
from examapp.domain.questions import JudgeAnswer, Question
from tests.bank_formats.workbooks import one_row
from tests.pictures.pictures_made_up import photo
from tests.pictures.sounds_made_up import MP3

CSV = "题型,题干,答案,图片\n判断,看图：![焊缝](b.png),对,a.png\n判断,无图,错,\n"


def archive_of(files: Mapping[str, bytes | str]) -> bytes:
    """The files as a .zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def codes(data: bytes) -> list[str]:
    """What a report and its pictures give to say."""
    report = read_bank(data, "题库.zip")
    return [problem.code for problem in (*report.problems, *picture_problems(report))]


def test_a_bank_and_its_pictures_are_read_from_any_folder() -> None:
    report = read_bank(archive_of({"x/题库.csv": CSV, "x/图/a.png": photo(), "B.PNG": photo()}), "题库.zip")
    assert report.format == "zip"
    assert [question.image for question in report.questions] == ["a.png", ""]
    assert set(report.pictures) == {"a.png", "B.PNG"}
    assert [problem.code for problem in picture_problems(report)] == []


@pytest.mark.parametrize(
    "bank", [one_row(), CSV, '[{"qid":"1","qtype":"judge","stem":"x","answer":{"value":true}}]']
)
def test_the_bank_may_be_of_any_format(bank: bytes | str) -> None:
    ending = "xlsx" if isinstance(bank, bytes) else "json" if bank.startswith("[") else "csv"
    assert read_bank(archive_of({f"b.{ending}": bank}), "x").questions


def test_a_workbook_is_no_archive_of_this_kind() -> None:
    assert read_bank(one_row(), "x.zip").format == "xlsx"


def test_names_packed_by_chinese_windows_are_read() -> None:
    packed = archive_of({"b.csv": "题型,题干,答案,图片\n判断,x,对,电路.png\n", "XXXX.png": photo()})
    data = packed.replace(b"XXXX.png", "电路.png".encode("gb18030"))
    assert set(read_bank(data, "x.zip").pictures) == {"电路.png"}


def test_a_missing_picture_is_named_with_its_row() -> None:
    report = read_bank(archive_of({"b.csv": CSV, "a.png": photo()}), "x.zip")
    (problem,) = picture_problems(report)
    assert (problem.code, problem.where.row) == ("missing_picture", 2)
    assert "b.png" in problem.message


def test_a_picture_that_the_bank_has_is_not_missing() -> None:
    report = read_bank(CSV.encode(), "b.csv")
    assert picture_problems(report, {"a.png", "b.png"}) == ()
    assert [problem.code for problem in picture_problems(report)] == ["missing_picture", "missing_picture"]


def test_what_nobody_names_and_what_cannot_be_shown_is_said() -> None:
    files = {"b.csv": CSV, "a.png": photo(), "b.png": b"\x89PNG\r\n", "c.png": photo()}
    assert codes(archive_of(files)) == ["picture_unreadable", "missing_picture", "unused_pictures"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.png": photo()}, "archive_without_bank"),
        ({"a.csv": CSV, "b.csv": CSV}, "archive_with_several_banks"),
        ({"a.csv": archive_of({"b.csv": CSV})}, "archive_without_bank"),
        ({"a.csv": CSV, "x/a.png": photo(), "y/a.png": photo(9, 9)}, "duplicate_picture"),
    ],
)
def test_what_is_wrong_with_an_archive_is_said(files: dict[str, bytes | str], expected: str) -> None:
    assert expected in codes(archive_of(files))


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    report = read_bank(archive_of({"b.csv": CSV, "../../a.png": photo(), "..\\..\\b.png": photo()}), "x.zip")
    assert set(report.pictures) == {"a.png", "b.png"}


def test_notes_of_a_mac_and_open_workbooks_are_passed_over() -> None:
    files = {"b.csv": CSV, "__MACOSX/._a.png": b"x", "~$b.xlsx": b"x", "a.png": photo(), "b.png": photo()}
    assert codes(archive_of(files)) == []


def test_an_archive_that_unpacks_to_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(archive_of({"b.csv": CSV, "a.png": bytes(20_000_000)})) == ["too_large"]
    monkeypatch.setattr(archive_reading, "MAXIMUM_UNPACKED_BYTES", 100)
    assert codes(archive_of({"b.csv": CSV, "a.png": photo()})) == ["too_large"]
    monkeypatch.setattr(archive_reading, "MAXIMUM_UNPACKED_BYTES", 10**9)
    monkeypatch.setattr(archive_reading, "MAXIMUM_MEMBERS", 1)
    assert codes(archive_of({"b.csv": CSV, "a.png": photo()})) == ["too_large"]


def test_an_archive_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(archive_of({"b.csv": CSV, "a.png": bytes(5_000)}))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)
    assert codes(bytes(data)) == ["unreadable_archive"]


def test_a_member_without_a_name_is_passed_over() -> None:
    data = archive_of({"题库.csv": CSV, "abc": b"", "a.png": photo(), "b.png": photo()})
    assert codes(data.replace(b"abc", b"\0bc")) == []


def test_a_locked_archive_says_so() -> None:
    data = bytearray(archive_of({"b.csv": CSV}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == ["password"]


def test_a_written_archive_is_read_back_with_its_pictures() -> None:
    question = Question("q1", "judge", "看图：![](图1.png)", JudgeAnswer(True), image="a.png")
    pictures = {"a.png": photo(), "图1.png": photo(9, 9)}
    written = write_bank([question], "zip", pictures)
    report = read_bank(written, "x.zip")
    assert list(report.questions) == [question]
    assert report.pictures == pictures
    assert written == write_bank([question], "zip", pictures)


def test_recordings_come_in_an_archive_as_pictures_do() -> None:
    bank = "题型,题干,答案\n判断,听录音：![通话](a.mp3)，来电是报警,对\n"
    data = archive_of({"题库.csv": bank, "a.mp3": MP3})
    report = read_bank(data, "题库.zip")
    assert report.pictures == {"a.mp3": MP3}
    assert codes(data) == []
    back = read_bank(write_bank(report.questions, "zip", report.pictures), "x.zip")
    assert (back.questions, back.pictures) == (report.questions, report.pictures)
