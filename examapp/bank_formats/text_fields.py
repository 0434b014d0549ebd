"""One question's passage of a plain text, taken apart: tags, stem, options, answer, explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from examapp.bank_formats.cleaning import clean, compact
from examapp.bank_formats.layouts.numbered_blanks import numbered_blanks
from examapp.bank_formats.option_texts import lettered_options
from examapp.bank_formats.question_words import difficulty_of, points_of, pool_of, type_of
from examapp.bank_formats.text_dialects import bare_key
from examapp.bank_formats.text_layout import Passage

_LABELS = {
    "mine": ("我的答案",),
    "answer": ("正确答案", "参考答案", "标准答案", "答案", "正确选项"),
    "explanation": ("答案解析", "试题解析", "题目解析", "解析"),
    "difficulty": ("难易度", "难度"),
    "topic": ("知识点", "考点"),
    "points": ("分值",),
    "source": ("命题依据", "出处", "依据"),
    "pool": ("公开范围",),
    "status": ("状态",),
    "qid": ("题目编号", "试题编号"),
    "qtype": ("题型",),
}
_FIELD_OF_LABEL = {label: name for name, labels in _LABELS.items() for label in labels}
_WORDS = "|".join(sorted(_FIELD_OF_LABEL, key=len, reverse=True))
_LABEL = re.compile(
    rf"[【\[]\s{{0,3}}({_WORDS})\s{{0,3}}[】\]]\s{{0,3}}[:：]?|(?:(?<=[\s:：;；。|)）A-Za-z])|^)({_WORDS})\s{{0,3}}[:：]"
)
_LEADING_TAG = re.compile(r"\s{0,5}[\[【(（]([^\[\]【】()（）\n]{1,30})[\]】)）]")
_TRAILING_TAG = re.compile(r"[\[【(（]([^\[\]【】()（）\n]{1,30})[\]】)）]$")
MAXIMUM_TAGS = 12
_SCORE_LINE = re.compile(r"[\d.]{1,8}\s?分")


@dataclass(slots=True)
class TextFields:
    """What a passage says; `answers` may hold several, when the text answers twice."""

    texts: dict[str, str] = field(default_factory=dict)
    options: list[tuple[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def fields_of(passage: Passage) -> TextFields:
    """Take a passage apart."""
    found = TextFields()
    text = "\n".join(passage.lines)
    head_end = len(text)
    labels = list(_LABEL.finditer(text))
    if labels:
        head_end = labels[0].start()
    for number, match in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        _take_field(_FIELD_OF_LABEL[match[1] or match[2]], text[match.end() : end], found)
    _take_head(text[:head_end], found)
    return found


def _take_field(name: str, text: str, found: TextFields) -> None:
    """Keep a labelled text: an explanation whole, an answer's first line with text, of others their own line."""
    if name == "explanation":
        found.texts[name] = _without_score_lines(text)
        return
    if name == "answer" and (blanks := numbered_blanks("", _without_score_lines(text))):
        found.answers.append(blanks)
        return
    first, _, rest = (text.strip() if name == "answer" else text).partition("\n")
    if name == "answer" and first.strip():
        found.answers.append(bare_key(first.strip().strip("。")))
    elif name != "mine" and first.strip():
        found.texts[name] = first.strip()
    found.unread += [line for line in rest.split("\n") if line.strip() and not _SCORE_LINE.fullmatch(line)]


def _without_score_lines(text: str) -> str:
    """Return a text without the lines that tell what somebody earned, 2.5分."""
    return clean("\n".join(line for line in text.split("\n") if not _SCORE_LINE.fullmatch(line.strip())))


def _take_head(text: str, found: TextFields) -> None:
    for _ in range(MAXIMUM_TAGS):
        match = _LEADING_TAG.match(text)
        if match is None or not _take_tag(match[1], found, known_only=True):
            break
        text = text[match.end() :]
    first, _, rest = text.partition("\n")
    if rest.strip() and type_of(first) and "qtype" not in found.texts:
        found.texts["qtype"], text = first.strip(), rest
    stem, found.options = lettered_options(text)
    stem = stem.strip()
    for _ in range(MAXIMUM_TAGS):
        match = _TRAILING_TAG.search(stem, max(0, len(stem) - 40))
        if match is None or not _take_tag(match[1], found, known_only=match[0][0] not in "[【"):
            break
        stem = stem[: match.start()].rstrip()
    found.texts["stem"] = _without_judge_lines(stem)


def _take_tag(text: str, found: TextFields, known_only: bool) -> bool:
    """Understand a bracket beside the stem: type, difficulty, points, pool; else a topic, and further tags."""
    words = [word for word in re.split(r"[,，、;；\s]+", text) if word]
    understood = {name: word for word in words if (name := _tag_field(word))}
    if (words and len(understood) == len(words)) or (understood and "qtype" in understood):
        found.texts.update({name: word for name, word in understood.items() if name not in found.texts})
        return True
    if known_only or not words:
        return False
    if "topic" in found.texts:
        found.tags.insert(0, found.texts["topic"])
    found.texts["topic"] = text.strip()
    return True


def _tag_field(word: str) -> str | None:
    if type_of(word):
        return "qtype"
    if word.endswith("分"):
        return "points" if points_of(word) is not None else None
    if difficulty_of(word) and not word.isdigit():
        return "difficulty"
    return "pool" if pool_of(word) else None


def _without_judge_lines(stem: str) -> str:
    """Return the stem without the lines 正确 and 错误 that a copied page puts below it."""
    lines = stem.split("\n")
    while len(lines) > 1 and compact(lines[-1]) in ("正确", "错误", "对", "错"):
        lines.pop()
    return "\n".join(lines).rstrip()
