"""A phone reads of a page what a person would: its forms, its questions, what is ticked."""

from __future__ import annotations

import pytest

from examapp.rehearsal.pages import Form, forms_of, page_tree, sitting_page

SITTING = """
<form id="sitting" method="post" data-attempt="7" data-session="2.ab&amp;c" data-seq="31"
 data-answers-url="/exam/attempts/7/answers" data-submit-url="/exam/attempts/7/submit">
<fieldset data-item="1"><legend><span class="kind">1 · 单选题</span>3 &lt; 5
 加 1 等于多少？</legend>
<label><input type="radio" name="q1" value="A"><span><b>A</b>6</span></label>
<label><input type="radio" name="q1" value="B" checked><span><b>B</b>7 &amp; 8</span></label>
<noscript><label><input type="radio" name="q1" value=""><span>不作答</span></label></noscript></fieldset>
<fieldset data-item="2"><legend><span>2 · 判断题</span>2 乘 3 等于 6。</legend>
<label><input type="radio" name="q2" value="T"><span>正确</span></label>
<label><input type="radio" name="q2" value="F"><span>错误</span></label></fieldset>
</form>"""


def test_a_form_is_sent_with_what_it_holds() -> None:
    page = page_tree(
        '<form method="get" action="/search"><input name="q"></form>'
        '<form method="post" action="/exam/consent"><p><input type="hidden" name="csrf_token" value="t&quot;1">'
        '<input type="checkbox" name="box" value="1"><input type="checkbox" name="ticked" value="2" checked>'
        "<button>同意</button></form>"
    )
    assert forms_of(page) == [Form("/exam/consent", {"csrf_token": 't"1', "ticked": "2"})]


def test_a_sitting_shows_where_to_save_and_with_which_token() -> None:
    page = sitting_page(SITTING)
    assert (page.attempt_id, page.session, page.last_seq) == (7, "2.ab&c", 31)
    assert page.answers_path == "/exam/attempts/7/answers"
    assert page.submit_path == "/exam/attempts/7/submit"


def test_a_question_is_its_stem_and_its_options_as_displayed() -> None:
    first, second = sitting_page(SITTING).items
    assert (first.stem, first.options) == ("3 < 5 加 1 等于多少？", ("6", "7 & 8"))
    assert (second.stem, second.options) == ("2 乘 3 等于 6。", ())


def test_what_the_page_shows_as_answered_is_read_too() -> None:
    assert sitting_page(SITTING).ticked == (("B",), ())


def test_a_page_without_a_sitting_is_none() -> None:
    with pytest.raises(KeyError):
        sitting_page("<h1>503</h1><form method='post'></form>")
