"""Word documents: what is shown is read, with its numbers, tables, pictures and marks; the rest stays out."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from examapp.bank_formats.registry import read_bank
from examapp.bank_formats.report import BankReport
from examapp.bank_formats.word.numbering import chinese_number
from examapp.domain.questions import BlankAnswer, ChoiceAnswer, JudgeAnswer
from tests.bank_formats.word_files import RED, add_list, add_table, coloured, document_of, numbered, saved

SOUND = ("一、单选题", "1. 哪一个是金属？", "A. 铁", "B. 木", "答案：A")


def read(data: bytes, **layout: str) -> BankReport:
    return read_bank(data, "题库.docx", layout=layout)


def codes(report: BankReport) -> list[str]:
    return [problem.code for problem in report.problems]


def test_paragraphs_are_read_as_a_text_is() -> None:
    report = read(saved(document_of(*SOUND)))
    (question,) = report.questions
    assert (report.format, question.qtype, question.answer) == (
        "docx",
        "single",
        ChoiceAnswer(frozenset("A")),
    )
    assert report.places[0].line == 2
    assert not report.problems


def test_numbers_that_only_word_shows_are_counted_again() -> None:
    document = document_of()
    sections = add_list(document, ("chineseCounting", "%1、"))
    questions = add_list(document, ("decimal", "%1."), ("upperLetter", "%2."))
    numbered(document, "单选题", sections)
    for stem, key in (("哪一个是金属？", "铁"), ("哪一个是气体？", "氧")):
        numbered(document, stem, questions)
        numbered(document, key, questions, 1)
        numbered(document, "木头", questions, 1)
        document.add_paragraph("答案：A")
    numbered(document, "判断题", sections)
    numbered(document, "5G是一种技术。（√）", questions)
    report = read(saved(document))
    assert [question.qtype for question in report.questions] == ["single", "single", "judge"]
    assert [option.text for option in report.questions[1].options] == ["氧", "木头"]
    assert report.questions[2].stem == "5G是一种技术。（　）"
    assert not report.errors


@pytest.mark.parametrize(
    ("kind", "text"),
    [("decimal", "(%1)"), ("decimal", "%1"), ("decimalEnclosedCircle", "%1"), ("decimal", "第%1题 ")],
)
def test_every_way_of_numbering_begins_a_question(kind: str, text: str) -> None:
    document = document_of("二、判断题")
    questions = add_list(document, (kind, text))
    for stem in ("铁是金属。（√）", "木是金属。（×）", "氧是气体。（√）"):
        numbered(document, stem, questions)
    answers = [question.answer for question in read(saved(document)).questions]
    assert answers == [JudgeAnswer(True), JudgeAnswer(False), JudgeAnswer(True)]


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_a_table_of_questions_is_read_as_a_workbook_is() -> None:
    document = document_of("焊工题库")
    rows = [
        ("序号", "题型", "题目", "选项", "答案"),
        ("1", "单选", "哪个是金属？", "A.铁\nB.木", "A"),
        ("2", "判断", "铁是金属。", "", "对"),
    ]
    add_table(document, rows)
    report = read(saved(document))
    assert [question.qtype for question in report.questions] == ["single", "judge"]
    assert report.places[1].row == 3
    assert not report.problems


def test_a_table_of_numbers_and_answers_is_the_key() -> None:
    document = document_of("一、单选题", "1. 哪个重？", "A. 铁", "B. 木", "2. 哪个轻？", "A. 铁", "B. 木")
    add_table(document, [("题号", "1", "2"), ("答案", "A", "B")])
    assert [question.answer for question in read(saved(document)).questions] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]


def test_options_set_side_by_side_in_a_table_are_options() -> None:
    document = document_of("1. 哪个最重？")
    add_table(document, [("A. 铁", "B. 木"), ("C. 铅", "D. 纸")])
    document.add_paragraph("答案：C")
    (question,) = read(saved(document)).questions
    assert [option.text for option in question.options] == ["铁", "木", "铅", "纸"]


def test_another_table_stays_a_table_of_its_question() -> None:
    document = document_of("一、单选题", "1. 下表中功率最大的是（　）。")
    add_table(document, [("电阻", "功率"), ("甲", "10 W"), ("乙", "20 W")])
    for line in ("A. 甲", "B. 乙", "答案：B"):
        document.add_paragraph(line)
    (question,) = read(saved(document)).questions
    assert "|电阻|功率|\n|---|---|\n|甲|10 W|" in question.stem


def test_the_red_option_is_the_key_where_none_is_written_and_that_is_said() -> None:
    document = document_of("一、单选题", "1. 哪个是金属？")
    coloured(document, ("A. 木", False))
    coloured(document, ("B. 铁", True))
    document.add_paragraph("2. 哪个是气体？")
    coloured(document, ("A. ", False), ("氧", True), ("    B. 铁", False))
    report = read(saved(document))
    assert [question.answer for question in report.questions] == [
        ChoiceAnswer(frozenset("B")),
        ChoiceAnswer(frozenset("A")),
    ]
    assert codes(report) == ["key_by_look"]
    assert report.problems[0].parameters["count"] == 2


def test_a_written_key_counts_more_than_a_red_option() -> None:
    document = document_of("一、单选题", "1. 哪个是金属？")
    coloured(document, ("A. 木", True))
    document.add_paragraph("B. 铁")
    document.add_paragraph("答案：B")
    report = read(saved(document))
    assert report.questions[0].answer == ChoiceAnswer(frozenset("B"))
    assert not report.problems


def test_options_that_are_all_bold_show_no_key() -> None:
    document = document_of("一、单选题", "1. 哪个是金属？")
    for text in ("A. 木", "B. 铁"):
        document.add_paragraph().add_run(text).bold = True
    assert "missing_answer" in codes(read(saved(document))) or "nothing_gradable" in codes(
        read(saved(document))
    )


def test_underlined_words_of_a_blank_question_are_its_answer() -> None:
    document = document_of("一、填空题")
    paragraph = document.add_paragraph("1. 一年有")
    paragraph.add_run("四").underline = True
    paragraph.add_run("季。")
    (question,) = read(saved(document)).questions
    assert (question.stem, question.answer) == ("一年有____季。", BlankAnswer((("四",),), ordered=True))


def test_underlined_spaces_are_a_blank() -> None:
    document = document_of("一、填空题")
    paragraph = document.add_paragraph("1. 一年有")
    paragraph.add_run("      ").underline = True
    paragraph.add_run("季。")
    document.add_paragraph("答案：四")
    assert read(saved(document)).questions[0].stem == "一年有____季。"


def test_powers_and_indices_stay_what_they_are() -> None:
    document = document_of("一、判断题")
    paragraph = document.add_paragraph("1. H")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("O 的面积是 3 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("。（×）")
    assert read(saved(document)).questions[0].stem == "H₂O 的面积是 3 m²。（　）"


def test_a_formula_is_written_out() -> None:
    document = document_of("一、判断题")
    paragraph = document.add_paragraph("1. 电流是")
    names = nsdecls("w") + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(
        parse_xml(
            f"<m:oMath {names}><m:r><m:t>I=</m:t></m:r><m:f><m:num><m:r><m:t>U</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>R</m:t></m:r></m:den></m:f></m:oMath>"
        )
    )
    paragraph.add_run("。（√）")
    report = read(saved(document))
    assert report.questions[0].stem == "电流是$I=\\frac{U}{R}$。（　）"
    assert not report.problems


def test_deleted_and_hidden_words_stay_out_and_are_named() -> None:
    document = document_of("一、判断题")
    paragraph = document.add_paragraph("1. 铁是金属。（√）")
    names = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:del {names}><w:r><w:delText>删掉的字</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {names}><w:r><w:t>新写的字</w:t></w:r></w:ins>"))
    paragraph.add_run("藏起来的字").font.hidden = True
    report = read(saved(document))
    assert report.questions[0].stem == "铁是金属。（　）新写的字"
    assert codes(report) == ["tracked_changes", "hidden_text"]
    assert "藏起来的字" in report.problems[1].message


def picture(colour: str) -> io.BytesIO:
    target = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(target, "PNG")
    target.seek(0)
    return target


def test_pictures_come_along_under_names_of_their_own() -> None:
    document = document_of("一、单选题", "1. 图中是什么？")
    document.paragraphs[-1].add_run().add_picture(picture("red"))
    for line in ("A. 铁", "B. 木", "答案：A"):
        document.add_paragraph(line)
    report = read(saved(document))
    (name,) = report.pictures
    assert f"![]({name})" in report.questions[0].stem
    assert report.pictures[name] == picture("red").getvalue()
    assert not report.errors


def test_a_document_without_anything_gradable_says_so() -> None:
    report = read(
        saved(
            document_of(
                "编程题库", "1. 写一个程序，画出正弦曲线。", "import math", "2. 再写一个程序。", "print(1)"
            )
        )
    )
    assert codes(report) == ["nothing_gradable"]
    assert codes(read(saved(document_of()))) == ["no_questions"]


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), b"{\\rtf1 abc}"]
)
def test_an_old_document_says_what_to_do(data: bytes) -> None:
    report = read_bank(data, "题库.doc")
    assert codes(report) == ["old_word"]
    assert ".docx" in report.problems[0].message


def changed(name: str, content: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(saved(document_of(*SOUND))))
    target = io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            archive.writestr(member, content if member == name else source.read(member))
    return target.getvalue()


NAMES = nsdecls("w").encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a/>",
        b"<w:document %s/>" % NAMES,
        b"<w:document %s><w:body>" % NAMES + b"<w:tbl><w:tr><w:tc>" * 5_000,
        b"<w:document %s><w:body>%s%s</w:body></w:document>"
        % (NAMES, b"<w:ins>" * 2_000, b"</w:ins>" * 2_000),
        b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;'>]><w:document %s><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
        % NAMES,
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><w:document %s><w:body><w:p><w:r><w:t>1. &b;</w:t></w:r></w:p></w:body></w:document>"
        % NAMES,
        b"<w:document %s><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
        % (NAMES, b"1. A. " * 200_000),
        b"\x00\x01",
    ],
)
def test_a_hostile_body_makes_a_report(content: bytes) -> None:
    report = read(changed("word/document.xml", content))
    assert report.problems
    assert not report.questions
    assert not any("root:" in problem.message for problem in report.problems)


def test_a_part_that_unpacks_to_far_too_much_is_refused() -> None:
    assert codes(read(changed("word/styles.xml", b" " * 70_000_000))) == ["too_large"]


@pytest.mark.parametrize(
    "name", ["word/numbering.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
)
def test_a_damaged_part_makes_a_report(name: str) -> None:
    report = read(changed(name, b"<broken"))
    assert report.problems or report.questions


def test_the_red_option_of_a_table_is_the_key_too() -> None:
    document = document_of()
    table = document.add_table(4, 3)
    for row, texts in zip(
        table.rows,
        [
            ("题目", "选项A", "选项B"),
            ("甲问什么？", "一", "二"),
            ("乙问什么？", "一", "二"),
            ("丙问什么？", "一", "二"),
        ],
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)
    for row in table.rows[1:]:
        row.cells[2].paragraphs[0].runs[0].font.color.rgb = RED
    report = read(saved(document))
    assert [question.answer for question in report.questions] == [ChoiceAnswer(frozenset("B"))] * 3
    assert "key_by_look" in codes(report)


def test_a_table_nobody_knows_is_asked_about_where_nothing_else_is_a_question() -> None:
    document = document_of("题库")
    add_table(
        document,
        [
            ("甲栏", "乙栏", "丙栏", "丁栏"),
            ("哪一个是金属？", "铁", "木", "A"),
            ("哪一个很轻？", "铁", "木", "B"),
        ],
    )
    data = saved(document)
    assert [ask.key for ask in read(data).open_asks] == ["columns"]
    answered = read(data, columns="题干,A,B,答案", header="yes")
    assert [question.answer for question in answered.questions] == [
        ChoiceAnswer(frozenset("A")),
        ChoiceAnswer(frozenset("B")),
    ]


def test_a_document_in_an_archive_keeps_its_pictures() -> None:
    document = document_of("一、单选题", "1. 图中是什么？")
    document.paragraphs[-1].add_run().add_picture(picture("red"))
    for line in ("A. 铁", "B. 木", "答案：A"):
        document.add_paragraph(line)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("题库.docx", saved(document))
    report = read_bank(target.getvalue(), "题库.zip")
    assert (report.format, len(report.questions), len(report.pictures)) == ("zip", 1, 1)
