"""Uploading a bank: the report comes first, the import only when a person says so."""

from __future__ import annotations

from collections.abc import Container

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from examapp.bank_formats.registry import formats
from examapp.bank_formats.report import BankReport
from examapp.domain.errors import ExamError
from examapp.services.check_bank_file import BankCheck
from examapp.services.check_upload import checked_upload, prepare_upload
from examapp.services.compare_bank_file import differences, similar_in_bank, similar_in_file
from examapp.services.mark_workbook import mark_workbook
from examapp.services.upload_bank import (
    UploadNotFound,
    event_of_upload,
    import_upload,
    keep_upload,
    upload_report,
    uploaded_file,
)
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.problem_groups import groups_of, left_out
from examapp.web.staff_pages import download, event_or_404


class BankUploadForm(FlaskForm):
    """A bank file of any known format."""

    file = FileField(lazy_gettext("题库文件"), [FileRequired(lazy_gettext("请选择要上传的文件。"))])


@pages.route("/events/<int:event_id>/bank/upload", methods=["GET", "POST"])
def upload(event_id: int) -> ResponseReturnValue:
    """Keep the file and lead to its report; nothing is imported yet."""
    event, form = event_or_404(event_id), BankUploadForm()
    if form.validate_on_submit():
        upload_id, has_open_asks = _keep(event_id, form.file.data.filename, form.file.data.read())
        page_name = ".bank_layout" if has_open_asks else ".uploaded"
        return redirect(url_for(page_name, event_id=event_id, upload_id=upload_id))
    limit = transactions.collaborators().settings.max_upload_mb
    names = _("、").join(_(each.label) for each in formats())
    page = render_template(
        "coordinator/upload.html", event=event, form=form, limit_mb=limit, format_names=names
    )
    return page, 400 if form.errors else 200


def _keep(event_id: int, filename: str, data: bytes) -> tuple[int, bool]:
    """Keep a file; return its id, and whether something has to be answered before it is reported on."""
    transactions.let_others_write()
    database = transactions.collaborators().database
    prepared = prepare_upload(database, filename=filename, data=data, event_id=event_id)
    upload_id = keep_upload(
        transactions.session(),
        event_id=event_id,
        filename=filename,
        data=data,
        prepared=prepared,
        actor=actor(),
        now=transactions.now(),
    )
    return upload_id, bool(prepared.check.report.open_asks)


@pages.get("/events/<int:event_id>/bank/uploads/<int:upload_id>/marked.xlsx")
def marked_upload(event_id: int, upload_id: int) -> ResponseReturnValue:
    """Give the file back with its faulty cells coloured and commented."""
    _check_upload(event_id, upload_id)
    check = _check_of(upload_id)
    filename, data = uploaded_file(transactions.session(), upload_id)
    transactions.let_others_write()
    found = mark_workbook(data, filename, check, _)
    return download(found.data, found.filename, f"bank-report-{upload_id}.{found.filename[-4:]}")


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
        take = _preferred(report)
        change = import_upload(transactions.session(), upload_id, report, actor(), transactions.now(), take)
    except ExamError as error:
        return _report_page(event_id, upload_id, error), 409
    counts = {"added": len(change.added), "revised": len(change.revised), "same": len(change.unchanged)}
    flash(_("已导入：新增 %(added)s 题，修订 %(revised)s 题，%(same)s 题没有变化。", **counts), "success")
    if ours := len(change.kept) + len(change.conflicts):
        flash(_("另有 %(n)s 题此处改过，保留了此处的内容。", n=ours), "info")
    return redirect(url_for(".bank", event_id=event_id))


def _check_upload(event_id: int, upload_id: int) -> None:
    event_or_404(event_id)
    try:
        owner = event_of_upload(transactions.session(), upload_id)
    except UploadNotFound:
        abort(404)
    if owner != event_id:
        abort(404)


def _preferred(report: BankReport) -> Container[str]:
    """Return the ids of questions changed here of which the person prefers the file's."""
    if "take-every" in request.form:
        return {question.qid for question in report.questions}
    return set(request.form.getlist("take"))


def _check_of(upload_id: int) -> BankCheck:
    """Return what checking the upload found, read without keeping anybody from writing."""
    transactions.let_others_write()
    check = checked_upload(transactions.collaborators().database, upload_id)
    if check is None:
        abort(404)
    return check


def _report_page(event_id: int, upload_id: int, refusal: ExamError | None = None) -> str:
    try:
        context = _report_of(event_id, upload_id)
    except ExamError as error:
        context, refusal = {"found": None}, error
    return render_template(
        "coordinator/uploaded.html",
        event=event_or_404(event_id),
        upload_id=upload_id,
        refusal=refusal,
        **context,
    )


def _report_of(event_id: int, upload_id: int) -> dict[str, object]:
    check = _check_of(upload_id)
    session = transactions.session()
    found = upload_report(session, upload_id, check)
    in_bank, in_bank_total = similar_in_bank(session, event_id=event_id, check=check, change=found.change)
    return {
        "found": found,
        "groups": groups_of(found.report.problems),
        "left_out": left_out(found.report.problems),
        "differences": differences(session, event_id=event_id, check=check, change=found.change),
        "similar": similar_in_file(check),
        "similar_total": len(check.duplicates.pairs),
        "in_bank": in_bank,
        "in_bank_total": in_bank_total,
    }
