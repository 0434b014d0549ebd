"""The blueprint as a form: sections with quotas, rows added and removed by buttons that need no script."""

from __future__ import annotations

from typing import Any, cast, get_args

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, Form, FormField, SelectField
from wtforms.validators import InputRequired

from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.question_types import QUESTION_TYPES
from examapp.domain.rules import Blueprint, PartialCredit, Quota, Section
from examapp.web.staff_fields import PointsField, WholeField

MOST_SECTIONS = 12
MOST_QUOTAS = 60
DIFFICULTIES = ("1", "2", "3", "4", "5")
NEEDED = InputRequired(lazy_gettext("请填写。"))


class QuotaForm(Form):
    """Exactly so many questions of one cell."""

    topic = SelectField(lazy_gettext("知识点"), validate_choice=False)
    difficulty = SelectField(lazy_gettext("难度"), validate_choice=False)
    pool = SelectField(lazy_gettext("公开范围"), validate_choice=False)
    count = WholeField(lazy_gettext("题数"), [NEEDED])


class SectionForm(Form):
    """So many questions of one type."""

    qtype = SelectField(lazy_gettext("题型"), validate_choice=False)
    count = WholeField(lazy_gettext("题数"), [NEEDED])
    points = PointsField(lazy_gettext("每题分值"), [NEEDED])
    partial_credit = SelectField(lazy_gettext("部分答对怎样给分"))
    quotas = FieldList(FormField(QuotaForm), max_entries=MOST_QUOTAS)


def _credits() -> list[tuple[str, str]]:
    """Return the schemes in words that fit every type: the type is chosen beside them."""
    words = {
        "exact": _("全对才得分"),
        "half_for_subset": _("多选题少选且无错选得一半，其他题型全对才得分"),
        "per_option": _("按选项、空、配对、位置或小题给分"),
    }
    return [(code, words[code]) for code in get_args(PartialCredit)]


class BlueprintForm(FlaskForm):
    """The whole blueprint."""

    sections = FieldList(FormField(SectionForm), max_entries=MOST_SECTIONS)
    shuffle_questions = BooleanField(lazy_gettext("打乱题目顺序"))
    shuffle_options = BooleanField(lazy_gettext("打乱选项顺序"))

    def offer(self, topics: tuple[str, ...]) -> BlueprintForm:
        """Fill the lists to choose from; a topic that the bank no longer holds stays selectable."""
        for section in self.sections:
            section.qtype.choices = [(code, _(each.label)) for code, each in QUESTION_TYPES.items()]
            section.partial_credit.choices = _credits()
            for quota in section.quotas:
                known = topics if quota.topic.data in ("", None, *topics) else (*topics, quota.topic.data)
                quota.topic.choices = [("", _("不限")), *((topic, topic) for topic in known)]
                quota.difficulty.choices = [("", _("不限")), *((each, each) for each in DIFFICULTIES)]
                quota.pool.choices = [
                    ("", _("不限")),
                    *((code, _(name)) for code, name in POOL_NAMES.items()),
                ]
        return self

    def size(self) -> tuple[int, int]:
        """Return how many questions were typed and their centipoints together, as far as they can be read."""
        sections = [entry.data for entry in self.sections]
        counts = [section["count"] or 0 for section in sections]
        points = [section["points"] or 0 for section in sections]
        return sum(counts), sum(count * each for count, each in zip(counts, points, strict=True))

    def blueprint(self) -> Blueprint:
        """Return what was typed as a blueprint; call after the form is valid."""
        return Blueprint(
            sections=tuple(_section(entry.data) for entry in self.sections),
            shuffle_questions=self.shuffle_questions.data,
            shuffle_options=self.shuffle_options.data,
        )


def form_of(blueprint: Blueprint) -> BlueprintForm:
    """Return the form filled with a blueprint."""
    sections = [
        {
            "qtype": section.qtype,
            "count": section.count,
            "points": section.points,
            "partial_credit": section.partial_credit,
            "quotas": [_quota_data(quota) for quota in section.quotas],
        }
        for section in blueprint.sections
    ]
    return BlueprintForm(
        None,
        data={
            "sections": sections,
            "shuffle_questions": blueprint.shuffle_questions,
            "shuffle_options": blueprint.shuffle_options,
        },
    )


def with_rows_changed(typed: MultiDict[str, str], act: str) -> MultiDict[str, str]:
    """Return what was typed with a row added or removed: `add-section`, `remove-sections-2`,
    `add-sections-0-quotas`, `remove-sections-0-quotas-1`; anything else changes nothing.
    """
    changed = MultiDict(typed)
    verb, _dash, target = act.partition("-")
    if verb == "remove" and target:
        for name in [name for name in changed if name.startswith(f"{target}-")]:
            changed.poplist(name)
    elif act == "add-section":
        changed[f"sections-{_next_index(changed, 'sections')}-count"] = ""
    elif verb == "add" and target.startswith("sections-") and target.endswith("-quotas"):
        changed[f"{target}-{_next_index(changed, target)}-count"] = ""
    return changed


def _next_index(typed: MultiDict[str, str], prefix: str) -> int:
    indices = [name.removeprefix(f"{prefix}-").partition("-")[0] for name in typed]
    used = [int(index) for index in indices if index.isascii() and index.isdecimal() and len(index) < 6]
    return max(used, default=-1) + 1


def _quota_data(quota: Quota) -> dict[str, Any]:
    difficulty = "" if quota.difficulty is None else str(quota.difficulty)
    return {
        "topic": quota.topic or "",
        "difficulty": difficulty,
        "pool": quota.pool or "",
        "count": quota.count,
    }


def _section(data: dict[str, Any]) -> Section:
    return Section(
        qtype=data["qtype"] or "",
        count=data["count"],
        points=data["points"],
        quotas=tuple(_quota(quota) for quota in data["quotas"]),
        partial_credit=cast("PartialCredit", data["partial_credit"]),
    )


def _quota(data: dict[str, Any]) -> Quota:
    return Quota(
        count=data["count"],
        topic=data["topic"] or None,
        difficulty=int(data["difficulty"]) if data["difficulty"] in DIFFICULTIES else None,
        pool=data["pool"] or None,
    )
