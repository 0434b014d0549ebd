"""Releasing scores and publishing lists."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.domain.errors import ExamError
from examapp.services.publish_finals_list import publish_finals_list
from examapp.services.release_scores import release_scores
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages
from examapp.web.organizer.publishing_form import PublishForm
from examapp.web.organizer.ranking import ranking_page
from examapp.web.staff_pages import round_or_404


@pages.post("/events/<int:event_id>/rounds/<int:number>/release")
def release(event_id: int, number: int) -> ResponseReturnValue:
    """Let entrants see their results."""
    detail, session = round_or_404(event_id, number), transactions.session()
    try:
        release_scores(session, round_id=detail.id, actor=actor(), now=transactions.now())
    except ExamError as error:
        return ranking_page(detail, refusal=error), 409
    flash(_("成绩已发布，参赛职工登录后可以查看。"), "success")
    return redirect(url_for(".ranking", event_id=event_id, number=number))


@pages.post("/events/<int:event_id>/rounds/<int:number>/publish")
def publish(event_id: int, number: int) -> ResponseReturnValue:
    """Publish the ranking as it is now as a new version of the list."""
    detail, form = round_or_404(event_id, number), PublishForm()
    if not form.validate():
        return ranking_page(detail, form), 400
    try:
        version = publish_finals_list(
            transactions.session(),
            transactions.collaborators().vault,
            round_id=detail.id,
            actor=actor(),
            now=transactions.now(),
            reason=form.reason.data or "",
        )
    except ExamError as error:
        return ranking_page(detail, form, error), 409
    flash(_("晋级名单第 %(n)s 版已公布。", n=version), "success")
    return redirect(url_for(".ranking", event_id=event_id, number=number))
