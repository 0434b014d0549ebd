"""GIFT, Moodle's plain text format: read all of it, load the kinds that can be graded here."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.gift_answers import GiftAnswer, answers_of, kind_of, numeric_ranges, truth_of
from examapp.bank_formats.gift_full_width import half_width_signs
from examapp.bank_formats.gift_syntax import (
    Block,
    Parts,
    blocks,
    hide_escapes,
    parts_of,
    show,
    topic_of,
    without_format,
)
from examapp.bank_formats.gift_writing import gift_losses, gift_text
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.report import BankReport, Place
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import (
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    Question,
)
from examapp.domain.wording import N_

_UNSUPPORTED = {"essay": N_("简答题"), "matching": N_("匹配题")}
_TAG = re.compile(r"<[^<>]{0,1000}>")
_BODY = re.compile(r"\{\s{0,100}(?:[=~#}]|(?:T|F|TRUE|FALSE)\s{0,100}[#}])")
_Understood = tuple[str, Answer, tuple[Option, ...]]


def recognises(data: bytes, filename: str) -> bool:
    """Tell by a brace followed by an answer's sign, or by the suffix .gift."""
    decoded = decode(data)
    # A formula in a table holds such braces too: \frac{F}{A}.
    if decoded is None or filename.lower().endswith((".csv", ".tsv")):
        return False
    text = hide_escapes(half_width_signs(decoded.text))
    return (
        filename.lower().endswith(".gift")
        or text.lstrip().startswith("$CATEGORY:")
        or bool(_BODY.search(text))
    )


def read(data: bytes, filename: str) -> BankReport:
    """Read every block; a kind that can't be graded, and a description, is named."""
    assembly = Assembly("gift")
    decoded = decode(data)
    if decoded is None:
        assembly.problems.error("unknown_encoding", Place())
        return assembly.report()
    for block in blocks(decoded.text):
        _take(block, assembly)
    return assembly.report()


def write(questions: Sequence[Question]) -> bytes:
    """Write UTF-8; `losses` names what GIFT can't hold."""
    return gift_text(questions).encode()


def _take(block: Block, assembly: Assembly) -> None:
    place = Place(line=block.line)
    own = ProblemList()
    parts = parts_of(block)
    if block.is_open:
        own.error("unclosed_braces", place, text=excerpt(show(block.text)))
    elif parts.body is None:
        own.warning("description", place, text=excerpt(parts.stem))
    elif _BODY.search(parts.after):
        own.error("several_questions", place, text=excerpt(parts.after))
    elif (kind := kind_of(parts.body)) in _UNSUPPORTED:
        own.error("type_not_supported", place, text=Wording(_UNSUPPORTED[kind]), stem=excerpt(parts.stem))
    else:
        understood = _understood(kind, parts, place, own)
        if understood is not None:
            assembly.add_question(_question(block, parts, understood), lambda _name: place, own)
            return
    assembly.refuse(own)


def _understood(kind: str, parts: Parts, place: Place, own: ProblemList) -> _Understood | None:
    """Return type, answer and options of the braces' text, or None with an error."""
    body = parts.body or ""
    if kind == "judge":
        return "judge", JudgeAnswer(bool(truth_of(body))), ()
    answers = [
        replace(answer, text=_answer_text(answer.text, parts.text_format))
        for answer in answers_of(body.removeprefix("#") if kind == "numeric" else body)
    ]
    if kind == "choice":
        return _choice(answers, place, own)
    right = [answer for answer in answers if answer.is_right]
    for answer in answers:
        if answer.is_partial:
            own.warning("partial_answer", place, text=excerpt(answer.text), weight=answer.weight)
    if not right:
        own.error("no_right_answer", place, text=excerpt(parts.stem))
        return None
    return _numeric(right, place, own) if kind == "numeric" else _blank(right, place, own)


