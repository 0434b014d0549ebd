"""Moodle XML: a `quiz` of questions, with categories between them and pictures inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.gift_syntax import topic_of
from examapp.bank_formats.moodle_questions import MoodleReader
from examapp.bank_formats.moodle_writing import moodle_xml, moodle_xml_losses
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.xml_reading import (
    XmlRefused,
    children,
    descendants,
    name_of,
    parsed_xml,
    root_name,
    text_of,
)
from examapp.domain.questions import Question
from examapp.domain.wording import N_

_QUESTION_START = re.compile(rb"<question\s[^<>]{0,200}type\s{0,3}=")


def recognises(data: bytes, filename: str) -> bool:
    """Tell by the root `quiz`, or by one question alone."""
    name = root_name(data)
    if name == "quiz" and b"<question" not in data:
        # Canvas keeps a quiz's settings under the same name.
        return b"canvas" not in data[:2_000]
    return name == "quiz" or (name == "question" and _QUESTION_START.search(data[:20_000]) is not None)


def read(data: bytes, filename: str) -> BankReport:
    """Read every question; a kind that can't be graded, and a description, is named."""
    assembly = Assembly("moodle_xml")
    try:
        root = parsed_xml(data)
    except XmlRefused as refused:
        assembly.problems.error(refused.code, Place(line=refused.line), **refused.parameters)
        return assembly.report()
    questions = [root] if name_of(root) == "question" else list(descendants(root, "question"))
    reader = MoodleReader(assembly)
    topic = ""
    for question in questions:
        if question.get("type") == "category":
            topic = topic_of(" ".join(text_of(next(children(question, "category"), None)).split()))
        else:
            reader.take(question, topic)
    reader.name_what_was_left_out()
    return replace(assembly.report(), pictures=reader.pictures)


def write(questions: Sequence[Question], pictures: Mapping[str, bytes]) -> bytes:
    """Write UTF-8 with the pictures inside; `losses` names what Moodle can't hold."""
    return moodle_xml(questions, pictures)


FORMAT = BankFormat(
    name="moodle_xml",
    label=N_("Moodle XML"),
    order=10,
    recognises=recognises,
    read=read,
    write_with_pictures=write,
    losses=moodle_xml_losses,
    suffix=".xml",
)
