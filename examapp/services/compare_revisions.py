"""Say word by word what one revision of a question changed in the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from examapp.bank_formats.draft import FIELD_LABELS
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.questions import BlankAnswer, Question
from examapp.domain.word_changes import Piece, word_changes
from examapp.domain.wording import N_

# Fields whose values are words of ours: they change whole, and are shown in the reader's language.
_WORDS = frozenset(FIELD_LABELS[name] for name in ("qtype", "pool", "status", "blank_order"))
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changed in one field; `label` is to be translated, `detail` (an option's letter) is not.

    With `is_word` the pieces are to be translated too.
    """

    label: str
    detail: str
    pieces: tuple[Piece, ...]
    is_word: bool


def changes_between(before: Question | None, after: Question) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of the editor; all that are filled for a first revision."""
    old = dict(_texts(before)) if before else {}
    new = dict(_texts(after))
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        _change(key, old.get(key, ""), new.get(key, ""))
        for key in keys
        if old.get(key, "") != new.get(key, "")
    )


def _change(key: _Key, before: str, after: str) -> FieldChange:
    label, detail = key
    is_word = label in _WORDS or {before, after} <= {"正确", "错误"}
    if not is_word:
        return FieldChange(label, detail, word_changes(before, after), is_word=False)
    pieces = [Piece("gone", before)] if before else []
    pieces += [Piece("new", after)] if after else []
    return FieldChange(label, detail, tuple(pieces), is_word=True)


def _texts(question: Question) -> Iterator[tuple[_Key, str]]:
    """Yield ((label, detail), text) of everything that a question says."""
    yield (FIELD_LABELS["qtype"], ""), QUESTION_TYPES[question.qtype].label
    yield from _asked(question)
    for part in question.parts:
        at = f"({part.qid})"
        yield (FIELD_LABELS["qtype"], at), QUESTION_TYPES[part.qtype].label
        for (label, detail), text in _asked(part):
            yield (label, f"{at} {detail}".strip()), text
    yield from _filing(question)
    for name, hash_ in question.pictures:
        yield (N_("图片内容"), name), hash_[:12]


def _asked(question: Question) -> Iterator[tuple[_Key, str]]:
    """Yield what a whole question and a part of one have in common."""
    yield (FIELD_LABELS["stem"], ""), question.stem
    for prompt in question.prompts:
        yield (FIELD_LABELS["prompts"], prompt.id), prompt.text
    for option in question.options:
        yield (FIELD_LABELS["options"], option.id), option.text
    yield (FIELD_LABELS["pinned"], ""), ",".join(option.id for option in question.options if option.pinned)
    if not question.parts:
        key = QUESTION_TYPES[question.qtype].key_to_text(question, question.option_ids)
        yield (FIELD_LABELS["answer"], ""), key
    if isinstance(question.answer, BlankAnswer):
        yield (FIELD_LABELS["blank_order"], ""), "" if question.answer.ordered else N_("任意")
    yield (FIELD_LABELS["points"], ""), "" if question.points is None else f"{question.points / 100:g}"
    yield (FIELD_LABELS["explanation"], ""), question.explanation
    yield from _english(question)


def _filing(question: Question) -> Iterator[tuple[_Key, str]]:
    yield (FIELD_LABELS["topic"], ""), question.topic
    yield (FIELD_LABELS["difficulty"], ""), str(question.difficulty or "")
    yield (FIELD_LABELS["pool"], ""), POOL_NAMES.get(question.pool, question.pool)
    yield (FIELD_LABELS["source"], ""), question.source
    yield (FIELD_LABELS["image"], ""), question.image
    yield (FIELD_LABELS["tags"], ""), "；".join(question.tags)
    yield (FIELD_LABELS["status"], ""), STATUS_NAMES.get(question.status, question.status)


def _english(question: Question) -> Iterator[tuple[_Key, str]]:
    english = question.translation("en")
    if english is None:
        return
    yield (FIELD_LABELS["stem en"], ""), english.stem
    for id_, text in english.prompts:
        yield (FIELD_LABELS["prompts en"], id_), text
    for id_, text in english.options:
        yield (FIELD_LABELS["options en"], id_), text
    yield (FIELD_LABELS["explanation en"], ""), english.explanation
