"""Chinese plain text: headings, numbered questions, options, answers beside them or in a key at the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from examapp.bank_formats.answer_in_stem import bracket_answer
from examapp.bank_formats.answer_texts import judgement_of, keys_of
from examapp.bank_formats.bank_format import BankFormat
from examapp.bank_formats.checks import Assembly
from examapp.bank_formats.cleaning import compact, excerpt, normal_lines
from examapp.bank_formats.decoding import decode
from examapp.bank_formats.draft import Draft
from examapp.bank_formats.question_words import type_of
from examapp.bank_formats.report import BankReport, Place
from examapp.bank_formats.text_dialects import usual_text
from examapp.bank_formats.text_fields import TextFields, fields_of
from examapp.bank_formats.text_keys import KeyEntry
from examapp.bank_formats.text_layout import Layout, Passage, layout_of
from examapp.domain.wording import N_

# Returns the key of a question whose text doesn't write it, empty where nothing shows it.
KeyFinder = Callable[[Passage, TextFields], str]
# Returns where a line of the text stands in the file.
PlaceFinder = Callable[[int], Place]
MAXIMUM_BYTES = 20_000_000
_SIGN = re.compile(
    r"答案|^\s{0,20}(?:\d{1,4}[.．、)）]|[（(]\d{1,4}[)）]|第\s?\d{1,4}\s?题"
    r"|[（(][A-Za-zＡ-Ｚ√✓×✗对错、,，\s]{0,20}[)）]\s{0,5}\d{1,4}\s?[.．、])",
    re.MULTILINE,
)


def recognises(data: bytes, filename: str) -> bool:
    """Tell by a numbered line or the word 答案; the other text formats are asked first."""
    decoded = decode(data)
    # Web pages and other markup begin with a bracket; Excel opens some of them, a reader of lines does not.
    is_text = decoded is not None and not decoded.text.lstrip().startswith("<")
    return decoded is not None and is_text and _SIGN.search(usual_text(decoded.text)) is not None


def read(data: bytes, filename: str) -> BankReport:
    """Read the questions; the type is that of the tag, else the heading, else the answer's shape."""
    assembly = Assembly("text")
    decoded = decode(data) if len(data) <= MAXIMUM_BYTES else None
    if len(data) > MAXIMUM_BYTES:
        assembly.problems.error("too_large", Place(), found=f"{len(data)} B", limit=f"{MAXIMUM_BYTES} B")
    elif decoded is None:
        assembly.problems.error("unknown_encoding", Place())
    else:
        if decoded.guessed:
            assembly.problems.warning("replaced_characters", Place(), encoding=decoded.encoding)
        read_lines(decoded.text, assembly)
    return assembly.report()


def line_place(line: int) -> Place:
    """Return the place of a line of a text file."""
    return Place(line=line)


def read_lines(
    text: str,
    assembly: Assembly,
    find_key: KeyFinder | None = None,
    place_of: PlaceFinder = line_place,
) -> None:
    """Take the questions of a text into the assembly; `find_key` may know the key of one without an answer."""
    _read_layout(layout_of(usual_text(normal_lines(text))), assembly, find_key, place_of)


@dataclass(slots=True)
class _Keys:
    """The entries of the key, found by number and section."""

    entries: list[KeyEntry]
    unused: set[KeyEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.unused = set(self.entries)

    def entry_for(self, passage: Passage) -> KeyEntry | None:
        """Return the entry of a passage: same type of heading, else same run of numbers, else the only one."""
        same_number = [entry for entry in self.unused if entry.number == passage.number]
        wanted = type_of(passage.hint)
        by_heading = [
            entry for entry in same_number if entry.hint and wanted and type_of(entry.hint) == wanted
        ]
        by_run = [entry for entry in same_number if entry.run == passage.run]
        alone = same_number if len({entry.run for entry in self.entries}) == 1 else []
        for found in (by_heading, by_run if not by_heading else [], alone):
            if len(found) == 1:
                self.unused.discard(found[0])
                return found[0]
        return None


def _read_layout(
    layout: Layout, assembly: Assembly, find_key: KeyFinder | None, place_of: PlaceFinder
) -> None:
    keys = _Keys(layout.key)
    for passage in layout.passages:
        _take_passage(passage, keys, assembly, find_key, place_of)
    for entry in sorted(keys.unused, key=lambda entry: (entry.line, entry.number)):
        assembly.problems.error("key_of_no_question", place_of(entry.line), number=entry.number)
    _report_unread(layout.unread, assembly, place_of)


def _take_passage(
    passage: Passage,
    keys: _Keys,
    assembly: Assembly,
    find_key: KeyFinder | None,
    place_of: PlaceFinder,
) -> None:
    fields = fields_of(passage)
    place = place_of(passage.line)
    entry = keys.entry_for(passage)
    if len(fields.answers) > 1 and fields.unread:
        text = excerpt(" / ".join(fields.unread))
        assembly.problems.error("answered_again", place, text=text)
        return
    if entry is not None:
        fields.answers.append(entry.answer)
        if entry.explanation:
            fields.texts.setdefault("explanation", entry.explanation)
    is_judge = type_of(fields.texts.get("qtype") or passage.hint) == "judge"
    _settle_bracket(fields, is_judge)
    distinct = list(dict.fromkeys(_normal_answer(answer) for answer in fields.answers))
    if len(distinct) > 1:
        parameters = {"text": excerpt(fields.answers[0]), "other": excerpt(fields.answers[-1])}
        assembly.problems.error("conflicting_answers", place, **parameters)
        return
    if not fields.answers and find_key is not None:
        fields.answers += filter(None, [find_key(passage, fields)])
    fields.texts["answer"] = fields.answers[0] if fields.answers else ""
    fields.texts["tags"] = ";".join(fields.tags)
    _report_unread([(passage.line, text) for text in fields.unread], assembly, place_of)
    assembly.add_draft(Draft(place, fields.texts, tuple(fields.options), {}, passage.hint))


def _settle_bracket(fields: TextFields, is_judge: bool) -> None:
    """Take the answer out of the stem's bracket, where it is the only one or repeats the one below."""
    found = bracket_answer(fields.texts["stem"], fields.options, is_judge)
    if found is None:
        return
    answer, stem = found
    known = [_normal_answer(text) for text in fields.answers]
    if not known or _normal_answer(answer) in known:
        fields.texts["stem"] = stem
        fields.answers.append(answer)


def _normal_answer(text: str) -> str:
    judged = judgement_of(text)
    keys = keys_of(text)
    if keys is not None and (judged is None or len(text) > 1):
        return "".join(sorted(keys))
    return compact(text) if judged is None else str(judged)


def _report_unread(lines: list[tuple[int, str]], assembly: Assembly, place_of: PlaceFinder) -> None:
    if lines:
        text = excerpt(" / ".join(line for _, line in lines[:20]), 120)
        assembly.problems.warning("lines_not_read", place_of(lines[0][0]), text=text)


FORMAT = BankFormat(
    name="text", label=N_("纯文本"), order=70, recognises=recognises, read=read, suffix=".txt"
)
