"""How each of Moodle's question types is understood here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from examapp.bank_formats.cleaning import clean, excerpt, one_line
from examapp.bank_formats.cloze_text import cloze_of
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.matching_pairs import matching_of
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.report import Place
from examapp.bank_formats.weighted_answers import (
    WeightedAnswer,
    choice_of,
    decimal_of,
    feedback_lines,
    numbers_of,
    texts_of,
)
from examapp.bank_formats.xml_reading import Element, child, children, descendants, text_of
from examapp.domain.questions import (
    Answer,
    ChoiceAnswer,
    JudgeAnswer,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.domain.wording import N_

NOT_GRADED = {"essay": N_("简答题"), "poodllrecording": N_("录音题"), "recordrtc": N_("录音题")}
_GAP = re.compile(r"\[\[\s{0,5}(\d{1,3})\s{0,5}\]\]")


@dataclass(frozen=True, slots=True)
class MoodleQuestion:
    """A question's element, its stem in our markup, and where to note what is wrong with it."""

    element: Element
    stem: str
    place: Place
    own: ProblemList
    text: Callable[[Element | None], str]

    def says(self, name: str) -> bool:
        """Return whether a switch of the question is on."""
        return text_of(child(self.element, name)).strip().lower() in ("1", "true")

    def answers(self) -> list[WeightedAnswer]:
        """Return the answers with their weights in percent; texts in our markup."""
        found = []
        for answer in children(self.element, "answer"):
            weight = decimal_of(answer.get("fraction")) or Decimal(0)
            feedback = self.text(child(answer, "feedback"))
            found.append(WeightedAnswer(self.text(answer), weight, feedback))
        return found


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question turned out to be."""

    qtype: str
    stem: str
    answer: Answer
    options: tuple[Option, ...] = ()
    prompts: tuple[Option, ...] = ()
    parts: tuple[Question, ...] = ()
    feedback: Sequence[str] = field(default=())


def lettered(texts: Iterable[str]) -> tuple[Option, ...]:
    """Return the texts as options A, B, C…; those that speak of the others keep their places."""
    pairs = list(zip(OPTION_LETTERS, texts, strict=False))
    kept = pinned_ids(pairs)
    return tuple(Option(letter, text, letter in kept) for letter, text in pairs)


def _multichoice(given: MoodleQuestion) -> Understood | None:
    one = text_of(child(given.element, "single")).strip().lower() not in ("0", "false")
    single = one and given.element.get("type") != "multichoiceset"
    answers = given.answers()
    shuffled = text_of(child(given.element, "shuffleanswers")).strip().lower() not in ("0", "false")
    answer, options = choice_of(answers, given.place, given.own, single=single, shuffled=shuffled)
    if not answer.keys:
        return None
    qtype = "single" if single else "multiple"
    return Understood(qtype, given.stem, answer, options, feedback=feedback_lines(answers))


def _truefalse(given: MoodleQuestion) -> Understood | None:
    answers = given.answers()
    right = [answer.text.strip().lower() for answer in answers if answer.is_full]
    if len(right) != 1 or right[0] not in ("true", "false"):
        return None
    words = {"true": "正确", "false": "错误"}
    told = [replace(answer, text=words.get(answer.text.strip().lower(), answer.text)) for answer in answers]
    feedback = feedback_lines(told)
    return Understood("judge", given.stem, JudgeAnswer(right[0] == "true"), feedback=feedback)


def _shortanswer(given: MoodleQuestion) -> Understood | None:
    answers = given.answers()
    answer = texts_of(answers, given.place, given.own)
    if answer is None:
        return None
    if given.says("usecase"):
        given.own.warning("case_counts", given.place, text=excerpt(answer.blanks[0][0]))
    return Understood("blank", given.stem, answer, feedback=feedback_lines(answers))


def _numerical(given: MoodleQuestion) -> Understood | None:
    elements = list(children(given.element, "answer"))
    weighted = given.answers()
    answers = [
        (replace(answer, text=answer.text.strip()), text_of(child(element, "tolerance")))
        for answer, element in zip(weighted, elements, strict=True)
    ]
    answer = numbers_of(answers, given.place, given.own, _unit(given))
    return Understood("numeric", given.stem, answer, feedback=feedback_lines(weighted)) if answer else None


def _unit(given: MoodleQuestion) -> str:
    """Return the unit that counts as it is; name others, which would need multiplying."""
    units = [
        (clean(text_of(child(unit, "unit_name"))), decimal_of(text_of(child(unit, "multiplier"))))
        for unit in descendants(given.element, "unit")
    ]
    own = [name for name, factor in units if name and factor == 1]
    others = [name for name, factor in units if name and factor != 1] + own[1:]
    if others:
        given.own.warning("units_not_read", given.place, text=excerpt("、".join(others)))
    return own[0] if own else ""


def _matching(given: MoodleQuestion) -> Understood | None:
    pairs = [
        (given.text(question), given.text(child(question, "answer")))
        for question in children(given.element, "subquestion")
    ]
    lined = [(one_line(left), one_line(right)) for left, right in pairs]
    found = matching_of(given.stem, lined, given.place, given.own)
    return Understood("matching", found.stem, found.answer, found.options, found.prompts) if found else None


def _ordering(given: MoodleQuestion) -> Understood | None:
    """Read items whose `fraction` is their position; without it they stand in the right order."""
    items = [
        (decimal_of(answer.get("fraction")) or Decimal(number), number, given.text(answer))
        for number, answer in enumerate(children(given.element, "answer"), 1)
    ]
    if len(items) > len(OPTION_LETTERS):
        given.own.error("too_many_options", given.place, count=len(items), limit=len(OPTION_LETTERS))
        return None
    options = tuple(Option(letter, text) for letter, (_, _, text) in zip(OPTION_LETTERS, items, strict=False))
    placed = sorted(zip(items, options, strict=True), key=lambda pair: pair[0][:2])
    order = tuple(option.id for _, option in placed)
    return Understood("ordering", given.stem, OrderAnswer(order), options) if len(order) > 1 else None


def _gaps(given: MoodleQuestion) -> Understood | None:
    """Read numbered gaps, each with a list of the choices of its group."""
    choices = [
        (one_line(given.text(choice)), text_of(child(choice, "group")).strip())
        for choice in children(given.element, "selectoption", "dragbox")
    ]
    parts: list[Question] = []

    def gap(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= len(choices):
            return match[0]
        right, group = choices[number - 1]
        texts = list(dict.fromkeys(text for text, own_group in choices if own_group == group))
        options = lettered(texts)
        keys = frozenset(option.id for option in options if option.text == right)
        parts.append(Question(str(len(parts) + 1), "single", "", ChoiceAnswer(keys), options))
        return f"[[{len(parts)}]]"

    stem = _GAP.sub(gap, given.stem)
    return Understood("cloze", stem, PartsAnswer(), parts=tuple(parts)) if parts else None


def _multianswer(given: MoodleQuestion) -> Understood | None:
    found = cloze_of(given.stem, given.place, given.own)
    if found is None:
        return None
    return Understood(found.qtype, found.stem, found.answer, parts=found.parts, feedback=found.feedback)


READERS: dict[str, Callable[[MoodleQuestion], Understood | None]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "gapselect": _gaps,
    "ddwtos": _gaps,
    "multianswer": _multianswer,
    "cloze": _multianswer,
}
