"""A folder of banks is compared with its index and with the files beside the banks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.check_banks import Line, checked

GIFT = "一加一等于{=2 ~3}\n\n地是圆的{T}\n\n写一写{}\n"
PARSED = [
    {
        "type": "MC",
        "stem": {"format": "moodle", "text": "一加一等于"},
        "choices": [
            {"isCorrect": True, "weight": None, "text": {"format": "moodle", "text": "2"}},
            {"isCorrect": False, "weight": None, "text": {"format": "moodle", "text": "3"}},
        ],
    },
    {"type": "TF", "stem": {"format": "moodle", "text": "地是圆的"}, "isTrue": True},
    {"type": "Essay", "stem": {"format": "moodle", "text": "写一写"}},
]


def lines(folder: Path) -> dict[str, Line]:
    return {line.name: line for line in checked(folder)}


def test_files_agree_with_what_stands_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text(GIFT)
    (tmp_path / "a.json").write_text(json.dumps(PARSED))
    (tmp_path / "b.txt").write_text(GIFT)
    (tmp_path / "b.txt.expect.json").write_text('{"n_questions": 3}')
    (tmp_path / "c.json").write_text('{"cases": [{"aiken": "哪个\\nA) 甲\\nB) 乙\\nANSWER: A\\n", "n": 1}]}')
    found = lines(tmp_path)
    assert {name: line.verdict for name, line in found.items()} == dict.fromkeys(
        ("a.gift", "b.txt", "c.json #1"), "agrees"
    )


@pytest.mark.parametrize("change", [("isTrue", False), ("stem", {"format": "moodle", "text": "地是方的"})])
def test_another_answer_or_stem_is_a_difference(tmp_path: Path, change: tuple[str, object]) -> None:
    (tmp_path / "a.gift").write_text("地是圆的{T}\n")
    (tmp_path / "a.json").write_text(json.dumps([{**PARSED[1], change[0]: change[1]}]))
    assert lines(tmp_path)["a.gift"].differs


@pytest.mark.parametrize(("count", "differs"), [(3, False), (2, False), (4, True)])
def test_the_index_counts_questions_read_or_named(tmp_path: Path, count: int, differs: bool) -> None:
    (tmp_path / "gift").mkdir()
    (tmp_path / "gift" / "a.gift").write_text(GIFT)
    (tmp_path / "INDEX.md").write_text(f"## gift\n\n| file | n |\n|---|---|\n| a.gift | {count} |\n")
    assert lines(tmp_path)["gift/a.gift"].differs is differs


def test_a_broken_file_is_named_and_no_difference(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<quiz><question type='essay'></quiz>")
    assert lines(tmp_path)["a.xml"].verdict.startswith("named as unreadable")
