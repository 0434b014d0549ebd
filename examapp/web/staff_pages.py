"""What the staff's pages share: finding things by address, files to download, sentences of refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext
from werkzeug.http import dump_options_header
from werkzeug.urls import iri_to_uri

from examapp.bank_formats.draft import FIELD_LABELS
from examapp.domain.advancement import State
from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.errors import ExamError
from examapp.domain.finals_rows import STATE_LABELS, STEP_LABELS, FinalsRow
from examapp.domain.problems import Problem
from examapp.domain.question_life import STATUS_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.wording import N_
from examapp.services.show_contest import EventCard, show_event
from examapp.services.show_places import PlaceState
from examapp.services.show_round import RoundDetail, show_round
from examapp.web import transactions
from examapp.web.errors import error_sentence

MIMETYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


class Worded(Protocol):
    """A sentence kept apart from its values."""

    @property
    def template(self) -> str:
        """The sentence with `{name}` parameters, in Chinese."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """The values."""


def event_or_404(event_id: int) -> EventCard:
    """Return the event, or answer that there is no such page."""
    found = show_event(transactions.session(), event_id, transactions.now())
    return found or abort(404)


def round_or_404(event_id: int, number: int) -> RoundDetail:
    """Return the event's round of that number, or answer that there is no such page."""
    session, now = transactions.session(), transactions.now()
    return show_round(session, event_id=event_id, number=number, now=now) or abort(404)


def page_number() -> int:
    """Return the page that the address asks for, the first one when it makes no sense."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def download(data: bytes | str, filename: str, plain: str = "") -> Response:
    """Return a file that the browser saves; its type goes by the name's ending.

    `plain` is a name for programs that know ASCII only.
    """
    suffix = filename.rpartition(".")[2]
    response = Response(data, mimetype=MIMETYPES.get(suffix, "application/octet-stream"))
    plain = plain or filename.encode("ascii", "ignore").decode() or f"file.{suffix}"
    names = {"filename": plain, "filename*": f"UTF-8''{iri_to_uri(filename)}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response


def sentence_of(worded: Worded) -> str:
    """Return a reason or a problem in the reader's language."""
    if isinstance(worded, Problem):
        return worded.render(gettext)
    sentence: str = gettext(worded.template)
    return sentence.format(**worded.parameters)


# What of a question earns its share under the scheme `per_option`, by type.
PARTIAL_TYPES = {
    "multiple": N_("按选项给分"),
    "blank": N_("按空给分"),
    "matching": N_("按配对给分"),
    "ordering": N_("按位置给分"),
    "cloze": N_("按空给分"),
    "scenario": N_("按小题给分"),
}


def refusal_lines(error: ExamError) -> list[str]:
    """Return what a refusal says, one sentence for each thing that is wrong."""
    problems = list(getattr(error, "problems", ()))
    problems += [shortage.problem for shortage in getattr(error, "shortages", ())]
    return [sentence_of(problem) for problem in problems] or [error_sentence(error)]


def type_label(qtype: str) -> str:
    """Return a question type's name in the reader's language."""
    label: str = gettext(QUESTION_TYPES[qtype].label) if qtype in QUESTION_TYPES else qtype
    return label


def status_label(status: str) -> str:
    """Return the state of a question in the reader's language."""
    label: str = gettext(STATUS_NAMES.get(status, status))
    return label


def typed_field_label(name: str) -> str:
    """Return what the editor calls a field, an option by its letter, a part's by its number."""
    kind, _space, rest = (name or "stem").partition(" ")
    if kind == "part":
        number, _space, field = rest.partition(" ")
        return gettext("第 %(number)s 小题：%(field)s", number=number, field=typed_field_label(field))
    if kind == "option":
        return gettext("选项 %(letter)s", letter=rest)
    label: str = gettext(FIELD_LABELS.get(name, FIELD_LABELS["stem"]))
    return label


def place_state(state: State) -> str:
    """Return what became of someone in a list, in the reader's language."""
    label: str = gettext(STATE_LABELS[state])
    return label


def pool_label(pool: str) -> str:
    """Return a question pool's name in the reader's language."""
    label: str = gettext(POOL_NAMES.get(pool, pool))
    return label


def tie_sentence(row: FinalsRow, above: FinalsRow | None) -> str:
    """Return what separates a row from the one above where totals are equal, and what does not."""
    parts: list[str] = []
    if row.rank and above is not None and row.decided_by is not None and row.total == above.total:
        parts.append(gettext("与上一名同分，按%(step)s区分", step=gettext(STEP_LABELS[row.decided_by])))
    if row.rank and row.tied_with:
        parts.append(gettext("与另外 %(count)s 人并列", count=row.tied_with))
    if row.rank and row.lot_number is not None:
        parts.append(gettext("抽签号 %(lot)s", lot=row.lot_number))
    return gettext("；").join(parts)


def role_label(role: str) -> str:
    """Return a role of the staff in words."""
    return {
        "organizer": gettext("组委会"),
        "coordinator": gettext("赛项协调员"),
        "auditor": gettext("监督员"),
    }[role]


def credit_label(code: str, qtype: str = "multiple") -> str:
    """Return a scheme of partial credit in words, as it works for a type; nothing for a type without any."""
    if qtype not in PARTIAL_TYPES:
        return ""
    if code == "per_option":
        return gettext(PARTIAL_TYPES[qtype])
    half = code == "half_for_subset" and qtype == "multiple"
    return gettext("少选且无错选得一半") if half else gettext("全对才得分")


def preset_label(preset: str) -> str:
    """Return the name of a preset of rules."""
    names = {"default": gettext("默认"), "industry": gettext("行业版"), "short": gettext("短版")}
    return names.get(preset, preset)


def exclusion_label(exclusion: str) -> str:
    """Return what keeps an entry out of the ranking, in words."""
    return {"": gettext("正常"), "withdrawn": gettext("放弃"), "disqualified": gettext("取消资格")}[exclusion]


def closing_label(closed_by: str) -> str:
    """Return who or what closed an attempt, in words."""
    return {
        "": gettext("还没有收卷"),
        "entrant": gettext("本人交卷"),
        "deadline": gettext("到时收卷"),
        "staff": gettext("强制收卷"),
    }[closed_by]


def other_page(number: int) -> str:
    """Return the address of another page of the list that is shown, its filter kept."""
    arguments = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
    return url_for(request.endpoint or "", **arguments)


def section_types(rows: Iterable[FinalsRow]) -> list[str]:
    """Return the question types that any row has a score for, in their usual order."""
    found = {qtype for row in rows for qtype in row.section_scores}
    return [qtype for qtype in QUESTION_TYPES if qtype in found]


def reply_of(ticket: str, replies: Mapping[str, PlaceState]) -> str | None:
    """Return what the holder of a ticket replied to a place won, None where no reply counts."""
    found = replies.get(ticket)
    return None if found is None or found.reply == "undone" else found.reply


def readable_json(value: object) -> str:
    """Return a JSON value as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=1)


FILTERS: tuple[Callable[..., object], ...] = (
    sentence_of,
    refusal_lines,
    type_label,
    pool_label,
    status_label,
    typed_field_label,
    place_state,
    readable_json,
    reply_of,
)
GLOBALS: tuple[Callable[..., object], ...] = (
    tie_sentence,
    section_types,
    role_label,
    preset_label,
    exclusion_label,
    closing_label,
    credit_label,
    other_page,
)


def add_wording(blueprint: Blueprint) -> None:
    """Give every template these filters and functions."""
    for function in FILTERS:
        blueprint.add_app_template_filter(function)
    for function in GLOBALS:
        blueprint.add_app_template_global(function)
