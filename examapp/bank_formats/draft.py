"""A question as a file spells it, before anything is understood; and its parts' places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from examapp.bank_formats.messages import MESSAGES
from examapp.bank_formats.report import Place, Problem, Severity
from examapp.domain.wording import N_

Where = Callable[[str], Place]

FIELD_LABELS = {
    "qid": N_("题目编号"),
    "event": N_("赛项"),
    "qtype": N_("题型"),
    "stem": N_("题干"),
    "answer": N_("正确答案"),
    "explanation": N_("解析"),
    "difficulty": N_("难度"),
    "topic": N_("知识点"),
    "points": N_("分值"),
    "pool": N_("公开范围"),
    "source": N_("命题依据"),
    "image": N_("图片"),
    "status": N_("状态"),
    "tags": N_("标签"),
    "pinned": N_("固定选项"),
    "blank_order": N_("填空顺序"),
    "options": N_("选项"),
    "unit": N_("单位"),
    "prompts": N_("匹配项"),
    "parts": N_("小题"),
    "parent": N_("所属题目"),
    "translations": N_("英文"),
    "stem en": N_("题干(英文)"),
    "options en": N_("选项(英文)"),
    "explanation en": N_("解析(英文)"),
    "prompts en": N_("匹配项(英文)"),
}


def field_label(name: str) -> str:
    """Return the label of a field, of an option's columns that of all options."""
    kind, _, rest = name.partition(" ")
    return FIELD_LABELS[f"options{rest[1:]}" if kind == "option" else name]


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts of one question by field name (FIELD_LABELS), its options by letter, and where they stood.

    `type_hint` is what a heading or a sheet's name says of the type; it counts when `qtype` is blank.
    `parts` are sub-questions, or gaps, in their order; `is_damaged` marks one whose row can't be trusted.
    """

    place: Place
    texts: Mapping[str, str]
    options: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    type_hint: str = ""
    parts: tuple[Draft, ...] = ()
    is_damaged: bool = False

    def text(self, name: str) -> str:
        """Return the text of a field, empty when it was not given."""
        return self.texts.get(name, "")

    def where(self, name: str) -> Place:
        """Return the place of a field, or of the question when the field has none."""
        return self.places.get(name, self.place)


@dataclass(slots=True)
class ProblemList:
    """Collects problems; the sentence comes from MESSAGES by code."""

    found: list[Problem] = field(default_factory=list)

    def error(self, code: str, where: Place, **parameters: object) -> None:
        """Note what keeps a question or the file out."""
        self._add("error", code, where, parameters)

    def warning(self, code: str, where: Place, **parameters: object) -> None:
        """Note what wants a look."""
        self._add("warning", code, where, parameters)

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity == "error" for problem in self.found)

    def _add(self, severity: Severity, code: str, where: Place, parameters: Mapping[str, object]) -> None:
        self.found.append(Problem(severity, code, where, MESSAGES[code], parameters))
