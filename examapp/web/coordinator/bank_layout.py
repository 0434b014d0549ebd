"""Asking once how a bank file is to be read, between its upload and its report; and what is remembered of it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.bank_formats.asks import Ask
from examapp.bank_formats.draft import FIELD_LABELS
from examapp.bank_formats.layouts.column_asks import CHOOSABLE, CHOOSABLE_OPTIONS, fields_of_answer
from examapp.bank_formats.registry import OPEN_CODES
from examapp.bank_formats.report import BankReport
from examapp.bank_formats.table_rows import answer_text
from examapp.domain.errors import ExamError
from examapp.services.choose_bank_layout import (
    choose_layout,
    default_answers,
    pictures_of,
    read_upload,
)
from examapp.services.remember_bank_layout import LayoutNotFound, forget_layout, known_layouts
from examapp.services.upload_bank import UploadNotFound, event_of_upload
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.staff_pages import event_or_404

NOT_READ = "-"
SHOWN_QUESTIONS = 5
SHOWN_PROBLEMS = 5


@pages.get("/events/<int:event_id>/bank/uploads/<int:upload_id>/layout")
def bank_layout(event_id: int, upload_id: int) -> ResponseReturnValue:
    """Show what the file leaves open, with examples, and what it holds if the proposals are right."""
    _check_owner(event_id, upload_id)
    transactions.let_others_write()
    database = transactions.collaborators().database
    asked = read_upload(database, upload_id)
    if not asked.asks:
        return redirect(url_for(".uploaded", event_id=event_id, upload_id=upload_id))
    answers = default_answers(asked)
    preview = read_upload(database, upload_id, answers) if asked.open_asks else asked
    return _page(event_id, upload_id, preview, answers)


@pages.post("/events/<int:event_id>/bank/uploads/<int:upload_id>/layout")
def choose_bank_layout(event_id: int, upload_id: int) -> ResponseReturnValue:
    """Show what the answers make of the file, or read it so from now on."""
    _check_owner(event_id, upload_id)
    transactions.let_others_write()
    answers = _answers()
    database = transactions.collaborators().database
    report = read_upload(database, upload_id, answers)
    is_final = request.form.get("act") == "save"
    if not is_final or report.open_asks:
        page = _page(event_id, upload_id, report, answers, has_missed_some=is_final)
        return page, 400 if is_final else 200
    try:
        choose_layout(
            transactions.session(),
            upload_id,
            report,
            actor=actor(),
            now=transactions.now(),
            pictures=pictures_of(database, report),
        )
    except ExamError as error:
        return _page(event_id, upload_id, report, answers, refusal=error), 409
    flash(_("已按您的选择读取；以后同样版式的文件不再询问。"), "success")
    return redirect(url_for(".uploaded", event_id=event_id, upload_id=upload_id))


@pages.get("/events/<int:event_id>/bank/layouts")
def bank_layouts(event_id: int) -> ResponseReturnValue:
    """Show how files of known layouts are read."""
    layouts = known_layouts(transactions.session(), event_id)
    return render_template("coordinator/layouts.html", event=event_or_404(event_id), layouts=layouts)


@pages.post("/events/<int:event_id>/bank/layouts/<int:layout_id>/remove")
def remove_bank_layout(event_id: int, layout_id: int) -> ResponseReturnValue:
    """Forget how files of a layout are read; the next one is asked about again."""
    event_or_404(event_id)
    try:
        forget_layout(
            transactions.session(),
            event_id=event_id,
            layout_id=layout_id,
            actor=actor(),
            now=transactions.now(),
        )
    except LayoutNotFound:
        abort(404)
    flash(_("已删除。下一个这种版式的文件会再次询问。"), "success")
    return redirect(url_for(".bank_layouts", event_id=event_id))


def _check_owner(event_id: int, upload_id: int) -> None:
    event_or_404(event_id)
    try:
        owner = event_of_upload(transactions.session(), upload_id)
    except UploadNotFound:
        abort(404)
    if owner != event_id:
        abort(404)


def _answers() -> dict[str, str]:
    """Return the answers of the form; the fields of columns, one list each, are one answer."""
    answers = {name[2:]: value for name, value in request.form.items() if name.startswith("a:")}
    for name in request.form:
        if name.startswith("c:"):
            fields = [field if field else NOT_READ for field in request.form.getlist(name)]
            answers[name[2:]] = ",".join(fields)
    return answers


def _page(
    event_id: int,
    upload_id: int,
    report: BankReport,
    answers: dict[str, str],
    *,
    has_missed_some: bool = False,
    refusal: ExamError | None = None,
) -> str:
    return render_template(
        "coordinator/layout.html",
        event=event_or_404(event_id),
        upload_id=upload_id,
        report=report,
        asks=[(ask, _chosen(ask, answers)) for ask in report.asks],
        fields=CHOOSABLE,
        labels=FIELD_LABELS,
        option_letters=CHOOSABLE_OPTIONS,
        preview=[(question, answer_text(question.answer)) for question in report.questions[:SHOWN_QUESTIONS]],
        problems=[each for each in report.problems if each.code not in OPEN_CODES],
        shown_problems=SHOWN_PROBLEMS,
        has_missed_some=has_missed_some,
        refusal=refusal,
    )


def _chosen(ask: Ask, answers: dict[str, str]) -> list[str]:
    """Return what is chosen for an ask: its choice, or the field of each column."""
    answer = ask.answer or answers.get(ask.key) or ask.default or ""
    if not ask.columns:
        return [answer]
    fields = fields_of_answer(answer) or []
    return [*fields, *[""] * len(ask.columns)][: len(ask.columns)]
