"""One question of each type that takes more than a tap, for tests of the whole path."""

from __future__ import annotations

from decimal import Decimal

from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    Option,
    OrderAnswer,
    PartsAnswer,
    Question,
    Translation,
)
from examapp.domain.rules import Blueprint, PartialCredit, RoundRules, Section

QTYPES = ("matching", "ordering", "cloze", "scenario", "blank", "numeric")


def rules_with(scheme: PartialCredit = "per_option") -> RoundRules:
    """A paper of one question of each type, in this order, 6 points each."""
    sections = tuple(Section(qtype, 1, 600, partial_credit=scheme) for qtype in QTYPES)
    return RoundRules(Blueprint(sections))


def _options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(letter, text) for letter, text in zip("ABCDEF", texts, strict=False))


def _numbered(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(str(number), text) for number, text in enumerate(texts, start=1))


def _english(stem: str, *options: str, prompts: tuple[str, ...] = ()) -> tuple[Translation, ...]:
    lettered = tuple(zip("ABCDEF", options, strict=False))
    numbered = tuple((str(number), text) for number, text in enumerate(prompts, start=1))
    return (Translation("en", stem, lettered, "", numbered),)


LENGTH = NumericAnswer((NumericRange(Decimal("4.9"), Decimal("5.1")),), "mm")
MATCHING = Question(
    "matching",
    "matching",
    "把量具和它测的量配对。",
    MatchingAnswer((("1", "B"), ("2", "A"), ("3", "C"))),
    _options("外径", "间隙", "跳动", "硬度"),
    explanation="塞尺量间隙。",
    prompts=_numbered("塞尺", "千分尺", "百分表"),
    translations=_english(
        "Pair each gauge with what it measures.",
        "outer diameter",
        "gap",
        "run-out",
        "hardness",
        prompts=("feeler gauge", "micrometer", "dial gauge"),
    ),
)
ORDERING = Question(
    "ordering",
    "ordering",
    "把停电检修的步骤排好。",
    OrderAnswer(("C", "A", "D", "B")),
    _options("验电", "挂牌", "断开电源", "接地"),
    translations=_english("Sort the steps.", "test for voltage", "put up the sign", "switch off", "earth"),
)
CLOZE = Question(
    "cloze",
    "cloze",
    "焊机外壳必须[[1]]，电缆绝缘应[[2]]，弧长约[[3]]。",
    PartsAnswer(),
    explanation="外壳带电时电流入地。",
    parts=(
        Question(
            "1",
            "single",
            "",
            ChoiceAnswer(frozenset("A")),
            _options("接地", "接零", "悬空"),
            translations=_english("", "be earthed", "be connected to neutral", "be left alone"),
        ),
        Question("2", "blank", "", BlankAnswer((("完好", "良好"),))),
        Question("3", "numeric", "", LENGTH),
    ),
    translations=_english("The case must [[1]], the insulation must be [[2]], the arc is about [[3]] long."),
)
SCENARIO = Question(
    "scenario",
    "scenario",
    "车间里一台焊机漏电，一名焊工触电倒地。\n|项目|数值|\n|---|--:|\n|电压|380 V|",
    PartsAnswer(),
    explanation="先断电，再救人。",
    parts=(
        Question(
            "1",
            "single",
            "首先应当怎么做？",
            ChoiceAnswer(frozenset("B")),
            _options("拉开伤员", "断开电源", "打电话", "泼水"),
            explanation="直接拉人会一起触电。",
            translations=_english("What comes first?", "pull", "switch off", "call", "pour water"),
        ),
        Question(
            "2",
            "multiple",
            "哪些能用来挑开电线？",
            ChoiceAnswer(frozenset("AC")),
            _options("干木棍", "钢管", "塑料管"),
            translations=_english("What moves the cable safely?", "dry stick", "steel tube", "plastic tube"),
        ),
        Question(
            "3", "judge", "潮湿的木棍也行。", JudgeAnswer(value=False), translations=_english("Wet is fine.")
        ),
        Question(
            "4",
            "blank",
            "按压频率每分钟____次，深度至少____厘米。",
            BlankAnswer((("100",), ("5", "五"))),
            translations=_english("Press ____ times a minute, ____ cm deep."),
        ),
        Question("5", "numeric", "距离多少？", LENGTH, translations=_english("How far?")),
    ),
    translations=_english("A welder was hit by a shock.\n|Item|Value|\n|---|--:|\n|Voltage|380 V|"),
)
BLANK = Question(
    "blank",
    "blank",
    "焊条电弧焊用（　）作热源，保护气体常用____。",
    BlankAnswer((("电弧",), ("氩气", "氩"))),
    translations=_english("The heat comes from ____, the gas is ____."),
)
NUMERIC = Question(
    "numeric", "numeric", "弧长是多少？", LENGTH, translations=_english("How long is the arc?")
)
MIXED = (MATCHING, ORDERING, CLOZE, SCENARIO, BLANK, NUMERIC)
