"""A question of a bank, as every format reads it and every paper shows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from examapp.domain.answers import (
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    OrderAnswer,
    PartsAnswer,
    answer_from_json,
    answer_to_json,
)

__all__ = [
    "COMPOSITE_QTYPES",
    "POOL_PUBLIC",
    "POOL_SECRET",
    "SECOND_LANGUAGES",
    "STATUS_ACTIVE",
    "STATUS_RETIRED",
    "Answer",
    "BlankAnswer",
    "ChoiceAnswer",
    "JudgeAnswer",
    "MatchingAnswer",
    "NumericAnswer",
    "NumericRange",
    "Option",
    "OrderAnswer",
    "PartsAnswer",
    "Question",
    "Translation",
    "answer_from_json",
    "answer_to_json",
    "canonical_json",
    "question_from_json",
    "question_to_json",
    "sha256_of",
]

POOL_PUBLIC = "public"
POOL_SECRET = "secret"  # noqa: S105 - the name of a question pool, not a password

STATUS_ACTIVE = "active"
STATUS_RETIRED = "retired"

# Languages a question may carry beside Chinese, which is what counts.
SECOND_LANGUAGES = ("en",)

# The types whose key is in their parts.
COMPOSITE_QTYPES = frozenset({"cloze", "scenario"})


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question, one thing to sort, or one prompt to find an option for.

    `id` is its letter (a prompt's number) in the bank; an option's is never shown on a paper.
    """

    id: str
    text: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """A question's texts in another language; `options` and `prompts` are (id, text). It decides nothing."""

    language: str
    stem: str = ""
    options: tuple[tuple[str, str], ...] = ()
    explanation: str = ""
    prompts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its key.

    `qtype` is a code of the registry in `question_types`. `difficulty` is 1 (easy) to 5 (hard) or
    None when the author gave none; `points` are centipoints as the bank says them, kept but not graded
    by: the blueprint's count, so that every paper has the same full marks.
    `pictures` says which picture each file name in its texts stood for when it was imported: (name, hex
    SHA-256 of the picture), sorted, so that a changed picture is a new revision.
    `prompts` are what options are to be found for (matching). `parts` are the gaps of a cloze, marked
    `[[1]]`, `[[2]]`… in its stem, or the sub-questions of a scenario: their ids are "1", "2", …, their `points`
    are weights (None is 1), and of a bank's fields they have none.
    """

    qid: str
    qtype: str
    stem: str
    answer: Answer
    options: tuple[Option, ...] = ()
    explanation: str = ""
    difficulty: int | None = None
    topic: str = ""
    points: int | None = None
    pool: str = POOL_PUBLIC
    source: str = ""
    image: str = ""
    status: str = STATUS_ACTIVE
    event: str = ""
    tags: tuple[str, ...] = field(default=())
    translations: tuple[Translation, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    prompts: tuple[Option, ...] = ()
    parts: tuple[Question, ...] = ()

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of the options in the bank's order, as papers name them: those of parts as `part.option`."""
        return tuple(id_ for id_, _ in self._named_options())

    @property
    def pinned_ids(self) -> frozenset[str]:
        """The ids, as papers name them, of the options that stay last."""
        return frozenset(id_ for id_, option in self._named_options() if option.pinned)

    def _named_options(self) -> list[tuple[str, Option]]:
        own = [(option.id, option) for option in self.options]
        return own + [(f"{part.qid}.{each.id}", each) for part in self.parts for each in part.options]

    def is_translated(self, language: str) -> bool:
        """Whether every text but the explanation is there: what is half in English is shown in Chinese only."""
        texts = self.translation(language) or Translation(language)
        return (
            bool(texts.stem or not self.stem)
            and _all_there(self.options, texts.options)
            and _all_there(self.prompts, texts.prompts)
            and all(part.is_translated(language) for part in self.parts)
        )

    def translation(self, language: str) -> Translation | None:
        """Return the question's texts in a language, None when it has none."""
        return next((each for each in self.translations if each.language == language), None)


