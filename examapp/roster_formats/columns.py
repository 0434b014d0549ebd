"""The columns of a roster, in all the usual spellings of their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from examapp.bank_formats.cleaning import compact
from examapp.domain.wording import N_

# Columns of running numbers: known, and left alone.
SERIAL = "serial"
COLUMN_LABELS = {
    "name": N_("姓名"),
    "gender": N_("性别"),
    "id_type": N_("证件类型"),
    "id_number": N_("身份证号"),
    "mobile": N_("手机号"),
    "employer": N_("工作单位"),
    "credit_code": N_("统一社会信用代码"),
    "delegation": N_("所属市州/产业工会"),
    "county": N_("县(市、区)"),
    "event": N_("赛项代码"),
    "event_name": N_("赛项名称"),
    "occupation": N_("职业工种"),
    "skill_level": N_("技能等级"),
    "employment_form": N_("用工形式"),
    "union_member": N_("是否工会会员"),
    "qualification_number": N_("资格证明编号"),
    "ticket": N_("准考证号"),
    "contact_name": N_("联络员"),
    "contact_phone": N_("联络员电话"),
    "remark": N_("备注"),
    "host_subject": N_("平台用户标识"),
}
_MORE_SPELLINGS = {
    SERIAL: ("序号", "编号", "no", "no.", "#", "行号"),
    "name": ("选手姓名", "参赛职工", "参赛职工姓名", "职工姓名", "参赛人员", "参赛选手", "name"),
    "gender": ("男/女", "gender", "sex"),
    "id_type": ("证件种类", "idtype"),
    "id_number": (
        "身份证号码",
        "身份证",
        "证件号",
        "证件号码",
        "公民身份号码",
        "居民身份证号",
        "身份证件号码",
        "idnumber",
    ),
    "mobile": (
        "手机",
        "手机号码",
        "电话",
        "联系电话",
        "联系方式",
        "移动电话",
        "本人手机号",
        "电话号码",
        "mobile",
        "phone",
    ),
    "employer": (
        "单位",
        "单位名称",
        "所在单位",
        "工作单位名称",
        "企业名称",
        "所在企业",
        "用人单位",
        "employer",
    ),
    "credit_code": ("信用代码", "社会信用代码", "单位统一社会信用代码", "creditcode"),
    "delegation": (
        *(
            "代表队",
            "所属代表队",
            "参赛队",
            "所属市州",
            "市州",
            "地区",
            "所属地区",
            "所属工会",
            "推荐单位",
            "选送单位",
        ),
        *(
            "所属市(州)/产业工会",
            "市州/产业工会",
            "市(州)",
            "所属市(州)",
            "产业工会",
            "所属产业工会",
            "delegation",
        ),
    ),
    "county": ("县区", "县市区", "区县", "所属县区", "县(市区)", "county"),
    "event": ("赛项编号", "赛项编码", "参赛赛项代码", "项目代码", "eventcode", "event"),
    "event_name": (
        "赛项",
        "参赛赛项",
        "参赛项目",
        "竞赛项目",
        "报名赛项",
        "项目名称",
        "竞赛工种",
        "eventname",
    ),
    "occupation": ("职业", "工种", "岗位", "职业(工种)", "occupation"),
    "skill_level": ("职业技能等级", "技能等级证书", "职称/技能等级", "等级", "skilllevel"),
    "employment_form": ("用工性质", "用工类型", "employmentform"),
    "union_member": ("工会会员", "是否会员", "unionmember"),
    "qualification_number": ("资格证书编号", "证书编号", "资格证编号", "qualificationnumber"),
    "ticket": ("准考证", "准考证编号", "参赛证号", "ticket"),
    "contact_name": ("联系人", "联络员姓名", "单位联络员", "contactname"),
    "contact_phone": ("联系人电话", "联络员手机", "联络员手机号", "联络员联系电话", "contactphone"),
    "remark": ("说明", "remark", "remarks"),
    "host_subject": (
        "app用户标识",
        "用户标识",
        "职工之家id",
        "职工之家账号",
        "用户id",
        "subject",
        "hostsubject",
    ),
}
_DECORATION = re.compile(r"[*:\s（）()\[\]【】]|必填|选填|可选|可空|文本格式")
REQUIRED = ("name", "employer", "delegation", "mobile")


def _bare(header: str) -> str:
    return _DECORATION.sub("", compact(header[:60]))


_COLUMN_OF_HEADER = {
    _bare(header): column
    for column in (SERIAL, *COLUMN_LABELS)
    for header in (*((COLUMN_LABELS[column],) if column in COLUMN_LABELS else ()), *_MORE_SPELLINGS[column])
}


def columns_of(header_row: Sequence[str]) -> dict[str, int]:
    """Return the number (from 0) of each column that the row names; the first of two equals counts."""
    columns: dict[str, int] = {}
    for number, header in enumerate(header_row):
        column = column_named(header)
        if column is not None:
            columns.setdefault(column, number)
    return columns


def column_named(header: str) -> str | None:
    """Return the column a header names, None when it is no known name."""
    return _COLUMN_OF_HEADER.get(_bare(header)) or _COLUMN_OF_HEADER.get(_bare(re.split("[（(]", header)[0]))


def missing_columns(columns: dict[str, int]) -> list[str]:
    """Return the labels of required columns that are not there; either column of the event will do."""
    missing = [COLUMN_LABELS[column] for column in REQUIRED if column not in columns]
    if "event" not in columns and "event_name" not in columns:
        missing.append(COLUMN_LABELS["event"])
    return missing
