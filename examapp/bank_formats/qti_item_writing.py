"""One question as an item of QTI, in the names of version 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from examapp.bank_formats.qti_fields import (
    Field,
    choice_field,
    field_of_part,
    judge_field,
    match_field,
    number_field,
    order_field,
    text_field,
)
from examapp.bank_formats.qti_identifiers import identifier_of
from examapp.bank_formats.qti_texts import ANSWER_FIELD
from examapp.bank_formats.qti_versions import QtiVersion
from examapp.bank_formats.rich_text_writing import Address, html_of, question_picture, quoted
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    Question,
)

_BLANK_MARK = re.compile(r"_{2,}|＿{2,}|\(\s{0,20}\)|（\s{0,20}）")
# Where a field goes: characters that no text holds and that HTML leaves alone.
_PLACE = re.compile("\ue010([0-9]{1,3})\ue011")
_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Body:
    """The stem with its fields in it, and the fields."""

    html: str
    fields: Sequence[Field]


def item_xml(question: Question, version: QtiVersion, address: Address) -> str | None:
    """Return the item, None for a question that QTI has no place for."""
    body = _body(question, address)
    if body is None:
        return None
    identifier = identifier_of(question.qid)
    label = f" label={quoted(question.qid)}" if identifier != question.qid else ""
    return "".join(
        (
            f'<assessmentItem xmlns="{version.namespace}" identifier="{identifier}" title={quoted(_title(question))}{label}',
            ' adaptive="false" timeDependent="false">',
            *(each.declaration for each in body.fields),
            _outcomes(question),
            f"<itemBody>{body.html}</itemBody>",
            _processing(question, body.fields, version),
            _feedback(question, address),
            "</assessmentItem>",
        )
    )


def _body(question: Question, address: Address) -> _Body | None:
    picture = f"<p>{question_picture(question.image, address)}</p>" if question.image else ""
    match question.answer:
        case BlankAnswer(blanks) if blanks:
            marks = _BLANK_MARK.findall(question.stem)
            fields = [
                text_field(_name(number, len(blanks)), texts, mark=_mark(marks, number, len(blanks)))
                for number, texts in enumerate(blanks, 1)
            ]
            return _inline(_with_places(question.stem, len(fields)), fields, picture, address)
        case NumericAnswer(ranges) if ranges:
            return _inline(
                _with_places(question.stem, 1),
                [
                    number_field(
                        "RESPONSE", question.answer, mark=_mark(_BLANK_MARK.findall(question.stem), 1, 1)
                    )
                ],
                picture,
                address,
            )
        case _ if question.qtype == "cloze":
            return _cloze(question, picture, address)
        case _ if question.qtype == "scenario":
            return _scenario(question, picture, address)
        case _:
            field = _block_field(question, address)
            return (
                _Body(f"{html_of(question.stem, address, titles=False)}{picture}{field.interaction}", [field])
                if field
                else None
            )


def _block_field(question: Question, address: Address) -> Field | None:
    match question.answer:
        case JudgeAnswer(value):
            return judge_field("RESPONSE", value)
        case ChoiceAnswer():
            return choice_field("RESPONSE", question, address)
        case MatchingAnswer():
            return match_field("RESPONSE", question, address)
        case OrderAnswer():
            return order_field("RESPONSE", question, address)
        case _:
            return None


def _cloze(question: Question, picture: str, address: Address) -> _Body | None:
    fields = [
        field_of_part(_name(number, len(question.parts)), part)
        for number, part in enumerate(question.parts, 1)
    ]
    if not fields or any(field is None for field in fields):
        return None
    stem = question.stem
    for number, part in enumerate(question.parts, 1):
        stem = stem.replace(f"[[{part.qid}]]", f"\ue010{number}\ue011", 1)
    return _inline(stem, [field for field in fields if field is not None], picture, address)


def _scenario(question: Question, picture: str, address: Address) -> _Body | None:
    """Write the material and a choice for each sub-question; what is to be typed has no prompt in QTI."""
    fields: list[Field] = []
    for number, part in enumerate(question.parts, 1):
        name, prompt = (
            _name(number, len(question.parts)),
            html_of(part.stem, address, blocks=False, titles=False),
        )
        if isinstance(part.answer, JudgeAnswer):
            fields.append(judge_field(name, part.answer.value, prompt, weight=part.points))
        elif isinstance(part.answer, ChoiceAnswer):
            fields.append(choice_field(name, part, address, prompt))
        else:
            return None
    material = html_of(question.stem, address, titles=False)
    return (
        _Body(material + picture + "".join(field.interaction for field in fields), fields) if fields else None
    )


def _inline(stem: str, fields: Sequence[Field], picture: str, address: Address) -> _Body:
    """Put each field where the stem has a place for it, the others below."""
    html = html_of(stem, address, titles=False)
    placed = {int(number) for number in _PLACE.findall(html)}
    written = _PLACE.sub(lambda match: fields[int(match[1]) - 1].interaction, html)
    below = "".join(
        f'<div class="{ANSWER_FIELD}">{field.interaction}</div>'
        for number, field in enumerate(fields, 1)
        if number not in placed
    )
    return _Body(written + picture + below, fields)


def _with_places(stem: str, count: int) -> str:
    """Return the stem with its blanks as places, if it has as many as there are fields."""
    if len(_BLANK_MARK.findall(stem)) != count:
        return stem
    numbers = iter(range(1, count + 1))
    return _BLANK_MARK.sub(lambda _mark: f"\ue010{next(numbers)}\ue011", stem)


def _mark(marks: Sequence[str], number: int, count: int) -> str:
    """Return how the stem marks the blank of a field, empty where it marks none for it."""
    return marks[number - 1] if len(marks) == count else ""


def _name(number: int, count: int) -> str:
    return "RESPONSE" if count == 1 else f"RESPONSE{number}"


def _outcomes(question: Question) -> str:
    score = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>'
    if question.points is not None:
        most = Decimal(question.points) / 100
        score += f'<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>{most:f}</value></defaultValue></outcomeDeclaration>'
    if question.explanation:
        score += '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    return score


def _processing(question: Question, fields: Sequence[Field], version: QtiVersion) -> str:
    """Write a standard template where it says all, else the rules: every field adds what it weighs."""
    if len(fields) == 1 and not question.explanation and fields[0].template:
        return f'<responseProcessing template="{version.template(fields[0].template)}"/>'
    total = "".join(field.rules for field in fields)
    shown = (
        '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">EXPLANATION</baseValue></setOutcomeValue>'
        if question.explanation
        else ""
    )
    return f"<responseProcessing>{total}{shown}</responseProcessing>"


def _feedback(question: Question, address: Address) -> str:
    if not question.explanation:
        return ""
    inside = html_of(question.explanation, address, titles=False)
    return f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="EXPLANATION" showHide="show">{inside}</modalFeedback>'


def _title(question: Question) -> str:
    """Return the stem's beginning: what other systems list an item by."""
    line = " ".join(question.stem.split())
    return line if len(line) <= _TITLE_LENGTH else f"{line[:_TITLE_LENGTH]}…"
