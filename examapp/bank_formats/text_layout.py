"""The lines of a plain text: where questions begin, which headings they stand under, where a key begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from examapp.bank_formats.cleaning import clean, half_width, normal_lines
from examapp.bank_formats.question_words import type_of
from examapp.bank_formats.text_keys import KeyEntry, is_key_line, key_entries

_HEADING_PREFIX = re.compile(
    r"[#*\s]{0,8}(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题)?[、.:,\s]{1,4}|\([一二三四五六七八九十]{1,3}\)\s{0,3}|(?=\S))"
)
_HEADING = re.compile(r"([^\s:,。;(]{2,12})\s?(\([^()]{0,60}\))?[\s:,*#]{0,5}(.{0,60})")
_KEY_HEADING = re.compile(
    r"[#*\s]{0,8}(?:附?[一二三四五六七八九十]{0,3}[、.:,\s]{0,4})(?:参考|标准|正确)?答案(?:[与及和]?解析|部分|表|页)?[\s:*#]{0,5}"
)
# 参考答案：1-5 ABCDE, or 一、单选题：1.A 2.B inside a key.
_WORDS_BEFORE_KEY = re.compile(r"【?([^:【】]{1,40})[:】]\s{0,5}:?\s{0,5}(.+)")
_NUMBER = re.compile(
    r"\s{0,20}(?:第\s?(\d{1,4}|[一二三四五六七八九十]{1,3})\s?题[.．、:：]?|[（(](\d{1,4})[)）]|(\d{1,4})\s?(?:[.．:：](?P<digit>(?=\d))?|[、)）]))\s{0,20}"
)
# （B）1、焊条受潮后…: the bracket for the answer stands before the number.
_BRACKET_BEFORE_NUMBER = re.compile(
    r"([(（]\s{0,6}[A-Za-zＡ-Ｚａ-ｚ√✓×✗对错正确误、,，\s]{0,20}[)）])\s{0,5}(\d{1,4}\s?[.．、)）:：])(?!\d)(.*)"
)
_SECOND_OPTION = re.compile(r"(?:^|\s)[(（]?\s?[B-Zb-zＢ-Ｚ]\s?[.、．:：)）]")
# A numbered list inside an explanation: its first item follows the label, the others begin their lines.
_LIST_ITEM = re.compile(r"(?:解析\s{0,3}[】\]]?\s{0,3}[:：]?\s{0,3}|^)[(（]?(\d{1,2})[、.．)）]")
_ANSWER_LABEL = re.compile(
    r"答案\s{0,3}[】\]]?\s{0,3}[:：]|【\s{0,3}(?:正确|参考|标准)?答案|\[(?:正确|参考|标准)?答案\]"
)


@dataclass(slots=True)
class Passage:
    """The lines of one question, the first without its number."""

    line: int
    number: int | None
    style: int
    hint: str
    run: int
    lines: list[str]
    has_options: bool = False
    has_answer: bool = False
    list_number: int = 0

    def add(self, line: str) -> None:
        """Take in one more line, and notice what it brings."""
        self.lines.append(line)
        self.has_options = self.has_options or _SECOND_OPTION.search(line) is not None
        self.has_answer = self.has_answer or _ANSWER_LABEL.search(line) is not None
        if match := _LIST_ITEM.search(line):
            self.list_number = int(match[1])

    @property
    def is_complete(self) -> bool:
        """Whether the stem has surely ended."""
        return self.has_options or self.has_answer


@dataclass(slots=True)
class Layout:
    """What a text consists of; `unread` are lines, with their numbers, that belong to nothing."""

    passages: list[Passage] = field(default_factory=list)
    key: list[KeyEntry] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def layout_of(text: str) -> Layout:
    """Return the passages and the key of a text."""
    return _LayoutReader(normal_lines(text).split("\n")).read()


def heading_of(line: str) -> str | None:
    """Return the type's words of a heading such as 一、单选题（每题1分，共40分）; None for any other line."""
    text = half_width(line[:120])
    prefix = _HEADING_PREFIX.match(text)
    match = _HEADING.fullmatch(text, prefix.end() if prefix else 0)
    if match is None:
        return None
    word, bracket, tail = match[1], match[2] or "", match[3]
    word = word.strip("*#")
    if type_of(word + bracket) is None or (tail and not re.search(r"[共每题分]", tail)):
        return None
    return word + bracket


def _style(match: re.Match[str]) -> int:
    """Return which way of numbering it is: 第1题, (1), 1. or 1)."""
    group = next(group for group in (1, 2, 3) if match[group] is not None)
    return 4 if group == 3 and match[0].rstrip().endswith((")", "）")) else group


def _number(match: re.Match[str]) -> int:
    """Return the number that is written, also 第十二题."""
    written = match[1] or match[2] or match[3]
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    digit = "零一二三四五六七八九".find
    return (10 * (digit(tens) if tens else 1) if ten else 0) + (digit(ones) if ones else 0)


def _leading_brackets(lines: list[str]) -> list[bool]:
    """Return for each line, and the end, whether the next numbered line has its bracket before the number."""
    leads = [False]
    for line in reversed(lines):
        text = clean(line)
        if _BRACKET_BEFORE_NUMBER.match(text):
            leads.append(True)
        else:
            leads.append(leads[-1] and _NUMBER.match(text) is None)
    return leads[::-1]


