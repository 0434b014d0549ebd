"""Questions as Moodle XML, and what of them Moodle can't hold."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from examapp.bank_formats.cloze_text import BLANK
from examapp.bank_formats.cloze_writing import BLANK_MARK, blanks_as_gaps, parts_as_gaps
from examapp.bank_formats.gift_syntax import topic_of
from examapp.bank_formats.matching_pairs import pairs_of
from examapp.bank_formats.read_back_losses import losses_found
from examapp.bank_formats.report import Problem
from examapp.bank_formats.rich_text_writing import escaped, html_of, question_picture, quoted
from examapp.domain.questions import (
    STATUS_RETIRED,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    OrderAnswer,
    PartsAnswer,
    Question,
)
from examapp.markup.picture_names import picture_key
from examapp.markup.syntax import pictures_in

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Pictures:
    by_key: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Return how a text of Moodle names a file that comes with it."""
        return f"@@PLUGINFILE@@/{quote(name)}"

    def files(self, names: Sequence[str]) -> str:
        """Return the files of these names, for the element whose text shows them."""
        return "".join(
            f'<file name={quoted(name)} path="/" encoding="base64">{_base64(self.by_key[picture_key(name)])}</file>'
            for name in names
            if picture_key(name) in self.by_key
        )


def moodle_xml(questions: Sequence[Question], pictures: Mapping[str, bytes]) -> bytes:
    """Return all questions that Moodle can hold, a category wherever the topic changes."""
    box = _Pictures({picture_key(name): data for name, data in pictures.items()})
    pieces = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    topic = ""
    for question in questions:
        written = "".join(_question(question, box))
        if not written:
            continue
        if question.topic != topic:
            topic = question.topic
            pieces.append(_category(topic))
        pieces.append(written)
    pieces.append("</quiz>\n")
    return "".join(pieces).encode()


def moodle_xml_losses(questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Name each question Moodle can't hold, and each field it has no place for."""
    from examapp.bank_formats.moodle_xml import read

    return losses_found(questions, "moodle_xml", lambda few: moodle_xml(few, {}), lambda data: read(data, ""))


def _category(topic: str) -> str:
    # A slash parts a category from those inside it, unless the topic would come back as another.
    names = topic if topic_of(topic) == topic else topic.replace("/", "//")
    path = f"$course$/top/{names}" if topic else "$course$/top"
    return f'  <question type="category"><category><text>{escaped(path)}</text></category></question>\n'


def _question(question: Question, box: _Pictures) -> Iterator[str]:
    kind, stem, body = _kind(question, box)
    title = BLANK_MARK.sub(BLANK, question.stem) if kind == "cloze" else question.stem
    if not kind:
        return
    yield f'  <question type="{kind}">\n'
    yield f"    <name><text>{escaped(_title(title))}</text></name>\n"
    yield _rich("questiontext", stem, box, image=question.image)
    yield _rich("generalfeedback", question.explanation, box)
    if question.points is not None:
        yield f"    <defaultgrade>{Decimal(question.points) / 100}</defaultgrade>\n"
    yield f"    <hidden>{int(question.status == STATUS_RETIRED)}</hidden>\n"
    yield f"    <idnumber>{escaped(question.qid)}</idnumber>\n"
    yield body
    if question.tags:
        tags = "".join(f"<tag><text>{escaped(tag)}</text></tag>" for tag in question.tags)
        yield f"    <tags>{tags}</tags>\n"
    yield "  </question>\n"


def _kind(question: Question, box: _Pictures) -> tuple[str, str, str]:
    """Return Moodle's type, the stem it gets, and what belongs to that type; an empty type for none."""
    stem = question.stem
    match question.answer:
        case JudgeAnswer(value):
            return "truefalse", stem, _answer(value, "true") + _answer(not value, "false")
        case ChoiceAnswer(keys):
            return "multichoice", stem, _choices(question, keys, box)
        case BlankAnswer(blanks) if len(blanks) == 1 and blanks[0]:
            texts = "".join(_answer(True, text.replace("*", "\\*")) for text in blanks[0])
            return "shortanswer", stem, f"    <usecase>0</usecase>\n{texts}"
        case BlankAnswer():
            return "cloze", blanks_as_gaps(question), ""
        case NumericAnswer():
            return "numerical", stem, _numbers(question.answer)
        case MatchingAnswer():
            return "matching", stem, _pairs(question, question.answer, box)
        case OrderAnswer(order):
            return "ordering", stem, _ordered(question, order, box)
        case PartsAnswer() if question.qtype == "cloze":
            return "cloze", parts_as_gaps(question), ""
        case _:
            return "", "", ""


def _choices(question: Question, keys: frozenset[str], box: _Pictures) -> str:
    single = question.qtype == "single"
    share = Decimal(100) / max(1, 1 if single else len(keys))
    wrong = Decimal(0) if single else Decimal(-100)
    all_pinned = all(option.pinned for option in question.options)
    switches = f"    <single>{str(single).lower()}</single>\n    <shuffleanswers>{str(not all_pinned).lower()}</shuffleanswers>\n"
    answers = (
        _rich(
            "answer",
            option.text,
            box,
            f' fraction="{(share if option.id in keys else wrong):.5f}"',
            blocks=False,
        )
        for option in question.options
    )
    return switches + "    <answernumbering>ABCD</answernumbering>\n" + "".join(answers)


def _numbers(answer: NumericAnswer) -> str:
    ranges = "".join(
        f'    <answer fraction="100" format="plain_text"><text>{(r.low + r.high) / 2:f}</text>'
        f"<tolerance>{(r.high - r.low) / 2:f}</tolerance></answer>\n"
        for r in answer.ranges
    )
    if not answer.unit:
        return ranges
    unit = f"<multiplier>1</multiplier><unit_name>{escaped(answer.unit)}</unit_name>"
    return f"{ranges}    <units><unit>{unit}</unit></units>\n"


def _pairs(question: Question, answer: MatchingAnswer, box: _Pictures) -> str:
    pieces = [
        _rich(
            "subquestion",
            prompt,
            box,
            blocks=False,
            inside=f"<answer><text>{escaped(choice)}</text></answer>",
        )
        for prompt, choice in pairs_of(question, answer)
    ]
    return "    <shuffleanswers>true</shuffleanswers>\n" + "".join(pieces)


def _ordered(question: Question, order: tuple[str, ...], box: _Pictures) -> str:
    place_of = {id_: number for number, id_ in enumerate(order, 1)}
    return "".join(
        _rich("answer", option.text, box, f' fraction="{place_of.get(option.id, 0)}.0000000"', blocks=False)
        for option in question.options
    )


def _answer(right: bool, text: str) -> str:
    fraction = 100 if right else 0
    return f'    <answer fraction="{fraction}" format="plain_text"><text>{escaped(text)}</text></answer>\n'


def _rich(
    name: str,
    text: str,
    box: _Pictures,
    attributes: str = "",
    *,
    blocks: bool = True,
    image: str = "",
    inside: str = "",
) -> str:
    """Return an element with a text in HTML and the pictures that it shows."""
    written = html_of(text, box.address, blocks=blocks)
    if image:
        written += question_picture(image, box.address)
    files = box.files(tuple(dict.fromkeys([*pictures_in(text), *([image] if image else [])])))
    return f'    <{name}{attributes} format="html"><text>{escaped(written)}</text>{files}{inside}</{name}>\n'


def _title(stem: str) -> str:
    """Return the stem's beginning: what Moodle lists a question by."""
    line = " ".join(stem.split())
    return line if len(line) <= _TITLE_LENGTH else f"{line[:_TITLE_LENGTH]}…"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
