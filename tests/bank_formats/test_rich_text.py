"""Formatted text of other systems becomes our markup, or plain text, and loses no word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examapp.bank_formats.rich_text import RichText
from examapp.bank_formats.rich_text_writing import html_of
from tests.bank_formats.questions_made_up import texts


def known(address: str) -> str | None:
    return address.rpartition("/")[2] if address.endswith(".png") and "//" not in address else None


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<br>二<br><br>三", "一\n二\n\n三"),
        ("<p>一<br></p><p>二</p>", "一\n二"),
        ("  一 \n 二&nbsp;&nbsp;三 ", "一 二  三"),
        ("应选<b>不</b>正确的", "应选**不**正确的"),
        ("a<b>b</b>c", "abc"),
        ("选<b> 错 </b>的", "选 **错** 的"),
        ("选<b>[[1]]</b>", "选[[1]]"),
        ("<u>&nbsp; &nbsp;</u>是首都", "____是首都"),
        ("<u>下划线</u>", "**下划线**"),
        ("按<code>Ctrl+C</code>", "按`Ctrl+C`"),
        ("x<sup>2</sup> H<sub>2</sub>O 10<sup>−3</sup>", "x² H₂O 10⁻³"),
        ("20<sup>th</sup>", "20\\({}^{\\mathrm{th}}\\)"),
        ("x<sup>甲</sup>", "x^(甲)"),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;b&gt;", "<b>"),
        ("<ul><li>一</li><li>二</li></ul>", "- 一\n- 二"),
        ("<ol><li>一<ul><li>甲</li></ul></li><li>二</li></ol>", "1. 一\n  - 甲\n2. 二"),
        ("<script>x()</script><style>p{}</style>题", "题"),
        ('<a href="https://example.org">见此</a>', "见此"),
        ("\\[x^2\\]", "$$x^2$$"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('图<img src="a/1.png" alt="电路[1]">', "图![电路 1](1.png)"),
        ("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>", "\\(\\frac{a}{2}\\)"),
        (
            "<math><semantics><mi>x</mi><annotation encoding='TeX'>x_1</annotation></semantics></math>",
            "\\(x_1\\)",
        ),
    ],
)
def test_html_becomes_markup(html: str, markup: str) -> None:
    assert RichText(known).of_html(html) == markup


def test_a_table_becomes_a_table_and_a_column_becomes_lines() -> None:
    html = "见表<table><tr><th>电阻</th><th>功率|W</th></tr><tr><td>R</td><td><p>10</p><p>W</p></td></tr></table>完"
    assert RichText().of_html(html) == "见表\n|电阻|功率\\|W|\n|---|---|\n|R|10 W|\n完"
    assert RichText().of_html("<table><tr><td>一</td></tr><tr><td>二</td></tr></table>") == "一\n二"


def test_a_table_inside_a_table_keeps_its_words() -> None:
    inner = "<table><tr><td>甲</td></tr></table>"
    html = f"<table><tr><td>一</td><td>二</td></tr><tr><td>{inner}</td><td>三</td></tr></table>"
    assert RichText().of_html(html) == "|一|二|\n|---|---|\n|甲|三|"


def test_what_cannot_be_carried_is_kept_by_name() -> None:
    rich = RichText(known)
    assert (
        rich.of_html('<video src="x.mp4">听</video>见<img src="https://example.org/1.png" alt="图">')
        == "见图"
    )
    assert list(rich.left_out) == ["video", "img https://example.org/1.png"]


def test_lines_count_in_text_that_is_no_html() -> None:
    assert RichText().of_lines("一\n二 <b>三</b>") == "一\n二 **三**"
    assert RichText().of_lines("a < b\n&amp;") == "a < b\n&"


@given(texts(80))
def test_what_is_written_as_html_is_read_back(text: str) -> None:
    addresses: dict[str, str] = {}

    def address(name: str) -> str:
        addresses[f"p/{name}"] = name
        return f"p/{name}"

    written = html_of(text, address)
    assert RichText(addresses.get).of_html(written) == text


@given(st.text(max_size=60))
def test_any_text_is_converted(text: str) -> None:
    RichText(known).of_html(text)
    RichText(known).of_lines(f"<p>{text}")