def _choice(answers: list[GiftAnswer], place: Place, own: ProblemList) -> _Understood:
    """Read choices: without any `=` several may be right, each with its share of the points."""
    single = any(answer.starred for answer in answers)
    right = [answer.is_right if single else (answer.weight or 0) > 0 for answer in answers]
    letters = OPTION_LETTERS[: len(answers)]
    lettered = [(letter, clean(answer.text)) for letter, answer in zip(letters, answers, strict=False)]
    kept = pinned_ids(lettered)
    options = tuple(Option(letter, text, letter in kept) for letter, text in lettered)
    if _has_other_weights(answers, single):
        weights = "、".join(f"{answer.weight}%" for answer in answers if answer.weight is not None)
        own.warning("partial_weights", place, text=excerpt(weights))
    if len(answers) > len(letters):
        own.error("too_many_options", place, count=len(answers), limit=len(letters))
    keys = frozenset(letter for letter, is_right in zip(letters, right, strict=False) if is_right)
    return ("single" if single else "multiple"), ChoiceAnswer(keys), options


def _has_other_weights(answers: list[GiftAnswer], single: bool) -> bool:
    """Return whether the weights say more than right and wrong."""
    if single:
        return any(answer.is_partial or (answer.weight or 0) < 0 for answer in answers)
    weights = {answer.weight for answer in answers if answer.weight}
    return len({weight for weight in weights if weight > 0}) > 1 or not {
        weight for weight in weights if weight < 0
    } <= {-100}


def _blank(right: list[GiftAnswer], place: Place, own: ProblemList) -> _Understood:
    for answer in right:
        if "*" in answer.text:
            own.warning("wildcard_answer", place, text=excerpt(answer.text))
    texts = tuple(text for text in (clean(answer.text) for answer in right) if text)
    return "blank", BlankAnswer((texts,)), ()


def _numeric(right: list[GiftAnswer], place: Place, own: ProblemList) -> _Understood | None:
    ranges: list[NumericRange] = []
    for answer in right:
        found = numeric_ranges(answer.text)
        if found is None:
            own.error("unreadable_number", place, text=excerpt(answer.text))
            return None
        ranges.extend(found)
    return "numeric", NumericAnswer(tuple(ranges)), ()


def _question(block: Block, parts: Parts, understood: _Understood) -> Question:
    qtype, answer, options = understood
    stem = clean(_plain(parts.stem, parts.text_format))
    ids = [value for name, value in block.attributes if name == "id"]
    titles = [parts.title] if parts.title else []
    tags = [value for name, value in block.attributes if name == "tag"] + titles
    return Question(
        qid=clean(ids[0]) if ids else generated_qid(qtype, stem, [option.text for option in options]),
        qtype=qtype,
        stem=stem,
        answer=answer,
        options=options,
        explanation=_explanation(parts),
        topic=clean(topic_of(block.category)),
        tags=tuple(dict.fromkeys(tag for tag in map(clean, tags) if tag)),
    )


def _explanation(parts: Parts) -> str:
    """Return the general feedback, and below it each answer's own with the answer it speaks of."""
    body = parts.body or ""
    texts = [parts.feedback]
    if truth_of(body) is not None:
        texts += [show(piece) for piece in body.split("#")[1:]]
    else:
        answers = answers_of(body.removeprefix("#"))
        texts += [f"{answer.text}：{answer.feedback}" for answer in answers if answer.feedback]
    return clean("\n".join(_plain(text, parts.text_format) for text in texts if text))


def _answer_text(text: str, question_format: str) -> str:
    """Return an answer as plain text; its own format, where it has one, goes before the question's."""
    bare, own_format = without_format(text)
    return _plain(bare, own_format or question_format)


def _plain(text: str, text_format: str) -> str:
    """Return HTML as plain text; other formats are plain enough."""
    return html.unescape(_TAG.sub("", text)) if text_format == "html" else text


FORMAT = BankFormat(
    name="gift",
    label=N_("GIFT（Moodle 文本）"),
    order=30,
    recognises=recognises,
    read=read,
    write=write,
    losses=gift_losses,
    suffix=".gift",
)
