"""The life of a question: draft → reviewed → active → retired, and who may move it along.

Only active questions are drawn. A text written here must be reviewed by someone other than its author
before it is active, where the event asks for that; what a file brings is in the state that the file says.
"""

from __future__ import annotations

from dataclasses import dataclass

from examapp.domain.errors import ExamError
from examapp.domain.questions import STATUS_ACTIVE, STATUS_RETIRED
from examapp.domain.wording import N_

STATUS_DRAFT = "draft"
STATUS_REVIEWED = "reviewed"
STATUS_NAMES = {
    STATUS_DRAFT: N_("草稿"),
    STATUS_REVIEWED: N_("已审"),
    STATUS_ACTIVE: N_("启用"),
    STATUS_RETIRED: N_("停用"),
}
_NEXT = {
    STATUS_DRAFT: (STATUS_REVIEWED, STATUS_ACTIVE, STATUS_RETIRED),
    STATUS_REVIEWED: (STATUS_ACTIVE, STATUS_DRAFT, STATUS_RETIRED),
    STATUS_ACTIVE: (STATUS_RETIRED, STATUS_DRAFT),
    STATUS_RETIRED: (STATUS_ACTIVE, STATUS_DRAFT),
}


class NoSuchStep(ExamError):
    """题目“{qid}”现在不能改成这个状态。请刷新页面后重试。"""

    code = "no_such_step"


class ReviewedByAuthor(ExamError):
    """题目“{qid}”的内容是您自己写的，要由另一位工作人员审核。"""

    code = "reviewed_by_author"


class NotReviewedYet(ExamError):
    """题目“{qid}”还没有审核，不能启用。请先由另一位工作人员审核。"""

    code = "not_reviewed_yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which steps a question may take.

    `author` wrote the text in force; `written_here` is false for what came in a file; `is_reviewed` says
    that someone reviewed this very text; `review_required` is the event's switch.
    """

    qid: str
    status: str
    author: str
    written_here: bool
    is_reviewed: bool
    review_required: bool

    @property
    def awaits_review(self) -> bool:
        """Whether the text must be reviewed before the question can be active."""
        return self.review_required and self.written_here and not self.is_reviewed


def steps_from(standing: Standing, actor: str) -> tuple[str, ...]:
    """Return the states that this person may give the question now."""
    return tuple(status for status in _NEXT[standing.status] if _refusal(standing, status, actor) is None)


def check_step(standing: Standing, status: str, actor: str) -> None:
    """Raise NoSuchStep, ReviewedByAuthor or NotReviewedYet unless this person may make this step."""
    if refusal := _refusal(standing, status, actor):
        raise refusal


def check_reviewer(standing: Standing, actor: str) -> None:
    """Raise ReviewedByAuthor where the author of the text would review it."""
    if standing.review_required and actor == standing.author:
        raise ReviewedByAuthor(qid=standing.qid)


def status_after_edit(standing: Standing, *, text_changed: bool) -> str:
    """Return the state of a question that was edited here: a new text starts as a draft where reviews count."""
    return STATUS_DRAFT if text_changed and standing.review_required else standing.status


def _refusal(standing: Standing, status: str, actor: str) -> ExamError | None:
    if status not in _NEXT[standing.status]:
        return NoSuchStep(qid=standing.qid)
    if status == STATUS_REVIEWED and standing.review_required and actor == standing.author:
        return ReviewedByAuthor(qid=standing.qid)
    if status == STATUS_ACTIVE and standing.awaits_review:
        return NotReviewedYet(qid=standing.qid)
    return None
