"""From a draft to a question: what its words mean."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from examapp.bank_formats.answer_texts import (
    blanks_of,
    has_repeated_key,
    judgement_of,
    key_named_by_text,
    keys_of,
    ranges_of,
)
from examapp.bank_formats.cleaning import clean, excerpt, half_width, has_unshowable, one_line
from examapp.bank_formats.draft import Draft, ProblemList, field_label
from examapp.bank_formats.drafted_values import (
    TYPES_WITH_OPTIONS,
    drafted_difficulty,
    drafted_points,
    drafted_pool,
    drafted_status,
    drafted_translations,
    order_answer,
    pairs_answer,
)
from examapp.bank_formats.given_away import without_given_away
from examapp.bank_formats.pair_texts import prompts_of
from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.question_words import (
    CHOICE,
    SUBJECTIVE,
    TYPE_LABELS,
    type_of,
)
from examapp.domain.problems import Problem as Wording
from examapp.domain.questions import (
    COMPOSITE_QTYPES,
    Answer,
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    NumericAnswer,
    Option,
    PartsAnswer,
    Question,
)


def question_of(draft: Draft, problems: ProblemList) -> Question | None:
    """Return the question the draft spells, or None with an error that says why not."""
    draft = _cleaned(draft, problems)
    qtype = _type(draft, problems)
    if not draft.text("stem"):
        problems.error("missing_stem", draft.where("stem"))
    elif qtype in COMPOSITE_QTYPES:
        return _with_parts(draft, qtype, problems)
    elif draft.parts:
        problems.error("stray_part", draft.place)
    elif qtype and not draft.text("answer"):
        problems.error("missing_answer", draft.where("answer"), stem=excerpt(draft.text("stem")))
    elif qtype:
        answer = _answer(draft, qtype, problems)
        if answer is not None:
            return _question(without_given_away(draft, answer, problems), qtype, answer, problems)
    return None


def answer_of(draft: Draft, qtype: str, problems: ProblemList) -> Answer | None:
    """Return the answer that the draft spells for a question of this type, or None with an error."""
    return _answer(draft, qtype, problems)


def generated_qid(qtype: str, stem: str, options: Sequence[str]) -> str:
    """Return an id made of the question's type, stem and options: the same question gets the same id again.

    The key is not part of it, so that a corrected key is a revision and not another question.
    """
    content = "\x00".join((qtype, stem, *sorted(options)))
    return "auto-" + hashlib.sha256(content.encode()).hexdigest()[:16]


def qid_for(question: Question) -> str:
    """Return the id made of the question's type and texts; of parts and prompts too."""
    options = [each.text for each in (*question.options, *question.prompts)]
    parts = [text for part in question.parts for text in (part.stem, *(each.text for each in part.options))]
    return generated_qid(question.qtype, question.stem, [*options, *parts])


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a cell: parted by `;` or a new line, each once, in their order."""
    if not text:
        return ()
    tags = (tag.strip() for tag in re.split(r"[;；\n]", text))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _cleaned(draft: Draft, problems: ProblemList) -> Draft:
    texts = {name: clean(text) for name, text in draft.texts.items()}
    for name, text in draft.texts.items():
        # What needs no cleaning comes back as the very same text.
        if texts[name] is not text and has_unshowable(text):
            problems.warning(
                "removed_characters", draft.where(name), field=Wording(field_label(name)), text=excerpt(text)
            )
    for letter, text in draft.options:
        if has_unshowable(text):
            problems.warning(
                "removed_characters", draft.where(f"option {letter}"), field=letter, text=excerpt(text)
            )
    options = tuple((letter, cleaned) for letter, text in draft.options if (cleaned := clean(text)))
    return replace(draft, texts=texts, options=options)


def _with_parts(draft: Draft, qtype: str, problems: ProblemList) -> Question | None:
    """Return the question with all of its parts; None when one of them can't be read."""
    parts = [_part(part, number, qtype, problems) for number, part in enumerate(draft.parts, start=1)]
    if None in parts:
        return None
    question = _question(draft, qtype, PartsAnswer(), problems)
    question = replace(question, parts=tuple(part for part in parts if part))
    return question if draft.text("qid") else replace(question, qid=qid_for(question))


def _part(draft: Draft, number: int, qtype: str, problems: ProblemList) -> Question | None:
    """Return the part with none of the fields that only whole questions have."""
    # The stem of a gap is the text around it.
    stem = {"stem": "-"} if qtype == "cloze" and not draft.text("stem") else {}
    whole = replace(draft, texts={**draft.texts, "qid": str(number), **stem}, type_hint="")
    read = None if draft.is_damaged else question_of(whole, problems)
    if read is None:
        problems.error("part_not_read", draft.place)
        return None
    part = Question(
        read.qid, read.qtype, "" if stem else read.stem, read.answer, read.options, read.explanation
    )
    return replace(part, points=read.points, translations=read.translations, prompts=read.prompts)


def _type(draft: Draft, problems: ProblemList) -> str | None:
    written = draft.text("qtype")
    qtype = type_of(written) if written else type_of(draft.type_hint)
    if written and qtype is None:
        problems.error("unknown_type", draft.where("qtype"), text=excerpt(written))
    elif qtype == SUBJECTIVE:
        problems.error("not_gradable", draft.where("qtype"), text=excerpt(written or draft.type_hint))
    elif qtype is None:
        return _guessed_type(draft, problems)
    elif qtype == CHOICE:
        keys = keys_of(draft.text("answer"))
        return _guessed(draft, "multiple", problems) if keys and len(keys) > 1 else "single"
    else:
        return qtype
    return None


