"""The checks of matching, ordering and the questions with parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import ProblemList, Where
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.messages import PART_MESSAGE
from examapp.bank_formats.question_words import TYPE_LABELS
from examapp.bank_formats.report import Place, Problem
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.question_types.base import MOST_TEXTS
from examapp.domain.question_types.parts import PART_TYPES, slots_of
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    MatchingAnswer,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.markup.syntax import Inline, Strong, Text, formulas_in, inline_of, pictures_in

PARTS_OF = {"cloze": ("single", "blank", "numeric"), "scenario": tuple(PART_TYPES)}
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")

CheckPart = Callable[[Question, Where, ProblemList], None]


def check_matching(question: Question, answer: MatchingAnswer, where: Where, problems: ProblemList) -> None:
    """Note prompts without an option of their own, and what can't be told apart."""
    if not question.prompts:
        problems.error("missing_prompts", where("prompts"), stem=excerpt(question.stem))
    if len(question.prompts) > MOST_TEXTS:
        problems.error("too_many_blanks", where("prompts"), limit=MOST_TEXTS)
    _check_numbering([prompt.id for prompt in question.prompts], where("prompts"), problems)
    _check_alike(question.prompts, where("prompts"), problems)
    _check_alike(question.options, where("options"), problems)
    if not all(prompt.text for prompt in question.prompts):
        problems.error("empty_prompt", where("prompts"))
    keys = dict(answer.pairs)
    wanted = {prompt.id for prompt in question.prompts}
    if odd := sorted(wanted ^ keys.keys()):
        problems.error("pairs_incomplete", where("answer"), found=_listed(odd))
    if missing := sorted(set(keys.values()) - {option.id for option in question.options}):
        text = ";".join(f"{prompt}-{option}" for prompt, option in answer.pairs)
        problems.error("key_without_option", where("answer"), text=excerpt(text), missing=_listed(missing))


def check_ordering(question: Question, answer: OrderAnswer, where: Where, problems: ProblemList) -> None:
    """Note an order that doesn't name every option once, and what can't be told apart."""
    _check_alike(question.options, where("options"), problems)
    if sorted(answer.order) != sorted(option.id for option in question.options):
        problems.error("order_incomplete", where("answer"), text=excerpt(">".join(answer.order)))


def check_parts(question: Question, where: Where, problems: ProblemList, check: CheckPart) -> None:
    """Note what is wrong with the parts together, and with each one by `check`."""
    if not question.parts:
        problems.error("missing_parts", where("parts"), qtype=Wording(TYPE_LABELS[question.qtype]))
        return
    _check_numbering([part.qid for part in question.parts], where("parts"), problems)
    _check_weights(question.parts, where, problems)
    if question.qtype == "cloze":
        _check_gaps(question, where, problems)
    if sum(map(slots_of, question.parts)) > MOST_TEXTS:
        problems.error("too_many_blanks", where("parts"), limit=MOST_TEXTS)
    for number, part in enumerate(question.parts, start=1):
        own = ProblemList()
        _check_part(question, part, where, own, check)
        problems.found.extend(of_part(number, problem) for problem in own.found)


def of_part(number: int, problem: Problem) -> Problem:
    """Return the problem with the number of the part it is about."""
    said = Wording(problem.template, problem.parameters)
    parameters = {**problem.parameters, "number": number, "problem": said}
    return replace(problem, template=PART_MESSAGE, parameters=parameters)


def _check_part(
    question: Question, part: Question, where: Where, problems: ProblemList, check: CheckPart
) -> None:
    if part.qtype not in PARTS_OF[question.qtype]:
        label = Wording(TYPE_LABELS[question.qtype])
        problems.error("type_of_part", where("qtype"), text=excerpt(part.qtype), qtype=label)
        return
    check(part, where, problems)
    if question.qtype == "scenario":
        return
    if part.stem:
        problems.error("gap_with_stem", where("stem"), text=excerpt(part.stem))
    if isinstance(part.answer, BlankAnswer) and len(part.answer.blanks) > 1:
        problems.error("gap_with_blanks", where("answer"), count=len(part.answer.blanks))
    for option in part.options:
        if formulas_in(option.text) or pictures_in(option.text):
            problems.warning("list_without_markup", where("options"), text=excerpt(option.text))


def _check_gaps(question: Question, where: Where, problems: ProblemList) -> None:
    """Note gaps that are missing, too many or out of reach: in code, in a formula."""
    texts = {"stem": question.stem}
    texts |= {f"stem {each.language}": each.stem for each in question.translations if each.stem}
    wanted = [str(number + 1) for number in range(len(question.parts))]
    for name, text in texts.items():
        found = _GAP.findall("".join(_words(inline_of(text))))
        if sorted(found, key=int) != wanted:
            marks = _listed([f"[[{number}]]" for number in found])
            problems.error("gaps_do_not_fit", where(name), count=len(wanted), found=marks)


def _words(inside: Sequence[Inline]) -> Iterator[str]:
    for each in inside:
        if isinstance(each, Text):
            yield each.text
        elif isinstance(each, Strong):
            yield from _words(each.inside)


def _check_weights(parts: Sequence[Question], where: Where, problems: ProblemList) -> None:
    weights = [part.points for part in parts]
    if any(weight is None for weight in weights) and any(weight is not None for weight in weights):
        problems.error("weights_incomplete", where("points"))
    if any(weight is not None and weight <= 0 for weight in weights):
        problems.error("weight_of_nothing", where("points"))


def _check_numbering(ids: list[str], place: Place, problems: ProblemList) -> None:
    if ids != [str(number + 1) for number in range(len(ids))]:
        problems.error("bad_numbering", place, found=_listed(ids))


def _check_alike(options: Sequence[Option], place: Place, problems: ProblemList) -> None:
    """Note texts that nobody can tell apart: what is right for one would be wrong for the other."""
    if len(options) > len(OPTION_LETTERS):
        problems.error("too_many_options", place, count=len(options), limit=len(OPTION_LETTERS))
    seen: dict[str, str] = {}
    for option in options:
        text = "".join(option.text.split())
        if text and text in seen:
            problems.error("alike", place, keys=_listed([seen[text], option.id]), text=excerpt(option.text))
        seen.setdefault(text, option.id)


def _listed(texts: Sequence[str]) -> tuple[Wording, ...]:
    return tuple(as_it_is(excerpt(text, 12)) for text in texts[: len(OPTION_LETTERS)])


def right_texts(question: Question) -> object:
    """Return the answer in a form that doesn't depend on the options' order."""
    text_of = {each.id: each.text for each in (*question.options, *question.prompts)}
    match question.answer:
        case ChoiceAnswer(keys):
            return {text_of.get(key) for key in keys}
        case MatchingAnswer(pairs):
            return {(text_of.get(prompt), text_of.get(option)) for prompt, option in pairs}
        case OrderAnswer(order):
            return [text_of.get(option) for option in order]
        case PartsAnswer():
            return [right_texts(part) for part in question.parts]
        case answer:
            return answer
