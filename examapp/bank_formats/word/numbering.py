"""The numbers that Word shows before paragraphs and does not write into them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from examapp.bank_formats.word.names import w

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 100_000
_CHINESE = (
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "chineseLegalSimplified", "ideographDigital", "koreanCounting"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts through the document: every list has its counters, and one may begin anew."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, number_id: str, level: int) -> str:
        """Return what stands before the next paragraph of a list; empty for bullets and unknown lists."""
        abstract = self.lists.get(number_id)
        if abstract is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if number_id not in self._begun:
            self._begun.add(number_id)
            for restarted, start in self.restarts.get(number_id, {}).items():
                counts[restarted] = start - 1
        known = self.levels.get(abstract, {})
        current = counts[level]
        counts[level] = known.get(level, Level()).start if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _finished(_filled(known, counts, level))


def numbering_of(root: Any) -> Numbering:
    """Return the lists that a numbering part defines."""
    found = Numbering()
    for abstract in root.iter(w("abstractNum")):
        levels = {_number(each.get(w("ilvl"))): _level(each) for each in abstract.iter(w("lvl"))}
        found.levels[abstract.get(w("abstractNumId"), "")] = levels
    for number in root.iter(w("num")):
        number_id = number.get(w("numId"), "")
        target = number.find(w("abstractNumId"))
        if target is not None:
            found.lists[number_id] = target.get(w("val"), "")
        found.restarts[number_id] = {
            _number(each.get(w("ilvl"))): _number(start.get(w("val")), 1)
            for each in number.iter(w("lvlOverride"))
            if (start := each.find(w("startOverride"))) is not None
            and 0 <= _number(each.get(w("ilvl"))) < _LEVELS
        }
    return found


def _level(element: Any) -> Level:
    values = {
        name: child.get(w("val"), "")
        for name in ("numFmt", "lvlText", "start")
        if (child := element.find(w(name))) is not None
    }
    text = values.get("lvlText", "")[:40]
    return Level(values.get("numFmt", "decimal"), text, _number(values.get("start"), 1))


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,5}", text) else default


def _filled(known: dict[int, Level], counts: list[int | None], level: int) -> str:
    own = known.get(level, Level())
    if own.format in ("bullet", "none"):
        return ""

    def shown(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        count = counts[wanted]
        which = known.get(wanted, Level())
        return _written(which.start if count is None else count, which.format)

    return re.sub(r"%([1-9])", shown, own.text)


def _finished(label: str) -> str:
    """Return a label as the reader of texts knows numbers: with a sign behind it."""
    label = label.strip()
    if re.fullmatch(r"\d{1,5}|[A-Za-z]", label):
        return f"{label}. "
    if re.fullmatch(f"[{_DIGITS[1:]}十百]{{1,5}}", label):
        return f"{label}、"
    return f"{label} " if label and label[-1] in ".．" else label


def _written(number: int, format_name: str) -> str:
    """Return a number in a way of counting; in digits where the way is unknown."""
    if format_name in _CHINESE and 0 < number < 100:
        return chinese_number(number)
    if format_name in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if format_name == "upperLetter" else letter.lower()
    if format_name in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return _CIRCLED[number - 1]
    if format_name in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if format_name == "upperRoman" else roman.lower()
    return str(min(number, _MOST))


def chinese_number(number: int) -> str:
    """Return 1 to 99 in Chinese: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text
