"""QTI 1.2 as Canvas, Blackboard and common cartridges write it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.domain.questions import (
    BlankAnswer,
    ChoiceAnswer,
    JudgeAnswer,
    MatchingAnswer,
    NumericAnswer,
    NumericRange,
    OrderAnswer,
    Question,
)


def read(presentation: str, conditions: str = "", kind: str = "", more: str = "") -> BankReport:
    meta = f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
    data = (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment title="电工"><section ident="root_section">'
        f'<item ident="i1" title="Question 1">{meta if kind else ""}<presentation>{presentation}</presentation>'
        f"<resprocessing><outcomes/>{conditions}</resprocessing>{more}</item></section></assessment></questestinterop>"
    )
    return read_bank(data.encode(), "x.xml")


def material(text: str) -> str:
    return f'<material><mattext texttype="text/html">{text}</mattext></material>'


def listed(name: str = "r", texts: str = "甲|乙|丙", cardinality: str = "Single", before: str = "") -> str:
    labels = "".join(
        f'<response_label ident="{name[-1]}{n}">{material(text)}</response_label>'
        for n, text in enumerate(texts.split("|"), 1)
    )
    return f'<response_lid ident="{name}" rcardinality="{cardinality}">{before}<render_choice>{labels}</render_choice></response_lid>'


def when(test: str, points: str = "100", action: str = "Set", goes_on: str = "No") -> str:
    return f'<respcondition continue="{goes_on}"><conditionvar>{test}</conditionvar><setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>'


def equal(value: str, name: str = "r", more: str = "") -> str:
    return f'<varequal respident="{name}"{more}>{value}</varequal>'


def one(report: BankReport) -> Question:
    (question,) = report.questions
    return question


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_choice_under_the_heading_of_its_assessment() -> None:
    question = one(read(material("&lt;p&gt;问&lt;/p&gt;") + listed(), when(equal("r2"))))
    assert (question.stem, question.topic, question.tags) == ("问", "电工", ())
    assert question.answer == ChoiceAnswer(frozenset("B"))


def test_true_and_false_are_a_verdict() -> None:
    assert one(read(material("问") + listed(texts="True|False"), when(equal("r2")))).answer == JudgeAnswer(
        False
    )


def test_several_keys_as_canvas_wants_them_all_or_none() -> None:
    test = f"<and>{equal('r1')}<not>{equal('r2')}</not>{equal('r3')}</and>"
    report = read(material("问") + listed(cardinality="Multiple"), when(test))
    assert one(report).answer == ChoiceAnswer(frozenset("AC"))
    assert codes(report) == []


def test_several_keys_that_add_up_evenly_or_are_named() -> None:
    even = (
        when(equal("r1"), "50", "Add", "Yes")
        + when(equal("r3"), "50", "Add", "Yes")
        + when(equal("r2"), "-50", "Add", "Yes")
    )
    report = read(material("问") + listed(cardinality="Multiple"), even)
    assert one(report).answer == ChoiceAnswer(frozenset("AC"))
    assert codes(report) == []
    uneven = even.replace("-50", "-10")
    assert codes(read(material("问") + listed(cardinality="Multiple"), uneven)) == ["partial_weights"]


def test_matching_lists() -> None:
    lists = "".join(f'<response_lid ident="r_{n}" rcardinality="Single">{material(text)}<render_choice>' + "".join(f'<response_label ident="c{k}">{material(choice)}</response_label>' for k, choice in enumerate("鸟蛇鱼", 1)) + "</render_choice></response_lid>" for n, text in enumerate("鹰蟒", 1))  # fmt: skip
    conditions = "".join(
        f'<respcondition><conditionvar>{equal(f"c{n}", f"r_{n}")}</conditionvar><setvar varname="SCORE" action="Add">50</setvar></respcondition>'
        for n in (1, 2)
    )
    question = one(read(material("配") + lists, conditions, "matching_question"))
    assert question.answer == MatchingAnswer((("1", "A"), ("2", "B")))
    assert [option.text for option in question.options] == ["鸟", "蛇", "鱼"]


def test_dropdowns_of_canvas_stand_at_their_names() -> None:
    lists = listed("response_a", "猫|狗") + listed("response_b", "跑|跳")
    conditions = when(equal("a2", "response_a"), "50", "Add", "Yes") + when(
        equal("b1", "response_b"), "50", "Add", "Yes"
    )
    question = one(read(material("[a]在[b]") + lists, conditions, "multiple_dropdowns_question"))
    assert (question.qtype, question.stem) == ("cloze", "[[1]]在[[2]]")
    assert [part.answer for part in question.parts] == [
        ChoiceAnswer(frozenset("B")),
        ChoiceAnswer(frozenset("A")),
    ]


def test_named_blanks_of_canvas() -> None:
    lists = listed("response_a", "红|赤") + listed("response_b", "绿")
    conditions = "".join(
        when(equal(value, name), "50", "Add", "Yes")
        for name, value in (("response_a", "a1"), ("response_a", "a2"), ("response_b", "b1"))
    )
    question = one(read(material("[a]花[b]叶") + lists, conditions, "fill_in_multiple_blanks_question"))
    assert question.stem == "____花____叶"
    assert question.answer == BlankAnswer((("红", "赤"), ("绿",)))


def test_fields_among_the_text_are_blanks() -> None:
    field = '<response_str ident="{}"><render_fib fibtype="String"><response_label ident="A"/></render_fib></response_str>'
    both = f"{equal('春', 'a')}{equal('夏', 'b')}"
    question = one(
        read(
            material("先") + field.format("a") + material("后") + field.format("b") + material("到"),
            when(both),
        )
    )
    assert question.stem == "先 ____ 后 ____ 到"
    assert question.answer == BlankAnswer((("春",), ("夏",)))


@pytest.mark.parametrize(
    ("test", "low", "high"),
    [
        (
            '<or>{0}<and><vargte respident="r">9.7</vargte><varlte respident="r">9.9</varlte></and></or>',
            "9.7",
            "9.9",
        ),
        ("{0}", "9.8", "9.8"),
        (
            '<or>{0}<and><vargt respident="r">9</vargt><varlt respident="r">10</varlt></and></or>',
            "9.000000001",
            "9.999999999",
        ),
        ('<vargte respident="r">9</vargte><varlte respident="r">10</varlte>', "9", "10"),
    ],
)
def test_numbers_with_their_limits(test: str, low: str, high: str) -> None:
    field = '<response_str ident="r"><render_fib fibtype="Decimal"><response_label ident="A"/></render_fib></response_str>'
    question = one(read(material("g") + field, when(test.format(equal("9.8")))))
    assert question.answer == NumericAnswer((NumericRange(Decimal(low), Decimal(high)),))


def test_an_order() -> None:
    tests = "".join(equal(f"r{n}", more=f' index="{place}"') for n, place in ((1, 2), (2, 3), (3, 1)))
    assert one(read(material("排") + listed(cardinality="Ordered"), when(tests))).answer == OrderAnswer(
        ("C", "A", "B")
    )


def test_blackboard_gives_the_maximum_by_name() -> None:
    flow = f'<flow class="Block"><flow class="QUESTION_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;问&lt;/p&gt;</mat_formattedtext></mat_extension></material></flow><flow class="RESPONSE_BLOCK">{listed()}</flow></flow>'
    question = one(read(flow, when(equal("r3"), "SCORE.max")))
    assert (question.stem, question.answer) == ("问", ChoiceAnswer(frozenset("C")))


def test_feedback_says_what_it_speaks_of() -> None:
    feedback = "".join(
        f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'
        for name, text in (("general_fb", "总"), ("correct_fb", "好"), ("r2_fb", "不是"))
    )
    assert (
        one(read(material("问") + listed(), when(equal("r1")), more=feedback)).explanation
        == "总\n答对时：好\n乙：不是"
    )


@pytest.mark.parametrize(
    "kind", ["essay_question", "file_upload_question", "hot_spot_question", "calculated_question"]
)
def test_what_cannot_be_graded_here_is_named(kind: str) -> None:
    assert codes(read(material("问"), kind=kind)) == ["type_not_supported"]


def test_text_without_a_question_is_named() -> None:
    assert codes(read(material("说明"), kind="text_only_question"))[0] == "description_question"


def test_a_field_without_a_right_text_is_an_essay() -> None:
    field = '<response_str ident="r"><render_fib><response_label ident="A"/></render_fib></response_str>'
    assert codes(read(material("写") + field, when("<other/>", "0"))) == ["type_not_supported"]


def test_a_word_bank_is_a_list_to_choose_from() -> None:
    labels = "".join(
        f'<response_label ident="{n}" answer_type="wordbank">{material(text)}</response_label>'
        for n, text in (("w1", "白"), ("w2", "黑"))
    )
    response = f'<response_lid ident="response_a">{material("白")}<render_choice>{labels}</render_choice></response_lid>'
    question = one(
        read(
            material("云是[a]的") + response,
            when(equal("w1", "response_a"), "100", "Add"),
            "fill_in_multiple_blanks_question",
        )
    )
    assert (question.qtype, question.stem) == ("cloze", "云是[[1]]的")


def test_a_document_type_with_rules_of_its_own_is_no_danger() -> None:
    data = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd" [<!-- x --><!ELEMENT y (z+)><!ATTLIST y a (Yes|No) "No">]>\n<questestinterop/>'
    assert read_bank(data.encode(), "x.xml").format == "qti12"


def blackboard(kind: str, question: str, responses: str, conditions: str, more: str = "") -> BankReport:
    asked = (
        f'<flow class="QUESTION_BLOCK"><flow class="FORMATTED_TEXT_BLOCK">{material(question)}</flow></flow>'
    )
    flow = f'<flow class="Block">{asked}<flow class="RESPONSE_BLOCK">{responses}</flow>{more}</flow>'
    wrong = '<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar action="Set">0</setvar></respcondition>'
    meta = f"<itemmetadata><bbmd_questiontype>{kind}</bbmd_questiontype></itemmetadata>"
    data = f'<questestinterop><item ident="i">{meta}<presentation>{flow}</presentation><resprocessing>{conditions}{wrong}</resprocessing></item></questestinterop>'
    return read_bank(data.encode(), "res00001.dat")


def silent(*tests: str) -> str:
    return "".join(
        f'<respcondition title="x"><conditionvar>{test}</conditionvar></respcondition>' for test in tests
    )


def test_blackboard_keeps_the_right_side_of_a_match_apart() -> None:
    sides = [
        f'<flow class="Block">{material(text)}<response_lid ident="r{n}"><render_choice><response_label ident="a{n}"/><response_label ident="b{n}"/><response_label ident="c{n}"/></render_choice></response_lid></flow>'
        for n, text in enumerate(("猫", "狗"))
    ]
    right = (
        '<flow class="RIGHT_MATCH_BLOCK">'
        + "".join(f"<flow>{material(text)}</flow>" for text in ("喵", "汪", "哞"))
        + "</flow>"
    )
    question = one(
        blackboard("Matching", "配", "".join(sides), silent(equal("b0", "r0"), equal("a1", "r1")), right)
    )
    assert question.stem == "配"
    text_of = {option.id: option.text for option in question.options}
    assert [
        (prompt.text, text_of[dict(question.answer.pairs)[prompt.id]]) for prompt in question.prompts
    ] == [("猫", "汪"), ("狗", "喵")]  # type: ignore[union-attr]
    assert set(text_of.values()) == {"喵", "汪", "哞"}


def test_blackboards_blank_counts_without_saying_so() -> None:
    field = '<response_str ident="r"><render_fib/></response_str>'
    assert one(
        blackboard("Fill in the Blank", "首都？", field, silent(equal("北京"), equal("北平")))
    ).answer == BlankAnswer((("北京", "北平"),))


def test_blackboards_number_lies_between_its_limits() -> None:
    field = '<response_num ident="r"><render_fib/></response_num>'
    limits = when(
        '<vargte respident="r">3.13</vargte><varlte respident="r">3.15</varlte>' + equal("3.14"), "SCORE.max"
    )
    assert one(blackboard("Numeric", "π？", field, limits)).answer == NumericAnswer(
        (NumericRange(Decimal("3.13"), Decimal("3.15")),)
    )


def test_blackboards_either_or_is_a_verdict() -> None:
    labels = "".join(
        f'<response_label ident="yes_no.{word}">{material(f"yes_no.{word}")}</response_label>'
        for word in ("true", "false")
    )
    choice = f'<response_lid ident="r"><render_choice>{labels}</render_choice></response_lid>'
    assert one(
        blackboard("Either/Or", "对吗", choice, when(equal("yes_no.false"), "SCORE.max"))
    ).answer == JudgeAnswer(False)


def test_several_texts_for_one_box_are_alternatives_as_canvas_writes_them() -> None:
    field = '<response_str ident="r"><render_fib/></response_str>'
    report = read(material("问") + field, when(equal("接地") + equal("保护接地")), "short_answer_question")
    assert one(report).answer == BlankAnswer((("接地", "保护接地"),))
