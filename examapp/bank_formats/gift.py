"""GIFT, Moodle's plain text format: read all of it, load the kinds that can be graded here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import clean, excerpt, one_line
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
from examapp.bank_formats.matching_pairs import matching_of
from examapp.bank_formats.picture_box import file_path, picture_file_name
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.weighted_answers import choice_of, right_answers, texts_of
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import (
    JudgeAnswer,
    NumericAnswer,
    NumericRange,
    Question,
)
from examapp.domain.wording import N_

_UNSUPPORTED = {"essay": N_("简答题")}
_BODY = re.compile(r"\{\s{0,100}(?:[=~#}]|(?:T|F|TRUE|FALSE)\s{0,100}[#}])")


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
        rich = RichText(_picture)
        understood = _understood(kind, parts, rich, place, own)
        if understood is not None:
            question = _question(block, parts, understood, rich)
            for what in rich.left_out:
                own.warning("content_left_out", place, what=as_it_is(excerpt(what, 60)))
            assembly.add_question(question, lambda _name: place, own)
            return
    assembly.refuse(own)


def _understood(kind: str, parts: Parts, rich: RichText, place: Place, own: ProblemList) -> Question | None:
    """Return what the braces' text asks, without id and stem, or None with an error."""
    body = parts.body or ""
    if kind == "judge":
        return Question("", "judge", "", JudgeAnswer(bool(truth_of(body))))
    answers = [
        replace(answer, text=_answer_text(answer.text, parts.text_format, rich))
        for answer in answers_of(body.removeprefix("#") if kind == "numeric" else body)
    ]
    found = _READERS[kind](answers, place, own)
    if found is None and not own.has_errors:
        own.error("no_right_answer", place, text=excerpt(parts.stem))
    return found


def _choice(answers: list[GiftAnswer], place: Place, own: ProblemList) -> Question:
    """Read choices: without any `=` several may be right, each with its share of the points."""
    single = any(answer.starred for answer in answers)
    answer, options = choice_of([answer.weighted for answer in answers], place, own, single=single)
    return Question("", "single" if single else "multiple", "", answer, options)


def _blank(answers: list[GiftAnswer], place: Place, own: ProblemList) -> Question | None:
    answer = texts_of([answer.weighted for answer in answers], place, own)
    return Question("", "blank", "", answer) if answer else None


def _numeric(answers: list[GiftAnswer], place: Place, own: ProblemList) -> Question | None:
    ranges: list[NumericRange] = []
    for answer in right_answers([answer.weighted for answer in answers], place, own):
        found = numeric_ranges(answer.text)
        if found is None:
            own.error("unreadable_number", place, text=excerpt(answer.text))
            return None
        ranges.extend(found)
    return Question("", "numeric", "", NumericAnswer(tuple(ranges))) if ranges else None


def _matching(answers: list[GiftAnswer], place: Place, own: ProblemList) -> Question | None:
    pairs = []
    for answer in answers:
        left, arrow, right = answer.text.partition("->")
        if not arrow:
            own.warning("pair_without_arrow", place, text=excerpt(answer.text))
        pairs.append((one_line(left), one_line(right)))
    return matching_of("", pairs, place, own)


_READERS = {"choice": _choice, "blank": _blank, "numeric": _numeric, "matching": _matching}


def _question(block: Block, parts: Parts, understood: Question, rich: RichText) -> Question:
    stem = clean(_plain(parts.stem, parts.text_format, rich))
    ids = [value for name, value in block.attributes if name == "id"]
    titles = [parts.title] if parts.title else []
    tags = [value for name, value in block.attributes if name == "tag"] + titles
    shown = [option.text for option in (*understood.prompts, *understood.options)]
    return replace(
        understood,
        qid=clean(ids[0]) if ids else generated_qid(understood.qtype, stem, shown),
        stem=stem,
        explanation=_explanation(parts, rich),
        topic=clean(topic_of(block.category)),
        tags=tuple(dict.fromkeys(tag for tag in map(clean, tags) if tag)),
    )


def _explanation(parts: Parts, rich: RichText) -> str:
    """Return the general feedback, and below it each answer's own with the answer it speaks of."""
    body = parts.body or ""
    texts = [parts.feedback]
    if truth_of(body) is not None:
        texts += [show(piece) for piece in body.split("#")[1:]]
    else:
        answers = answers_of(body.removeprefix("#"))
        texts += [f"{answer.text}：{answer.feedback}" for answer in answers if answer.feedback]
    return clean("\n".join(_plain(text, parts.text_format, rich) for text in texts if text))


def _answer_text(text: str, question_format: str, rich: RichText) -> str:
    """Return an answer in our markup; its own format, where it has one, goes before the question's."""
    bare, own_format = without_format(text)
    return _plain(bare, own_format or question_format, rich)


def _plain(text: str, text_format: str, rich: RichText) -> str:
    """Return HTML in our markup; other formats are plain enough."""
    return rich.of_html(text) if text_format == "html" else text


def _picture(address: str) -> str | None:
    """Return the name of a picture that may come beside the text; one from the net is never fetched."""
    return None if "//" in address else picture_file_name(file_path(address))


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
