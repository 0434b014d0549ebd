"""What a question asks for, as QTI has it: a response variable, an interaction, a rule that gives points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from examapp.bank_formats.qti_texts import UNIT
from examapp.bank_formats.rich_text_writing import Address, escaped, html_of, quoted
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    MatchingAnswer,
    NumericAnswer,
    Option,
    OrderAnswer,
    Question,
)

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]{0,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """One response; `template` is the standard processing that grades it alone, empty when none does."""

    declaration: str
    interaction: str
    rules: str
    template: str = ""


def judge_field(name: str, value: bool, prompt: str = "", weight: int | None = None) -> Field:
    """Return a choice between right and wrong."""
    choices = '<simpleChoice identifier="true">正确</simpleChoice><simpleChoice identifier="false">错误</simpleChoice>'
    return Field(
        _declaration(name, "single", "identifier", ["true" if value else "false"]),
        f'<choiceInteraction responseIdentifier="{name}" shuffle="false" maxChoices="1">{_prompt(prompt)}{choices}</choiceInteraction>',
        _when_matched(name, weight),
        "match_correct",
    )


def choice_field(name: str, question: Question, address: Address, prompt: str = "") -> Field:
    """Return a choice of one or several options."""
    assert isinstance(question.answer, ChoiceAnswer)  # noqa: S101 - the caller has looked
    single = question.qtype == "single"
    identifiers = _identifiers(question.options, "choice")
    right = [identifiers[option.id] for option in question.options if option.id in question.answer.keys]
    choices = "".join(
        f'<simpleChoice identifier="{identifiers[option.id]}" fixed="{str(option.pinned).lower()}">'
        f"{html_of(option.text, address, blocks=False, titles=False)}</simpleChoice>"
        for option in question.options
    )
    return Field(
        _declaration(name, "single" if single else "multiple", "identifier", right),
        f'<choiceInteraction responseIdentifier="{name}" shuffle="true" maxChoices="{int(single)}">{_prompt(prompt)}{choices}</choiceInteraction>',
        _when_matched(name, question.points if prompt else None),
        "match_correct",
    )


def match_field(name: str, question: Question, address: Address) -> Field:
    """Return two sets to match."""
    assert isinstance(question.answer, MatchingAnswer)  # noqa: S101 - the caller has looked
    numbers = {prompt.id: f"P{number}" for number, prompt in enumerate(question.prompts, 1)}
    letters = _identifiers(question.options, "choice")
    pairs = [
        f"{numbers[one]} {letters[other]}"
        for one, other in question.answer.pairs
        if one in numbers and other in letters
    ]
    left = _associable(((numbers[prompt.id], prompt.text) for prompt in question.prompts), 1, address)
    right = _associable(((letters[option.id], option.text) for option in question.options), 0, address)
    return Field(
        _declaration(name, "multiple", "directedPair", pairs),
        f'<matchInteraction responseIdentifier="{name}" shuffle="true" maxAssociations="{len(pairs)}">'
        f"<simpleMatchSet>{left}</simpleMatchSet><simpleMatchSet>{right}</simpleMatchSet></matchInteraction>",
        _when_matched(name, None),
        "match_correct",
    )


def order_field(name: str, question: Question, address: Address) -> Field:
    """Return things to put in order."""
    assert isinstance(question.answer, OrderAnswer)  # noqa: S101 - the caller has looked
    identifiers = _identifiers(question.options, "choice")
    choices = "".join(
        f'<simpleChoice identifier="{identifiers[option.id]}">{html_of(option.text, address, blocks=False, titles=False)}</simpleChoice>'
        for option in question.options
    )
    right = [identifiers[each] for each in question.answer.order if each in identifiers]
    return Field(
        _declaration(name, "ordered", "identifier", right),
        f'<orderInteraction responseIdentifier="{name}" shuffle="true">{choices}</orderInteraction>',
        _when_matched(name, None),
        "match_correct",
    )


def text_field(name: str, texts: Sequence[str], weight: int | None = None, mark: str = "") -> Field:
    """Return a field for a text, with every text that is accepted."""
    entries = "".join(
        f'<mapEntry mapKey={quoted(text)} mappedValue="{weight or 1}" caseSensitive="false"/>'
        for text in texts
    )
    return Field(
        _declaration(name, "single", "string", texts[:1], f'<mapping defaultValue="0">{entries}</mapping>'),
        _entry(name, mark),
        _adding(f'<mapResponse identifier="{name}"/>'),
        "map_response",
    )


def number_field(name: str, answer: NumericAnswer, weight: int | None = None, mark: str = "") -> Field:
    """Return a field for a number, right within any of the ranges."""
    tests = "".join(
        f'<and><gte><variable identifier="{name}"/><baseValue baseType="float">{r.low:f}</baseValue></gte>'
        f'<lte><variable identifier="{name}"/><baseValue baseType="float">{r.high:f}</baseValue></lte></and>'
        for r in answer.ranges
    )
    right = [f"{(answer.ranges[0].low + answer.ranges[0].high) / 2:f}"]
    unit = f'<span class="{UNIT}">{escaped(answer.unit)}</span>' if answer.unit else ""
    return Field(
        _declaration(name, "single", "float", right),
        _entry(name, mark) + unit,
        f"<responseCondition><responseIf><or>{tests}</or>{_adding(_points(weight))}</responseIf></responseCondition>",
    )


def field_of_part(name: str, part: Question) -> Field | None:
    """Return the field of a gap: a list to choose from, a text or a number; None for anything else."""
    match part.answer:
        case ChoiceAnswer(keys) if part.qtype == "single":
            identifiers = _identifiers(part.options, "choice")
            choices = "".join(
                f'<inlineChoice identifier="{identifiers[option.id]}" fixed="{str(option.pinned).lower()}">{escaped(option.text)}</inlineChoice>'
                for option in part.options
            )
            return Field(
                _declaration(
                    name, "single", "identifier", [identifiers[key] for key in keys if key in identifiers]
                ),
                f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{choices}</inlineChoiceInteraction>',
                _when_matched(name, part.points),
                "match_correct",
            )
        case BlankAnswer(blanks) if len(blanks) == 1:
            return text_field(name, blanks[0], part.points)
        case NumericAnswer() if part.answer.ranges and not part.answer.unit:
            return number_field(name, part.answer, part.points)
        case _:
            return None


def _identifiers(options: Sequence[Option], word: str) -> dict[str, str]:
    """Return the options' identifiers: their ids where all are such, else numbered words."""
    if all(_IDENTIFIER.fullmatch(option.id) for option in options):
        return {option.id: option.id for option in options}
    return {option.id: f"{word}_{number}" for number, option in enumerate(options, 1)}


