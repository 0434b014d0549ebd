"""How long checking a large bank takes, and how much memory: `python -m tools.bench_bank [--rows 50000]`.

Each measurement runs in a process of its own: the floor (reading the workbook's cells and nothing else), the
reading of the bank, and the whole check with near-duplicates. Exit status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from examapp.bank_formats.registry import read_bank, write_bank
from examapp.domain.questions import Answer, ChoiceAnswer, JudgeAnswer, Option, Question
from examapp.services.check_bank_file import check_bank_file

SECONDS_LIMIT, MEGABYTES_LIMIT = 15.0, 500.0
MAKING = "make"
WORDS = [
    "焊条",
    "烘干",
    "受潮",
    "电流",
    "电压",
    "绝缘",
    "接地",
    "保护",
    "安全带",
    "高处",
    "作业",
    "氩弧焊",
    "气体",
    "钢板",
    "厚度",
    "坡口",
    "角度",
    "检验",
    "合格",
    "标准",
    "温度",
    "湿度",
    "压力",
    "容器",
    "阀门",
    "螺栓",
    "扭矩",
    "轴承",
    "润滑",
    "主轴",
    "刀具",
    "进给",
    "转速",
    "工件",
    "夹具",
    "定位",
    "基准",
    "公差",
    "配合",
    "粗糙度",
    "数控",
    "程序",
    "坐标",
    "补偿",
    "电机",
    "变频器",
    "传感器",
    "信号",
    "光纤",
    "接头",
    "损耗",
    "网络",
    "路由",
    "地址",
    "数据",
    "加密",
    "权限",
    "备份",
    "日志",
    "审计",
]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one process took; `found` is what it counted."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    found: str


def made_up_bank(rows: int) -> list[Question]:
    """Return questions of usual length; one in a hundred is nearly the same as the one before."""
    chance = random.Random(rows)  # noqa: S311 - makes up texts, keeps no secret
    questions: list[Question] = []
    for number in range(rows):
        if number % 100 == 99:
            earlier = questions[-1]
            questions.append(_copy_of(earlier, number, chance))
        else:
            questions.append(_question(number, chance))
    return questions


def _question(number: int, chance: random.Random) -> Question:
    def words(count: int) -> str:
        return "".join(chance.choice(WORDS) for _ in range(count))

    qtype = chance.choice(("single", "single", "single", "multiple", "judge"))
    letters = "ABCD"
    keys: Answer = ChoiceAnswer(frozenset(chance.sample(letters, 1 if qtype == "single" else 3)))
    return Question(
        qid=f"Q{number:06d}",
        qtype=qtype,
        stem=f"{words(chance.randint(4, 12))}时，{words(chance.randint(3, 8))}应符合（　）的要求。",
        options=()
        if qtype == "judge"
        else tuple(Option(letter, words(chance.randint(2, 5)) + letter) for letter in letters),
        answer=JudgeAnswer(chance.random() < 0.5) if qtype == "judge" else keys,
        explanation=words(8),
        difficulty=chance.randint(1, 5),
        topic=chance.choice(WORDS),
    )


def _copy_of(question: Question, number: int, chance: random.Random) -> Question:
    place = chance.randrange(len(question.stem))
    stem = f"{question.stem[:place]}某{question.stem[place + 1 :]}"
    return Question(f"Q{number:06d}", question.qtype, stem, question.answer, question.options)


def cells_alone(path: Path) -> str:
    """Read every cell, as cheaply as can be."""
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    return f"{sum(map(len, rows))} rows"


def reading(path: Path) -> str:
    """Read the bank."""
    report = read_bank(path.read_bytes(), path.name)
    return f"{len(report.questions)} questions, {len(report.problems)} problems"


def whole_check(path: Path) -> str:
    """Read and check the bank, as `bank check` and an upload do."""
    check = check_bank_file(read_bank(path.read_bytes(), path.name))
    return f"{len(check.report.questions)} questions, {len(check.duplicates.pairs)} near-duplicates"


PARTS: dict[str, Callable[[Path], str]] = {
    "cells alone": cells_alone,
    "reading": reading,
    "whole check": whole_check,
}


def measured(part: str, path: Path) -> Measure:
    """Run a part in a process of its own."""
    command = [sys.executable, "-m", "tools.bench_bank", "--part", part, "--file", str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return Measure(**json.loads(printed))


def _make(path: Path, rows: int) -> None:
    """Make the workbook elsewhere: a process hands the memory it once had on to those that it starts."""
    command = [
        sys.executable,
        "-m",
        "tools.bench_bank",
        "--part",
        MAKING,
        "--rows",
        str(rows),
        "--file",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def run_part(part: str, path: Path) -> None:
    """Do one part and print what it took as JSON."""
    began, cpu = time.perf_counter(), time.process_time()
    found = PARTS[part](path)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - began,
                "cpu_seconds": time.process_time() - cpu,
                "megabytes": usage.ru_maxrss / 1024,
                "found": found,
            }
        )
    )


def main() -> int:
    """Measure and print; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--part", choices=(*PARTS, MAKING))
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    if chosen.part == MAKING:
        chosen.file.write_bytes(write_bank(made_up_bank(chosen.rows), "xlsx"))
        return 0
    if chosen.part:
        run_part(chosen.part, chosen.file)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bank.xlsx"
        _make(path, chosen.rows)
        print(f"{chosen.rows} rows, {path.stat().st_size / 1e6:.1f} MB")
        measures = {part: measured(part, path) for part in PARTS}
    floor = measures["cells alone"]
    for part, each in measures.items():
        ratio = each.cpu_seconds / floor.cpu_seconds
        print(
            f"{part:12} {each.seconds:6.1f} s  {each.cpu_seconds:6.1f} s CPU  {each.megabytes:6.0f} MB"
            f"  {ratio:5.1f} × floor  {each.found}"
        )
    whole = measures["whole check"]
    kept = whole.seconds < SECONDS_LIMIT and whole.megabytes < MEGABYTES_LIMIT
    print(f"limits: {SECONDS_LIMIT:.0f} s, {MEGABYTES_LIMIT:.0f} MB: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
