"""Moodle's embedded answers, `{1:MULTICHOICE:=right~wrong}`, in a text: gaps of one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.report import Place
from examapp.bank_formats.weighted_answers import (
    FULL,
    WeightedAnswer,
    choice_of,
    decimal_of,
    feedback_lines,
    numbers_of,
    texts_of,
)
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Answer, BlankAnswer, PartsAnswer, Question

_CHOICES = frozenset(
    f"{name}{ending}"
    for name in ("MULTICHOICE", "MC")
    for ending in ("", "_S", "S", "_V", "V", "_VS", "VS", "_H", "H", "_HS", "HS")
)
_TEXTS = frozenset(("SHORTANSWER", "SA", "MW"))
_CASED = frozenset(("SHORTANSWER_C", "SAC", "MWC"))
_NUMBERS = frozenset(("NUMERICAL", "NM"))
_SEVERAL = frozenset(
    f"{name}{ending}"
    for name in ("MULTIRESPONSE", "MR")
    for ending in ("", "_S", "S", "_H", "H", "_HS", "HS")
)
_KINDS = "|".join(sorted(_CHOICES | _TEXTS | _CASED | _NUMBERS | _SEVERAL, key=len, reverse=True))
GAP = re.compile(rf"\{{(\d{{0,4}}):({_KINDS}):((?:\\.|[^\\}}]){{0,20000}})\}}", re.DOTALL)
GAP_START = re.compile(rf"\{{\d{{0,4}}:(?:{_KINDS}):")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,10})?)%")
_PIECES = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)#")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
BLANK = "____"


@dataclass(frozen=True, slots=True)
class Cloze:
    """What a text with gaps turned out to be: a cloze, or a plain question with blanks."""

    qtype: str
    stem: str
    answer: Answer
    parts: tuple[Question, ...] = ()
    feedback: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gaps:
    place: Place
    own: ProblemList
    parts: list[Question] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> str:
        """Read one gap; return the marker that stands for it in the stem."""
        number = str(len(self.parts) + 1)
        weight = int(match[1]) if match[1] else 1
        answers = list(_answers(match[3]))
        part = self._part(number, match[2], answers)
        if part is None:
            if not self.own.has_errors:
                self.own.error("no_right_answer_marked", self.place, text=excerpt(match[0]))
            return match[0]
        self.parts.append(replace(part, points=weight))
        self.feedback += feedback_lines(answers)
        return f"[[{number}]]"

    def _part(self, number: str, kind: str, answers: list[WeightedAnswer]) -> Question | None:
        if kind in _SEVERAL:
            self.own.error(
                "type_not_supported",
                self.place,
                text=as_it_is(kind),
                stem=excerpt(answers[0].text if answers else ""),
            )
            return None
        if kind in _CHOICES:
            key, options = choice_of(answers, self.place, self.own, single=True)
            return Question(number, "single", "", key, options) if key.keys else None
        if kind in _NUMBERS:
            split = [_with_tolerance(answer) for answer in answers if answer.text != "*"]
            numeric = numbers_of(split, self.place, self.own)
            return Question(number, "numeric", "", numeric) if numeric else None
        blank = texts_of(answers, self.place, self.own)
        if blank and kind in _CASED:
            self.own.warning("case_counts", self.place, text=excerpt(blank.blanks[0][0]))
        return Question(number, "blank", "", blank) if blank else None


def cloze_of(text: str, place: Place, own: ProblemList) -> Cloze | None:
    """Return the question a text with gaps asks, None with or without an error when it has no sound gap.

    A text whose gaps are all for short answers of the same weight is a question with blanks.
    """
    gaps = _Gaps(place, own)
    stem = GAP.sub(gaps.take, text)
    if own.has_errors or not gaps.parts:
        return None
    parts, feedback = _weighted(gaps.parts), tuple(gaps.feedback)
    blanks = [part.answer.blanks[0] for part in parts if isinstance(part.answer, BlankAnswer)]
    if len(blanks) == len(parts) and len({part.points for part in parts}) == 1:
        for number in range(1, len(parts) + 1):
            stem = stem.replace(f"[[{number}]]", BLANK, 1)
        return Cloze("blank", clean(stem), BlankAnswer(tuple(blanks)), feedback=feedback)
    return Cloze("cloze", clean(stem), PartsAnswer(), parts, feedback)


def _weighted(parts: list[Question]) -> tuple[Question, ...]:
    """Return the parts without weights where each weighs 1."""
    if {part.points for part in parts} == {1}:
        return tuple(replace(part, points=None) for part in parts)
    return tuple(parts)


def _answers(body: str) -> Iterator[WeightedAnswer]:
    for piece in _PIECES.split(body):
        written = piece.strip()
        if not written:
            continue
        weight = Decimal(0)
        if match := _WEIGHT.match(written):
            weight, written = Decimal(match[1]), written[match.end() :]
        elif written.startswith("="):
            weight, written = FULL, written[1:]
        text, _, feedback = _parted(written)
        yield WeightedAnswer(_plain(text), weight, _plain(feedback))


def _parted(written: str) -> tuple[str, str, str]:
    match = _FEEDBACK.search(written)
    if match is None:
        return written, "", ""
    return written[: match.start()], "#", written[match.end() :]


def _with_tolerance(answer: WeightedAnswer) -> tuple[WeightedAnswer, str]:
    value, _, tolerance = answer.text.partition(":")
    if decimal_of(value) is None:
        return answer, ""
    return replace(answer, text=value.strip()), tolerance.strip()


def _plain(text: str) -> str:
    return " ".join(clean(_ESCAPED.sub(r"\1", text)).split())
