"""What single texts of a draft say: its difficulty, points, pool, status, pairs, order and English."""

from __future__ import annotations

from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.draft import Draft, ProblemList
from examapp.bank_formats.headers import ENGLISH
from examapp.bank_formats.option_texts import without_own_letters
from examapp.bank_formats.pair_texts import numbered_lines, order_of, pairs_of, prompts_of
from examapp.bank_formats.question_words import difficulty_of, points_of, pool_of, status_of
from examapp.domain.questions import POOL_PUBLIC, STATUS_ACTIVE, MatchingAnswer, OrderAnswer, Translation

TYPES_WITH_OPTIONS = ("single", "multiple", "matching", "ordering")


def drafted_translations(draft: Draft, qtype: str) -> tuple[Translation, ...]:
    """Return the English of a draft, none where it says nothing."""
    if not any(name.endswith(ENGLISH) for name in draft.texts):
        return ()
    options = [
        (name[len("option ") : -len(ENGLISH)], text)
        for name, text in sorted(draft.texts.items())
        if name.startswith("option ") and text
    ]
    english = Translation(
        "en",
        draft.text(f"stem{ENGLISH}"),
        tuple(without_own_letters(options)) if qtype in TYPES_WITH_OPTIONS else (),
        draft.text(f"explanation{ENGLISH}"),
        numbered_lines(draft.text(f"prompts{ENGLISH}")) if qtype == "matching" else (),
    )
    return (english,) if english != Translation("en") else ()


def drafted_difficulty(draft: Draft, problems: ProblemList) -> int | None:
    """Return 1 to 5, or None with a warning for an unknown word."""
    text = draft.text("difficulty")
    difficulty = difficulty_of(text)
    if text and difficulty is None:
        problems.warning("bad_difficulty", draft.where("difficulty"), text=excerpt(text))
    return difficulty


def drafted_points(draft: Draft, problems: ProblemList) -> int | None:
    """Return centipoints, or None with a warning for what is no number."""
    text = draft.text("points")
    points = points_of(text)
    if text and points is None:
        problems.warning("bad_points", draft.where("points"), text=excerpt(text))
    return points


def drafted_pool(draft: Draft, problems: ProblemList) -> str:
    """Return the pool; an unknown word is an error."""
    text = draft.text("pool")
    pool = pool_of(text) if text else POOL_PUBLIC
    if pool is None:
        problems.error("bad_pool", draft.where("pool"), text=excerpt(text))
    return pool or POOL_PUBLIC


def drafted_status(draft: Draft, problems: ProblemList) -> str:
    """Return the status; an unknown word is an error."""
    text = draft.text("status")
    status = status_of(text) if text else STATUS_ACTIVE
    if status is None:
        problems.error("bad_status", draft.where("status"), text=excerpt(text))
    return status or STATUS_ACTIVE


def pairs_answer(draft: Draft, problems: ProblemList) -> MatchingAnswer | None:
    """Return the pairs, or None with an error for what says none."""
    answer = pairs_of(draft.text("answer"), prompts_of(draft.text("prompts")))
    if answer is None:
        problems.error("unreadable_pairs", draft.where("answer"), text=excerpt(draft.text("answer")))
    return answer


def order_answer(draft: Draft, problems: ProblemList) -> OrderAnswer | None:
    """Return the order, or None with an error for what says none."""
    answer = order_of(draft.text("answer"))
    if answer is None:
        problems.error("unreadable_order", draft.where("answer"), text=excerpt(draft.text("answer")))
    return answer
