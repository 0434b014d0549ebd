"""Render what questions show, once for everybody: HTML of stems, options and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from markupsafe import Markup
from sqlalchemy.orm import Session

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import BlankAnswer, Question, Translation
from examapp.markup.rendering import (
    PlacedPicture,
    Rendered,
    render,
    render_figure,
    render_inline,
)
from examapp.storage.pictures import Picture, pictures_by_hash

SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """A question's texts in one language as HTML; `options` by the ids of the bank."""

    stem: Rendered
    options: Mapping[str, Markup]
    explanation: Rendered


@dataclass(frozen=True, slots=True)
class QuestionFragments:
    """A question's texts as HTML: the Chinese, which counts, and the English where it is whole.

    `figure` is the picture of the question's own column, and belongs to both.
    """

    chinese: ShownTexts
    english: ShownTexts | None
    figure: Markup


@dataclass(frozen=True, slots=True)
class SecondTexts:
    """A question's English as displayed beside the Chinese; options are (letter shown, HTML)."""

    stem: Markup
    below: Markup
    options: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class SittingItem:
    """One question as displayed; options are (letter shown, HTML), `points` centipoints.

    `stem` is HTML that may stand in a legend, `below` (mostly empty) what has to stand after it: tables,
    figures and the text between them. Plain strings are shown as the text they are.
    """

    number: int
    qtype: str
    label: str
    stem: str
    points: int
    options: tuple[tuple[str, str], ...]
    blank_count: int
    below: str = ""
    figure: str = ""
    second: SecondTexts | None = None


@dataclass(frozen=True, slots=True)
class ShownExplanation:
    """Why a key is right, as HTML, and the same in English where there is any."""

    chinese: Rendered
    english: Rendered | None

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.chinese)


def fragments_of(session: Session, questions: Iterable[Question]) -> dict[str, QuestionFragments]:
    """Return the questions' fragments by qid."""
    wanted = list(questions)
    stored = pictures_by_hash(session, {hash_ for question in wanted for _, hash_ in question.pictures})
    return {question.qid: _fragments(question, stored) for question in wanted}


def sitting_item(
    number: int, question: Question, fragments: QuestionFragments, option_order: Sequence[str], points: int
) -> SittingItem:
    """Return the question as a page shows it, its options (by the bank's ids) in the order given."""
    answer, chinese = question.answer, fragments.chinese
    return SittingItem(
        number=number,
        qtype=question.qtype,
        label=QUESTION_TYPES[question.qtype].label,
        stem=chinese.stem.lead,
        points=points,
        options=_lettered(chinese, option_order),
        blank_count=len(answer.blanks) if isinstance(answer, BlankAnswer) else 0,
        below=chinese.stem.below,
        figure=fragments.figure,
        second=_second(fragments.english, option_order),
    )


def shown_explanation(fragments: QuestionFragments) -> ShownExplanation:
    """Return the explanation, which no page shows before the key may be seen."""
    return ShownExplanation(
        fragments.chinese.explanation, fragments.english.explanation if fragments.english else None
    )


def _second(english: ShownTexts | None, option_order: Sequence[str]) -> SecondTexts | None:
    if english is None:
        return None
    return SecondTexts(english.stem.lead, english.stem.below, _lettered(english, option_order))


def _lettered(texts: ShownTexts, option_order: Sequence[str]) -> tuple[tuple[str, Markup], ...]:
    return tuple(zip(ascii_uppercase, (texts.options[each] for each in option_order), strict=False))


def _fragments(question: Question, stored: Mapping[str, Picture]) -> QuestionFragments:
    pictures = {name: _placed(stored[hash_]) for name, hash_ in question.pictures if hash_ in stored}
    options = {option.id: render_inline(option.text, pictures) for option in question.options}
    explanation = render(question.explanation, pictures)
    return QuestionFragments(
        ShownTexts(render(question.stem, pictures), options, explanation),
        _english(question, pictures, explanation),
        render_figure(question.image, pictures) if question.image else Markup(),
    )


def _english(
    question: Question, pictures: Mapping[str, PlacedPicture], explanation: Rendered
) -> ShownTexts | None:
    texts: Translation | None = question.translation("en")
    if texts is None or not question.is_translated("en"):
        return None
    options = {id_: render_inline(text, pictures, "en") for id_, text in texts.options}
    own = render(texts.explanation, pictures, "en") if texts.explanation else explanation
    return ShownTexts(render(texts.stem, pictures, "en"), options, own)


def _placed(picture: Picture) -> PlacedPicture:
    address = f"/pictures/{picture.address}.{SUFFIXES[picture.media_type]}"
    return PlacedPicture(address, picture.width, picture.height)
