"""What staff do with a question besides writing it: review, activate, retire, comment."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.errors import ExamError
from examapp.domain.question_life import STATUS_NAMES
from examapp.services.discuss_question import ThreadNotFound, comment_on_question, resolve_thread
from examapp.services.move_question import move_question, review_question_text
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.questions import question_or_404, question_page

LONGEST_REASON = 500


@pages.post("/events/<int:event_id>/questions/<int:question_id>/status")
def set_status(event_id: int, question_id: int) -> ResponseReturnValue:
    """Move the question along, or note that its text was reviewed."""
    card, wanted = question_or_404(event_id, question_id), request.form.get("status", "")
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    seen = request.form.get("revision", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    act = {"event_id": event_id, "question_id": question_id, "revision": revision}
    session, now = transactions.session(), transactions.now()
    try:
        if wanted == "review":
            review_question_text(session, **act, actor=actor(), now=now, note=reason)
        else:
            move_question(session, **act, status=wanted, actor=actor(), now=now, reason=reason)
    except ExamError as error:
        return question_page(event_id, card, refusal=error, reason=reason), 409
    label = _("已审") if wanted == "review" else _(STATUS_NAMES[wanted])
    flash(_("题目 %(qid)s：%(status)s。", qid=card.current.question.qid, status=label), "success")
    return redirect(url_for(".question", event_id=event_id, question_id=question_id))


@pages.post("/events/<int:event_id>/questions/<int:question_id>/comments")
def comment(event_id: int, question_id: int) -> ResponseReturnValue:
    """Add a comment, as an answer where the form names a thread."""
    card, text = question_or_404(event_id, question_id), request.form.get("text", "")
    thread = request.form.get("thread", "")
    try:
        comment_on_question(
            transactions.session(),
            event_id=event_id,
            question_id=question_id,
            text=text,
            thread_id=_thread_id(thread) if thread else None,
            actor=actor(),
            now=transactions.now(),
        )
    except ExamError as error:
        return question_page(
            event_id, card, comment_refusal=error, comment_text=text, from_thread=thread
        ), 409
    flash(_("意见已提交。"), "success")
    return redirect(url_for(".question", event_id=event_id, question_id=question_id, _anchor="comments"))


@pages.post("/events/<int:event_id>/questions/<int:question_id>/threads/<int:thread_id>")
def resolve(event_id: int, question_id: int, thread_id: int) -> ResponseReturnValue:
    """Resolve a thread, or open it again."""
    card = question_or_404(event_id, question_id)
    try:
        resolve_thread(
            transactions.session(),
            event_id=event_id,
            question_id=question_id,
            thread_id=thread_id,
            resolved=request.form.get("resolved") == "yes",
            actor=actor(),
            now=transactions.now(),
        )
    except ThreadNotFound as error:
        return question_page(event_id, card, comment_refusal=error), 404
    return redirect(url_for(".question", event_id=event_id, question_id=question_id, _anchor="comments"))


def _thread_id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ThreadNotFound
    return int(text)
