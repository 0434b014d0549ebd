"""`flask bank`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.domain.questions import Question
from examapp.services.find_round import find_event
from examapp.services.freeze_bank import current_questions
from examapp.storage.banks import BankQuestion
from examapp.storage.database import Database
from tests import factories
from tests.cli.conftest import Run
from tests.printing.pdf_text import pages_of, words_of
from tests.services.rich_questions import PICTURES, RICH

QUESTIONS = [factories.make_question(1), factories.make_question(2, "multiple")]
FAULTY = "题型,题干,选项A,选项B,正确答案\n单选,一,甲,乙,A\n单选,二,甲,乙,C\n"


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    path = tmp_path / "bank.csv"
    path.write_bytes(write_bank(QUESTIONS, "csv"))
    return path


@pytest.fixture
def faulty_file(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.csv"
    path.write_text(FAULTY, encoding="gbk")
    return path


@pytest.fixture
def stored(database: Database, now: datetime) -> Database:
    """The database with event 11 in it."""
    with database.transaction() as session:
        factories.make_event(session, factories.make_competition(session, now))
    return database


def questions(database: Database) -> list[tuple[Question, int]]:
    with database.reading() as session:
        return current_questions(session, find_event(session, "11").id)


def test_checking_a_faultless_bank_says_so_and_exits_0(run: Run, bank_file: Path) -> None:
    checked = run("bank", "check", bank_file)
    assert checked.exit_code == 0
    assert "2 题可用，0 处错误" in checked.stdout


def test_checking_names_the_faulty_cell_and_exits_1(run: Run, faulty_file: Path) -> None:
    checked = run("bank", "check", faulty_file)
    assert checked.exit_code == 1
    assert "faulty.csv：第 3 行 E 列：错误：" in checked.stdout


def test_json_is_the_documented_document_and_nothing_else(run: Run, faulty_file: Path) -> None:
    checked = run("bank", "check", faulty_file, "--json")
    document = json.loads(checked.stdout)
    assert checked.exit_code == 1
    assert set(document) == {"format", "questions", "problems"}
    assert len(document["questions"]) == 1
    assert document["problems"][0]["where"] == {"sheet": None, "row": 3, "column": "E"}


def test_wrong_usage_exits_2(run: Run, bank_file: Path) -> None:
    assert run("bank", "check", "nowhere.csv").exit_code == 2
    assert run("bank", "check", bank_file, "--format", "papyrus").exit_code == 2


def test_an_import_asks_first_and_no_means_no(run: Run, stored: Database, bank_file: Path) -> None:
    refused = run("bank", "import", "11", bank_file, stdin="n\n")
    assert (refused.exit_code, questions(stored)) == (0, [])
    agreed = run("bank", "import", "11", bank_file, stdin="y\n")
    assert agreed.exit_code == 0
    assert questions(stored) == [(QUESTIONS[1], 1), (QUESTIONS[0], 1)]


def test_an_import_that_nobody_answers_changes_nothing_and_says_how_to_go_on(
    run: Run, stored: Database, bank_file: Path
) -> None:
    unanswered = run("bank", "import", "11", bank_file)
    assert (unanswered.exit_code, questions(stored)) == (1, [])
    assert "请加 --yes" in unanswered.stderr


def test_importing_again_changes_nothing_and_asks_nothing(
    run: Run, stored: Database, bank_file: Path
) -> None:
    assert run("bank", "import", "11", bank_file, "--yes").exit_code == 0
    again = run("bank", "import", "11", bank_file)
    assert again.exit_code == 0
    assert "不变 2" in again.stderr


def test_an_error_keeps_everything_out_unless_skipped(
    run: Run, stored: Database, bank_file: Path, faulty_file: Path
) -> None:
    refused = run("bank", "import", "11", bank_file, faulty_file, "--yes")
    assert (refused.exit_code, questions(stored)) == (1, [])
    assert run("bank", "import", "11", bank_file, faulty_file, "--yes", "--skip-errors").exit_code == 0
    assert len(questions(stored)) == 3


def test_an_unknown_event_is_refused_by_its_code(run: Run, stored: Database, bank_file: Path) -> None:
    refused = run("bank", "import", "77", bank_file, "--yes")
    assert refused.exit_code == 1
    assert "77" in refused.stderr


def test_questions_of_another_event_want_a_look(run: Run, stored: Database, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(write_bank([replace(QUESTIONS[0], event="09")], "json"))
    assert "其他赛项（09）" in run("bank", "import", "11", path, "--yes").stdout


def test_an_exported_bank_reads_back(run: Run, stored: Database, bank_file: Path, tmp_path: Path) -> None:
    run("bank", "import", "11", bank_file, "--yes")
    target = tmp_path / "out.xlsx"
    assert run("bank", "export", "11", "--format", "xlsx", "-o", target).exit_code == 0
    assert list(read_bank(target.read_bytes(), target.name).questions) == QUESTIONS


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "题库.zip"
    path.write_bytes(write_bank([RICH], "zip", {"焊缝.png": PICTURES["焊缝.png"]}))
    return path


def test_checking_an_archive_names_the_pictures_it_lacks(run: Run, archive: Path) -> None:
    report = json.loads(run("bank", "check", archive, "--json").stdout)
    assert report["format"] == "zip"
    assert [problem["code"] for problem in report["problems"]] == ["missing_picture", "missing_picture"]
    assert report["problems"][0]["where"]["row"] == 2


def test_an_archive_is_imported_and_exported_with_its_pictures(
    run: Run, stored: Database, archive: Path, tmp_path: Path
) -> None:
    assert "新增 1" in run("bank", "import", "11", archive, "--yes").stderr
    assert "没有改动" in run("bank", "import", "11", archive, "--yes").stderr
    ((question, _),) = questions(stored)
    assert [name for name, _ in question.pictures] == ["焊缝.png"]
    written = tmp_path / "out.zip"
    assert run("bank", "export", "11", "--format", "zip", "-o", written).exit_code == 0
    assert set(read_bank(written.read_bytes(), "out.zip").pictures) == {"焊缝.png"}


JUDGED = "".join(f"{n}#第{n}句话说的是这样。${n % 2}\n" for n in range(6))


def test_what_a_file_leaves_open_is_asked_and_answered_on_the_command_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "判断.txt"
    path.write_text(JUDGED, encoding="utf-8")
    asked = run("bank", "check", path, "--json")
    assert asked.exit_code == 1
    document = json.loads(asked.stdout)
    assert len(document["questions"]) == 6
    assert {"open_ask", "as_proposed"} <= {problem["code"] for problem in document["problems"]}
    (ask,) = json.loads(asked.stdout)["asks"]
    assert (ask["key"], [choice["code"] for choice in ask["choices"]]) == ("judge_right", ["1", "0"])
    answered = run("bank", "check", path, "--json", "--answer", "judge_right=0")
    assert answered.exit_code == 0
    assert len(json.loads(answered.stdout)["questions"]) == 6
    layout = tmp_path / "layout.json"
    layout.write_text(answered.stdout, encoding="utf-8")
    assert run("bank", "check", path, "--layout", layout).exit_code == 0
    layout.write_text('{"judge_right": "1"}', encoding="utf-8")
    assert run("bank", "check", path, "--layout", layout).exit_code == 0


@pytest.mark.parametrize("arguments", [("--answer", "judge_right"), ("--layout", "x.json")])
def test_answers_that_are_none_are_wrong_usage(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "判断.txt"
    path.write_text(JUDGED, encoding="utf-8")
    (tmp_path / "x.json").write_text("[1]", encoding="utf-8")
    given = [str(tmp_path / each) if each.endswith(".json") else each for each in arguments]
    assert run("bank", "check", path, *given).exit_code == 2


def test_an_import_remembers_the_answers_for_the_next_file(
    stored: Database, run: Run, tmp_path: Path
) -> None:
    first, second = tmp_path / "一.txt", tmp_path / "二.txt"
    first.write_text(JUDGED, encoding="utf-8")
    second.write_text(JUDGED.replace("这样", "那样"), encoding="utf-8")
    assert run("bank", "import", "11", first, "--yes").exit_code == 1
    assert run("bank", "import", "11", first, "--yes", "--answer", "judge_right=0").exit_code == 0
    assert run("bank", "import", "11", second, "--yes").exit_code == 0
    assert len(questions(stored)) == 12


def many(number: int) -> Question:
    signs = "焊接电流保护气体坡口角度检验合格标准温度压力容器阀门螺栓扭矩轴承润滑主轴刀具进给转速"
    stem = "".join(signs[(number * 7 + place * place * (number % 5 + 1)) % len(signs)] for place in range(20))
    return factories.make_question(number, stem=f"{number}{stem}")


def test_checking_counts_and_names_what_is_nearly_the_same(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "near.csv"
    first = factories.make_question(1, stem="焊条受潮后，使用前应先进行什么处理才行？")
    second = replace(first, qid="other", stem="焊条受潮以后，使用前应先进行什么处理才行？")
    path.write_bytes(write_bank([first, second], "csv"))
    words = run("bank", "check", path).stdout
    assert "题型：单选题 2" in words
    assert "相近的题目 1 对" in words
    problems = json.loads(run("bank", "check", path, "--json").stdout)["problems"]
    assert [(problem["code"], problem["where"]["row"]) for problem in problems] == [("near_duplicate", 3)]


def test_a_long_table_is_read_with_a_bar_on_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(write_bank([many(number) for number in range(2100)], "csv"))
    checked = run("bank", "check", path, "--json")
    assert "2100/2100" in checked.stderr
    assert len(json.loads(checked.stdout)["questions"]) == 2100


def test_the_marked_workbook_is_written_where_it_is_wanted(
    run: Run, faulty_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "marked.xlsx"
    assert run("bank", "check", faulty_file, "--marked", target).exit_code == 1
    report = read_bank(target.read_bytes(), target.name)
    assert (len(report.questions), len(report.errors)) == (1, 1)


def test_a_question_changed_here_is_kept_unless_the_file_is_preferred(
    run: Run, stored: Database, bank_file: Path, tmp_path: Path
) -> None:
    run("bank", "import", "11", bank_file, "--yes")
    with stored.transaction() as session:
        row = session.scalars(select(BankQuestion).where(BankQuestion.qid == "single-001")).one()
        row.imported_hash = "as if a file had said something else"
    changed = tmp_path / "changed.csv"
    changed.write_bytes(write_bank([replace(QUESTIONS[0], stem="文件里的新题干")], "csv"))
    refused = run("bank", "import", "11", changed, "--yes")
    assert "--take single-001" in refused.stderr
    assert QUESTIONS[0] in [question for question, _ in questions(stored)]
    assert run("bank", "import", "11", changed, "--yes", "--take", "single-001").exit_code == 0
    assert "文件里的新题干" in [question.stem for question, _ in questions(stored)]


@pytest.mark.parametrize(("flags", "has_keys"), [([], True), (["--without-keys"], False)])
def test_a_bank_is_exported_to_print(
    run: Run, stored: Database, bank_file: Path, tmp_path: Path, flags: list[str], has_keys: bool
) -> None:
    run("bank", "import", "11", bank_file, "--yes")
    target = tmp_path / "out.pdf"
    assert run("bank", "export", "11", "--format", "pdf", *flags, "-o", target).exit_code == 0
    text = words_of("".join(pages_of(target.read_bytes())))
    assert all(question.qid in text for question in QUESTIONS)
    assert ("【答案】" in text) == has_keys


def test_only_a_print_is_made_without_keys(run: Run, stored: Database, tmp_path: Path) -> None:
    refused = run("bank", "export", "11", "--format", "xlsx", "--without-keys", "-o", tmp_path / "out.xlsx")
    assert refused.exit_code == 2
