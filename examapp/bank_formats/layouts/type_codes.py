"""Types written as codes, 1, 2, 3: what each is shows in the answers and options beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from examapp.bank_formats.answer_texts import judgement_of, keys_of
from examapp.bank_formats.asks import Ask, Asker, Choice, Example
from examapp.bank_formats.cleaning import excerpt
from examapp.bank_formats.layouts.table_rows_seen import SeenRow
from examapp.bank_formats.question_words import TYPE_LABELS, type_of
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

CODE = "type"
_CODE = re.compile(r"\d{1,2}|[A-Za-z]")
_MOST_CODES = 8
_SHOWN = 4
_CHOICES = ("single", "multiple", "judge", "blank")
_QUESTION = N_("题型写成代码“{code}”（{count} 题）。它是什么题型？")
_REASON = N_("从这些题的选项和答案看。")


def type_codes(rows: Sequence[SeenRow], sheet: str | None, asker: Asker) -> dict[str, str | None]:
    """Return the type of each code, None for one that a person still has to name; empty without codes."""
    codes = Counter(row.written_type for row in rows if _is_code(row.written_type))
    if not codes or len(codes) > _MOST_CODES:
        return {}
    of_code = {code: [row for row in rows if row.written_type == code] for code in codes}
    likely = {code: _likely_type(found) for code, found in of_code.items()}
    taken = Counter(likely.values())
    return {
        code: _ask(code, found, likely[code], taken, sheet, asker) for code, found in sorted(of_code.items())
    }


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and type_of(text) is None


def _ask(
    code: str,
    rows: Sequence[SeenRow],
    likely: str | None,
    taken: Mapping[str | None, int],
    sheet: str | None,
    asker: Asker,
) -> str | None:
    """Ask about one code; two codes that look like one type leave both open."""
    ask = Ask(
        key=asker.key(f"{CODE}_{code}", sheet),
        question=Wording(_QUESTION, {"code": code, "count": len(rows)}),
        choices=tuple(Choice(qtype, Wording(TYPE_LABELS[qtype])) for qtype in _CHOICES),
        examples=tuple(
            Example(" — ".join((excerpt(row.stem, 60), " / ".join(row.options[:6]), excerpt(row.answer, 20))))
            for row in rows[:_SHOWN]
        ),
        default=likely,
        reason=Wording(_REASON) if likely else None,
        sheet=sheet,
    )
    return asker.put(ask, likely if taken[likely] == 1 else None)


def _likely_type(rows: Sequence[SeenRow]) -> str | None:
    """Return the type that nearly all rows of a code look like, None where they differ."""
    looks = Counter(_look(row) for row in rows)
    if looks["multiple"] and looks["multiple"] + looks["single"] >= 0.95 * len(rows):
        return "multiple"
    look, count = looks.most_common(1)[0]
    return look if count >= 0.95 * len(rows) else None


def _look(row: SeenRow) -> str | None:
    if row.options:
        keys = keys_of(row.answer)
        number = len(keys) if keys else len([sign for sign in row.answer if sign.isdigit()])
        return "multiple" if number > 1 else "single" if number == 1 else None
    if judgement_of(row.answer) is not None or row.answer in ("0", "1", "2", "A", "B"):
        return "judge"
    return "blank" if row.answer else None
