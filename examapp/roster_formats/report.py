"""What reading a roster found: its rows, and every problem with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from examapp.bank_formats.report import Place, Problem, Severity
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_
from examapp.roster_formats.messages import MESSAGES

_SHEET_PLACE = N_("工作表“{sheet}”第 {row} 行")
_ROW_PLACE = N_("第 {row} 行")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One entrant in one event, as the roster has it; blanks are empty texts.

    `event` is the event's code; `mobile` and `id_number` hold no spaces or marks.
    """

    name: str
    employer: str
    delegation: str
    event: str
    mobile: str
    id_number: str = ""
    id_type: str = ""
    gender: str = ""
    credit_code: str = ""
    county: str = ""
    occupation: str = ""
    skill_level: str = ""
    employment_form: str = ""
    union_member: str = ""
    qualification_number: str = ""
    ticket: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    remark: str = ""
    host_subject: str = ""
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class RosterReport:
    """The outcome of reading one roster; a row with an error is not among `rows`.

    `seen` counts the rows that name somebody, with errors or without.
    """

    format: str
    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    seen: int = 0

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a row out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that let a row in but want a look."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    def to_json(self) -> dict[str, Any]:
        """Return the document that `roster check --json` prints; it holds no personal data."""
        return {
            "format": self.format,
            "rows": self.seen,
            "importable": len(self.rows),
            "problems": [problem.to_json() for problem in self.problems],
        }


@dataclass(slots=True)
class ProblemList:
    """Collects problems; the sentence comes from MESSAGES by code."""

    found: list[Problem] = field(default_factory=list)

    def error(self, code: str, where: Place, **parameters: object) -> None:
        """Note what keeps a row or the file out."""
        self.add("error", code, where, **parameters)

    def warning(self, code: str, where: Place, **parameters: object) -> None:
        """Note what wants a look."""
        self.add("warning", code, where, **parameters)

    def add(self, severity: Severity, code: str, where: Place, **parameters: object) -> None:
        """Note a problem of this severity."""
        self.found.append(Problem(severity, code, where, MESSAGES[code], parameters))

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity == "error" for problem in self.found)


def spoken_place(place: Place) -> Wording:
    """Return the row a sentence refers to, in words."""
    template = _SHEET_PLACE if place.sheet else _ROW_PLACE
    return Wording(template, {"sheet": place.sheet, "row": place.row})
