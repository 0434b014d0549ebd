"""XML and packages made to harm: no entity is opened, no file fetched, no memory filled, and never an exception."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examapp.bank_formats import archive_reading, ims_package
from examapp.bank_formats.registry import format_names, read_bank, write_bank
from examapp.bank_formats.report import BankReport
from examapp.bank_formats.rich_text import RichText
from examapp.domain.questions import Question
from tests.bank_formats.questions_made_up import banks

XML_FORMATS = ["moodle_xml", "qti21", "qti30", "qti12"]
QUESTION = (
    '<question type="truefalse"><questiontext format="html"><text>{}</text></questiontext>'
    '<answer fraction="100"><text>true</text></answer></question>'
)


def codes(report: BankReport) -> list[str]:
    assert all(problem.message for problem in report.problems)
    return [problem.code for problem in report.problems]


def package(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return target.getvalue()


@pytest.mark.parametrize("name", XML_FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused_at_once(name: str, encoding: str) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f"<!DOCTYPE quiz [{entities}]><quiz>{QUESTION.format('&a11;')}</quiz>".encode(encoding)
    assert codes(read_bank(data, "x.xml", name)) == ["xml_entities"]


@pytest.mark.parametrize("declared", ['SYSTEM "file://{}"', 'PUBLIC "x" "file://{}"'])
def test_no_file_is_opened_for_an_entity(tmp_path: Path, declared: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    dtd = f"<!DOCTYPE quiz [<!ENTITY x {declared.format(secret)}>]>"
    report = read_bank(f"{dtd}<quiz>{QUESTION.format('&x;')}</quiz>".encode(), "x.xml", "moodle_xml")
    assert codes(report) == ["xml_entities"]
    assert "geheim" not in str(report)


def test_an_outer_document_type_is_not_fetched_and_its_entities_are_html(tmp_path: Path) -> None:
    outer = tmp_path / "quiz.dtd"
    outer.write_text('<!ENTITY nbsp "geheim">')
    data = (
        f'<!DOCTYPE quiz SYSTEM "file://{outer}"><quiz>{QUESTION.format("a&nbsp;&eacute;")}</quiz>'.encode()
    )
    assert [question.stem for question in read_bank(data, "x.xml").questions] == ["a é"]


def test_xinclude_is_no_order() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    report = read_bank(f"<quiz>{QUESTION.format('q' + include)}</quiz>".encode(), "x.xml")
    assert [question.stem for question in report.questions] == ["q"]


@pytest.mark.parametrize("depth", [130, 300, 5_000, 200_000])
def test_deep_nesting_is_named(depth: int) -> None:
    data = f"<quiz>{'<a>' * depth}{'</a>' * depth}</quiz>".encode()
    assert set(codes(read_bank(data, "x.xml", "moodle_xml"))) <= {"xml_too_deep", "bad_xml"}


def test_deep_html_inside_a_text_loses_no_word() -> None:
    assert "甲" in RichText().of_html("<div>" * 5_000 + "甲" + "</div>" * 5_000)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
        "&",
        "&#",
        "<b>",
        "</b>",
        "<table><td>",
        "\x00",
        "[[1]]",
        "$$a",
        "<sup>",
    ],
)
def test_a_sign_a_hundred_thousand_times_in_html_takes_no_long_time(piece: str) -> None:
    RichText().of_html(piece * 100_000)


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_reading, "MAXIMUM_RATIO", 10)
    bomb = package(item__xml=b"<assessmentItem>" + b" " * 1_000_000)
    assert codes(read_bank(bomb, "x.zip", "qti21")) == ["too_large"]


def test_a_package_with_more_files_than_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ims_package, "MAXIMUM_DOCUMENTS", 1)
    assert codes(read_bank(package(a__xml=b"<a/>"), "x.zip", "qti30")) == ["too_large"]


def test_a_path_that_leaves_the_package_is_only_a_name() -> None:
    item = (
        b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="t">'
        b'<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse>'
        b'<value>A</value></correctResponse></responseDeclaration><itemBody><p>q <img src="../../../etc/a.png" alt=""/></p>'
        b'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="A">a</simpleChoice>'
        b'<simpleChoice identifier="B">b</simpleChoice></choiceInteraction></itemBody></assessmentItem>'
    )  # fmt: skip
    report = read_bank(package(item__xml=item), "x.zip")
    assert [question.stem for question in report.questions] == ["q ![](a.png)"]
    assert not report.pictures


def test_one_broken_document_of_a_package_is_named_with_its_line() -> None:
    report = read_bank(package(good__xml=b"<assessmentTest/>", bad__xml=b"<a>\n<b></a>"), "x.zip", "qti21")
    (problem,) = report.errors
    assert (problem.code, problem.where.file, problem.where.line) == ("bad_xml", "bad.xml", 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<?xml version='1.0'?><books><book/></books>", "unknown_xml"),
        (b"<manifest/>", "unknown_xml"),
        (b"<quiz><question type='truefalse'></quiz>", "bad_xml"),
        (b"<html><body><table/></body></html>", "web_page"),
    ],
)
def test_xml_that_is_no_bank_says_what_it_is(data: bytes, code: str) -> None:
    assert codes(read_bank(data, "x.xml"))[0] == code


@settings(max_examples=150, deadline=None)
@given(st.data(), banks(), st.sampled_from(["moodle_xml", "qti21", "qti30"]))
def test_a_damaged_exchange_file_makes_a_report(data: st.DataObject, bank: list[Question], name: str) -> None:
    content = bytearray(write_bank(bank, name))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 20)))
        content[start:end] = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"<b>", b"</", b"&x;", b"{1:MC:", b"="]))
        )
    report = read_bank(bytes(content), "x", data.draw(st.sampled_from([None, name, *XML_FORMATS])))
    assert report.questions or codes(report)


TAGS = st.sampled_from(
    ["quiz", "question", "questiontext", "text", "answer", "subquestion", "selectoption", "file", "units", "unit", "questestinterop",
     "item", "presentation", "material", "mattext", "response_lid", "response_str", "render_choice", "render_fib", "response_label",
     "resprocessing", "respcondition", "conditionvar", "varequal", "setvar", "assessmentItem", "responseDeclaration", "correctResponse",
     "value", "mapping", "mapEntry", "itemBody", "choiceInteraction", "simpleChoice", "textEntryInteraction", "inlineChoiceInteraction",
     "orderInteraction", "matchInteraction", "simpleMatchSet", "simpleAssociableChoice", "gapMatchInteraction", "gap", "gapText",
     "responseProcessing", "responseCondition", "responseIf", "match", "variable", "correct", "setOutcomeValue", "sum", "baseValue",
     "qti-assessment-item", "qti-item-body", "table", "tr", "td", "b", "img", "ul", "li", "pre", "math", "msup"]
)  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["type", "format", "fraction", "identifier", "ident", "responseIdentifier", "cardinality", "rcardinality", "baseType",
                     "mapKey", "mappedValue", "respident", "action", "maxChoices", "src", "name", "encoding", "template", "index", "style"]),
    st.sampled_from(["multichoice", "matching", "multianswer", "numerical", "ordering", "gapselect", "html", "100", "-1e9", "NaN", "RESPONSE",
                     "A", "A B", "multiple", "ordered", "Multiple", "float", "string", "Add", "", "base64", "x/map_response", "white-space", "é"]),
    max_size=4,
)  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["", "A", "1", "{1:MC:=a~b}", "[[1]]", "甲", "&lt;b&gt;"]),
    lambda inner: st.builds(
        lambda tag, attributes, inside: "<{0}{1}>{2}</{0}>".format(
            tag, "".join(f' {key}="{value}"' for key, value in attributes.items()), "".join(inside)
        ),
        TAGS,
        ATTRIBUTES,
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(
    TREES, st.sampled_from(["quiz", "questestinterop", "assessmentItem", "qti-assessment-item", "question"])
)
def test_any_tree_of_known_tags_makes_a_report(tree: str, root: str) -> None:
    for name in (None, *XML_FORMATS):
        report = read_bank(
            f"<{root} type='multichoice' identifier='q'>{tree}</{root}>".encode(), "x.xml", name
        )
        assert report.questions or codes(report)


def test_an_item_with_thousands_of_rules_is_named_in_no_time() -> None:
    entries = "".join(f'<mapEntry mapKey="{n}" mappedValue="1"/>' for n in range(20_000))
    declared = f'<responseDeclaration identifier="R" cardinality="single" baseType="float"><correctResponse><value>1</value></correctResponse><mapping>{entries}</mapping></responseDeclaration>'
    item = f'<assessmentItem identifier="i" title="t">{declared}<itemBody><textEntryInteraction responseIdentifier="R"/></itemBody></assessmentItem>'
    conditions = (
        '<respcondition><conditionvar><varequal respident="r">1</varequal></conditionvar><setvar action="Add">1</setvar></respcondition>'
        * 20_000
    )
    old = f'<questestinterop><item ident="i"><presentation><response_str ident="r"/></presentation><resprocessing>{conditions}</resprocessing></item></questestinterop>'
    assert [codes(read_bank(text.encode(), "x.xml")) for text in (item, old)] == [["type_not_supported"]] * 2


def test_the_formats_of_other_systems_are_all_there() -> None:
    assert {*XML_FORMATS, "cloze", "gift", "aiken"} <= set(format_names())