def _associable(choices: Iterable[tuple[str, str]], most: int, address: Address) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{identifier}" matchMax="{most}">'
        f"{html_of(text, address, blocks=False, titles=False)}</simpleAssociableChoice>"
        for identifier, text in choices
    )


def _declaration(name: str, cardinality: str, base: str, right: Sequence[str], mapping: str = "") -> str:
    values = "".join(f"<value>{escaped(value)}</value>" for value in right)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>"
    )


def _entry(name: str, mark: str) -> str:
    """Return a field to type in; `mark` is how the stem marked the blank, kept for the way back."""
    kept = f" placeholderText={quoted(mark)}" if mark and mark != "____" else ""
    return f'<textEntryInteraction responseIdentifier="{name}" expectedLength="20"{kept}/>'


def _prompt(prompt: str) -> str:
    return f"<prompt>{prompt}</prompt>" if prompt else ""


def _points(weight: int | None) -> str:
    return f'<baseValue baseType="float">{weight if weight is not None else 1}</baseValue>'


def _when_matched(name: str, weight: int | None) -> str:
    test = f'<match><variable identifier="{name}"/><correct identifier="{name}"/></match>'
    return f"<responseCondition><responseIf>{test}{_adding(_points(weight))}</responseIf></responseCondition>"


def _adding(points: str) -> str:
    return f'<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/>{points}</sum></setOutcomeValue>'
