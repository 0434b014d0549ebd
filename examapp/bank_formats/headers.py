"""Which column of a table holds what: headers matched by name or synonym, in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from examapp.bank_formats.cleaning import compact

OPTION_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Columns of running numbers: known, and left alone, because they change whenever a row is moved.
SERIAL = "serial"
# Ends the name of a field that holds its English text.
ENGLISH = " en"
_SYNONYMS = {
    "qid": ("题目编号", "试题编号", "编号", "题目id", "试题id", "编码", "试题编码", "题目编码", "qid", "id"),
    "event": ("赛项", "赛项名称", "工种", "职业工种", "event"),
    "qtype": ("题型", "题目类型", "试题类型", "类型", "题类", "题目题型", "试题题型", "qtype", "type"),
    "stem": (
        *(
            "题干",
            "题目",
            "试题",
            "题目内容",
            "试题内容",
            "题目题干",
            "试题题干",
            "题干内容",
            "问题",
            "题目描述",
            "题面",
            "题目名称",
            "试题名称",
            "考题",
            "试题题目",
            "内容",
        ),
        *("stem", "question"),
    ),
    "answer": (
        *("正确答案", "答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案", "答案选项"),
        *("标答", "正解", "答", "答案内容", "正确项"),
        *("answer", "key", "correctanswer"),
    ),
    "explanation": ("解析", "答案解析", "试题解析", "题目解析", "解释", "解答", "explanation", "analysis"),
    "difficulty": ("难度", "难易度", "难易程度", "难度等级", "题目难度", "试题难度", "difficulty"),
    "topic": ("知识点", "章节", "考点", "知识模块", "模块", "鉴定点", "所属知识点", "topic"),
    "points": ("分值", "分数", "题目分值", "每题分值", "points", "score"),
    "pool": ("公开范围", "范围", "pool"),
    "source": ("命题依据", "出处", "来源", "依据", "题目来源", "source"),
    "image": ("图片", "附图", "题图", "图片文件", "image"),
    "status": ("状态", "status"),
    "tags": ("标签", "tags"),
    "pinned": ("固定选项", "pinned"),
    "blank_order": ("填空顺序", "blankorder"),
    "prompts": ("匹配项", "左列", "左侧", "左侧项", "prompts"),
    "parent": ("所属题目", "所属大题", "所属材料", "材料编号", "大题编号", "parent"),
    "unit": ("单位", "计量单位", "unit"),
    "options": (
        "选项",
        "选项内容",
        "备选项",
        "备选答案",
        "全部选项",
        "项",
        "候选项",
        "选择项",
        "选项列表",
        "options",
    ),
    SERIAL: ("序号", "题号", "index", "no", "no.", "#"),
}
_FIELD_OF_HEADER = {header: name for name, headers in _SYNONYMS.items() for header in headers}
_OPTION_HEADER = re.compile(
    r"(?:选项|备选项|备选答案|答案|option|opt)?[_ ]?([a-z])(?:选项|项|答案)?(?:内容)?"
)
# `题干(英文)`, `英文题干`, `stem_en`, `opt_a_en`: the text beside it in English.
_ENGLISH_HEADER = re.compile(
    r"(?:英文|英语)(?P<after>.+)|(?P<before>.+?)(?:[(\[【_-]?(?:英文|英语|english)[)\]】]?|[(\[_-]en[)\]]?)"
)
# `questionContent`, `right_answer`, `option_1`: what programs call their columns.
_PROGRAM_NAME = re.compile(r"[A-Za-z](?:[_\- ]?[A-Za-z0-9])*")
_PROGRAM_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FILLERS = frozenset(
    [
        "question",
        "questions",
        "item",
        "exam",
        "problem",
        "topic",
        "subject",
        "test",
        "content",
        "text",
        "name",
        "value",
        "right",
        "correct",
        "true",
        "standard",
        "info",
        "str",
        "the",
        "q",
        "list",
        "tm",
        "st",
    ]
)
_FIELD_OF_PROGRAM_WORDS = {
    **dict.fromkeys(("stem", "title", "body"), "stem"),
    **dict.fromkeys(("answer", "answers", "ans", "key", "keys", "solution", "daan"), "answer"),
    **dict.fromkeys(("option", "options", "choice", "choices", "opts", "selections", "items"), "options"),
    **dict.fromkeys(("type", "kind", "qtype", "category type", "tixing"), "qtype"),
    **dict.fromkeys(
        ("explanation", "explain", "analysis", "parse", "resolve", "analyze", "jiexi"), "explanation"
    ),
    **dict.fromkeys(("difficulty", "level", "difficult"), "difficulty"),
    **dict.fromkeys(("chapter", "section", "knowledge", "knowledge point", "category", "point"), "topic"),
    **dict.fromkeys(("score", "points", "mark"), "points"),
    **dict.fromkeys(("tag", "tags"), "tags"),
}
_CHINESE_NUMBERS = "一二三四五六七八九十"
_NUMBERED_OPTION = re.compile(
    r"(?:选项|备选项|备选答案|option|opt|choice|answer option)[_ ]?(\d{1,2}|[一二三四五六七八九十])"
)
# The options that are wrong, each in a column of its own, beside the right one.
_WRONG_OPTION = re.compile(
    r"(?:错误|干扰)(?:答案|选项|项)[一二三四五六七八九十\d]{0,2}"
    r"|(?:incorrect|wrong)[_ ]?(?:answer|option|choice)s?[_ ]?\d{0,2}|distractors?[_ ]?\d{0,2}"
)
_REQUIRED = re.compile(r"[*:]|\((?:必填|选填|可选|可空)\)")
_DECORATION = re.compile(r"[*:()\[\]【】\s]|必填|选填|可选|可空")


@dataclass
class Columns:
    """What a header row says: field name (or `option X`) by column number from 0, and what it doesn't say."""

    fields: dict[int, str] = field(default_factory=dict)
    duplicates: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(self.fields.values())

    @property
    def is_complete(self) -> bool:
        """Whether questions can be read: each has a stem and an answer."""
        return {"stem", "answer"} <= self.names

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        """The column number of each field; ask when all columns are known."""
        return {name: column for column, name in self.fields.items()}