def _guessed_type(draft: Draft, problems: ProblemList) -> str | None:
    answer = draft.text("answer")
    keys = keys_of(answer)
    if not answer:
        return "single" if draft.options else "blank"
    if draft.options:
        # X and Y are axes more often than 错 and 对.
        judged = [
            judgement_of(text) for _, text in draft.options if half_width(text).lower() not in ("x", "y")
        ]
        if sorted(map(str, judged)) == ["False", "True"]:
            return _guessed(draft, "judge", problems)
        return _guessed(draft, "multiple" if keys and len(keys) > 1 else "single", problems)
    if judgement_of(answer) is not None:
        return _guessed(draft, "judge", problems)
    if keys is not None and len(half_width(answer)) < 8:
        problems.error("missing_options", draft.place, stem=excerpt(draft.text("stem")))
        return None
    numeric = ranges_of(answer) is not None and not re.fullmatch(r"[\d.;]+", half_width(answer))
    return _guessed(draft, "numeric" if numeric else "blank", problems)


def _guessed(draft: Draft, qtype: str, problems: ProblemList) -> str:
    text = excerpt(draft.text("answer"))
    problems.warning("type_guessed", draft.where("answer"), text=text, qtype=Wording(TYPE_LABELS[qtype]))
    return qtype


def _answer(draft: Draft, qtype: str, problems: ProblemList) -> Answer | None:
    text = draft.text("answer")
    if qtype == "judge":
        return _judge_answer(draft, problems)
    if qtype == "blank":
        return BlankAnswer(blanks_of(text), _blanks_ordered(draft, problems))
    if qtype == "numeric":
        ranges = ranges_of(text)
        if ranges is None:
            problems.error("unreadable_number", draft.where("answer"), text=excerpt(text))
            return None
        return NumericAnswer(ranges, one_line(draft.text("unit")))
    if qtype == "matching":
        return pairs_answer(draft, problems)
    if qtype == "ordering":
        return order_answer(draft, problems)
    return _choice_answer(draft, problems)


def _choice_answer(draft: Draft, problems: ProblemList) -> ChoiceAnswer | None:
    text = draft.text("answer")
    keys = keys_of(text)
    letters = {letter for letter, _ in draft.options}
    if keys is None or not keys <= letters:
        quoted = key_named_by_text(text, draft.options)
        if quoted:
            problems.warning("answer_from_text", draft.where("answer"), text=excerpt(text), key=quoted)
            return ChoiceAnswer(frozenset(quoted))
    if keys is None:
        problems.error("unreadable_choice_answer", draft.where("answer"), text=excerpt(text))
        return None
    if has_repeated_key(text):
        problems.warning(
            "repeated_key", draft.where("answer"), text=excerpt(text), keys="".join(sorted(keys))
        )
    return ChoiceAnswer(keys)


def _judge_answer(draft: Draft, problems: ProblemList) -> JudgeAnswer | None:
    """Read the answer's own word, or the option it names when 对 and 错 were written as options."""
    text = draft.text("answer")
    options = dict(draft.options)
    value = judgement_of(options.get(half_width(text).upper(), text))
    if value is None:
        problems.error("unreadable_judge_answer", draft.where("answer"), text=excerpt(text))
        return None
    return JudgeAnswer(value)


def _blanks_ordered(draft: Draft, problems: ProblemList) -> bool:
    text = draft.text("blank_order")
    if text and text not in ("按序", "任意"):
        problems.error("bad_blank_order", draft.where("blank_order"), text=excerpt(text))
    return text != "任意"


def _question(draft: Draft, qtype: str, answer: Answer, problems: ProblemList) -> Question:
    options = _options(draft, qtype, problems) if qtype in TYPES_WITH_OPTIONS else ()
    question = Question(
        qid=draft.text("qid"),
        qtype=qtype,
        stem=draft.text("stem"),
        answer=answer,
        options=options,
        explanation=draft.text("explanation"),
        difficulty=drafted_difficulty(draft, problems),
        topic=draft.text("topic"),
        points=drafted_points(draft, problems),
        pool=drafted_pool(draft, problems),
        source=draft.text("source"),
        image=draft.text("image"),
        status=drafted_status(draft, problems),
        event=draft.text("event"),
        tags=tags_of(draft.text("tags")),
        translations=drafted_translations(draft, qtype),
        prompts=prompts_of(draft.text("prompts")) if qtype == "matching" else (),
    )
    return question if question.qid else replace(question, qid=qid_for(question))


def _options(draft: Draft, qtype: str, problems: ProblemList) -> tuple[Option, ...]:
    written = draft.text("pinned") or ("无" if qtype == "ordering" else "")
    if not written:
        kept = pinned_ids(draft.options)
        return tuple(Option(letter, text, letter in kept) for letter, text in draft.options)
    pinned = frozenset() if written == "无" else keys_of(written)
    if pinned is None or not pinned <= {letter for letter, _ in draft.options}:
        problems.warning("bad_pinned", draft.where("pinned"), text=excerpt(written))
    return tuple(Option(letter, text, letter in (pinned or ())) for letter, text in draft.options)
