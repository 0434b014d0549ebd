"""Render what questions show, once for everybody: HTML of stems, options and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from markupsafe import Markup
from sqlalchemy.orm import Session

from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.question_types.parts import order_in, slots_of
from examapp.domain.questions import BlankAnswer, NumericAnswer, Question, Translation
from examapp.markup.gaps import Piece, blank_pieces, gap_pieces, with_numbered_gaps
from examapp.markup.rendering import (
    PlacedPicture,
    Rendered,
    render,
    render_figure,
    render_inline,
)
from examapp.markup.summaries import summary_of
from examapp.storage.pictures import Picture, pictures_by_hash

SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
}


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """A question's texts in one language as HTML; `options` by the ids of the bank.

    `lines` are the options as plain text, for a list that opens: it can't show more.
    """

    stem: Rendered
    options: Mapping[str, Markup]
    explanation: Rendered
    prompts: tuple[Markup, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionFragments:
    """A question's texts as HTML: the Chinese, which counts, and the English where it is whole.

    `figure` is the picture of the question's own column, and belongs to both.
    """

    chinese: ShownTexts
    english: ShownTexts | None
    figure: Markup
    parts: tuple[QuestionFragments, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondTexts:
    """A question's English as displayed beside the Chinese; options are (letter shown, HTML)."""

    stem: Markup
    below: Markup
    options: tuple[tuple[str, Markup], ...]
    prompts: tuple[Markup, ...] = ()
    pieces: tuple[Piece, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SittingItem:
    """One question as displayed; options are (letter shown, HTML), `points` centipoints.

    `stem` is HTML that may stand in a legend, `below` (mostly empty) what has to stand after it: tables,
    figures and the text between them. Plain strings are shown as the text they are.

    `pieces` are stem and what is below it, cut where something is to be filled in. `parts` are gaps or
    sub-questions; of a part `place` is its number and `slot` the place of its first text in the response, both
    from 1; `slots` is how many texts the whole response has.
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
    unit: str = ""
    prompts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    parts: tuple[SittingItem, ...] = ()
    place: int = 0
    slot: int = 0
    slots: int = 1

    @property
    def texts(self) -> int:
        """How many texts the response to this question, or to this part of one, has."""
        return max(1, self.blank_count)


@dataclass(frozen=True, slots=True)
class ShownExplanation:
    """Why a key is right, as HTML, and the same in English where there is any; then why those of parts are."""

    chinese: Rendered
    english: Rendered | None
    parts: tuple[ShownExplanation, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.chinese) or any(self.parts)


def fragments_of(session: Session, questions: Iterable[Question]) -> dict[str, QuestionFragments]:
    """Return the questions' fragments by qid."""
    wanted = list(questions)
    stored = pictures_by_hash(session, {hash_ for question in wanted for _, hash_ in question.pictures})
    return {question.qid: _fragments(question, stored) for question in wanted}


def sitting_item(
    number: int, question: Question, fragments: QuestionFragments, option_order: Sequence[str], points: int
) -> SittingItem:
    """Return the question as a page shows it, its options (by the bank's ids) in the order given."""
    item = _item(number, question, fragments, option_order, points)
    slots = sum(map(slots_of, question.parts)) or max(len(item.prompts), len(item.options), item.texts)
    return replace(item, parts=_parts(number, question, fragments, option_order, slots), slots=slots)


def _item(
    number: int, question: Question, fragments: QuestionFragments, option_order: Sequence[str], points: int
) -> SittingItem:
    answer, chinese = question.answer, fragments.chinese
    own_order = () if question.parts else tuple(option_order)
    blanks = len(answer.blanks) if isinstance(answer, BlankAnswer) else 0
    return SittingItem(
        number=number,
        qtype=question.qtype,
        label=QUESTION_TYPES[question.qtype].label,
        stem=_for_reading(chinese.stem.lead, question),
        points=points,
        options=_lettered(chinese, own_order),
        blank_count=blanks,
        below=_for_reading(chinese.stem.below, question),
        figure=fragments.figure,
        second=_second(fragments.english, own_order, question, blanks),
        unit=answer.unit if isinstance(answer, NumericAnswer) else "",
        prompts=chinese.prompts,
        lines=tuple(chinese.lines[each] for each in own_order if each in chinese.lines),
        pieces=_pieces(chinese, question, blanks),
    )


def _parts(
    number: int, question: Question, fragments: QuestionFragments, option_order: Sequence[str], slots: int
) -> tuple[SittingItem, ...]:
    shown: list[SittingItem] = []
    slot = 1
    for part, texts in zip(question.parts, fragments.parts, strict=True):
        item = _item(number, part, texts, order_in(part, tuple(option_order)), 0)
        shown.append(replace(item, place=len(shown) + 1, slot=slot, slots=slots))
        slot += item.texts
    return tuple(shown)


def _for_reading(html: Markup, question: Question) -> Markup:
    return with_numbered_gaps(html) if question.qtype == "cloze" and html else html


def _pieces(texts: ShownTexts, question: Question, blanks: int) -> tuple[Piece, ...]:
    html = texts.stem.lead + texts.stem.below
    if question.qtype == "cloze":
        return gap_pieces(html)
    return blank_pieces(html, blanks) if blanks else ()


def shown_explanation(fragments: QuestionFragments) -> ShownExplanation:
    """Return the explanation, which no page shows before the key may be seen."""
    return ShownExplanation(
        fragments.chinese.explanation,
        fragments.english.explanation if fragments.english else None,
        tuple(map(shown_explanation, fragments.parts)),
    )


def _second(
    english: ShownTexts | None, option_order: Sequence[str], question: Question, blanks: int
) -> SecondTexts | None:
    if english is None:
        return None
    return SecondTexts(
        _for_reading(english.stem.lead, question),
        _for_reading(english.stem.below, question),
        _lettered(english, option_order),
        english.prompts,
        _pieces(english, question, blanks),
        tuple(english.lines[each] for each in option_order if each in english.lines),
    )


def _lettered(texts: ShownTexts, option_order: Sequence[str]) -> tuple[tuple[str, Markup], ...]:
    return tuple(zip(ascii_uppercase, (texts.options[each] for each in option_order), strict=False))


def _fragments(question: Question, stored: Mapping[str, Picture]) -> QuestionFragments:
    pictures = {name: _placed(stored[hash_]) for name, hash_ in question.pictures if hash_ in stored}
    return _shown(question, pictures, in_english=question.is_translated("en"))


def _shown(
    question: Question, pictures: Mapping[str, PlacedPicture], *, in_english: bool
) -> QuestionFragments:
    chinese = ShownTexts(
        render(question.stem, pictures),
        {option.id: render_inline(option.text, pictures) for option in question.options},
        render(question.explanation, pictures),
        tuple(render_inline(prompt.text, pictures) for prompt in question.prompts),
        {option.id: summary_of(option.text) for option in question.options},
    )
    return QuestionFragments(
        chinese,
        _english(question, pictures, chinese.explanation) if in_english else None,
        render_figure(question.image, pictures) if question.image else Markup(),
        tuple(_shown(part, pictures, in_english=in_english) for part in question.parts),
    )


def _english(question: Question, pictures: Mapping[str, PlacedPicture], explanation: Rendered) -> ShownTexts:
    # A gap may have no words, and so no English of its own.
    texts = question.translation("en") or Translation("en")
    prompts = dict(texts.prompts)
    return ShownTexts(
        render(texts.stem, pictures, "en"),
        {id_: render_inline(text, pictures, "en") for id_, text in texts.options},
        render(texts.explanation, pictures, "en") if texts.explanation else explanation,
        tuple(render_inline(prompts[each.id], pictures, "en") for each in question.prompts),
        {id_: summary_of(text) for id_, text in texts.options},
    )


def _placed(picture: Picture) -> PlacedPicture:
    address = f"/pictures/{picture.address}.{SUFFIXES[picture.media_type]}"
    is_sound = picture.media_type.startswith("audio/")
    return PlacedPicture(address, picture.width, picture.height, is_sound)
