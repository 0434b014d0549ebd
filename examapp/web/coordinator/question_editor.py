"""The editor: a new question, a change to one, the checks of the import at once, a phone beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from examapp.bank_formats.report import Problem
from examapp.domain.errors import ExamError
from examapp.domain.questions import Question
from examapp.services.bring_pictures import bring_pictures, prepare_brought
from examapp.services.compare_revisions import FieldChange, changes_between
from examapp.services.edit_question import (
    CheckedDraft,
    EditedMeanwhile,
    check_draft,
    create_question,
    revise_question,
)
from examapp.services.list_questions import bank_facets
from examapp.services.question_fragments import fragments_of
from examapp.services.question_switches import reviews_required
from examapp.services.show_bank import QuestionCard
from examapp.web import transactions
from examapp.web.auth import actor
from examapp.web.coordinator.blueprint import pages
from examapp.web.coordinator.editor_rows import option_rows, with_parts_changed
from examapp.web.coordinator.question_editors import EDITORS
from examapp.web.coordinator.questions import phone_page, question_or_404
from examapp.web.coordinator.typed_questions import Typed, draft_of, part_numbers, prefix_of, typed_of
from examapp.web.staff_fields import named_fields
from examapp.web.staff_pages import event_or_404

LONGEST_REASON = 500
_PART_TYPE = re.compile(r"part [0-9]+ qtype")


@dataclass(frozen=True)
class Conflict:
    """What somebody else changed while this was typed, and what saving now would change in that."""

    theirs: tuple[FieldChange, ...]
    mine: tuple[FieldChange, ...]


@pages.get("/events/<int:event_id>/questions/new")
def new_question(event_id: int) -> ResponseReturnValue:
    """Show an empty form for a question of the type that the address names."""
    qtype = request.args.get("qtype", "")
    typed = Typed({"qtype": qtype if qtype in EDITORS else "single", "pool": "public"})
    for first in EDITORS[typed["qtype"]].part_types[:1]:
        typed[f"{prefix_of(1)}qtype"] = first
    return _editor(event_id, typed)


@pages.post("/events/<int:event_id>/questions/new")
def create(event_id: int) -> ResponseReturnValue:
    """Save the question as a draft, or only check it."""
    typed = _typed()
    brought = _pictures_brought(event_id)
    if "-part-" in typed.get("act", ""):
        return _editor(event_id, with_parts_changed(typed, typed["act"]))
    checked = _checked(event_id, typed, problems=brought)
    if typed.get("act") == "check":
        return _editor(event_id, typed, checked)
    if checked.question is None:
        return _editor(event_id, typed, checked), 400
    try:
        question_id = create_question(
            transactions.session(),
            event_id=event_id,
            question=checked.question,
            actor=actor(),
            now=transactions.now(),
            reason=_reason(typed),
        )
    except ExamError as error:
        return _editor(event_id, typed, checked, refusal=error), 409
    written = question_or_404(event_id, question_id).current.question
    flash(_("题目 %(qid)s 已保存为草稿。", qid=written.qid), "success")
    return redirect(url_for(".question", event_id=event_id, question_id=question_id))


@pages.get("/events/<int:event_id>/questions/<int:question_id>/edit")
def edit_question(event_id: int, question_id: int) -> ResponseReturnValue:
    """Show the form filled with the question in force."""
    card = question_or_404(event_id, question_id)
    typed = typed_of(card.current.question)
    typed["base"] = str(card.current.number)
    return _editor(event_id, typed, card=card)


@pages.post("/events/<int:event_id>/questions/<int:question_id>/edit")
def save_question(event_id: int, question_id: int) -> ResponseReturnValue:
    """Save what was typed as a new revision, or only check it."""
    brought = _pictures_brought(event_id)
    card, typed = question_or_404(event_id, question_id), _typed()
    typed["qid"], typed["qtype"] = card.current.question.qid, card.current.question.qtype
    if "-part-" in typed.get("act", ""):
        return _editor(event_id, with_parts_changed(typed, typed["act"]), card=card)
    checked = _checked(event_id, typed, question_id, brought)
    if typed.get("act") == "check":
        return _editor(event_id, typed, checked, card)
    if checked.question is None:
        return _editor(event_id, typed, checked, card), 400
    return _save(event_id, card, typed, checked, checked.question)


@pages.post("/events/<int:event_id>/questions/check")
def check_question_typed(event_id: int) -> ResponseReturnValue:
    """Return what the checks say of what is being typed, and what a phone would show, both as HTML."""
    event_or_404(event_id)
    typed = _typed()
    checked = _checked(event_id, typed, _whole(typed.get("question_id", "")))
    problems = render_template("coordinator/editor_problems.html", problems=checked.problems)
    return jsonify(problems=problems, preview=_preview(checked))


def _save(
    event_id: int, card: QuestionCard, typed: Typed, checked: CheckedDraft, question: Question
) -> ResponseReturnValue:
    before = card.current.number
    try:
        number = revise_question(
            transactions.session(),
            event_id=event_id,
            question_id=card.id,
            base=_whole(typed.get("base", "")) or 0,
            question=question,
            actor=actor(),
            now=transactions.now(),
            reason=_reason(typed),
        )
    except EditedMeanwhile as error:
        return _conflict_page(event_id, card, typed, checked, error), 409
    except ExamError as error:
        return _editor(event_id, typed, checked, card, refusal=error), 409
    if number == before:
        flash(_("没有改动，没有新的版本。"), "info")
    else:
        flash(_("已保存为第 %(n)s 版。", n=number), "success")
    return redirect(url_for(".question", event_id=event_id, question_id=card.id))


def _conflict_page(
    event_id: int, card: QuestionCard, typed: Typed, checked: CheckedDraft, error: EditedMeanwhile
) -> str:
    """Return the form with everything typed kept, and saving again meant for the revision shown now."""
    base = _whole(typed.get("base", ""))
    earlier = next((each.question for each in card.revisions if each.number == base), None)
    current, mine = card.current.question, checked.question
    # What is typed says nothing of the state.
    own = changes_between(current, replace(mine, status=current.status)) if mine else ()
    conflict = Conflict(changes_between(earlier, current), own)
    typed["base"] = str(card.current.number)
    return _editor(event_id, typed, checked, card, refusal=error, conflict=conflict)


def _editor(
    event_id: int,
    typed: Typed,
    checked: CheckedDraft | None = None,
    card: QuestionCard | None = None,
    refusal: ExamError | None = None,
    conflict: Conflict | None = None,
) -> str:
    session = transactions.session()
    shown = checked or (_checked(event_id, typed, card.id) if card else None)
    return render_template(
        "coordinator/editor.html",
        event=event_or_404(event_id),
        typed=typed,
        card=card,
        editor=EDITORS[typed["qtype"]],
        editors=EDITORS,
        option_rows=option_rows,
        part_numbers=part_numbers,
        facets=bank_facets(session, event_id),
        checked=checked,
        preview=_preview(shown),
        refusal=refusal,
        conflict=conflict,
        review_required=reviews_required(session, event_id),
    )


def _preview(checked: CheckedDraft | None) -> str:
    question = checked.question if checked else None
    if question is None:
        return render_template("coordinator/nothing_on_phone.html")
    fragments = fragments_of(transactions.session(), [question])[question.qid]
    return phone_page(question, fragments, can_try=False)


def _checked(
    event_id: int, typed: Typed, question_id: int | None = None, problems: tuple[Problem, ...] = ()
) -> CheckedDraft:
    draft = draft_of(typed, is_new=question_id is None)
    found = check_draft(transactions.session(), event_id=event_id, draft=draft, question_id=question_id)
    # A picture that can't be shown keeps the question open, so that it isn't saved without.
    return CheckedDraft(None if problems else found.question, (*problems, *found.problems))


def _pictures_brought(event_id: int) -> tuple[Problem, ...]:
    """Store the pictures sent with the form and return what is wrong with others.

    They stay although the question may be refused: a browser sends no file twice by itself.
    """
    files = {file.filename: file.read() for file in request.files.getlist("pictures") if file.filename}
    if not files:
        return ()
    transactions.let_others_write()
    brought = prepare_brought(files)
    bring_pictures(
        transactions.session(),
        event_id=event_id,
        brought=brought,
        actor=actor(),
        now=transactions.now(),
    )
    transactions.keep_changes()
    return brought.problems


def _typed() -> Typed:
    """Return the form's fields; line ends as everywhere, and types that there are."""
    fields = named_fields(request.form)
    typed = Typed((name, value.replace("\r\n", "\n")) for name, value in fields.items(multi=True))
    if typed.get("qtype") not in EDITORS:
        typed["qtype"] = "single"
    for name in [name for name in typed if _PART_TYPE.fullmatch(name) and typed[name] not in EDITORS]:
        typed[name] = "single"
    return typed


def _reason(typed: Typed) -> str:
    return typed.get("reason", "").strip()[:LONGEST_REASON]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
