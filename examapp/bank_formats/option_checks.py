"""The checks of options and of the keys that name them."""

from __future__ import annotations

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import ProblemList, Where
from examapp.bank_formats.headers import OPTION_LETTERS
from examapp.domain.problems import Problem as Wording
from examapp.domain.problems import as_it_is
from examapp.domain.questions import Question


def check_keys(question: Question, keys: frozenset[str], where: Where, problems: ProblemList) -> None:
    """Note keys that are missing, name no option, or are too many or too few for the type."""
    written = "".join(sorted(keys))
    missing = sorted(keys - {option.id for option in question.options})
    if not keys:
        problems.error("missing_answer", where("answer"), stem=excerpt(question.stem))
    elif missing and len(question.options) >= 2:
        problems.error(
            "key_without_option",
            where("answer"),
            text=excerpt(written),
            missing=_listed(missing),
        )
    if question.qtype == "single" and len(keys) > 1:
        problems.error("single_with_several_keys", where("answer"), text=excerpt(written))
    if question.qtype == "multiple" and len(keys) == 1:
        problems.warning("multiple_with_one_key", where("answer"), text=excerpt(written))


def _listed(ids: list[str]) -> tuple[Wording, ...]:
    return tuple(as_it_is(excerpt(each, 12)) for each in ids[: len(OPTION_LETTERS)])


def check_options(question: Question, where: Where, problems: ProblemList) -> None:
    """Note options that are missing, empty, alike or wrongly lettered."""
    if len(question.options) < 2:
        problems.error("missing_options", where("options"), stem=excerpt(question.stem))
    ids_of_text: dict[str, list[str]] = {}
    seen: set[str] = set()
    for option in question.options:
        if not option.text:
            problems.error("empty_option", where(f"option {option.id}"), key=excerpt(option.id))
        if option.id in seen:
            problems.error("repeated_option_id", where(f"option {option.id}"), key=excerpt(option.id))
        seen.add(option.id)
        ids_of_text.setdefault("".join(option.text.split()), []).append(option.id)
    _check_gap([option.id for option in question.options], where, problems)
    for text, ids in ids_of_text.items():
        if len(ids) > 1 and text:
            keys = _listed(ids)
            problems.warning("identical_options", where(f"option {ids[-1]}"), keys=keys, text=excerpt(text))


def _check_gap(ids: list[str], where: Where, problems: ProblemList) -> None:
    """Note a letter that is left out before the last one: a cell that was forgotten, or a wrong letter."""
    if not ids or not all(len(each) == 1 and each in OPTION_LETTERS for each in ids):
        return
    last = max(ids)
    left_out = [letter for letter in OPTION_LETTERS[: OPTION_LETTERS.index(last)] if letter not in ids]
    if left_out:
        place = where(f"option {left_out[0]}")
        problems.warning("option_left_out", place, missing=_listed(left_out), last=last)
