"""Questions as GIFT text, and what of them GIFT can't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from examapp.bank_formats.gift_syntax import escape
from examapp.bank_formats.matching_pairs import pairs_of
from examapp.bank_formats.read_back_losses import losses_found
from examapp.bank_formats.report import Problem
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    Question,
)

_ATTRIBUTE_BREAKERS = re.compile(r"[\]\n]")
_STAR = "\\*"


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
    from examapp.bank_formats.gift import read

    return losses_found(questions, "gift", lambda few: gift_text(few).encode(), lambda data: read(data, ""))


def _can_be_written(question: Question) -> bool:
    """Return whether GIFT has the question's kind: one blank, and no arrow that would read as another pair."""
    match question.answer:
        case BlankAnswer(blanks):
            return len(blanks) == 1 and not any("->" in text for text in blanks[0])
        case MatchingAnswer():
            return not any("->" in option.text for option in (*question.prompts, *question.options))
        case JudgeAnswer() | ChoiceAnswer() | NumericAnswer():
            return True
        case _:
            return False


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
            # Moodle takes a bare * for any text.
            return " ".join(f"=%100%{_marked_plain(text.replace('*', _STAR))}" for text in blanks[0])
        case MatchingAnswer():
            pairs = pairs_of(question, question.answer)
            return "".join(f"\n\t={escape(left)} -> {escape(right)}" for left, right in pairs) + "\n"
        case NumericAnswer(ranges):
            return "#" + " ".join(f"={r.low}..{r.high}" for r in ranges)
        case answer:
            raise TypeError(f"GIFT has no answer like {answer}")
