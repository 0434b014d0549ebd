"""Moodle's cloze text: a file that is one question with embedded answers."""

from __future__ import annotations

from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import excerpt, normal_lines
from examapp.bank_formats.cloze_text import GAP, GAP_START, cloze_of
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.draft import ProblemList
from examapp.bank_formats.drafting import generated_qid
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.rich_text import RichText
from examapp.domain.questions import Question
from examapp.domain.wording import N_


def recognises(data: bytes, filename: str) -> bool:
    """Tell by an embedded answer in a text that isn't XML."""
    decoded = decode(data)
    return (
        decoded is not None
        and not decoded.text.lstrip().startswith("<?xml")
        and bool(GAP.search(decoded.text))
    )


def read(data: bytes, filename: str) -> BankReport:
    """Read the whole file as one question, as Moodle does."""
    assembly = Assembly("cloze")
    decoded = decode(data)
    if decoded is None:
        assembly.problems.error("unknown_encoding", Place())
        return assembly.report()
    place, own = Place(line=1), ProblemList()
    text = RichText().of_lines(normal_lines(decoded.text))
    found = cloze_of(text, place, own)
    if found is not None:
        qid = generated_qid(found.qtype, found.stem, [o.text for part in found.parts for o in part.options])
        explanation = "\n".join(found.feedback)
        question = Question(
            qid, found.qtype, found.stem, found.answer, explanation=explanation, parts=found.parts
        )
        assembly.add_question(question, lambda _name: place, own)
    else:
        if not own.has_errors and GAP_START.search(text):
            own.error("unclosed_gap", place, text=excerpt(text))
        assembly.refuse(own)
    return assembly.report()


FORMAT = BankFormat(
    name="cloze", label=N_("Moodle 完形填空文本"), order=28, recognises=recognises, read=read, suffix=".txt"
)
