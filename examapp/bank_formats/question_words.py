"""The words of question banks: types, difficulties, pools, states, in all their usual spellings."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from examapp.bank_formats.cleaning import compact
from examapp.domain.question_life import STATUS_DRAFT, STATUS_REVIEWED
from examapp.domain.questions import POOL_PUBLIC, POOL_SECRET, STATUS_ACTIVE, STATUS_RETIRED
from examapp.domain.wording import N_

TYPE_LABELS = {
    "single": N_("单选题"),
    "multiple": N_("多选题"),
    "judge": N_("判断题"),
    "blank": N_("填空题"),
    "numeric": N_("计算题"),
    "matching": N_("匹配题"),
    "ordering": N_("排序题"),
    "cloze": N_("完形填空题"),
    "scenario": N_("材料题"),
}
# Types that name a choice question but not whether it has one key or several.
CHOICE = "choice"
SUBJECTIVE = "subjective"

_TYPE_WORDS = {
    "single": ("单选", "单项选择", "单选选择", "单项", "最佳选择", "single", "singlechoice", "radio"),
    "multiple": (
        "多选",
        "多项选择",
        "多选选择",
        "多项",
        "不定项",
        "不定项选择",
        "multiple",
        "multiplechoice",
        "checkbox",
    ),
    "judge": (
        "判断",
        "判断正误",
        "是非",
        "对错",
        "正误",
        "判断是非",
        "judge",
        "judgement",
        "truefalse",
        "true/false",
    ),
    "blank": ("填空", "blank", "fill", "fillblank", "completion"),
    "numeric": ("数值", "数字", "计算", "数值填空", "numeric", "numerical"),
    "matching": ("匹配", "连线", "配对", "配伍", "matching", "match"),
    "ordering": ("排序", "排列", "ordering", "order"),
    "cloze": ("完形填空", "完型填空", "下拉填空", "选词填空", "行内填空", "cloze"),
    "scenario": ("材料", "共用题干", "组合", "scenario"),
    CHOICE: ("选择", "客观选择", "choice"),
    SUBJECTIVE: (
        *(
            "简答",
            "问答",
            "论述",
            "名词解释",
            "主观",
            "案例分析",
            "案例",
            "综合",
            "操作",
            "实操",
            "作文",
            "写作",
            "绘图",
        ),
        *(
            "编程",
            "程序",
            "材料分析",
            "分析",
            "翻译",
            "古文今译",
            "阅读理解",
        ),
        *("essay", "shortanswer"),
    ),
}
_SECTION_NUMBER = re.compile(r"^第?[一二三四五六七八九十]{1,3}(?:部分|大题)?[、.:,]")
_TYPE_OF_WORD = {word: qtype for qtype, words in _TYPE_WORDS.items() for word in words}
_DIFFICULTIES = {
    1: ("1", "很易", "极易", "很容易", "非常容易"),
    2: ("2", "易", "容易", "简单", "较易", "较容易", "低", "easy"),
    3: ("3", "中", "中等", "一般", "适中", "普通", "中等难度", "medium"),
    4: ("4", "难", "困难", "较难", "偏难", "高", "hard", "difficult"),
    5: ("5", "很难", "极难", "非常难"),
}
_DIFFICULTY_OF_WORD = {word: level for level, words in _DIFFICULTIES.items() for word in words}
_POOL_OF_WORD = {
    **dict.fromkeys(("公开", "公开题", "公开题库", "public", "练习"), POOL_PUBLIC),
    **dict.fromkeys(("保密", "保密题", "保密题库", "不公开", "非公开", "secret"), POOL_SECRET),
}
_STATUS_OF_WORD = {
    **dict.fromkeys(("启用", "有效", "正常", "active"), STATUS_ACTIVE),
    **dict.fromkeys(("停用", "禁用", "作废", "无效", "retired"), STATUS_RETIRED),
    **dict.fromkeys(("草稿", "待审", "draft"), STATUS_DRAFT),
    **dict.fromkeys(("已审", "已审核", "reviewed"), STATUS_REVIEWED),
}


@lru_cache(maxsize=1000)
def type_of(text: str) -> str | None:
    """Return the code of a written type: one of TYPE_LABELS, CHOICE or SUBJECTIVE; None for an unknown word.

    Takes 单选, 单选题, 单项选择题, 选择题(单选), 一、单选题（每题1分） and the like.
    """
    word = _SECTION_NUMBER.sub("", compact(text[:100]))
    outside, _, inside = word.partition("(")
    inside = inside.partition(")")[0]
    for candidate in (inside, outside):
        bare = candidate.strip("[]【】:.、,;").removesuffix("型").removesuffix("试题").removesuffix("题目")
        found = _TYPE_OF_WORD.get(candidate) or _TYPE_OF_WORD.get(bare.removesuffix("题"))
        if found:
            return found
    return None


@lru_cache(maxsize=1000)
def difficulty_of(text: str) -> int | None:
    """Return 1 (easy) to 5 (hard): 易 is 2, 中 is 3, 难 is 4; None for anything else."""
    return _DIFFICULTY_OF_WORD.get(compact(text[:40]).removesuffix("题"))


@lru_cache(maxsize=1000)
def pool_of(text: str) -> str | None:
    """Return the pool of a written 公开范围, None for an unknown word."""
    return _POOL_OF_WORD.get(compact(text[:40]))


@lru_cache(maxsize=1000)
def status_of(text: str) -> str | None:
    """Return the status of a written 状态, None for an unknown word."""
    return _STATUS_OF_WORD.get(compact(text[:40]))


@lru_cache(maxsize=1000)
def points_of(text: str) -> int | None:
    """Return centipoints of a written 分值 such as `2`, `1.5` or `2分`; None when it is no such number."""
    word = compact(text[:40]).removesuffix("分")
    try:
        centipoints = Decimal(word) * 100 if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", word) else None
    except InvalidOperation:
        return None
    if centipoints is None or centipoints != int(centipoints):
        return None
    return int(centipoints)
