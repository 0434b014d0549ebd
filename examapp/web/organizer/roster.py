"""Uploading a roster: the report comes first, the import only when a person says so."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from examapp.domain.errors import ExamError
from examapp.services.check_roster import RosterCheck, check_roster, import_checked_roster
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.organizer.blueprint import pages

SHOWN_PROBLEMS = 500


class RosterForm(FlaskForm):
    """A roster; with the hash of a file whose report was read, it is imported."""

    file = FileField(lazy_gettext("参赛名册文件"), [FileRequired(lazy_gettext("请选择要上传的文件。"))])
    data_hash = HiddenField()


@pages.get("/roster")
def upload_roster() -> ResponseReturnValue:
    """Ask for the file."""
    return _page(RosterForm(None))


@pages.post("/roster")
def check_or_import_roster() -> ResponseReturnValue:
    """Report on the file; import it if it is the one whose report was read just before."""
    form = RosterForm()
    if not form.validate():
        return _page(form), 400
    try:
        checked = check_roster(
            transactions.session(), filename=form.file.data.filename, data=form.file.data.read()
        )
    except ExamError as error:
        return _page(form, refusal=error), 409
    expected = form.data_hash.data
    if expected != checked.data_hash:
        return _page(form, checked, changed=bool(expected))
    return _import(form, checked)


def _import(form: RosterForm, checked: RosterCheck) -> ResponseReturnValue:
    session, vault = transactions.session(), transactions.collaborators().vault
    try:
        change = import_checked_roster(session, vault, checked=checked, actor=actor(), now=transactions.now())
    except ExamError as error:
        return _page(form, checked, refusal=error), 409
    flash(
        _(
            "名册已导入：新增 %(added)s 人，更新 %(updated)s 人，%(same)s 人没有变化；"
            "新单位 %(employers)s 个，新代表队 %(delegations)s 个。",
            added=change.added,
            updated=change.updated,
            same=change.unchanged,
            employers=change.employers_added,
            delegations=change.delegations_added,
        ),
        "success",
    )
    return redirect(url_for(".home"))


def _page(
    form: RosterForm,
    checked: RosterCheck | None = None,
    *,
    changed: bool = False,
    refusal: ExamError | None = None,
) -> str:
    return render_template(
        "organizer/roster.html",
        form=form,
        checked=checked,
        changed=changed,
        refusal=refusal,
        limit_mb=transactions.collaborators().settings.max_upload_mb,
        shown_problems=SHOWN_PROBLEMS,
    )
