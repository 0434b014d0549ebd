"""Between responses and the inputs of a page: what is ticked, and what a posted form says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from examapp.services.answer_entries import GREATEST_ITEM, LONGEST_RESPONSE
from examapp.services.question_fragments import SecondTexts, SittingItem
from examapp.web.formatting import points

LONGEST_TEXT = 200
VERDICTS = {True: "T", False: "F", "true": "T", "false": "F"}


_ALTERNATIVE = re.compile(r' alt="[^"]*"')


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

    def options(self, item: SittingItem) -> tuple[tuple[str, str], ...]:
        """Return (value, text) of each radio button of a 单选 or 判断 question."""
        return self.verdicts if item.qtype == "judge" else item.options

    def second(self, item: SittingItem) -> SecondTexts | None:
        """Return the question's English for a reader of English; the Chinese stands below it and counts."""
        return item.second if self.in_english else None

    def differ(self, text: str, english: str) -> bool:
        """Return whether the English shows anything else: a formula or a picture stands there once."""
        return _ALTERNATIVE.sub("", text) != _ALTERNATIVE.sub("", english)


def wording(items: Sequence[SittingItem]) -> Wording:
    """Return the words for these questions."""
    return Wording(
        kinds={item.qtype: _(item.label) for item in {item.qtype: item for item in items}.values()},
        worth={each: _("%(n)s 分", n=points(each)) for each in {item.points for item in items}},
        several=_("（可选多项）"),
        nothing=_("不作答"),
        verdicts=(("T", _("正确")), ("F", _("错误"))),
        prevails=_("以中文为准"),
        in_english=str(get_locale()) == "en",
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
    return {item: _response(form.getlist(f"q{item}")) for item in range(1, int(count) + 1)}


def _response(values: list[str]) -> object:
    return values if any(value.strip() for value in values) else None
