"""Between responses and the inputs of a page: what is ticked, and what a posted form says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from examapp.services.answer_entries import GREATEST_ITEM, LONGEST_RESPONSE
from examapp.services.question_fragments import SecondTexts, SittingItem
from examapp.web.formatting import points

# A choice of a list: its value, its text, the same in English.
Choice = tuple[str, str, str]
LONGEST_TEXT = 200
VERDICTS = {True: "T", False: "F", "true": "T", "false": "F"}


_FIELD = re.compile(r"q([1-9]\d{0,2})(?:\.([1-9]\d?))?")
_ALTERNATIVE = re.compile(r' (?:alt|aria-label)="[^"]*"')


@dataclass(frozen=True)
class Wording:
    """What the questions of a page say in the reader's language, looked up once for all of them."""

    kinds: Mapping[str, str]
    worth: Mapping[int, str]
    several: str
    nothing: str
    verdicts: tuple[tuple[str, str], ...]
    prevails: str
    in_english: bool
    choose: str
    pairs: str
    order: str

    def options(self, item: SittingItem) -> tuple[tuple[str, str], ...]:
        """Return (value, text) of each radio button of a 单选 or 判断 question."""
        return self.verdicts if item.qtype == "judge" else item.options

    def second(self, item: SittingItem) -> SecondTexts | None:
        """Return the question's English for a reader of English; the Chinese stands below it and counts."""
        return item.second if self.in_english else None

    @staticmethod
    def picked_of_part(part: SittingItem, picked: Sequence[str]) -> tuple[str, ...]:
        """Return the values of the inputs of one part that the whole question's response ticks or fills."""
        texts = tuple(picked[part.slot - 1 : part.slot - 1 + part.texts])
        return tuple("".join(texts)) if part.qtype == "multiple" else texts

    def listed(self, item: SittingItem) -> tuple[Choice, ...]:
        """Return the options of a list that opens, by letters that it doesn't show."""
        letters = (letter for letter, _text in item.options)
        return tuple(zip(letters, item.lines, self._english(item), strict=True))

    def lettered(self, item: SittingItem) -> tuple[Choice, ...]:
        """Return the options of a list that opens, with the letters that stand beside the question."""
        return tuple(
            (letter, f"{letter} {text}", f"{letter} {english}" if english else "")
            for letter, text, english in self.listed(item)
        )

    def positions(self, item: SittingItem) -> tuple[Choice, ...]:
        """Return the positions that an option of an ordering question can have."""
        return tuple((str(place + 1), str(place + 1), "") for place in range(len(item.options)))

    def _english(self, item: SittingItem) -> tuple[str, ...]:
        second = self.second(item)
        return second.lines if second else ("",) * len(item.lines)

    def differ(self, text: str, english: str) -> bool:
        """Return whether the English shows anything else: a formula or a picture stands there once."""
        return _ALTERNATIVE.sub("", text) != _ALTERNATIVE.sub("", english)


def _kinds(items: Sequence[SittingItem]) -> Iterator[tuple[str, str]]:
    for item in items:
        yield item.qtype, item.label
        yield from ((part.qtype, part.label) for part in item.parts)


def wording(items: Sequence[SittingItem]) -> Wording:
    """Return the words for these questions."""
    return Wording(
        kinds={code: _(label) for code, label in dict.fromkeys(_kinds(items))},
        worth={each: _("%(n)s 分", n=points(each)) for each in {item.points for item in items}},
        several=_("（可选多项）"),
        nothing=_("不作答"),
        verdicts=(("T", _("正确")), ("F", _("错误"))),
        prevails=_("以中文为准"),
        in_english=str(get_locale()) == "en",
        choose=_("请选择"),
        pairs=_("给每一项选一个字母，同一个字母可以选多次。"),
        order=_("给每一项选它的位置，1 排在最前，每个位置只用一次。"),
    )


def picked(item: SittingItem, response: object) -> tuple[str, ...]:
    """Return the values of the inputs that a saved response ticks or fills.

    Phones send lists; other programs may have sent `"AC"`, a bare text or a verdict as true or false.
    """
    if response is None:
        return ()
    if isinstance(response, list):
        return tuple(str(value) for value in response)
    if item.qtype == "judge" and isinstance(response, bool | str):
        return (VERDICTS.get(response, str(response)),)
    return tuple(str(response)) if item.options else (str(response),)


def longest_text(blanks: int) -> int:
    """Return how much one of so many blanks may hold, so that the whole response can be stored."""
    return min(LONGEST_TEXT, LONGEST_RESPONSE // 2 // blanks)


def posted(form: MultiDict[str, str]) -> dict[int, object] | None:
    """Return the response to each item of a posted page, None where nothing is ticked or filled.

    None for a page that did not arrive whole: its last field counts the items, and without it what is
    missing must not be taken for cleared.
    """
    count = form.get("items", "")
    if not (count.isascii() and count.isdecimal() and 0 < int(count[:6]) <= GREATEST_ITEM):
        return None
    found = posted_responses(form)
    return {item: found.get(item) for item in range(1, int(count) + 1)}


def posted_responses(form: MultiDict[str, str]) -> dict[int, list[str]]:
    """Return what is ticked or filled, by item.

    Fields `q7` are a list of texts; `q7.1`, `q7.2`, … are the texts of parts, one each, of boxes ticked together.
    """
    slots: dict[int, dict[int, list[str]]] = {}
    for name in form:
        if match := _FIELD.fullmatch(name):
            slots.setdefault(int(match[1]), {})[int(match[2] or 0)] = form.getlist(name)
    found = {item: _texts(of_item) for item, of_item in slots.items()}
    return {item: texts for item, texts in found.items() if any(text.strip() for text in texts)}


def _texts(slots: dict[int, list[str]]) -> list[str]:
    if 0 in slots:
        return slots[0]
    return ["".join(slots.get(slot, ())) for slot in range(1, max(slots) + 1)]
