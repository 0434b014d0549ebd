"""A round's rules as sentences: what the organizer confirms before opening, and staff read afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from examapp.domain.blueprint import POOL_NAMES
from examapp.domain.finals_rows import STEP_LABELS
from examapp.domain.rules import AdvancementRules, Blueprint, Quota, RoundRules, Section, paper_points
from examapp.web.formatting import points
from examapp.web.staff_pages import credit_label, type_label


def rules_in_words(rules: RoundRules) -> list[tuple[str, str]]:
    """Return every parameter of the rules as (heading, sentence)."""
    timing, advancement = rules.timing, rules.advancement
    return [
        (_("试卷"), _paper(rules.blueprint)),
        (_("抽题"), _draw(rules.blueprint)),
        (_("时长"), _("%(m)s 分钟", m=timing.duration_s // 60)),
        (_("临近结束才开考"), window_policy_label(timing.window_policy)),
        (_("截止时刻"), _("截止后 %(n)s 秒内送达服务器的作答仍然有效。", n=timing.grace_s)),
        *_advancement(advancement),
        (_("公示"), _("显示成绩") if rules.show_score_on_notice else _("不显示成绩")),
        (_("名次"), _("成绩和名单都公布后，本人可以看到") if rules.show_rank else _("本人看不到")),
        (_("成绩公布后，本人查看自己的试卷"), review_label(rules.review)),
        (_("申诉"), _appeals(rules.appeal_days)),
    ]


def window_policy_label(code: str) -> str:
    """Return what happens to a late start, in words."""
    return {"shorten": _("到结束时间为止，时长缩短"), "full_time": _("给足时长，可超过结束时间")}[code]


def review_label(code: str) -> str:
    """Return what entrants see of their own paper, in words."""
    return {
        "none": _("不能查看"),
        "marks": _("题目、本人作答和得分"),
        "keys": _("题目、本人作答、得分，以及标准答案和解析"),
    }[code]


def cut_tie_label(code: str) -> str:
    """Return what happens to a tie at the cut, in words."""
    return {
        "all_advance": _("全部晋级"),
        "lot": _("按封存的种子抽签"),
        "none_advance": _("均不晋级"),
    }[code]


def _paper(blueprint: Blueprint) -> str:
    count = sum(section.count for section in blueprint.sections)
    total = _("共 %(n)s 题，满分 %(p)s 分。", n=count, p=points(paper_points(blueprint)))
    return _("；").join((*map(_section, blueprint.sections), total))


def _section(section: Section) -> str:
    values = {"type": type_label(section.qtype), "n": section.count, "p": points(section.points)}
    sentence: str = _("%(type)s %(n)s 题，每题 %(p)s 分", **values)
    if credit := credit_label(section.partial_credit, section.qtype):
        sentence += _("（%(credit)s）", credit=credit)
    return sentence


def _draw(blueprint: Blueprint) -> str:
    shuffled = _(
        "题目顺序：%(q)s；选项顺序：%(o)s。",
        q=_("打乱") if blueprint.shuffle_questions else _("不变"),
        o=_("打乱") if blueprint.shuffle_options else _("不变"),
    )
    quotas = [
        _("%(type)s中，%(cell)s：%(n)s 题", type=type_label(section.qtype), cell=_cell(quota), n=quota.count)
        for section in blueprint.sections
        for quota in section.quotas
    ]
    return " ".join((shuffled, _("；").join(quotas))) if quotas else shuffled


def _cell(quota: Quota) -> str:
    return " · ".join(
        (
            quota.topic or _("不限知识点"),
            _("难度 %(n)s", n=quota.difficulty) if quota.difficulty else _("不限难度"),
            _(POOL_NAMES[quota.pool]) if quota.pool in POOL_NAMES else _("不限范围"),
        )
    )


def _advancement(rules: AdvancementRules) -> Iterator[tuple[str, str]]:
    yield (
        _("晋级"),
        _("总分不低于 %(p)s 分，且在前 %(n)s 名以内。", p=points(rules.minimum_score), n=rules.quota),
    )
    yield _("人数上限"), _caps(rules)
    yield _("代表队保底"), _floor(rules)
    steps = _("、").join(_(STEP_LABELS[step]) for step in rules.tie_chain)
    uncertain = _("用时相差不足 %(n)s 秒算相同", n=rules.time_uncertainty_s)
    yield _("同分时依次比较"), _("；").join((steps, uncertain))
    yield _("末位仍同分"), cut_tie_label(rules.cut_tie_policy)
    values = {"percent": rules.alternates_percent, "n": rules.alternates_minimum}
    yield _("候补"), _("名额的 %(percent)s%%，有小数则进一；至少 %(n)s 人。", **values)


def _appeals(days: int) -> str:
    incident = _("考试故障：交卷后两小时内")
    return _("；").join((incident, _("成绩和题目：成绩或最新名单公布后 %(n)s 个工作日内", n=days)))


def _caps(rules: AdvancementRules) -> str:
    employer, delegation = rules.employer_cap, rules.delegation_cap
    return _("；").join(
        (
            _("每单位最多 %(n)s 人", n=employer) if employer is not None else _("单位不限人数"),
            _("每代表队最多 %(n)s 人", n=delegation) if delegation is not None else _("代表队不限人数"),
        )
    )


def _floor(rules: AdvancementRules) -> str:
    if not rules.delegation_floor:
        return _("不保底")
    least = points(rules.floor_minimum_score)
    return _("有人达到 %(p)s 分的代表队至少 %(n)s 人", p=least, n=rules.delegation_floor)
