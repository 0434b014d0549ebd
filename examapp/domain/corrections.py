"""勘误: what is wrong with a question is put right after the sitting, and every paper with it marked again.

Corrections of a question add up in the order they were decided. A voided question leaves the paper either
with full marks for everybody who drew it, or by rescaling: what the other questions of its type earned is
multiplied by the full marks of the type over those of the questions left, half a centipoint rounded up, so
that nobody gains or loses by having drawn it. Where a type has no question left, its full marks are earned
in the share that the rest of the paper earned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from examapp.domain.errors import ExamError
from examapp.domain.grading import PaperScore, mark_of, response_to, section_scores
from examapp.domain.paper import Paper, PaperItem
from examapp.domain.problems import Problem
from examapp.domain.questions import Answer, Question
from examapp.domain.wording import N_

CorrectionKind = Literal["new_key", "accept", "void_rescale", "void_full", "restore"]
VoidKind = Literal["", "void_rescale", "void_full"]
KIND_LABELS: dict[CorrectionKind, str] = {
    "new_key": N_("改正答案"),
    "accept": N_("增加一个可接受的答案"),
    "void_rescale": N_("作废，其余题目按比例折算"),
    "void_full": N_("作废，抽到的人都得满分"),
    "restore": N_("撤销此前对这道题的勘误"),
}
WITH_ANSWER = frozenset({"new_key", "accept"})


class AnswerMissing(ExamError):
    """“{kind}”需要填写答案。"""

    code = "answer_missing"


class AnswerDoesNotFit(ExamError):
    """这个答案不适合这道题：{why}"""

    code = "answer_does_not_fit"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one question; `answer` is there for a new key and for one accepted beside it."""

    qid: str
    kind: CorrectionKind
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question as it counts: right is what any of the `keys` makes right; `void` says how it left the paper."""

    keys: tuple[Question, ...]
    void: VoidKind = ""


def corrected_questions(
    questions: Mapping[str, Question], corrections: Iterable[Correction]
) -> dict[str, Corrected]:
    """Return, by qid, the questions that corrections changed; raise KeyError for a question unknown."""
    found: dict[str, Corrected] = {}
    for correction in corrections:
        question = questions[correction.qid]
        before = found.get(correction.qid, Corrected((question,)))
        found[correction.qid] = _after(before, question, correction)
    return {qid: corrected for qid, corrected in found.items() if corrected != Corrected((questions[qid],))}


def _after(before: Corrected, question: Question, correction: Correction) -> Corrected:
    match correction.kind:
        case "restore":
            return Corrected((question,))
        case "void_rescale" | "void_full":
            return replace(before, void=correction.kind)
    if correction.answer is None:
        raise AnswerMissing(kind=Problem(KIND_LABELS[correction.kind]))
    other = replace(question, answer=correction.answer)
    if correction.kind == "new_key":
        return Corrected((other,))
    return Corrected((*before.keys, *(() if other in before.keys else (other,))))


def corrected_score(
    paper: Paper,
    questions: Mapping[str, Question],
    responses: Mapping[int, object],
    corrected: Mapping[str, Corrected],
) -> PaperScore:
    """Return the score of a paper as `grade_paper` does, with corrections by qid; without any it is the same."""
    marks, answered = [], 0
    for number, item in enumerate(paper.items, start=1):
        how = corrected.get(item.qid, Corrected((questions[item.qid],)))
        answered += response_to(item, how.keys[0], responses.get(number)) is not None
        marks.append(_mark(item, how, responses.get(number)))
    sections = section_scores(paper, marks)
    voided = [_is_rescaled(corrected.get(item.qid)) for item in paper.items]
    if any(voided):
        sections = _rescaled(paper, sections, voided)
    return PaperScore(sum(sections.values()), sections, tuple(marks), answered)


def _is_rescaled(how: Corrected | None) -> bool:
    return how is not None and how.void == "void_rescale"


def _mark(item: PaperItem, how: Corrected, raw: object) -> int:
    if how.void:
        return item.points if how.void == "void_full" else 0
    return max(mark_of(item, key, response_to(item, key, raw)) for key in how.keys)


def _rescaled(paper: Paper, earned: Mapping[str, int], voided: Sequence[bool]) -> dict[str, int]:
    full = section_scores(paper, [item.points for item in paper.items])
    gone = section_scores(
        paper, [item.points if void else 0 for item, void in zip(paper.items, voided, strict=True)]
    )
    left = {qtype: full[qtype] - gone[qtype] for qtype in full}
    total_left, total_earned = sum(left.values()), sum(earned.values())
    return {
        qtype: _share(earned[qtype], full[qtype], left[qtype])
        if left[qtype]
        else _share(total_earned, full[qtype], total_left)
        for qtype in full
    }


def _share(earned: int, full: int, left: int) -> int:
    """Return earned × full / left, half a centipoint rounded up; nothing where nothing is left."""
    return (2 * earned * full + left) // (2 * left) if left else 0
