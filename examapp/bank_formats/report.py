"""What reading a file found: the questions, and every problem with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from examapp.bank_formats.asks import Ask
from examapp.domain.problems import worded
from examapp.domain.questions import Question, question_to_json

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: a sheet with row and column (both from 1; column as Excel's letters), or a line.

    `file` is the one in an archive that the line is in.
    """

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    file: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return {"line"} for a text, with its "file" in an archive; {"sheet", "row", "column"} for a table."""
        if self.file is not None:
            return {"file": self.file, "line": self.line}
        if self.line is not None:
            return {"line": self.line}
        return {"sheet": self.sheet, "row": self.row, "column": self.column}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or doubtful; `code` names the sentence of the reader's MESSAGES table."""

    severity: Severity
    code: str
    where: Place
    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`: what is wrong, and what to do."""
        return worded(self.template, self.parameters, translate)

    @property
    def message(self) -> str:
        """The sentence in Chinese."""
        return self.render()

    def to_json(self) -> dict[str, Any]:
        """Return the problem as `--json` prints it."""
        return {
            "severity": self.severity,
            "where": self.where.to_json(),
            "code": self.code,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class BankReport:
    """The outcome of reading one bank file; a question with an error is not among `questions`.

    `places` runs parallel to `questions`; `pictures` are files that came with the questions, by name.
    `asks` are what the file leaves to a person, also what is answered already; `fingerprint` names the layout
    that the answers are for.
    """

    format: str
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    places: tuple[Place, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    asks: tuple[Ask, ...] = ()
    fingerprint: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a question out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that let a question in but want a look."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """The asks that nobody has answered yet; the questions that wait for them aren't read."""
        return tuple(ask for ask in self.asks if ask.is_open)

    def to_json(self) -> dict[str, Any]:
        """Return the document that `bank check --json` prints; `asks` is there only where something was asked."""
        asks = {"asks": [ask.to_json() for ask in self.asks]} if self.asks else {}
        return {
            "format": self.format,
            "questions": [question_to_json(question) for question in self.questions],
            "problems": [problem.to_json() for problem in self.problems],
            **asks,
        }