class _LayoutReader:
    """Goes through the lines once and remembers what they stand under."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.layout = Layout()
        self.current: Passage | None = None
        self.hint = ""
        self.run = 0
        self.last_number = 0
        self.in_key = False
        self.after_blank = True
        self.is_numbered = any(_NUMBER.match(line) for line in lines)
        self.leading_brackets = _leading_brackets(lines)
        self.brackets_lead = self.leading_brackets[0]
        self.is_numbered = self.is_numbered or self.brackets_lead

    def read(self) -> Layout:
        for number, line in enumerate(self.lines, 1):
            text = clean(line)
            if text:
                self._take(number, text)
            elif self.current is not None:
                self.current.lines.append("")
            self.after_blank = not text
        return self.layout

    def _take(self, number: int, text: str) -> None:
        heading = heading_of(text)
        labelled = self._labelled_key(text)
        if labelled is not None:
            self._take_labelled_key(number, *labelled)
        elif heading is not None:
            self._begin_section(heading)
            self.brackets_lead = self.leading_brackets[number]
        elif self._begins_key(number, text):
            self._begin_key()
        elif self.in_key or is_key_line(text):
            self._take_key_line(number, text)
        else:
            self._take_text(number, text)

    def _begin_key(self) -> None:
        self.in_key, self.current, self.run, self.last_number = True, None, 0, 0
        self.hint = ""

    def _labelled_key(self, text: str) -> tuple[str | None, str] | None:
        """Return the heading, if it is one, and the entries of a key's line that begins with words."""
        match = _WORDS_BEFORE_KEY.fullmatch(half_width(text[:2000]))
        if match is None or not (is_key_line(match[2]) or (self.in_key and key_entries(match[2]))):
            return None
        heading = heading_of(match[1])
        is_label = _KEY_HEADING.fullmatch(match[1]) is not None
        return (heading, match[2]) if heading is not None or is_label else None

    def _take_labelled_key(self, number: int, heading: str | None, entries: str) -> None:
        if not self.in_key:
            self._begin_key()
        if heading is not None:
            self._begin_section(heading)
        self._take_key_line(number, entries)

    def _begin_section(self, heading: str) -> None:
        self.hint = heading
        self.current = None
        if self.last_number:
            self.run += 1
        self.last_number = 0

    def _begins_key(self, number: int, text: str) -> bool:
        """Return whether 参考答案 stands alone above a key; above a single answer it belongs to its question."""
        if not _KEY_HEADING.fullmatch(half_width(text[:60])):
            return False
        # A table of answers in a document brings the heading once more.
        below = [line for text in self.lines[number : number + 20] if (line := clean(text))]
        following = next((line for line in below if not _KEY_HEADING.fullmatch(half_width(line[:60]))), "")
        if not following:
            return number + 20 >= len(self.lines)
        begins = heading_of(following) or key_entries(following) or self._labelled_key(following)
        return begins is not None

    def _take_key_line(self, number: int, text: str) -> None:
        entries = key_entries(text)
        if not self.in_key:
            self.in_key, self.current, self.run, self.last_number = True, None, 0, 0
        if entries is None:
            self.layout.unread.append((number, text))
            return
        for question_number, answer, explanation in entries:
            if question_number <= self.last_number:
                self.run += 1
            self.last_number = question_number
            entry = KeyEntry(question_number, answer, number, self.hint, self.run, explanation)
            self.layout.key.append(entry)

    def _take_text(self, number: int, text: str) -> None:
        if self.brackets_lead and (turned := _BRACKET_BEFORE_NUMBER.fullmatch(text)):
            text = f"{turned[2]}{turned[1]}{turned[3].lstrip()}"
        match = _NUMBER.match(text)
        if match is not None and self._starts_question(match):
            self._begin(number, _number(match), _style(match), text[match.end() :])
        elif self.current is None and self.is_numbered:
            self.layout.unread.append((number, text))
        elif self.current is None or self._starts_unnumbered():
            self._begin(number, None, 0, text)
        else:
            self.current.add(text)

    def _starts_question(self, match: re.Match[str]) -> bool:
        """Tell a question's number from a number inside a stem or an explanation."""
        style = _style(match)
        is_next = _number(match) == self.last_number + 1
        goes_on = self.current is not None and _number(match) == self.current.list_number + 1 > 1
        if (match["digit"] is not None or goes_on) and not is_next:
            return False
        # (1) 四 (2) 三 below 正确答案 are the blanks of question 1., not question 2.
        if goes_on and self.current is not None and style != self.current.style:
            return False
        if self.current is None or is_next:
            return self.current is None or style == self.current.style or self.current.is_complete
        return style == self.current.style and self.current.is_complete

    def _starts_unnumbered(self) -> bool:
        return (
            not self.is_numbered and self.after_blank and self.current is not None and self.current.has_answer
        )

    def _begin(self, line: int, number: int | None, style: int, text: str) -> None:
        if number is not None:
            if number <= self.last_number:
                self.run += 1
            self.last_number = number
        self.current = Passage(line, number, style, self.hint, self.run, [])
        self.current.add(text)
        self.layout.passages.append(self.current)
