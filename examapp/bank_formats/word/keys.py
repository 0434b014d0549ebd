"""A key that is only shown: the red, highlighted, underlined or bold option; underlined words of a 填空题."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from examapp.bank_formats.cleaning import compact
from examapp.bank_formats.looks import LOOK_LABELS, Look
from examapp.bank_formats.question_words import type_of
from examapp.bank_formats.text_fields import TextFields
from examapp.bank_formats.text_layout import Passage
from examapp.bank_formats.word.lines import Line

# So much of an option has to be set apart: its letter often is not.
_MOST_OF_IT = 0.6
_BLANK_MARK = re.compile(r"_{2,}|[(（]\s*[)）]")


class ShownKeys:
    """Finds keys by the looks of the lines that a text was made of, and counts how often by which look."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Keep the lines; line 1 of the text is the first of them."""
        self.lines = lines
        self.found: Counter[Look] = Counter()
        self.first_line: dict[Look, int] = {}

    def key_of(self, passage: Passage, fields: TextFields) -> str:
        """Return the key of a question without a written answer, empty where no option is set apart."""
        lines = self.lines[passage.line - 1 : passage.line - 1 + len(passage.lines)]
        if fields.options:
            return self._marked_options(passage, fields, lines)
        if type_of(fields.texts.get("qtype") or passage.hint) == "blank":
            return self._underlined_words(passage, fields, lines)
        return ""

    def _marked_options(self, passage: Passage, fields: TextFields, lines: Sequence[Line]) -> str:
        places = list(_places(fields.options, "\n".join(line.text for line in lines)))
        looks = [look for line in lines for look in (*line.looks, Look.PLAIN)]
        for look in LOOK_LABELS:
            marked = [
                letter for letter, start, end in places if _share(looks[start:end], look) >= _MOST_OF_IT
            ]
            if marked and len(marked) < len(fields.options):
                self._note(look, passage.line)
                return "".join(dict.fromkeys(marked))
        return ""

    def _underlined_words(self, passage: Passage, fields: TextFields, lines: Sequence[Line]) -> str:
        stem = fields.texts["stem"]
        if _BLANK_MARK.search(stem):
            return ""
        words = [word for line in lines for word in _runs(line, Look.UNDERLINE) if word in stem]
        for word in words:
            stem = stem.replace(word, "____", 1)
        if not words:
            return ""
        fields.texts["stem"] = stem
        self._note(Look.UNDERLINE, passage.line)
        return "|".join(word.replace("|", "\\|").replace(";", "\\;") for word in words)

    def _note(self, look: Look, line: int) -> None:
        self.found[look] += 1
        self.first_line.setdefault(look, line)


def _places(options: Sequence[tuple[str, str]], text: str) -> Iterator[tuple[str, int, int]]:
    """Yield where the first line of each option's text stands, one behind the other."""
    position = 0
    for letter, option in options:
        wanted = option.split("\n")[0]
        start = text.find(wanted, position) if wanted else -1
        if start >= 0:
            position = start + len(wanted)
            yield letter, start, position


def _share(looks: Sequence[Look], look: Look) -> float:
    return sum(bool(each & look) for each in looks) / len(looks) if looks else 0.0


def _runs(line: Line, look: Look) -> Iterator[str]:
    """Yield the words of a line that are set in a look, without blanks."""
    word = ""
    for character, own in (*zip(line.text, line.looks, strict=True), ("", Look.PLAIN)):
        if own & look:
            word += character
        elif word:
            if compact(word.strip("_")):
                yield word.strip()
            word = ""
