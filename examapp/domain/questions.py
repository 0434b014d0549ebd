"""A question of a bank, as every format reads it and every paper shows it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

POOL_PUBLIC = "public"
POOL_SECRET = "secret"  # noqa: S105 - the name of a question pool, not a password

STATUS_ACTIVE = "active"
STATUS_RETIRED = "retired"

# Languages a question may carry beside Chinese, which is what counts.
SECOND_LANGUAGES = ("en",)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question; `id` is its letter in the bank, never shown on a paper."""

    id: str
    text: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The ids of the right options: one for 单选, one or more for 多选."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class JudgeAnswer:
    """Whether the statement is right."""

    value: bool


@dataclass(frozen=True, slots=True)
class BlankAnswer:
    """Accepted texts of each blank; with `ordered` false the blanks may be filled in any order."""

    blanks: tuple[tuple[str, ...], ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class NumericRange:
    """A closed interval of accepted numbers."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """A number is right when any of the ranges holds it."""

    ranges: tuple[NumericRange, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A question's texts in another language; `options` are (id, text). It never decides anything."""

    language: str
    stem: str = ""
    options: tuple[tuple[str, str], ...] = ()
    explanation: str = ""

    def is_complete_for(self, options: tuple[Option, ...]) -> bool:
        """Whether stem and every option are there: a question half in English is shown in Chinese only."""
        translated = {id_ for id_, text in self.options if text}
        return bool(self.stem) and translated == {option.id for option in options}


Answer = ChoiceAnswer | JudgeAnswer | BlankAnswer | NumericAnswer


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its key.

    `qtype` is a code of the registry in `question_types`. `difficulty` is 1 (easy) to 5 (hard) or
    None when the author gave none; `points` are centipoints as the bank says them, kept but not graded
    by: the blueprint's count, so that every paper has the same full marks.
    `pictures` says which picture each file name in its texts stood for when it was imported: (name, hex
    SHA-256 of the picture), sorted, so that a changed picture is a new revision.
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

    def translation(self, language: str) -> Translation | None:
        """Return the question's texts in a language, None when it has none."""
        return next((each for each in self.translations if each.language == language), None)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the documented JSON bank format holds it."""
    match answer:
        case ChoiceAnswer(keys):
            return {"keys": sorted(keys)}
        case JudgeAnswer(value):
            return {"value": value}
        case BlankAnswer(blanks, ordered):
            return {"blanks": [list(texts) for texts in blanks], "ordered": ordered}
        case NumericAnswer(ranges):
            return {"ranges": [{"low": str(r.low), "high": str(r.high)} for r in ranges]}


def answer_from_json(data: dict[str, Any]) -> Answer:
    """Return the answer that `answer_to_json` wrote; raise KeyError or ValueError for anything else."""
    if "keys" in data:
        return ChoiceAnswer(frozenset(str(key) for key in data["keys"]))
    if "value" in data:
        if not isinstance(data["value"], bool):
            raise ValueError("value")
        return JudgeAnswer(data["value"])
    if "blanks" in data:
        blanks = tuple(tuple(str(text) for text in texts) for texts in data["blanks"])
        return BlankAnswer(blanks, bool(data.get("ordered", True)))
    ranges = (NumericRange(Decimal(r["low"]), Decimal(r["high"])) for r in data["ranges"])
    return NumericAnswer(tuple(ranges))


def question_to_json(question: Question) -> dict[str, Any]:
    """Return the question object of the JSON bank format; lossless, every field present.

    Translations and pictures are there only when the question has some: what it had no word for before
    keeps its hash.
    """
    optional: dict[str, Any] = {}
    if question.translations:
        optional["translations"] = {
            each.language: _translation_to_json(each) for each in question.translations
        }
    if question.pictures:
        optional["pictures"] = dict(question.pictures)
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
        **optional,
    }


def _translation_to_json(translation: Translation) -> dict[str, Any]:
    return {
        "stem": translation.stem,
        "options": dict(translation.options),
        "explanation": translation.explanation,
    }


def _translation_from_json(language: str, data: dict[str, Any]) -> Translation:
    return Translation(
        language=language,
        stem=str(data.get("stem", "")),
        options=tuple((str(id_), str(text)) for id_, text in sorted(data.get("options", {}).items())),
        explanation=str(data.get("explanation", "")),
    )


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
    )


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and no escapes: one value, one text, for hashing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(value: Any) -> str:
    """Return the hex SHA-256 of the value's canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
