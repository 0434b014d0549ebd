"""Texts as HTML: plain ones as they are, hostile ones harmless."""

from __future__ import annotations

import html

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.markup.rendering import PlacedPicture, render, render_figure, render_inline
from tests.bank_formats.questions_made_up import texts
from tests.markup.test_syntax import PLAIN

PICTURES = {"a.png": PlacedPicture("/pictures/0a.png", 300, 200)}
HARMLESS = {
    *("strong", "code", "img", "span", "div", "p", "table", "thead", "tbody", "tr", "th", "td"),
    *(
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
    ),
    *("munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom"),
}
PHRASING_BREAKERS = {"p", "div", "table", "td", "tr"}
PIECES = [
    *("**", "`", "$", "$$", r"\(", r"\)", "![", "](", ").png)", "](a.png)", "|", "\n", "|---|\n", "\\|"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", '" onload="x', "'"),
    *("</legend>", "<svg onload=x>", "</math>", "<!--", "&lt;", "]]>", "<mtext><img src=x onerror=y>"),
    *(
        r"\frac{",
        r"\text{<script>}",
        r"\href{javascript:x}{y}",
        r"\class{a}",
        r"\style{x}",
        "{",
        "}",
        "^",
        "_",
    ),
    *(r"\begin{matrix}", r"\end{matrix}", r"\left(", r"\sqrt", "&", r"\\", "a", "1", "题", " "),
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_are_shown_as_they_are(text: str) -> None:
    rendered = render(text, PICTURES)
    assert html.unescape(rendered.lead) == text.strip("\n")
    assert not rendered.below
    assert html.unescape(render_inline(text, PICTURES)) == text


@given(texts(80).filter(lambda text: not set(text) & set("*`$|[(\\")))
def test_a_text_without_signs_is_only_escaped(text: str) -> None:
    assert str(render(text, {}).lead) == html.escape(text, quote=True).replace("&#x27;", "&#39;").replace(
        "&quot;", "&#34;"
    )


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_hostile_texts_become_harmless_html(text: str) -> None:
    rendered = render(text, PICTURES)
    for fragment in (rendered.lead, rendered.below, render_inline(text, PICTURES)):
        tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
        for element in tree.iter():
            tag = str(element.tag).rpartition("}")[2]
            assert tag in HARMLESS | {"DOCUMENT_FRAGMENT"}, (tag, fragment)
            for name, value in element.attrib.items():
                assert not str(name).startswith("on")
                assert str(name) not in ("style", "href", "xlink:href")
                if name == "src":
                    assert value == "/pictures/0a.png"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_stands_in_a_legend_holds_no_blocks(text: str) -> None:
    for fragment in (render(text, PICTURES).lead, render_inline(text, PICTURES)):
        tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
        assert not {str(element.tag) for element in tree.iter()} & PHRASING_BREAKERS


def test_a_formula_is_given_as_mathml_and_as_a_line() -> None:
    lead = str(render("$x^2$", {}).lead)
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in lead
    assert '<span class="line">x²</span>' in lead


def test_a_formula_that_cannot_be_read_is_shown_as_it_was_written() -> None:
    assert str(render(r"\(\frac{\)", {}).lead) == r"<code>\(\frac{\)</code>"


def test_a_picture_has_its_size_so_that_nothing_jumps() -> None:
    assert 'width="300" height="200"' in render_inline("![电路](a.png)", PICTURES)
    assert 'alt="电路"' in render_inline("![电路](a.png)", PICTURES)


def test_a_picture_nobody_brought_stays_text() -> None:
    assert str(render_inline("![电路](b.png)", PICTURES)) == "![电路](b.png)"
    assert str(render_figure("b.png", PICTURES)) == ""


def test_a_table_comes_below_with_all_that_follows_it() -> None:
    rendered = render("读表\n|a|b|\n|-|-|\n|1|2|\n选", {})
    assert str(rendered.lead) == "读表"
    assert str(rendered.below).endswith('</table></div><p class="text">选</p>')


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    assert 'class="wide-table" tabindex="0"' in render("|a|\n|-|\n|1|", {}).below


def test_a_recording_is_loaded_and_heard_only_when_somebody_wants_to() -> None:
    sounds = {"a.mp3": PlacedPicture("/pictures/a.mp3", 0, 0, is_sound=True)}
    lead = render("听：![通话 <录音>](a.mp3)", sounds).lead
    assert (
        '<audio src="/pictures/a.mp3" controls="" preload="none" aria-label="通话 &lt;录音&gt;"></audio>'
        in lead
    )
    assert "autoplay" not in lead
    assert "<audio" in render_figure("a.mp3", sounds)
