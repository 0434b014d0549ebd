"""Written answers, `A、B、D`, `正确`, `a;b|c`, `3.14±0.01`, as answers of the domain, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from examapp.bank_formats.cleaning import clean, compact, half_width
from examapp.domain.questions import BlankAnswer, NumericAnswer, NumericRange

_RIGHT = (
    "正确",
    "对",
    "√",
    "✓",
    "✔",
    "☑",
    "是",
    "t",
    "true",
    "y",
    "yes",
    "r",
    "right",
    "v",
    "正确√",
    "√正确",
    "对√",
)
_WRONG = (
    "错误",
    "错",
    "×",
    "✗",
    "✘",
    "✕",
    "x",
    "否",
    "f",
    "false",
    "n",
    "no",
    "w",
    "wrong",
    "不正确",
    "不对",
    "错误×",
    "错×",
)
_JUDGE_WORDS = {**dict.fromkeys(_RIGHT, True), **dict.fromkeys(_WRONG, False)}
_KEY_SEPARATORS = re.compile(r"[\s,;、/|.。+&和与()\[\]【】]+")
_NUMBER = r"[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?"
_PLAIN = re.compile(_NUMBER)
_TOLERANCE = re.compile(rf"({_NUMBER})(?:±|\+/-|\+-|:)({_NUMBER})")
_INTERVAL = re.compile(rf"({_NUMBER})(?:\.\.|~|至|到)({_NUMBER})")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BLANK_SEPARATOR = re.compile(r"(\\*)([|;｜；])")


def keys_of(text: str) -> frozenset[str] | None:
    """Return the option letters a choice answer names, in any usual spelling; None when it names none."""
    letters = _KEY_SEPARATORS.sub("", half_width(text[:200]).upper())
    if not re.fullmatch(r"[A-Z]{1,52}", letters):
        return None
    return frozenset(letters)


def has_repeated_key(text: str) -> bool:
    """Return whether a choice answer names an option twice, as ABA does where ABD was meant."""
    letters = _KEY_SEPARATORS.sub("", half_width(text[:200]).upper())
    return len(set(letters)) < len(letters)


def judgement_of(text: str) -> bool | None:
    """Return what a 判断 answer says, None for a word that says neither."""
    return _JUDGE_WORDS.get(re.sub(r"[。.;,!()]", "", compact(text[:40])))


def blanks_of(text: str) -> tuple[tuple[str, ...], ...]:
    r"""Return the accepted texts of each blank: `|` parts blanks, `;` alternatives, `\|` and `\;` stay signs.

    Empty alternatives vanish; a blank without any is an empty tuple.
    """
    blanks: list[list[str]] = [[""]]
    position = 0
    for match in _BLANK_SEPARATOR.finditer(text):
        slashes, sign = match.groups()
        blanks[-1][-1] += text[position : match.start()] + "\\" * (len(slashes) // 2)
        position = match.end()
        if len(slashes) % 2:
            blanks[-1][-1] += sign
        elif sign in ";；":
            blanks[-1].append("")
        else:
            blanks.append([""])
    blanks[-1][-1] += text[position:]
    cleaned = ([clean(alternative) for alternative in alternatives] for alternatives in blanks)
    return tuple(tuple(text for text in alternatives if text) for alternatives in cleaned)


def blanks_to_text(answer: BlankAnswer) -> str:
    """Return what `blanks_of` reads back."""
    return _joined([_joined(list(map(_escaped, texts)), ";") for texts in answer.blanks], "|")


def _escaped(text: str) -> str:
    return _BLANK_SEPARATOR.sub(lambda match: match[1] * 2 + "\\" + match[2], text)


def _joined(texts: list[str], separator: str) -> str:
    """Join with the separator, doubling backslashes that would otherwise escape it."""
    ended = [text + "\\" * (len(text) - len(text.rstrip("\\"))) for text in texts[:-1]]
    return separator.join(ended + texts[-1:])


def ranges_of(text: str) -> tuple[NumericRange, ...] | None:
    """Return the ranges of `3.14`, `3.14±0.01`, `3.1..3.2`, several parted by `;`; None if unreadable."""
    compacted = half_width(text[:400]).replace(" ", "").replace("−", "-")
    compacted = _THOUSANDS.sub("", compacted)
    ranges = [_range_of(part) for part in compacted.split(";") if part]
    read = [found for found in ranges if found is not None]
    return tuple(read) if read and len(read) == len(ranges) else None


def _range_of(text: str) -> NumericRange | None:
    if _PLAIN.fullmatch(text):
        return NumericRange(Decimal(text), Decimal(text))
    if match := _TOLERANCE.fullmatch(text):
        middle, tolerance = Decimal(match[1]), abs(Decimal(match[2]))
        return NumericRange(middle - tolerance, middle + tolerance)
    if match := _INTERVAL.fullmatch(text):
        low, high = Decimal(match[1]), Decimal(match[2])
        return NumericRange(low, high) if low <= high else None
    return None


def ranges_to_text(answer: NumericAnswer) -> str:
    """Return what `ranges_of` reads back."""
    texts = (str(r.low) if r.low == r.high else f"{r.low}..{r.high}" for r in answer.ranges)
    return ";".join(texts)


def key_named_by_text(text: str, options: Sequence[tuple[str, str]]) -> str | None:
    """Return the letter of the one option that the answer quotes, with or without its letter before it."""
    wanted = compact(text)
    match = re.match(r"([a-z])[.、:)]", wanted)
    letters = [
        letter
        for letter, option in options
        if compact(option)
        and (
            wanted == compact(option)
            or (match and match[1] == letter.lower() and wanted[2:] == compact(option))
        )
    ]
    return letters[0] if len(letters) == 1 else None
