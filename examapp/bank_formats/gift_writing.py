"""Questions as GIFT text, and what of them GIFT can't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from examapp.bank_formats.draft import FIELD_LABELS, ProblemList
from examapp.bank_formats.gift_syntax import escape
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.report import Place, Problem
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer, NumericAnswer, Question

_PLAIN_FIELDS = ("event", "difficulty", "points", "pool", "source", "image", "status", "translations")
_ATTRIBUTE_BREAKERS = re.compile(r"[\]\n]")


def gift_text(questions: Sequence[Question]) -> str:
    """Return all questions that GIFT can hold, a category line wherever the topic changes."""
    pieces: list[str] = []
    topic = ""
    for question in questions:
        if not _can_be_written(question):
            continue
        if question.topic != topic:
            topic = question.topic
            pieces.append(f"$CATEGORY: {escape(topic.replace('/', '//')) or 'top'}\n")
        pieces.append("".join(_lines(question)))
    return "\n".join(pieces)


def gift_losses(questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Name each question GIFT can't hold, and each field it has no place for."""
    problems = ProblemList()
    defaults = Question("", "", "", JudgeAnswer(True))
    for question in questions:
        if not _can_be_written(question):
            problems.warning("question_not_written", Place(), qid=question.qid, format="gift")
            continue
        lost = [name for name in _PLAIN_FIELDS if getattr(question, name) != getattr(defaults, name)]
        for name in lost + _lost_in_syntax(question):
            label = Wording(FIELD_LABELS[name])
            problems.warning("field_not_written", Place(), qid=question.qid, field=label, format="gift")
    return tuple(problems.found)


def _lost_in_syntax(question: Question) -> list[str]:
    lost = []
    if any(_ATTRIBUTE_BREAKERS.search(tag) for tag in question.tags):
        lost.append("tags")
    if _ATTRIBUTE_BREAKERS.search(question.qid):
        lost.append("qid")
    lettered = list(zip(OPTION_LETTERS, question.options, strict=False))
    kept = pinned_ids((letter, option.text) for letter, option in lettered)
    if any(option.pinned != (letter in kept) for letter, option in lettered):
        lost.append("pinned")
    if "".join(option.id for option in question.options) != OPTION_LETTERS[: len(question.options)]:
        lost.append("options")
    if isinstance(question.answer, BlankAnswer) and not question.answer.ordered:
        lost.append("blank_order")
    if isinstance(question.answer, NumericAnswer) and question.answer.unit:
        lost.append("unit")
    return lost


def _can_be_written(question: Question) -> bool:
    """Return whether GIFT has the question's kind: one blank, and no arrow that would read as matching."""
    if isinstance(question.answer, BlankAnswer):
        blanks = question.answer.blanks
        return len(blanks) == 1 and not any("->" in text or "*" in text for text in blanks[0])
    return isinstance(question.answer, ChoiceAnswer | JudgeAnswer | NumericAnswer)


def _lines(question: Question) -> Iterator[str]:
    attributes = [("id", question.qid), *(("tag", tag) for tag in question.tags)]
    sound = [
        f"[{name}:{escape(value)}]" for name, value in attributes if not _ATTRIBUTE_BREAKERS.search(value)
    ]
    yield f"// {' '.join(sound)}\n"
    yield f"{_marked_plain(question.stem)} {{{_body(question)}"
    yield f"####{escape(question.explanation)}}}\n" if question.explanation else "}\n"


def _marked_plain(text: str) -> str:
    """Return the text escaped, and marked as plain where its beginning would read as something else."""
    return f"[plain]{escape(text)}" if text.startswith(("[", "//")) else escape(text)


def _body(question: Question) -> str:
    match question.answer:
        case JudgeAnswer(value):
            return "TRUE" if value else "FALSE"
        case ChoiceAnswer(keys):
            share = f"{100 / max(len(keys), 1):.5f}".rstrip("0").rstrip(".")
            right, wrong = ("=%100%", "~%0%") if question.qtype == "single" else (f"~%{share}%", "~%-100%")
            texts = (
                f"\n\t{right if o.id in keys else wrong}{_marked_plain(o.text)}" for o in question.options
            )
            return "".join(texts) + "\n"
        case BlankAnswer(blanks):
            return " ".join(f"=%100%{_marked_plain(text)}" for text in blanks[0])
        case NumericAnswer(ranges):
            return "#" + " ".join(f"={r.low}..{r.high}" for r in ranges)
        case answer:
            raise TypeError(f"GIFT has no answer like {answer}")