def _all_there(own: Iterable[Option], texts: Iterable[tuple[str, str]]) -> bool:
    return {option.id for option in own} == {id_ for id_, text in texts if text}


_PART_FIELDS = ("qid", "qtype", "stem", "options", "answer", "explanation", "points")


def question_to_json(question: Question) -> dict[str, Any]:
    """Return the question object of the JSON bank format; lossless, every field present.

    Translations, pictures, prompts and parts are there only when the question has some: what it had no
    word for before keeps its hash.
    """
    return {
        "qid": question.qid,
        "event": question.event,
        "qtype": question.qtype,
        "stem": question.stem,
        "options": [{"id": o.id, "text": o.text, "pinned": o.pinned} for o in question.options],
        "answer": answer_to_json(question.answer),
        "explanation": question.explanation,
        "difficulty": question.difficulty,
        "topic": question.topic,
        "points": question.points,
        "pool": question.pool,
        "source": question.source,
        "image": question.image,
        "status": question.status,
        "tags": list(question.tags),
        **_where_it_has_some(question),
    }


def _where_it_has_some(question: Question) -> dict[str, Any]:
    found = {
        "translations": {each.language: _translation_to_json(each) for each in question.translations},
        "pictures": dict(question.pictures),
        "prompts": [{"id": each.id, "text": each.text} for each in question.prompts],
        "parts": [_part_to_json(part) for part in question.parts],
    }
    return {name: value for name, value in found.items() if value}


def _part_to_json(part: Question) -> dict[str, Any]:
    data = question_to_json(part)
    own = {name: data[name] for name in _PART_FIELDS}
    return {**own, "translations": data["translations"]} if part.translations else own


def _translation_to_json(translation: Translation) -> dict[str, Any]:
    data = {
        "stem": translation.stem,
        "options": dict(translation.options),
        "explanation": translation.explanation,
    }
    return {**data, "prompts": dict(translation.prompts)} if translation.prompts else data


def _translation_from_json(language: str, data: dict[str, Any]) -> Translation:
    return Translation(
        language=language,
        stem=str(data.get("stem", "")),
        options=_texts_by_id(data.get("options", {})),
        explanation=str(data.get("explanation", "")),
        prompts=_texts_by_id(data.get("prompts", {})),
    )


def _texts_by_id(texts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(id_), str(text)) for id_, text in sorted(texts.items()))


def question_from_json(data: dict[str, Any]) -> Question:
    """Return the question that `question_to_json` wrote; raise KeyError or ValueError for anything else."""
    options = tuple(
        Option(str(o["id"]), str(o["text"]), bool(o.get("pinned", False))) for o in data.get("options", ())
    )
    return Question(
        qid=str(data["qid"]),
        event=str(data.get("event", "")),
        qtype=str(data["qtype"]),
        stem=str(data["stem"]),
        options=options,
        answer=answer_from_json(data["answer"]),
        explanation=str(data.get("explanation", "")),
        difficulty=data.get("difficulty"),
        topic=str(data.get("topic", "")),
        points=data.get("points"),
        pool=str(data.get("pool", POOL_PUBLIC)),
        source=str(data.get("source", "")),
        image=str(data.get("image", "")),
        status=str(data.get("status", STATUS_ACTIVE)),
        tags=tuple(str(tag) for tag in data.get("tags", ())),
        translations=tuple(
            _translation_from_json(language, texts)
            for language, texts in sorted(data.get("translations", {}).items())
        ),
        pictures=tuple(sorted((str(name), str(hash_)) for name, hash_ in data.get("pictures", {}).items())),
        prompts=tuple(Option(str(each["id"]), str(each["text"])) for each in data.get("prompts", ())),
        parts=tuple(question_from_json({"stem": "", **part}) for part in data.get("parts", ())),
    )


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and no escapes: one value, one text, for hashing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(value: Any) -> str:
    """Return the hex SHA-256 of the value's canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
