"""判断 answers written as 0 and 1, 1 and 2 or A and B: which of them means right?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from examapp.bank_formats.answer_texts import judgement_of
from examapp.bank_formats.asks import Ask, Asker, Choice, Example
from examapp.bank_formats.cleaning import excerpt, half_width
from examapp.bank_formats.layouts.table_rows_seen import SeenRow
from examapp.domain.problems import Problem as Wording
from examapp.domain.wording import N_

CODE = "judge_right"
_PAIRS = (("1", "0"), ("1", "2"), ("A", "B"))
_SHOWN = 4
_FEWEST_UNTOLD = 2
# So many explanations must say it, and nearly all of them the same, before the file itself has answered.
_FEWEST_WITNESSES = 5
_AGREEMENT = 0.9
_VERDICT = re.compile(r"(不正确|不对|错误|正确|对|错)(?:的)?[。.!！)）\s]{0,5}$")
_QUESTION = N_("判断题的答案写成“{first}”和“{second}”。哪一个表示“正确”？")
_CHOICE = N_("“{right}”表示正确，“{wrong}”表示错误")
_OUTCOME_RIGHT = N_("正确")
_OUTCOME_WRONG = N_("错误")
_REASON = N_("{count} 题的解析写着“正确”或“错误”，其中 {agreeing} 题与此一致。")


@dataclass(frozen=True, slots=True)
class JudgeSigns:
    """The rows whose answers are signs, the two signs, and which of them means right (None while unknown)."""

    rows: tuple[SeenRow, ...]
    pair: tuple[str, str]
    right: str | None

    def word(self, sign: str) -> str:
        """Return what a sign means in words."""
        return "正确" if half_width(sign).upper() == self.right else "错误"


def judge_signs(rows: Sequence[SeenRow], sheet: str | None, asker: Asker) -> JudgeSigns | None:
    """Ask what the signs mean where there are such; the explanations may say it beyond doubt."""
    signed, pair = _signed(rows)
    if pair is None:
        return None
    witnesses = Counter(
        _sign_of_right(row, pair, verdict)
        for row in signed
        if (verdict := _verdict(row.explanation)) is not None
    )
    total = witnesses.total()
    likely = max(pair, key=lambda sign: witnesses[sign])
    agreeing = witnesses[likely]
    settled = likely if total >= _FEWEST_WITNESSES and agreeing >= _AGREEMENT * total else None
    ask = Ask(
        key=asker.key(CODE, sheet),
        question=Wording(_QUESTION, {"first": pair[0], "second": pair[1]}),
        choices=tuple(
            Choice(right, Wording(_CHOICE, {"right": right, "wrong": wrong}))
            for right, wrong in (pair, pair[::-1])
        ),
        examples=tuple(_example(row, pair) for row in _shown(signed)),
        default=likely if total and agreeing > total / 2 else None,
        reason=Wording(_REASON, {"count": total, "agreeing": agreeing}) if total else None,
        sheet=sheet,
    )
    return JudgeSigns(tuple(signed), pair, asker.put(ask, settled))


def _signed(rows: Sequence[SeenRow]) -> tuple[list[SeenRow], tuple[str, str] | None]:
    """Return the judge questions answered by signs, and the pair that the signs are of."""
    said = [row for row in rows if row.qtype == "judge" and row.answer]
    untold = [row for row in rows if row.qtype is None and not row.options and row.answer]
    # Without a word of the type, numbers are signs only where there are several and nothing else.
    if len(untold) < _FEWEST_UNTOLD or not all(map(_sign, untold)):
        untold = []
    signed = [row for row in said + untold if _sign(row) is not None]
    signs = {half_width(row.answer).upper() for row in signed}
    pair = next((pair for pair in _PAIRS if signs and signs <= set(pair)), None)
    return sorted(signed, key=lambda row: row.number), pair


def _sign(row: SeenRow) -> str | None:
    sign = half_width(row.answer).upper()
    is_sign = sign in ("0", "1", "2") or (sign in ("A", "B") and not row.options)
    return sign if is_sign and judgement_of(row.answer) is None else None


def _verdict(explanation: str) -> bool | None:
    match = _VERDICT.search(explanation[-40:])
    return judgement_of(match[1]) if match else None


def _sign_of_right(row: SeenRow, pair: tuple[str, str], verdict: bool) -> str:
    """Return the sign that means right if the row's explanation is to agree with its answer."""
    sign = half_width(row.answer).upper()
    other = pair[1] if sign == pair[0] else pair[0]
    return sign if verdict else other


def _shown(rows: Sequence[SeenRow]) -> list[SeenRow]:
    """Return a few rows, both signs among them where both occur."""
    first = half_width(rows[0].answer).upper()
    same = [row for row in rows if half_width(row.answer).upper() == first]
    others = [row for row in rows if half_width(row.answer).upper() != first][: _SHOWN // 2]
    return sorted([*same[: _SHOWN - len(others)], *others], key=lambda row: row.number)


def _example(row: SeenRow, pair: tuple[str, str]) -> Example:
    sign = half_width(row.answer).upper()
    outcomes = tuple(Wording(_OUTCOME_RIGHT if sign == right else _OUTCOME_WRONG) for right in pair)
    return Example(f"{excerpt(row.stem, 60)} — {sign}", outcomes)
