"""Uploading a bank: the report comes first, the import only when a person says so."""

from __future__ import annotations

from collections import Counter

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from examapp.bank_formats.registry import formats
from examapp.domain.errors import ExamError
from examapp.services.check_bank_file import BankCheck
from examapp.services.check_upload import checked_upload, prepare_upload
from examapp.services.upload_bank import (
    UploadNotFound,
    UploadReport,
    event_of_upload,
    import_upload,
    keep_upload,
    upload_report,
)
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404

SHOWN_PROBLEMS = 500


class BankUploadForm(FlaskForm):
    """A bank file of any known format."""

    file = FileField(lazy_gettext("题库文件"), [FileRequired(lazy_gettext("请选择要上传的文件。"))])


@pages.route("/events/<int:event_id>/bank/upload", methods=["GET", "POST"])
def upload(event_id: int) -> ResponseReturnValue:
    """Keep the file and lead to its report; nothing is imported yet."""
    event, form = event_or_404(event_id), BankUploadForm()
    if form.validate_on_submit():
        upload_id = _keep(event_id, form.file.data.filename, form.file.data.read())
        return redirect(url_for(".uploaded", event_id=event_id, upload_id=upload_id))
    limit = transactions.collaborators().settings.max_upload_mb
    names = _("、").join(_(each.label) for each in formats())
    page = render_template(
        "coordinator/upload.html", event=event, form=form, limit_mb=limit, format_names=names
    )
    return page, 400 if form.errors else 200


def _keep(event_id: int, filename: str, data: bytes) -> int:
    transactions.let_others_write()
    prepared = prepare_upload(transactions.collaborators().database, filename=filename, data=data)
    return keep_upload(
        transactions.session(),
        event_id=event_id,
        filename=filename,
        data=data,
        prepared=prepared,
        actor=actor(),
        now=transactions.now(),
    )


@pages.get("/events/<int:event_id>/bank/uploads/<int:upload_id>")
def uploaded(event_id: int, upload_id: int) -> ResponseReturnValue:
    """Show what the file holds, what is wrong with it, and what importing it would do."""
    _check_upload(event_id, upload_id)
    return _report_page(event_id, upload_id)


@pages.post("/events/<int:event_id>/bank/uploads/<int:upload_id>/import")
def import_uploaded(event_id: int, upload_id: int) -> ResponseReturnValue:
    """Import the faultless questions of the file."""
    _check_upload(event_id, upload_id)
    try:
        report = _check_of(upload_id).report
        change = import_upload(transactions.session(), upload_id, report, actor(), transactions.now())
    except ExamError as error:
        return _report_page(event_id, upload_id, error), 409
    counts = {"added": len(change.added), "revised": len(change.revised), "same": len(change.unchanged)}
    flash(_("已导入：新增 %(added)s 题，修订 %(revised)s 题，%(same)s 题没有变化。", **counts), "success")
    return redirect(url_for(".bank", event_id=event_id))


def _check_upload(event_id: int, upload_id: int) -> None:
    event_or_404(event_id)
    try:
        owner = event_of_upload(transactions.session(), upload_id)
    except UploadNotFound:
        abort(404)
    if owner != event_id:
        abort(404)


def _check_of(upload_id: int) -> BankCheck:
    """Return what checking the upload found, read without keeping anybody from writing."""
    transactions.let_others_write()
    check = checked_upload(transactions.collaborators().database, upload_id)
    if check is None:
        abort(404)
    return check


def _report_page(event_id: int, upload_id: int, refusal: ExamError | None = None) -> str:
    try:
        check = _check_of(upload_id)
        found: UploadReport | None = upload_report(transactions.session(), upload_id, check)
    except ExamError as error:
        found, refusal = None, error
    return render_template(
        "coordinator/uploaded.html",
        event=event_or_404(event_id),
        upload_id=upload_id,
        found=found,
        counts=_counts(found) if found else {},
        refusal=refusal,
        shown_problems=SHOWN_PROBLEMS,
    )


def _counts(found: UploadReport) -> dict[str, Counter[object]]:
    questions = found.report.questions
    return {
        "qtype": Counter(question.qtype for question in questions),
        "topic": Counter(question.topic for question in questions),
        "difficulty": Counter(question.difficulty for question in questions),
    }