def columns_of(header_row: Sequence[str]) -> Columns:
    """Return what each header of the row stands for."""
    columns = Columns()
    for number, header in enumerate(header_row):
        name = field_of(header)
        if name is None:
            if compact(header):
                columns.unknown[number] = header
        elif name in columns.names:
            columns.duplicates[number] = header
        else:
            columns.fields[number] = name
    return _with_wrong_options(columns)


def _with_wrong_options(columns: Columns) -> Columns:
    """Take 正确答案, 错误答案1, 错误答案2 as the options they are, the key first; whether it is the key is asked."""
    wrong = [number for number, header in columns.unknown.items() if _WRONG_OPTION.fullmatch(compact(header))]
    has_options = any(name.partition(" ")[0] in ("option", "options") for name in columns.names)
    if not wrong or has_options or "answer" not in columns.names or len(wrong) >= len(OPTION_LETTERS):
        return columns
    right = next(number for number, name in columns.fields.items() if name == "answer")
    columns.fields[right] = "option A"
    for letter, number in zip(OPTION_LETTERS[1:], wrong, strict=False):
        columns.fields[number] = f"option {letter}"
        del columns.unknown[number]
    return columns


def field_of(header: str) -> str | None:
    """Return the field a header names, None when it is no known name.

    An option's column is `option X`; of a text in English `stem en`, `option X en`, `explanation en`.
    """
    word = compact(header[:60])
    match = _ENGLISH_HEADER.fullmatch(_REQUIRED.sub("", word))
    name = _field_of(match["after"] or match["before"]) if match else None
    if name is None:
        return _field_of(word) or _numbered_option(word) or _field_of_program_name(header)
    in_english = name in ("stem", "explanation", "prompts") or name.startswith("option ")
    return f"{name}{ENGLISH}" if in_english else None


def _field_of(word: str) -> str | None:
    bare, before_bracket = _DECORATION.sub("", word), _DECORATION.sub("", word.partition("(")[0])
    for candidate in (bare, before_bracket, bare.rstrip(".、,;"), before_bracket.rstrip(".、,;")):
        if candidate in _FIELD_OF_HEADER:
            return _FIELD_OF_HEADER[candidate]
        if match := _OPTION_HEADER.fullmatch(candidate):
            return f"option {match[1].upper()}"
    return None


def _numbered_option(word: str) -> str | None:
    """Return the field of 选项1, option_2 or 选项三: options that are counted in place of lettered."""
    match = _NUMBERED_OPTION.fullmatch(_DECORATION.sub("", word))
    if match is None:
        return None
    number = int(match[1]) if match[1].isdecimal() else _CHINESE_NUMBERS.index(match[1]) + 1
    return f"option {OPTION_LETTERS[number - 1]}" if 1 <= number <= 10 else None


def _field_of_program_name(header: str) -> str | None:
    """Return the field of a name such as questionContent: its words without those that say nothing."""
    written = header.strip()[:60]
    if not _PROGRAM_NAME.fullmatch(written):
        return None
    words = [word.lower() for word in _PROGRAM_WORD.findall(written)]
    telling = " ".join(word for word in words if word not in _FILLERS)
    if not telling:
        return "stem" if set(words) & {"question", "content", "problem", "subject", "text"} else None
    if match := re.fullmatch(r"(?:option|choice|answer) ([a-z])", telling):
        return f"option {match[1].upper()}"
    return _FIELD_OF_PROGRAM_WORDS.get(telling)


@cache
def column_letters(number: int) -> str:
    """Return Excel's letters of a column number from 0: A, B, … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = OPTION_LETTERS[rest] + letters
    return letters
