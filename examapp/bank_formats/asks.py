"""What a file leaves open: a question for a person, with what each answer would mean for some of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from examapp.domain.problems import Problem as Wording

# Answers by the key of their ask, as `--answer key=choice` and a remembered layout give them.
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given: its code, and what it says."""

    code: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Example:
    """A row of the file as it is written, and parallel to the choices what each would make of it."""

    text: str
    outcomes: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column of a table: Excel's letters, its header if it has one, some cells, the field it is taken for."""

    letters: str
    header: str
    examples: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that the file alone can't answer.

    `key` names it within the file; `answer` is what was answered, or what the file itself says beyond doubt
    (`settled`);
    `default` is a proposal with its `reason`. An ask with `columns` is answered by their fields, joined by
    commas.
    """

    key: str
    question: Wording
    choices: tuple[Choice, ...] = ()
    examples: tuple[Example, ...] = ()
    columns: tuple[AskedColumn, ...] = ()
    answer: str | None = None
    default: str | None = None
    reason: Wording | None = None
    sheet: str | None = None
    wrong_answer: str | None = None
    settled: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person still has to answer."""
        return self.answer is None

    @property
    def proposal(self) -> str | None:
        """What to read the file by as long as nobody has answered: the default, else the first choice."""
        return self.default or (self.choices[0].code if self.choices else None)

    @property
    def is_given(self) -> bool:
        """Whether a person answered otherwise than the file does."""
        return self.answer is not None and self.answer != self.settled

    def to_json(self) -> dict[str, Any]:
        """Return the ask as `bank check --json` prints it."""
        return {
            "key": self.key,
            "sheet": self.sheet,
            "question": self.question.message,
            "choices": [{"code": choice.code, "label": choice.label.message} for choice in self.choices],
            "examples": [
                {"text": example.text, "outcomes": [outcome.message for outcome in example.outcomes]}
                for example in self.examples
            ],
            "columns": [
                {
                    "column": column.letters,
                    "header": column.header,
                    "examples": list(column.examples),
                    "field": column.field,
                }
                for column in self.columns
            ],
            "answer": self.answer,
            "default": self.default,
            "reason": self.reason.message if self.reason else None,
        }


@dataclass(slots=True)
class Asker:
    """Looks up what was answered for one file, and keeps what was asked."""

    answers: Answers = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    # What tells a layout from another, whatever was answered: headers, or the kinds of the columns.
    shape: list[str] = field(default_factory=list)
    # Whether keys name the sheet: a file of one table needs no name, and is the same layout under another one.
    has_sheets: bool = False

    def key(self, code: str, sheet: str | None) -> str:
        """Return the key of an ask about a sheet."""
        return f"{code}@{sheet}" if self.has_sheets and sheet is not None else code

    def answer_for(self, code: str, sheet: str | None) -> str | None:
        """Return the answer given for a sheet, else the one given for all sheets."""
        return self.answers.get(self.key(code, sheet), self.answers.get(code))

    def put(
        self, ask: Ask, settled: str | None = None, is_valid: Callable[[str], bool] | None = None
    ) -> str | None:
        """Keep the ask and return its answer: a person's, else what the file settles, else None."""
        given = self.answer_for(ask.key.partition("@")[0], ask.sheet)
        is_one = is_valid or {choice.code for choice in ask.choices}.__contains__
        is_wrong = given is not None and not is_one(given)
        answer = settled if given is None or is_wrong else given
        self.asks.append(
            replace(ask, answer=answer, wrong_answer=given if is_wrong else None, settled=settled)
        )
        return answer

    @property
    def fingerprint(self) -> str:
        """What the layout is known by when its answers are remembered; empty where nothing was asked."""
        if not self.asks:
            return ""
        return hashlib.sha256("\x00".join(self.shape).encode("utf-8", "replace")).hexdigest()
