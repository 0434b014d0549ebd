"""Items of QTI 2 and 3: each interaction is read where it maps, else named; rules say what is right."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from examapp.bank_formats.qti_documents import with_names_of_version_2
from examapp.bank_formats.qti_operators import Unscorable
from examapp.bank_formats.qti_processing import ItemScoring
from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.bank_formats.xml_reading import parsed_xml
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

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
MATCH = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def item(body: str, declared: str, rules: str = MATCH, more: str = "") -> bytes:
    score = (
        ""
        if 'identifier="SCORE"' in declared
        else '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    )
    return (
        f'<assessmentItem xmlns="{NAMESPACE}" identifier="i1" title="题" adaptive="false" timeDependent="false">'
        f"{declared}{score}<itemBody>{body}</itemBody>{rules}{more}</assessmentItem>"
    ).encode()


def declared(
    right: str, cardinality: str = "single", base: str = "identifier", more: str = "", name: str = "RESPONSE"
) -> str:
    values = "".join(f"<value>{value}</value>" for value in right.split("|") if value)
    return f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}"><correctResponse>{values}</correctResponse>{more}</responseDeclaration>'


def mapping(**weights: str) -> str:
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in weights.items())
    return f'<mapping defaultValue="0" lowerBound="0">{entries}</mapping>'


def choice(maximum: int = 1, name: str = "RESPONSE", texts: str = "a|b|c") -> str:
    choices = "".join(
        f'<simpleChoice identifier="x{n}">{text}</simpleChoice>' for n, text in enumerate(texts.split("|"), 1)
    )
    return f'<choiceInteraction responseIdentifier="{name}" maxChoices="{maximum}"><prompt>选{name}</prompt>{choices}</choiceInteraction>'


def read(data: bytes) -> BankReport:
    return read_bank(data, "x.xml")


def one(report: BankReport) -> Question:
    (question,) = report.questions
    return question


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_choice_keeps_text_picture_and_prompt() -> None:
    question = one(read(item(f'<p>看<img src="a/b.png" alt="图"/></p>{choice()}', declared("x2"))))
    assert question.stem == "看![图](b.png)\n选RESPONSE"
    assert (question.qtype, question.answer) == ("single", ChoiceAnswer(frozenset("B")))


def test_true_and_false_are_a_verdict() -> None:
    assert one(read(item(choice(texts="正确|错误"), declared("x2")))).answer == JudgeAnswer(False)


def test_several_right_choices_by_template_and_by_even_mapping() -> None:
    by_match = read(item(choice(0), declared("x1|x3", "multiple")))
    assert one(by_match).answer == ChoiceAnswer(frozenset("AC"))
    even = mapping(x1="1", x3="1", x2="-1")
    assert codes(read(item(choice(0), declared("x1|x3", "multiple", more=even), MAP))) == []


def test_uneven_weights_are_named() -> None:
    uneven = mapping(x1="2", x3="1")
    assert codes(read(item(choice(0), declared("x1|x3", "multiple", more=uneven), MAP))) == [
        "partial_weights"
    ]


def test_rules_written_by_hand_say_what_is_right_without_a_declared_answer() -> None:
    rules = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>'
        '<baseValue baseType="identifier">x3</baseValue></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">5</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    assert one(read(item(choice(), declared(""), rules))).answer == ChoiceAnswer(frozenset("C"))


def test_rules_that_are_not_known_here_are_named_and_the_declared_answer_counts() -> None:
    rules = '<responseProcessing><setOutcomeValue identifier="SCORE"><randomInteger min="1" max="2"/></setOutcomeValue></responseProcessing>'
    report = read(item(choice(), declared("x1"), rules))
    assert one(report).answer == ChoiceAnswer(frozenset("A"))
    assert codes(report) == ["scoring_not_read"]


def test_text_entries_are_blanks_with_every_text_that_earns_all() -> None:
    entry = '<p>首都是<textEntryInteraction responseIdentifier="RESPONSE"/>。</p>'
    more = mapping(北京="1", 北平="1", 南京="0.5")
    report = read(item(entry, declared("北京", base="string", more=more), MAP))
    assert one(report).stem == "首都是____。"
    assert one(report).answer == BlankAnswer((("北京", "北平"),))
    assert codes(report) == ["partial_answer"]


def test_case_is_named_where_it_counts() -> None:
    entry = '<p><textEntryInteraction responseIdentifier="RESPONSE"/>?</p>'
    assert codes(read(item(entry, declared("York", base="string")))) == ["case_counts"]


@pytest.mark.parametrize(
    ("test", "low", "high"),
    [
        ('<equal toleranceMode="absolute" tolerance="0.1 0.1"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>', "9.7", "9.9"),
        ('<equal toleranceMode="absolute" tolerance="0.1 0.3"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>', "9.5", "9.9"),
        ('<equal toleranceMode="absolute" tolerance="0.1 0.3"><correct identifier="RESPONSE"/><variable identifier="RESPONSE"/></equal>', "9.7", "10.1"),
        ('<equal toleranceMode="relative" tolerance="2"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>', "9.607843138", "10"),
        ('<equal toleranceMode="relative" tolerance="50"><correct identifier="RESPONSE"/><variable identifier="RESPONSE"/></equal>', "4.9", "14.7"),
        ('<and><gte><variable identifier="RESPONSE"/><baseValue baseType="float">9</baseValue></gte><lte><variable identifier="RESPONSE"/><baseValue baseType="float">10</baseValue></lte></and>', "9", "10"),
        ('<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>', "9.8", "9.8"),
    ],
)  # fmt: skip
def test_a_number_is_right_within_what_its_rule_allows(test: str, low: str, high: str) -> None:
    rules = f'<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
    entry = '<p>g=<textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    question = one(read(item(entry, declared("9.8", base="float"), rules)))
    assert question.answer == NumericAnswer((NumericRange(Decimal(low), Decimal(high)),))


def test_inline_choices_are_a_cloze() -> None:
    body = '<p>水<inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice identifier="G">往低</inlineChoice><inlineChoice identifier="H">往高</inlineChoice></inlineChoiceInteraction>流</p>'
    question = one(read(item(body, declared("G"))))
    assert (question.qtype, question.stem) == ("cloze", "水[[1]]流")
    assert question.parts[0].answer == ChoiceAnswer(frozenset("A"))


def test_parts_get_the_weights_their_rules_give_them() -> None:
    entries = "".join(f'<textEntryInteraction responseIdentifier="R{n}"/>' for n in (1, 2))
    inline = '<inlineChoiceInteraction responseIdentifier="R3"><inlineChoice identifier="A">一</inlineChoice><inlineChoice identifier="B">二</inlineChoice></inlineChoiceInteraction>'
    variables = "".join(
        declared(str(n), base="string", more=mapping(**{str(n): str(n)}), name=f"R{n}") for n in (1, 2)
    )
    variables += declared("A", more=mapping(A="3"), name="R3")
    rules = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><sum>'
        + "".join(f'<mapResponse identifier="R{n}"/>' for n in (1, 2, 3))
        + "</sum></setOutcomeValue></responseProcessing>"
    )
    question = one(read(item(f"<p>{entries}{inline}</p>", variables, rules)))
    assert [part.points for part in question.parts] == [1, 2, 3]


def test_a_match_of_one_partner_each_is_a_matching_question() -> None:
    left = "".join(
        f'<simpleAssociableChoice identifier="L{n}" matchMax="1">左{n}</simpleAssociableChoice>'
        for n in (1, 2)
    )
    right = "".join(
        f'<simpleAssociableChoice identifier="R{n}" matchMax="0">右{n}</simpleAssociableChoice>'
        for n in (1, 2, 3)
    )
    body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>配</prompt><simpleMatchSet>{left}</simpleMatchSet><simpleMatchSet>{right}</simpleMatchSet></matchInteraction>'
    assert one(
        read(item(body, declared("L1 R3|L2 R1", "multiple", "directedPair")))
    ).answer == MatchingAnswer((("1", "C"), ("2", "A")))
    two = read(item(body, declared("L1 R3|L1 R1", "multiple", "directedPair")))
    assert codes(two) == ["type_not_supported"]


def test_an_order() -> None:
    choices = "".join(f'<simpleChoice identifier="d{n}">{n}</simpleChoice>' for n in (1, 2, 3))
    body = f'<orderInteraction responseIdentifier="RESPONSE">{choices}</orderInteraction>'
    assert one(read(item(f"<p>排</p>{body}", declared("d3|d1|d2", "ordered")))).answer == OrderAnswer(
        ("C", "A", "B")
    )


def test_gaps_with_one_list_are_a_cloze() -> None:
    body = '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W" matchMax="1">冬</gapText><gapText identifier="S" matchMax="1">夏</gapText><p>去<gap identifier="G1"/>来<gap identifier="G2"/></p></gapMatchInteraction>'
    question = one(read(item(body, declared("W G1|S G2", "multiple", "directedPair"))))
    assert question.stem == "去[[1]]来[[2]]"
    assert [part.answer for part in question.parts] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]


def test_gaps_weigh_what_their_mapping_says() -> None:
    body = '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W" matchMax="1">冬</gapText><gapText identifier="S" matchMax="1">夏</gapText><p>去<gap identifier="G1"/>来<gap identifier="G2"/></p></gapMatchInteraction>'
    more = '<mapping defaultValue="{}"><mapEntry mapKey="W G1" mappedValue="1"/><mapEntry mapKey="S G2" mappedValue="0.5"/></mapping>'
    reports = [
        read(item(body, declared("W G1|S G2", "multiple", "directedPair", more.format(wrong)), MAP))
        for wrong in (0, -1)
    ]
    assert [[part.points for part in one(report).parts] for report in reports] == [[2, 1], [2, 1]]
    assert [codes(report) for report in reports] == [[], ["partial_weights"]]


def test_several_choices_are_a_scenario() -> None:
    variables = declared("x1", name="R1") + declared("x2|x3", "multiple", name="R2")
    question = one(read(item(f"<p>材料。</p>{choice(1, 'R1')}{choice(0, 'R2')}", variables)))
    assert (question.qtype, question.stem) == ("scenario", "材料。")
    assert [(part.qtype, part.stem) for part in question.parts] == [("single", "选R1"), ("multiple", "选R2")]


@pytest.mark.parametrize(
    "interaction",
    ["extendedTextInteraction", "uploadInteraction", "hotspotInteraction", "associateInteraction", "graphicGapMatchInteraction", "portableCustomInteraction", "whateverInteraction"],
)  # fmt: skip
def test_what_does_not_map_is_named(interaction: str) -> None:
    report = read(item(f'<p>q</p><{interaction} responseIdentifier="RESPONSE"/>', declared("x")))
    assert codes(report) == ["type_not_supported"]


def test_items_that_depend_on_chance_or_steps_are_named() -> None:
    template = '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>'
    assert codes(read(item(choice(), declared("x1"), more=template))) == ["type_not_supported"]


def test_feedback_is_the_explanation() -> None:
    more = '<modalFeedback outcomeIdentifier="F" identifier="correct" showHide="show">对了</modalFeedback>'
    assert one(read(item(choice(), declared("x1"), more=more))).explanation == "答对时：对了"


def test_version_3_is_read_by_its_own_names() -> None:
    data = (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t">'
        '<qti-response-declaration identifier="RESPONSE" base-type="identifier" cardinality="single"><qti-correct-response>'
        "<qti-value>b</qti-value></qti-correct-response></qti-response-declaration><qti-item-body><p>问</p>"
        '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-simple-choice identifier="a">一</qti-simple-choice>'
        '<qti-simple-choice identifier="b" fixed="true">二</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>'
    )
    report = read(data.encode())
    assert report.format == "qti30"
    assert one(report).answer == ChoiceAnswer(frozenset("B"))
    assert [option.pinned for option in one(report).options] == [False, True]


def test_a_package_gives_items_in_the_order_of_its_manifest_under_the_headings_of_its_test() -> None:
    items = {
        f"items/{n}.xml": item(f"<p>题{n}</p>{choice()}", declared("x1")).replace(b'"i1"', f'"i{n}"'.encode())
        for n in (1, 2)
    }
    manifest = (
        "<manifest><resources>"
        + "".join(
            f'<resource type="imsqti_item_xmlv2p1"><file href="items/{n}.xml"/></resource>' for n in (2, 1)
        )
        + "</resources></manifest>"
    )
    test = f'<assessmentTest xmlns="{NAMESPACE}" identifier="t" title="t"><testPart identifier="p"><assessmentSection identifier="s" title="安全"><assessmentItemRef identifier="i2" href="items/2.xml"/></assessmentSection></testPart></assessmentTest>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in {"imsmanifest.xml": manifest.encode(), "test.xml": test.encode(), **items}.items():
            archive.writestr(name, data)
    report = read_bank(target.getvalue(), "x.zip")
    assert [(question.qid, question.topic) for question in report.questions] == [("i2", "安全"), ("i1", "")]


def scoring(rules: str, variables: str = "") -> ItemScoring:
    return ItemScoring(with_names_of_version_2(parsed_xml(item("", variables or declared("x1"), rules))))


@pytest.mark.parametrize(
    ("expression", "score"),
    [
        ('<sum><baseValue baseType="float">1</baseValue><baseValue baseType="float">2.5</baseValue></sum>', "3.5"),
        ('<product><baseValue baseType="float">2</baseValue><baseValue baseType="float">3</baseValue></product>', "6"),
        ('<divide><baseValue baseType="float">1</baseValue><baseValue baseType="float">0</baseValue></divide>', "0"),
        ('<containerSize><multiple><baseValue baseType="identifier">a</baseValue><baseValue baseType="identifier">b</baseValue></multiple></containerSize>', "2"),
        ("<null/>", "0"),
    ],
)  # fmt: skip
def test_expressions_are_calculated(expression: str, score: str) -> None:
    rules = f'<responseProcessing><setOutcomeValue identifier="SCORE">{expression}</setOutcomeValue></responseProcessing>'
    assert scoring(rules).score({}) == Decimal(score)


def test_the_first_branch_that_holds_counts_and_an_exit_ends_all() -> None:
    give = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue></setOutcomeValue>'
    rules = (
        '<responseProcessing><responseCondition><responseIf><isNull><variable identifier="RESPONSE"/></isNull>' + give.format(1) + "</responseIf>"
        '<responseElseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>' + give.format(2) + "<exitResponse/></responseElseIf>"
        "<responseElse>" + give.format(3) + "</responseElse></responseCondition>" + give.format(9) + "</responseProcessing>"
    )  # fmt: skip
    assert [scoring(rules).score({"RESPONSE": given}) for given in ([], ["x1"], ["x2"])] == [9, 2, 9]


def test_an_unknown_expression_is_no_score() -> None:
    with pytest.raises(Unscorable, match="randomFloat"):
        scoring(
            '<responseProcessing><setOutcomeValue identifier="SCORE"><randomFloat/></setOutcomeValue></responseProcessing>'
        ).score({})


def test_outcomes_are_looked_up_in_tables_and_makers_operators_clean_texts() -> None:
    table = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><interpolationTable><interpolationTableEntry sourceValue="1" targetValue="5"/><interpolationTableEntry sourceValue="0" targetValue="0"/></interpolationTable></outcomeDeclaration>'
    raw = '<outcomeDeclaration identifier="RAW" cardinality="single" baseType="float"/>'
    rules = (
        '<responseProcessing><responseCondition><responseIf><stringMatch caseSensitive="true"><customOperator definition="depcp:Trim">'
        '<variable identifier="RESPONSE"/></customOperator><baseValue baseType="string">x1</baseValue></stringMatch>'
        '<setOutcomeValue identifier="RAW"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        '<lookupOutcomeValue identifier="SCORE"><variable identifier="RAW"/></lookupOutcomeValue></responseProcessing>'
    )  # fmt: skip
    data = item("", declared("x1", base="string") + table + raw, rules)
    scores = ItemScoring(with_names_of_version_2(parsed_xml(data)))
    assert [scores.score({"RESPONSE": [given]}) for given in (" x1 ", "x2")] == [5, 0]


def test_a_limit_that_is_not_reached_is_left_out() -> None:
    rules = '<responseProcessing><responseCondition><responseIf><and><gt><variable identifier="RESPONSE"/><baseValue baseType="float">9</baseValue></gt><lte><variable identifier="RESPONSE"/><baseValue baseType="float">10</baseValue></lte></and><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
    entry = '<p>g=<textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    (accepted,) = one(read(item(entry, declared("9.5", base="float"), rules))).answer.ranges  # type: ignore[union-attr]
    assert Decimal(9) < accepted.low < Decimal("9.00001")
    assert accepted.high == 10


def test_a_text_that_is_compared_as_a_number_is_a_number() -> None:
    rules = '<responseProcessing><responseCondition><responseIf><equal toleranceMode="exact"><variable identifier="RESPONSE"/><baseValue baseType="float">0.63</baseValue></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
    entry = '<p>n=<textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    question = one(read(item(entry, declared("0.63", base="string"), rules)))
    assert question.answer == NumericAnswer((NumericRange(Decimal("0.63"), Decimal("0.63")),))


def test_points_for_a_nearly_right_order_are_named_unless_they_are_those_of_the_places() -> None:
    choices = "".join(f'<simpleChoice identifier="d{n}">{n}</simpleChoice>' for n in (1, 2, 3))
    body = f'<p>排</p><orderInteraction responseIdentifier="RESPONSE">{choices}</orderInteraction>'
    place = '<responseCondition><responseIf><match><index n="{0}"><variable identifier="RESPONSE"/></index><baseValue baseType="identifier">d{0}</baseValue></match><setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">{1}</baseValue></sum></setOutcomeValue></responseIf></responseCondition>'
    even = "<responseProcessing>" + "".join(place.format(n, 1) for n in (1, 2, 3)) + "</responseProcessing>"
    uneven = "<responseProcessing>" + "".join(place.format(n, n) for n in (1, 2, 3)) + "</responseProcessing>"
    variables = declared("d1|d2|d3", "ordered")
    assert codes(read(item(body, variables, even))) == []
    assert codes(read(item(body, variables, uneven))) == ["partial_weights"]


@pytest.mark.parametrize(
    "name", ["substring", "subtract", "match", "index", "member", "not", "truncate", "divide"]
)
def test_an_expression_without_its_values_is_no_score(name: str) -> None:
    rules = f'<responseProcessing><setOutcomeValue identifier="SCORE"><{name}/></setOutcomeValue></responseProcessing>'
    report = read(item(choice(), declared("x1"), rules))
    assert [question.answer for question in report.questions] in ([], [ChoiceAnswer(frozenset("A"))])
    assert codes(report) in (["no_right_answer_marked"], ["scoring_not_read"])
