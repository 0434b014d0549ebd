"""Answers that a drafted stem or its options give away: taken out where that is safe, else named."""

from __future__ import annotations

import re
from dataclasses import replace

from examapp.bank_formats.answer_in_stem import bracket_answer
from examapp.bank_formats.answer_texts import judgement_of, keys_of
from examapp.bank_formats.cleaning import compact, excerpt, half_width
from examapp.bank_formats.draft import Draft, ProblemList
from examapp.bank_formats.headers import ENGLISH
from examapp.domain.questions import Answer, BlankAnswer, ChoiceAnswer, JudgeAnswer

_LABELLED = re.compile(
    r"(?:答案|应选|故选)\s{0,3}(?:应为|为|是)?\s{0,3}[:：]?\s{0,3}([A-Z](?:[、,， ]?[A-Z]){0,9})(?![A-Za-z])"
)
_UNDERLINED = re.compile(
    r"_{1,20}\s{0,5}([A-Z](?:[、,， ]?[A-Z]){0,9}|[√✓✔×✗✘]|对|错|正确|错误)\s{0,5}_{1,20}"
)
_AT_THE_END = re.compile(r"(?:[。.！!？?\s]\s{0,20}(对|错|正确|错误|[TFY])|([√✓✔☑×✗✘✕]))\s{0,5}[。.]?$")
_BRACKETED = re.compile(r"[（(\[【]\s{0,5}([^（）()\[\]【】]{1,60}?)\s{0,5}[)）\]】]")
_BLANK = re.compile(r"_{2,}|＿{2,}|[（(]\s{0,20}[)）]")
_MARKED_RIGHT = re.compile(r"^[√✓✔☑]|[√✓✔☑]$|[（(]\s{0,3}正确(?:答案|选项)?\s{0,3}[)）]")
_LETTER = re.compile(r"[(（]?\s{0,3}([A-Za-zＡ-Ｚ])\s{0,3}[.、．:：)）]\s{0,5}\S")


def without_given_away(draft: Draft, answer: Answer, problems: ProblemList) -> Draft:
    """Empty the bracket of either stem where it gives the answer away, and name whatever else does."""
    for name in ("stem", f"stem{ENGLISH}"):
        draft = _without_given_away_in(name, draft, answer, problems)
    if isinstance(answer, ChoiceAnswer):
        _name_other_letters(draft, problems)
        _name_marked_options(draft, problems)
    return draft


def _without_given_away_in(name: str, draft: Draft, answer: Answer, problems: ProblemList) -> Draft:
    options = list(draft.options) if isinstance(answer, ChoiceAnswer) else []
    found = bracket_answer(draft.text(name), options, isinstance(answer, JudgeAnswer))
    if found is not None and _says(found[0], answer):
        problems.warning("answer_in_stem", draft.where(name), text=excerpt(found[0]))
        draft = replace(draft, texts={**draft.texts, name: found[1]})
    elif found is not None and isinstance(answer, ChoiceAnswer | JudgeAnswer):
        problems.warning(
            "other_answer_in_stem",
            draft.where(name),
            text=excerpt(found[0]),
            answer=excerpt(draft.text("answer")),
        )
    if shown := _shown(draft.text(name), answer):
        problems.warning("answer_shown_in_stem", draft.where(name), text=excerpt(shown))
    return draft


def _says(written: str, answer: Answer) -> bool:
    if isinstance(answer, ChoiceAnswer):
        return keys_of(written) == answer.keys
    return isinstance(answer, JudgeAnswer) and judgement_of(written) is answer.value


def _shown(stem: str, answer: Answer) -> str | None:
    """Return the words of a stem that anybody reads as the answer; None where it only might be one."""
    if isinstance(answer, ChoiceAnswer):
        patterns = [_LABELLED, _UNDERLINED]
    elif isinstance(answer, JudgeAnswer):
        patterns = [_UNDERLINED, _AT_THE_END]
    elif isinstance(answer, BlankAnswer) and not _BLANK.search(stem):
        accepted = {compact(text) for blank in answer.blanks for text in blank}
        return next((match[1] for match in _BRACKETED.finditer(stem) if compact(match[1]) in accepted), None)
    else:
        return None
    found = (match for pattern in patterns for match in pattern.finditer(half_width(stem)))
    return next(
        (match[0].strip() for match in found if _says(next(filter(None, match.groups())), answer)), None
    )


def _name_other_letters(draft: Draft, problems: ProblemList) -> None:
    """Warn where every option begins with a letter, and not with its own: which one does the answer mean?"""
    written = [(letter, _LETTER.match(text)) for letter, text in draft.options if text.strip()]
    begun = [(letter, half_width(match[1]).upper()) for letter, match in written if match]
    if len(begun) < max(2, len(written)) or len({word for _, word in begun}) < len(begun):
        return
    for letter, word in begun:
        if letter != word:
            problems.warning(
                "option_with_other_letter", draft.where(f"option {letter}"), key=letter, text=word
            )
            return


def _name_marked_options(draft: Draft, problems: ProblemList) -> None:
    """Warn where an option, and not every one, bears a sign that it is right."""
    filled = [(letter, text.strip()) for letter, text in draft.options if text.strip()]
    marked = [(letter, text) for letter, text in filled if _MARKED_RIGHT.search(text)]
    if marked and len(marked) < len(filled):
        letter, text = marked[0]
        problems.warning(
            "option_marked_right", draft.where(f"option {letter}"), key=letter, text=excerpt(text)
        )
