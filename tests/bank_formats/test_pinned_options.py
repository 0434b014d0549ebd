"""Which options stay where they are when the others are shuffled."""

from __future__ import annotations

import pytest

from examapp.bank_formats.pinned_options import pinned_ids
from examapp.bank_formats.registry import read_bank


def pinned(*texts: str) -> str:
    return "".join(sorted(pinned_ids(zip("ABCDEFGH", texts, strict=False))))


@pytest.mark.parametrize(
    "text",
    [
        *("以上都对", "以上都不是。", "以上皆非", "以上各项", "以上三者都是", "上述选项均正确", "前三项都对"),
        *("都对", "全部正确", "都不对", "以上说法都正确", "All of the above"),
    ],
)
def test_an_option_about_the_others_stays_below_them(text: str) -> None:
    assert pinned("甲", "乙", "丙", text) == "D"


@pytest.mark.parametrize(
    "text",
    ["A和B都对", "A、B", "AB", "ABC都是", "A、B均正确", "只有B正确", "选项A和选项C", "Ａ＋Ｂ", "除B外都对"],
)
def test_an_option_that_names_letters_pins_all_for_the_letters_mean_the_banks_order(text: str) -> None:
    assert pinned("甲", "乙", "丙", text) == "ABCD"


@pytest.mark.parametrize(
    "text", ["前面", "上面", "前", "CAD", "B", "A相", "E和F", "4.5A", "以上海为例", "全国"]
)
def test_ordinary_options_are_shuffled(text: str) -> None:
    assert pinned("甲", "乙", "丙", text) == ""


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        ("题型,题干,选项A,选项B,选项C,选项D,答案\n单选,问,甲,乙,丙,A和B,D\n", "题库.csv"),
        ("问{~甲 ~乙 ~丙 =A和B}", "题库.gift"),
        ("单选题\n1. 问\nA. 甲 B. 乙 C. 丙 D. A和B\n答案：D", "题库.txt"),
    ],
)
def test_every_format_pins_alike(content: str, filename: str) -> None:
    (question,) = read_bank(content.encode(), filename).questions
    assert [option.pinned for option in question.options] == [True] * 4
