"""Schedule, timing and advancement of a round as a form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, get_args

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from examapp.domain.finals_rows import STEP_LABELS
from examapp.domain.rules import AdvancementRules, CutTiePolicy, ReviewPolicy, TimingRules, WindowPolicy
from examapp.services.edit_blueprint import Afterwards, afterwards_of
from examapp.services.show_round import RoundDetail
from examapp.web.rules_in_words import cut_tie_label, review_label, window_policy_label
from examapp.web.staff_fields import LocalTimeField, PointsField, WholeField

NEEDED = InputRequired(lazy_gettext("请填写。"))
NEEDED_TEXT = DataRequired(lazy_gettext("请填写。"))  # more than spaces
TIE_STEPS = 7


class RulesForm(FlaskForm):
    """Everything of a round but its blueprint; field names are those of the rules' values."""

    name = StringField(lazy_gettext("轮次名称"), [NEEDED_TEXT, Length(max=100)])
    opens_at = LocalTimeField(lazy_gettext("开始时间（北京时间）"), [NEEDED])
    closes_at = LocalTimeField(lazy_gettext("结束时间（北京时间）"), [NEEDED])
    duration_min = WholeField(lazy_gettext("考试时长（分钟）"), [NEEDED])
    window_policy = SelectField(lazy_gettext("临近结束才开考"))
    grace_s = WholeField(lazy_gettext("截止后的宽限（秒）"), [NEEDED])
    start_spread_s = WholeField(lazy_gettext("开考时错开（秒）"), [NEEDED])
    minimum_score = PointsField(lazy_gettext("最低分"), [NEEDED])
    quota = WholeField(lazy_gettext("晋级名额"), [NEEDED])
    employer_cap = WholeField(lazy_gettext("每单位最多（人）"))
    delegation_cap = WholeField(lazy_gettext("每代表队最多（人）"))
    delegation_floor = WholeField(lazy_gettext("每代表队保底（人）"), [NEEDED])
    floor_minimum_score = PointsField(lazy_gettext("保底的最低分"), [NEEDED])
    tie_chain = FieldList(SelectField(validate_choice=False), min_entries=TIE_STEPS, max_entries=TIE_STEPS)
    time_uncertainty_s = WholeField(lazy_gettext("用时相差不足几秒算相同"), [NEEDED])
    cut_tie_policy = SelectField(lazy_gettext("末位仍同分"))
    alternates_percent = WholeField(lazy_gettext("候补占名额的比例（%）"), [NEEDED])
    alternates_minimum = WholeField(lazy_gettext("候补至少（人）"), [NEEDED])
    show_score_on_notice = BooleanField(lazy_gettext("公示中显示成绩"))
    show_rank = BooleanField(lazy_gettext("成绩和名单都公布后，本人可以看到自己的名次"))
    review = SelectField(lazy_gettext("成绩公布后，本人查看自己的试卷"))
    appeal_days = WholeField(lazy_gettext("申诉期（工作日）"), [NEEDED])

    def offer(self) -> RulesForm:
        """Fill the lists to choose from."""
        self.window_policy.choices = [(code, window_policy_label(code)) for code in get_args(WindowPolicy)]
        self.review.choices = [(code, review_label(code)) for code in get_args(ReviewPolicy)]
        self.cut_tie_policy.choices = [(code, cut_tie_label(code)) for code in get_args(CutTiePolicy)]
        steps = [("", _("（无）")), *((code, _(label)) for code, label in STEP_LABELS.items())]
        for place, entry in enumerate(self.tie_chain, start=1):
            entry.choices = steps
            entry.label.text = _("第 %(n)s 步", n=place)
        return self

    def timing(self) -> TimingRules:
        """Return what was typed about time; call after the form is valid."""
        return TimingRules(
            duration_s=60 * (self.duration_min.data or 0),
            window_policy=self.window_policy.data,
            grace_s=self.grace_s.data or 0,
            start_spread_s=self.start_spread_s.data or 0,
        )

    def advancement(self) -> AdvancementRules:
        """Return what was typed about advancing; call after the form is valid."""
        names = set(AdvancementRules.__dataclass_fields__) - {"tie_chain"}
        values: dict[str, Any] = {name: self[name].data for name in names}
        return AdvancementRules(**values, tie_chain=tuple(filter(None, self.tie_chain.data)))

    def afterwards(self) -> Afterwards:
        """Return what was typed about the time after the round; call after the form is valid."""
        return Afterwards(self.show_rank.data, self.review.data, self.appeal_days.data or 0)


def form_of(detail: RoundDetail) -> RulesForm:
    """Return the form filled with the round's rules."""
    timing, advancement = detail.rules.timing, asdict(detail.rules.advancement)
    chain = (*advancement.pop("tie_chain"), *([""] * TIE_STEPS))[:TIE_STEPS]
    values = {
        "name": detail.name,
        "opens_at": detail.opens_at,
        "closes_at": detail.closes_at,
        "duration_min": timing.duration_s // 60,
        "window_policy": timing.window_policy,
        "grace_s": timing.grace_s,
        "start_spread_s": timing.start_spread_s,
        "tie_chain": list(chain),
        "show_score_on_notice": detail.rules.show_score_on_notice,
        **asdict(afterwards_of(detail.rules)),
    }
    return RulesForm(None, data={**values, **advancement}).offer()
