"""What is markup, and what stays the text it is."""

from __future__ import annotations

import pytest

from examapp.markup.syntax import (
    Code,
    Figure,
    Formula,
    Inline,
    Lines,
    Picture,
    Strong,
    Table,
    Text,
    blocks_of,
    inline_of,
    pictures_in,
)

PLAIN = [
    "价格 $5 和 $6 相差多少？",
    "价格$5和$6",
    "进价 $5$，售价 $6$",
    "单价为$5元和6元$的商品",
    "公式 =SUM($A$1:$B$2) 的结果",
    "单元格 $A1+$B1 与 A$1",
    "变量 $HOME 和 $PATH",
    "${a}${b}",
    "echo $x; echo $y",
    "US$100、HK$200",
    "填空 ____ 和 ______",
    "__init__ 与 _x_",
    "手机号 138****1234",
    "Python 中 2**3**2 的值",
    "def f(*args, **kwargs) 与 f(**d)",
    "a**b 和 c**d",
    "** 不是加粗 **",
    "# 这是注释",
    "- 第一项\n- 第二项",
    "1. 一\n2. 二",
    "<div>标签</div> &nbsp; &lt;",
    "角度 30°15` 和 20`",
    "[链接](http://example.com)",
    "![图](a/b.png) 与 ![图](../../etc/passwd)",
    "![图](http://example.com/x.png)",
    "![图](程序.exe)",
    "A|B|C",
    "|a|b|\n|c|d|",
    "|a|b|\n|---|\n|c|d|",
    "|a|\n|---|\n|c|d|",
    "  前面有空格\n\n\n中间有空行  ",
    "正则 a\\.b\\d+ 与路径 C:\\temp",
    "> 引用",
    "~~删除~~ ==高亮==",
]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_texts_are_no_markup(text: str) -> None:
    assert inline_of(text) == (Text(text),)
    assert all(isinstance(block, Lines) for block in blocks_of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**不**正确", (Strong((Text("不"),)), Text("正确"))),
        ("按 `Ctrl+C`", (Text("按 "), Code("Ctrl+C"))),
        ("`**a**`", (Code("**a**"),)),
        ("$x^2$", (Formula("x^2", "$x^2$"),)),
        ("求$v_{平均}$的值", (Text("求"), Formula("v_{平均}", "$v_{平均}$"), Text("的值"))),
        ("$3+5=8$", (Formula("3+5=8", "$3+5=8$"),)),
        (r"\( \frac{1}{2} \)", (Formula(r"\frac{1}{2}", r"\( \frac{1}{2} \)"),)),
        (r"\(功率\)", (Formula("功率", r"\(功率\)"),)),
        ("$$E=mc^2$$", (Formula("E=mc^2", "$$E=mc^2$$", display=True),)),
        ("见![电路](图1 (2).PNG)", (Text("见"), Picture("图1 (2).PNG", "电路", "![电路](图1 (2).PNG)"))),
        ("**设$x>0$**", (Strong((Text("设"), Formula("x>0", "$x>0$"))),)),
    ],
)
def test_each_kind_of_markup_is_understood(text: str, expected: tuple[Inline, ...]) -> None:
    assert inline_of(text) == expected


def test_a_table_parts_the_text_before_it_from_the_text_after_it() -> None:
    before, table, after = blocks_of(
        "读下表：\n\n| 名称 | 值 |\n|:--|--:|\n| a\\|b | $x$ |\n| c |\n\n正确的是"
    )
    assert before == Lines((Text("读下表："),))
    assert isinstance(table, Table)
    assert table.head == ((Text("名称"),), (Text("值"),))
    assert table.rows == (((Text("a|b"),), (Formula("x", "$x$"),)), ((Text("c"),), ()))
    assert table.aligns == ("", "right")
    assert after == Lines((Text("正确的是"),))


def test_a_picture_alone_on_its_line_is_a_figure() -> None:
    blocks = blocks_of("看图\n![焊缝](a.png)\n属于（ ）")
    assert [type(block) for block in blocks] == [Lines, Figure, Lines]


def test_an_option_that_is_only_a_picture_stays_in_its_line() -> None:
    assert [type(block) for block in blocks_of("![](a.png)")] == [Lines]


def test_the_pictures_of_a_text_are_found_once_each() -> None:
    assert pictures_in("![](a.png) **![](b.png)** ![](a.png) `![](c.png)`") == ("a.png", "b.png")
