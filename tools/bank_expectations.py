"""What the files beside banks, and the INDEX.md above them, say that a reader must find.

- `INDEX.md`: tables with the columns `file` and `n` under headings; a heading may be the folder's path.
- `bank.txt.expect.json`: `{"n_questions": 7}`.
- `bank.gift` with `bank.json`: a list of parsed questions, each `{"type": "MC"|"TF"|"Short"|"Numerical"|
  "Matching"|"Essay"|"Description"|"Category", "stem": {"format", "text"}, …}`.
- `cases.json`: `{"cases": [{"aiken": "…", "n": 1}]}`: texts with how many questions each holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from examapp.bank_formats.report import BankReport
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    Question,
)

_NOT_READ = ("Category", "Description", "Essay")
_TYPES = {
    "TF": ("judge",),
    "MC": ("single", "multiple"),
    "Short": ("blank",),
    "Numerical": ("numeric",),
    "Matching": ("matching",),
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many questions a file holds, and what they are where the file beside it says so."""

    count: int | None = None
    questions: tuple[dict[str, Any], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is expected."""
        return self.count is None and not self.questions

    @property
    def told(self) -> str:
        """What is expected, in a word."""
        return str(self.count) if self.count is not None else "-"

    def differences(self, report: BankReport, found: int) -> list[str]:
        """Return how a report differs from what is expected; `found` counts questions read and named."""
        differences = []
        if self.count is not None and self.count not in (found, len(report.questions)):
            differences.append(f"{found} found")
        wanted = [each for each in self.questions if each["type"] not in _NOT_READ]
        pending = list(report.questions)
        missing = [each for each in wanted if not _taken_from(pending, each)]
        named = found - len(report.questions) - (len(self.questions) - len(wanted))
        # What the bank's own checks refuse, such as a second key for the same question, is named.
        if len(missing) > max(0, named):
            differences += [
                f"no such question: {each['type']} {each['stem']['text'][:30]!r}" for each in missing
            ]
        return differences


def _taken_from(pending: list[Question], expected: dict[str, Any]) -> bool:
    """Take a question that is what is expected out of those read; return whether there was one."""
    for question in pending:
        if not list(_differences(expected, question)):
            pending.remove(question)
            return True
    return False


def counts_of_index(folder: Path) -> dict[Path, int]:
    """Return the counts of all INDEX.md in the folder, by file."""
    counts: dict[Path, int] = {}
    for index in folder.rglob("INDEX.md"):
        files = [path for path in index.parent.rglob("*") if path.is_file()]
        for heading, name, count in _index_rows(index.read_text(encoding="utf-8")):
            fitting = [path for path in files if str(path).endswith(f"/{name}")]
            under = [path for path in fitting if str(path) == str(index.parent / heading / name)]
            for path in under or (fitting if len(fitting) == 1 else []):
                counts[path] = count
    return counts


def expectation_beside(path: Path) -> Expectation | None:
    """Return what the file beside a bank says of it, None when there is none."""
    counted = path.with_name(f"{path.name}.expect.json")
    parsed = path.with_suffix(".json")
    if counted.exists():
        return Expectation(count=int(json.loads(counted.read_text(encoding="utf-8"))["n_questions"]))
    if path.suffix == ".gift" and parsed.exists():
        found = json.loads(parsed.read_text(encoding="utf-8"))
        questions = tuple(found if isinstance(found, list) else [found])
        return Expectation(sum(each["type"] != "Category" for each in questions), questions)
    return None


def texts_with_counts(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the texts that a file of cases holds, with how many questions are in each."""
    if path.suffix != ".json":
        return
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        return
    cases = document.get("cases", ()) if isinstance(document, dict) else ()
    for case in cases if isinstance(cases, list) else ():
        if isinstance(case, dict) and isinstance(case.get("n"), int):
            yield from ((text, case["n"]) for name, text in case.items() if name in ("aiken", "gift"))


def _index_rows(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield heading, file and count of every row that has a count."""
    heading = ""
    columns: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            heading, columns = line.lstrip("# ").strip(), []
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not columns:
                columns = cells
            elif {"file", "n"} <= set(columns) and len(cells) >= len(columns):
                row = dict(
                    zip(
                        columns,
                        [*cells[: columns.index("n")], *cells[-(len(columns) - columns.index("n")) :]],
                        strict=True,
                    )
                )
                if match := re.fullmatch(r"(\d+)(?: \D.*)?", row["n"]):
                    yield heading, row["file"], int(match[1])


def _differences(expected: dict[str, Any], question: Question) -> Iterator[str]:
    kind = expected["type"]
    if question.qtype not in _TYPES.get(kind, ()):
        yield f"{kind} read as {question.qtype}"
        return
    stem = expected["stem"]
    if stem["format"] != "html" and _bare(stem["text"]) != _bare(question.stem):
        yield f"stem {question.stem[:30]!r}"
    if not _same_answer(expected, question):
        yield f"answer {question.answer}"


def _same_answer(expected: dict[str, Any], question: Question) -> bool:
    match question.answer:
        case JudgeAnswer(value):
            return value is expected["isTrue"]
        case ChoiceAnswer(keys):
            return _same_choice(expected["choices"], keys, question)
        case BlankAnswer(blanks):
            accepted = [_bare(_text(each)) for each in expected["choices"] if (each["weight"] or 100) == 100]
            return list(dict.fromkeys(accepted)) == list(map(_bare, blanks[0]))
        case NumericAnswer(ranges):
            wanted = [_range(each) for each in _numbers(expected["choices"])]
            return wanted == [(accepted.low, accepted.high) for accepted in ranges]
        case MatchingAnswer(pairs):
            return _pairs(expected["matchPairs"]) == _told_pairs(question, pairs)
        case _:
            return False


def _same_choice(choices: Sequence[dict[str, Any]], keys: frozenset[str], question: Question) -> bool:
    single = any(each["isCorrect"] for each in choices)
    right = [each["isCorrect"] if single else (each["weight"] or 0) > 0 for each in choices]
    texts = [_bare(_text(each)) for each in choices]
    plain = all(each["text"]["format"] != "html" for each in choices)
    same_keys = [option.id in keys for option in question.options] == right
    return same_keys and (not plain or texts == [_bare(option.text) for option in question.options])


def _numbers(choices: Any) -> list[dict[str, Any]]:
    if isinstance(choices, dict):
        return [choices]
    return [each["text"] for each in choices if each["weight"] is None or each["weight"] == 100]


def _range(number: dict[str, Any]) -> tuple[Decimal, Decimal]:
    if number["type"] == "high-low":
        return Decimal(str(number["numberLow"])), Decimal(str(number["numberHigh"]))
    value, spread = Decimal(str(number["number"])), Decimal(str(number.get("range", 0)))
    return value - spread, value + spread


def _pairs(pairs: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(_bare(pair["subquestion"]["text"]), _bare(pair["subanswer"])) for pair in pairs]


def _told_pairs(question: Question, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    right = dict(pairs)
    text_of = {option.id: option.text for option in question.options}
    return [(_bare(prompt.text), _bare(text_of[right[prompt.id]])) for prompt in question.prompts]


def _text(choice: dict[str, Any]) -> str:
    text = choice["text"]
    return str(text["text"]) if isinstance(text, dict) else str(text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
